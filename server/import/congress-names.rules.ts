import type { CongressLevel } from '../../shared/org.ts';
import { chineseNumeral, numberOf } from './numerals.rules.ts';

/** A congress as its name tells. `term` 0: the name gives none (马关县人大). */
export interface CongressName {
  readonly name: string; // 十三届全国人大, 重庆市六届人大: one spelling for each
  readonly body: string; // 全国人大, 重庆市人大
  readonly level: CongressLevel;
  readonly term: number;
}

/** What a cell about a congress says; a session only where it stands in the same cell. */
export interface CongressCell {
  /** null: only a term was given (十三届), to be read within the default congress. */
  readonly congress: CongressName | null;
  readonly term: number;
  readonly session: number | null;
}

const NUMERAL = '([0-9]{1,2}|[一二三四五六七八九十]{1,3})';
const TERM = new RegExp(`第?${NUMERAL}届`);
const SESSION = new RegExp(`第?${NUMERAL}次(?:会议|全会|全体会议)?$`);

/** Reads 十三届全国人大, 第十三届全国人民代表大会第五次会议, 上海市第十五届人大, 马关县人大, 13届 … null if it names no congress. */
export function congressCellOf(cell: string): CongressCell | null {
  const text = cell
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^中华人民共和国/, '')
    .replace('人民代表大会', '人大')
    .replace('常务委员会', '');
  const session = SESSION.exec(text);
  const said = session === null ? text : text.slice(0, session.index);
  const termMatch = TERM.exec(said);
  const term = termMatch === null ? 0 : numberOf(termMatch[1] ?? '');
  if (term === null) return null;
  const body = (termMatch === null ? said : said.replace(termMatch[0], '')).replace(/会议$/, '');
  const sessionNumber = session === null ? null : numberOf(session[1] ?? '');
  if (body === '') return term === 0 ? null : { congress: null, term, session: sessionNumber };
  if (!body.endsWith('人大') || body.length < 3) return null;
  return { congress: congressName(body, term), term, session: sessionNumber };
}

/** A congress's name in its one spelling; null when the text names none. */
export const readCongressName = (text: string): CongressName | null => congressCellOf(text)?.congress ?? null;

/** The congress of a body and term, spelt the one way. */
export function congressName(body: string, term: number): CongressName {
  const level = levelOf(body);
  const numbered = term === 0 ? '' : `${chineseNumeral(term)}届`;
  const area = body.replace(/人大$/, '');
  return { name: level === 'national' ? `${numbered}${body}` : `${area}${numbered}人大`, body, level, term };
}

const PROVINCES = /^(?:北京市?|天津市?|上海市?|重庆市?|.*省|.*自治区|内蒙古|广西|西藏|宁夏|新疆)$/;

/** By the last word of the area. A 市 counts as prefecture-level: names alone do not show a county-level city. */
function levelOf(body: string): CongressLevel {
  const area = body.replace(/人大$/, '');
  if (area === '全国') return 'national';
  if (PROVINCES.test(area)) return 'province';
  if (/(?:乡|镇)$/.test(area)) return 'township';
  if (/(?:县|区|旗)$/.test(area)) return 'county';
  return 'city';
}

/**
 * The session of a cell: 四次会议, 第4次, 4. Published lists also give only a year (2024年, 2023年闭会), which is
 * kept as that year, or nothing, which is 0. Null: not understood.
 */
export function sessionOf(cell: string): number | null {
  const text = cell.normalize('NFKC').replace(/\s+/g, '');
  if (text === '') return 0;
  const year = /^((?:19|20)\d\d)年?(?:闭会(?:期间)?)?$/.exec(text);
  if (year !== null) return Number(year[1]);
  const session = numberOf(/^第?(.+?)次?(?:会议)?$/.exec(text)?.[1] ?? '');
  return session !== null && session >= 1 && session <= 99 ? session : null;
}
