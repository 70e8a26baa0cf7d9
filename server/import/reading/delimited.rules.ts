import type { Info } from 'csv-parse';
import { CsvError, parse } from 'csv-parse/sync';
import type { RawRow } from './table.rules.ts';
import { Unreadable } from './unreadable.rules.ts';

const DELIMITERS = [',', '\t', ';'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Headings stand within the first so many lines; above them there may be a caption. */
const LOOKED_AT = 10;

/** The delimiter that stands most often, outside quotes, in one of the first lines. A comma where none does. */
export function delimiterOf(text: string): Delimiter {
  const lines = firstLinesWithoutQuoted(text);
  const counted = DELIMITERS.map((delimiter) => ({
    delimiter,
    most: Math.max(0, ...lines.map((line) => line.split(delimiter).length - 1)),
  }));
  return counted.reduce((best, next) => (next.most > best.most ? next : best)).delimiter;
}

const firstLinesWithoutQuoted = (text: string): string[] =>
  text
    .slice(0, 64 * 1024)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/, LOOKED_AT);

/** Rows of delimited text, each with the line it begins on (from 1). Empty rows are left out. */
export function readDelimited(text: string, delimiter: Delimiter): RawRow[] {
  const rows: RawRow[] = [];
  let begins = 1;
  const take = (record: string[], { lines }: Info) => {
    if (record.some((cell) => cell.trim() !== '')) rows.push({ line: begins, cells: record, problems: [] });
    begins = lines + 1;
    return null;
  };
  try {
    parse(text.replace(/\r\n?/g, '\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      on_record: take,
    });
  } catch (error) {
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED')
      throw new Unreadable('OPEN_QUOTE', { line: begins });
    throw error;
  }
  return rows;
}
