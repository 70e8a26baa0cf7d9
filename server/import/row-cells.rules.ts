import { secretMarkIn } from '../../shared/secret-marks.ts';
import { clean, dayOf, yesNoOf } from './cells.rules.ts';
import type { Headings } from './headings.rules.ts';
import type { RawRow } from './reading/table.rules.ts';
import type { Facts } from './reading/unreadable.rules.ts';
import type { Planned, Refusal, RefusalCode } from './refusals.rules.ts';

/** Longest content of a field, in characters. What is not named here is a name. */
const LONGEST: Readonly<Record<string, number>> = {
  title: 500,
  text: 50_000,
  number: 40,
  code: 64,
  phone: 40,
};
/** In the place of words that bear the mark of a state secret: no report may repeat them. */
export const WITHHELD = '〔…〕';
const LONGEST_NAME = 200;
const LONGEST_LIST = 20_000;

/** The cells of one row by field, and the complaints gathered while reading it. */
export interface RowCells {
  /** The cell, cleaned; '' when empty or when the file has no such column. Several columns of a list are lines. */
  get(field: string): string;
  /** The cell, or undefined when the file has no such column. */
  given(field: string): string | undefined;
  has(field: string): boolean;
  yesNo(field: string, fallback: boolean): boolean;
  day(field: string): string;
  refuse(code: RefusalCode, field: string | null, facts?: Facts): void;
  /** The row if nothing was complained about. */
  done<R>(row: R): Planned<R>;
}

/** Opens one row for reading. `lists`: fields that hold several names. */
export function rowCells(
  headings: Pick<Headings, 'columns' | 'written'>,
  row: Pick<RawRow, 'cells' | 'problems'>,
  lists: ReadonlySet<string>,
): RowCells {
  const refusals: Refusal[] = problemsOf(headings, row);
  const headingOf = (field: string) => {
    const [column] = headings.columns.get(field) ?? [];
    return column === undefined ? field : (headings.written[column] ?? field);
  };
  const refuse: RowCells['refuse'] = (code, field, facts = {}) =>
    void refusals.push({ code, column: field === null ? null : headingOf(field), facts });
  const read = new Map<string, string>();
  const get = (field: string) => {
    const text = read.get(field) ?? textOf(field);
    read.set(field, text);
    return text;
  };
  const textOf = (field: string) => {
    const columns = headings.columns.get(field) ?? [];
    const text = columns
      .map((column) => clean(row.cells[column] ?? ''))
      .filter((cell) => cell !== '')
      .join('\n');
    const limit = lists.has(field) ? LONGEST_LIST : (LONGEST[field] ?? LONGEST_NAME);
    if (text.length > limit) refuse('TOO_LONG', field, { length: text.length, limit });
    if (secretMarkIn(text) === null) return text;
    refuse('STATE_SECRET', field);
    return WITHHELD;
  };
  return {
    get,
    given: (field) => (headings.columns.has(field) ? get(field) : undefined),
    has: (field) => headings.columns.has(field),
    refuse,
    yesNo(field, fallback) {
      const said = yesNoOf(get(field), fallback);
      if (said === null) refuse('BAD_YES_NO', field, { text: get(field) });
      return said ?? fallback;
    },
    day(field) {
      const day = dayOf(get(field));
      if (day === null) refuse('BAD_DATE', field, { text: get(field) });
      return day ?? '';
    },
    done: (planned) => (refusals.length === 0 ? { ok: true, row: planned } : { ok: false, refusals }),
  };
}

function problemsOf(
  headings: Pick<Headings, 'columns' | 'written'>,
  row: Pick<RawRow, 'cells' | 'problems'>,
): Refusal[] {
  const understood = new Set([...headings.columns.values()].flat());
  const problems = row.problems
    .filter(({ column }) => understood.has(column))
    .map(({ column, code }): Refusal => ({ code, column: headings.written[column] ?? null, facts: {} }));
  const beyond = row.cells.slice(headings.written.length).some((cell) => cell.trim() !== '');
  if (beyond)
    problems.push({
      code: 'TOO_MANY_CELLS',
      column: null,
      facts: { cells: row.cells.length, headings: headings.written.length },
    });
  return problems;
}
