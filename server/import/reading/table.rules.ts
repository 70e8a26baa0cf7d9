import type { Buffer } from 'node:buffer';
import { delimiterOf, readDelimited, type Delimiter } from './delimited.rules.ts';
import { decode, type Encoding } from './encoding.rules.ts';
import { Unreadable } from './unreadable.rules.ts';
import { readWorkbook } from './workbook.rules.ts';

/** What is wrong with a single cell before anybody asks what it means. Words with the mark of a state secret are not in it any more. */
export type CellProblem = 'BAD_CHARACTER' | 'FORMULA_ERROR' | 'TOO_LONG' | 'STATE_SECRET';

export interface RawRow {
  /** Line of a text file where the row begins, or Excel's row number; from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly problems: readonly { readonly column: number; readonly code: CellProblem }[];
}

/** A file read as text cells, with what was found out about it. */
export interface Table {
  readonly format: 'csv' | 'xlsx';
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
  readonly rows: readonly RawRow[];
}

export const LIMITS = { bytes: 64 * 2 ** 20, unpackedBytes: 512 * 2 ** 20, rows: 200_000 } as const;

/** Reads CSV or XLSX by its content, not its name. `sheet`: name or number (from 1); null for the first. Throws Unreadable. */
export async function readTable(bytes: Buffer, sheet: string | null): Promise<Table> {
  if (bytes.length === 0) throw new Unreadable('EMPTY_FILE');
  if (bytes.length > LIMITS.bytes)
    throw new Unreadable('TOO_LARGE', { bytes: bytes.length, limit: LIMITS.bytes });
  const table = await read(bytes, sheet);
  if (table.rows.length === 0) throw new Unreadable('EMPTY_FILE');
  if (table.rows.length > LIMITS.rows)
    throw new Unreadable('TOO_MANY_ROWS', { rows: table.rows.length, limit: LIMITS.rows });
  return { ...table, rows: table.rows.map(withBadCharacters) };
}

const beginsWith = (bytes: Buffer, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);

async function read(bytes: Buffer, sheet: string | null): Promise<Table> {
  if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new Unreadable('OLD_EXCEL');
  if (beginsWith(bytes, 0x50, 0x4b, 0x03, 0x04))
    return {
      format: 'xlsx',
      encoding: null,
      delimiter: null,
      ...(await readWorkbook(bytes, LIMITS, sheet)),
    };
  const { text, encoding } = decode(bytes);
  const delimiter = delimiterOf(text);
  return { format: 'csv', encoding, delimiter, sheet: null, rows: readDelimited(text, delimiter) };
}

/** Control characters other than tab and line ends, or what could not be decoded. */
const BAD = /(?![\t\n\r])\p{Cc}|\p{Cs}|\uFFFD/u;

/** Notes cells that nobody could read. */
export function withBadCharacters<R extends Pick<RawRow, 'cells' | 'problems'>>(row: R): R {
  const bad = row.cells.flatMap((cell, column) =>
    BAD.test(cell) ? [{ column, code: 'BAD_CHARACTER' as const }] : [],
  );
  return bad.length === 0 ? row : { ...row, problems: [...row.problems, ...bad] };
}
