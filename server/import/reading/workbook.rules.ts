import type { Buffer } from 'node:buffer';
import type ExcelJS from 'exceljs';
import type { RawRow } from './table.rules.ts';
import { Unreadable } from './unreadable.rules.ts';
import { unpackedSize, unpacksAsSaid } from './zip.rules.ts';

const PARTS_NOT_READ = ['dataValidations', 'conditionalFormatting', 'drawing', 'pageSetup', 'autoFilter'];

/** Rows of one sheet of an .xlsx as text, with Excel's row numbers. The first visible sheet, or the one asked for. */
export async function readWorkbook(
  bytes: Buffer,
  limits: { unpackedBytes: number },
  asked: string | null,
): Promise<{ sheet: string; rows: RawRow[] }> {
  const sheet = sheetOf(await open(bytes, limits), asked);
  const rows: RawRow[] = [];
  sheet.eachRow((row, line) => {
    const read = readRow(row);
    if (read.cells.some((cell) => cell.trim() !== '')) rows.push({ line, ...read });
  });
  return { sheet: sheet.name, rows };
}

async function open(bytes: Buffer, limits: { unpackedBytes: number }): Promise<ExcelJS.Workbook> {
  const unpacked = unpackedSize(bytes);
  if (unpacked === null) throw new Unreadable('BROKEN_WORKBOOK');
  if (unpacked > limits.unpackedBytes)
    throw new Unreadable('TOO_LARGE', { bytes: unpacked, limit: limits.unpackedBytes });
  if (!(await unpacksAsSaid(bytes))) throw new Unreadable('BROKEN_WORKBOOK');
  const { default: excel } = await import('exceljs'); // large, and most files are CSV
  const workbook = new excel.Workbook();
  try {
    // exceljs declares a Buffer of its own; any ArrayBuffer or Buffer is read.
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer, { ignoreNodes: PARTS_NOT_READ });
  } catch {
    throw new Unreadable('BROKEN_WORKBOOK');
  }
  return workbook;
}

function sheetOf(workbook: ExcelJS.Workbook, asked: string | null): ExcelJS.Worksheet {
  const { worksheets } = workbook;
  const found =
    asked === null
      ? (worksheets.find((sheet) => sheet.state === 'visible') ?? worksheets[0])
      : (worksheets.find((sheet) => sheet.name === asked) ?? worksheets[Number(asked) - 1]);
  if (found !== undefined) return found;
  if (asked === null) throw new Unreadable('EMPTY_FILE');
  throw new Unreadable('UNKNOWN_SHEET', { asked, sheets: worksheets.map((sheet) => sheet.name) });
}

function readRow(row: ExcelJS.Row): Pick<RawRow, 'cells' | 'problems'> {
  const cells: string[] = [];
  const problems: RawRow['problems'][number][] = [];
  for (let column = 1; column <= row.cellCount; column += 1) {
    const cell = row.getCell(column);
    const text = textOf(cell.value, cell.numFmt);
    cells.push(text ?? '');
    if (text === null) problems.push({ column: column - 1, code: 'FORMULA_ERROR' });
  }
  return { cells, problems };
}

/** What a reader of the sheet sees, without exponents and locale; null for an error such as #N/A. */
function textOf(value: ExcelJS.CellValue, format: string | undefined): string | null {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, format);
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (value instanceof Date) return dateText(value);
  if ('error' in value) return null;
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('text' in value) return textOf(value.text, format); // a link; its text may be rich
  return textOf(value.result, format);
}

/** 12 shown as 0012 is the number 0012; 20240053 stays 20240053, not 2.02E+7. */
function numberText(value: number, format: string | undefined): string {
  const digits = Number.isInteger(value) ? BigInt(value).toString() : String(value);
  return format !== undefined && /^0+$/.test(format) ? digits.padStart(format.length, '0') : digits;
}

/** exceljs gives what the sheet shows as if it were UTC. */
function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const [day = '', time = ''] = value.toISOString().split(/[T.]/);
  return time === '00:00:00' ? day : `${day} ${time}`;
}
