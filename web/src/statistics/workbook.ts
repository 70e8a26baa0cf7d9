import JSZip from 'jszip';
import type { Sheet } from './sheets.rules.ts';

/** A page of a workbook: a sheet under the name on its tab. */
export interface Page extends Pick<Sheet, 'title' | 'base' | 'head' | 'rows'> {
  readonly name: string;
}

// The smallest workbook of SpreadsheetML (ECMA-376, part 1, 18): numbers as numbers, shares as percents, words inline.

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** Styles of cells by their place in the list below. */
const STYLE = { plain: 0, head: 1, percent: 2 } as const;
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">' +
  '<xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="10" applyNumberFormat="1"/>' +
  '</cellXfs></styleSheet>';

/** Whether XML can hold a character. */
function isWritable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return character === '\t' || character === '\n' || character === '\r';
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

const escaped = (text: string): string =>
  Array.from(text)
    .filter(isWritable)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** A share as sheets write it: 96.85%. */
const PERCENT = /^(\d+)\.(\d\d)%$/;

/** A cell at its address; sheets of figures have few columns. */
function cell(value: string | number, address: string, style: number): string {
  const as = (of: number, number: number) => `<c r="${address}" s="${of}"><v>${number}</v></c>`;
  if (typeof value === 'number') return as(style, value);
  const [, whole, parts] = PERCENT.exec(value) ?? [];
  // By its digits, so that nothing is rounded on the way.
  if (whole !== undefined && parts !== undefined) return as(STYLE.percent, Number(whole + parts) / 10_000);
  const text = `<is><t xml:space="preserve">${escaped(value)}</t></is>`;
  return `<c r="${address}" s="${style}" t="inlineStr">${text}</c>`;
}

interface Row {
  readonly cells: readonly (string | number)[];
  readonly style: number;
}

const rowXml = ({ cells, style }: Row, i: number): string => {
  const at = (column: number) => `${String.fromCharCode(65 + column)}${i + 1}`;
  return `<row r="${i + 1}">${cells.map((value, column) => cell(value, at(column), style)).join('')}</row>`;
};

function pageXml({ title, base, head, rows }: Page): string {
  const all: Row[] = [
    { cells: [title], style: STYLE.head },
    ...(base === '' ? [] : [{ cells: [base], style: STYLE.plain }]),
    { cells: head, style: STYLE.head },
    ...rows.map((cells) => ({ cells, style: STYLE.plain })),
  ];
  const columns = '<cols><col min="1" max="1" width="32" customWidth="1"/></cols>';
  const data = `<sheetData>${all.map(rowXml).join('')}</sheetData>`;
  return `${XML}<worksheet xmlns="${MAIN}">${columns}${data}</worksheet>`;
}

/** On a tab stand 31 characters at most, and none of these. */
const tabOf = (name: string): string => escaped(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31));

const relation = (id: number, type: string, target: string): string =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

const relations = (all: readonly string[]): string =>
  `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;

/** The parts of the package by their paths. */
function partsOf(pages: readonly Page[]): Readonly<Record<string, string>> {
  const sheets = pages.map((page, i) => ({ xml: pageXml(page), tab: tabOf(page.name), id: i + 1 }));
  const types = sheets.map(
    ({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
  );
  return {
    '[Content_Types].xml':
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${types.join('')}</Types>`,
    '_rels/.rels': relations([relation(1, 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml':
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>` +
      sheets.map(({ id, tab }) => `<sheet name="${tab}" sheetId="${id}" r:id="rId${id}"/>`).join('') +
      '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map(({ id }) => relation(id, 'worksheet', `worksheets/sheet${id}.xml`)),
      relation(sheets.length + 1, 'styles', 'styles.xml'),
    ]),
    'xl/styles.xml': `${XML}${STYLES}`,
    ...Object.fromEntries(sheets.map(({ id, xml }) => [`xl/worksheets/sheet${id}.xml`, xml])),
  };
}

/** A workbook as Excel and WPS open it: each page with its finding, its denominator and its table. */
export function workbookOf(pages: readonly Page[]): Promise<ArrayBuffer> {
  const zip = new JSZip();
  for (const [path, xml] of Object.entries(partsOf(pages))) zip.file(path, xml);
  return zip.generateAsync({ type: 'arraybuffer', compression: 'DEFLATE' });
}
