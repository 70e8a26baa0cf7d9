import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A cell of a table. */
export type Cell = string | number;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument';

/** Lines as a text document (ECMA-376, transitional); the first is its heading. The same lines are the same bytes. */
export function docxOf(lines: readonly string[]): Promise<Buffer> {
  const paragraphs = lines.map((line, i) => (i === 0 ? heading(line) : paragraph(line))).join('');
  return packed({
    '[Content_Types].xml': typesOf({ '/word/document.xml': `${TYPE}.wordprocessingml.document.main+xml` }),
    '_rels/.rels': relationsOf([['officeDocument', 'word/document.xml']]),
    'word/document.xml': `${XML}<w:document xmlns:w="${WORD}"><w:body>${paragraphs}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`,
  });
}

const heading = (text: string) =>
  `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="44"/></w:rPr>${words(text)}</w:r></w:p>`;
const paragraph = (text: string) =>
  `<w:p><w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr><w:r><w:rPr><w:sz w:val="32"/></w:rPr>${words(text)}</w:r></w:p>`;
const words = (text: string) => `<w:t xml:space="preserve">${escaped(text)}</w:t>`;

/** Rows as a table document (ECMA-376, transitional). The same rows are the same bytes. */
export function xlsxOf(name: string, rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const lines = rows.map(
    (row, i) => `<row r="${i + 1}">${row.map((one, n) => cell(one, i, n)).join('')}</row>`,
  );
  return packed({
    '[Content_Types].xml': typesOf({
      '/xl/workbook.xml': `${TYPE}.spreadsheetml.sheet.main+xml`,
      '/xl/worksheets/sheet1.xml': `${TYPE}.spreadsheetml.worksheet+xml`,
    }),
    '_rels/.rels': relationsOf([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${XML}<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationsOf([['worksheet', 'worksheets/sheet1.xml']]),
    'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns="${SHEET}"><sheetData>${lines.join('')}</sheetData></worksheet>`,
  });
}

const A = 'A'.charCodeAt(0);

function cell(value: Cell, row: number, column: number): string {
  const place = `${String.fromCharCode(A + column)}${row + 1}`;
  return typeof value === 'number'
    ? `<c r="${place}"><v>${value}</v></c>`
    : `<c r="${place}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
}

function typesOf(parts: Readonly<Record<string, string>>): string {
  const overrides = Object.entries(parts).map(
    ([part, type]) => `<Override PartName="${part}" ContentType="${type}"/>`,
  );
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

function relationsOf(parts: readonly (readonly [kind: string, target: string])[]): string {
  const lines = parts.map(
    ([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${lines.join('')}</Relationships>`;
}

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** By the wall clock, as ZIP keeps it: the same in every time zone. */
const MADE = new Date(2022, 3, 1);

async function packed(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(files))
    zip.addBuffer(Buffer.from(text, 'utf8'), path, { mtime: MADE, mode: 0o100644, forceDosTimestamp: true });
  zip.end();
  return buffer(zip.outputStream);
}
