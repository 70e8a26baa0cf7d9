import { Buffer } from 'node:buffer';
import type { SuggestionField } from '../../../shared/import.ts';
import { SUGGESTION_FIELDS } from '../../../shared/values/import.ts';
import { headingOfField } from '../headings.rules.ts';

/** Columns of a template: what a table of suggestions usually has. Of other fields the page says that they may be there. */
const COLUMNS: readonly SuggestionField[] = SUGGESTION_FIELDS.filter(
  (field) => !['congress', 'sitting', 'origins', 'replyClass', 'repliedOn'].includes(field),
);

/** One row as an example. Nobody in it exists: taken in by mistake it is refused. */
const EXAMPLE: Readonly<Partial<Record<SuggestionField, string>>> = {
  session: '五次会议',
  number: '0001',
  title: '（示例，请删去本行）关于加强社区养老服务的建议',
  text: '建议全文。',
  category: '民政',
  lead: '示例代表',
  seconding: '示例代表甲、示例代表乙',
  delegation: '示例代表团',
  wantsWrittenReply: '是',
  leadUnits: '示例单位',
  coUnits: '示例单位甲、示例单位乙',
};

const ROWS: readonly (readonly string[])[] = [
  COLUMNS.map(headingOfField),
  COLUMNS.map((field) => EXAMPLE[field] ?? ''),
];

const MARK = '\uFEFF'; // by it Excel knows that the text is UTF-8
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const WIDTH = 18; // characters

/** An empty table of suggestions with its heading line, as CSV. */
export const templateCsv = (): Buffer =>
  Buffer.from(`${MARK}${ROWS.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`);

/** The same as a workbook. All columns are text, so that 0001 stays 0001. */
export async function templateWorkbook(): Promise<Buffer> {
  const { default: excel } = await import('exceljs'); // large, and seldom asked for
  const book = new excel.Workbook();
  const sheet = book.addWorksheet('代表建议', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = COLUMNS.map(() => ({ width: WIDTH, style: { numFmt: '@' } }));
  sheet.addRows(ROWS.map((row) => [...row]));
  sheet.getRow(1).font = { bold: true };
  return Buffer.from(await book.xlsx.writeBuffer());
}
