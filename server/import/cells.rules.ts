/** A cell without what nobody sees: outer space, zero-width characters, tabs and line ends of other systems. */
export const clean = (cell: string): string =>
  cell
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\u00A0]/g, ' ')
    .trim();

/** For comparing: width, case and space do not matter. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

const YES = new Set(['是', '需要', '需', '要', 'y', 'yes', 'true', '1', '√', '✓']);
const NO = new Set(['否', '不需要', '不需', '不要', '无需', '不', 'n', 'no', 'false', '0', '×', '✗', 'x']);

/** 是/否 in its usual spellings; `fallback` for an empty cell, null when not understood. */
export function yesNoOf(cell: string, fallback: boolean): boolean | null {
  const text = folded(cell);
  if (text === '') return fallback;
  return YES.has(text) ? true : NO.has(text) ? false : null;
}

/** A day in its usual spellings (2022-04-01, 2022/4/1, 2022.4.1, 2022年4月1日) as 2022-04-01; '' for empty, null for no day. */
export function dayOf(cell: string): string | null {
  if (cell === '') return '';
  const text = cell.normalize('NFKC').replace(/\s.*$/, '');
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (match === null) return null;
  const [year = '', month = '', day = ''] = match.slice(1).map((part) => part.padStart(2, '0'));
  const iso = `${year}-${month}-${day}`;
  const instant = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : null;
}

/** Separators that no name contains. */
const HARD = /[;；\n|]+/;
/** Separators that a name may contain (最高人民法院、最高人民检察院 is one unit in some lists). */
const SOFT = /([、,，])/;

/**
 * The names in a cell. `known` tells whether a text is one whole name: the longest run of parts that is one stays
 * together, so that a unit with 、 in its name is not taken for two.
 */
export function namesIn(cell: string, known: (name: string) => boolean): string[] {
  const pieces = cell.split(HARD).map((piece) => piece.trim());
  return pieces.flatMap((piece) => splitSoftly(piece, known)).filter((name) => name !== '');
}

function splitSoftly(piece: string, known: (name: string) => boolean): string[] {
  const parts = piece.split(SOFT); // names at even places, what parted them at odd ones
  const names: string[] = [];
  for (let at = 0; at < parts.length;) {
    let end = parts.length;
    while (end > at + 1 && !known(parts.slice(at, end).join('').trim())) end -= 2;
    names.push(parts.slice(at, end).join('').trim());
    at = end + 1;
  }
  return names;
}
