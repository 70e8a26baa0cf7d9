import { distance } from 'fastest-levenshtein';
import type { SuggestionField } from '../../../shared/import.ts';
import {
  IMPORT_LIMITS,
  LIST_FIELDS,
  NEEDED_FIELDS,
  SUGGESTION_FIELDS,
} from '../../../shared/values/import.ts';
import { fieldOf, headingKey, headingLineOf, keysOfField } from '../headings.rules.ts';
import { clean } from '../cells.rules.ts';
import type { RawRow } from '../reading/table.rules.ts';
import { Unreadable } from '../reading/unreadable.rules.ts';
import type { StagedColumn } from './imports.store.ts';

/** What was said of headings before, by their keys. */
export type Remembered = ReadonlyMap<string, SuggestionField | null>;

const SAMPLES = 3;
const SAMPLE_LENGTH = 40; // characters
const HEADING_LENGTH = 100;

/** How sure each way of knowing is; of two columns that claim one field the surer has it, then the first. */
const RANK = { remembered: 0, named: 1, similar: 2 } as const;
type Guess = { readonly field: SuggestionField; readonly by: keyof typeof RANK };

/**
 * The columns of a table with what each most likely holds, and its rows without the heading line and what stands above
 * it. Throws Unreadable where there are no rows.
 */
export function columnsGuessed(
  table: readonly RawRow[],
  remembered: Remembered,
): { columns: StagedColumn[]; rows: readonly RawRow[] } {
  const { row, at } = headingLineOf('suggestions', table);
  const rows = table.slice(at + 1);
  if (rows.length === 0) throw new Unreadable('HEADINGS_ONLY');
  const headings = row.cells
    .slice(0, IMPORT_LIMITS.columns)
    .map((cell) => clean(cell).slice(0, HEADING_LENGTH));
  const guesses = headings.map((heading) => guess(headingKey(heading), remembered));
  return {
    rows,
    columns: headings.map((heading, column): StagedColumn => {
      const own = guesses[column] ?? null;
      const kept = own !== null && holds(own, column, guesses) ? own : null;
      return {
        ...{ column, heading, field: kept?.field ?? null, by: kept?.by ?? null },
        sample: sampleOf(rows, column),
      };
    }),
  };
}

function guess(key: string, remembered: Remembered): Guess | null {
  if (key === '') return null;
  const known = remembered.get(key);
  if (known !== undefined) return known === null ? null : { field: known, by: 'remembered' };
  const named = fieldOf('suggestions', key);
  if (named !== null) return { field: named as SuggestionField, by: 'named' };
  const similar = similarTo(key);
  return similar === null ? null : { field: similar, by: 'similar' };
}

/** How many characters may differ: none in short words, where another character is another word. */
const mostDistance = (key: string): number => (key.length < 3 ? 0 : key.length < 6 ? 1 : 2);

/** The one field that has a heading much like this; two that are as like are none. */
function similarTo(key: string): SuggestionField | null {
  const scored = SUGGESTION_FIELDS.map((field) => ({
    field,
    apart: Math.min(...keysOfField(field).map((name) => distance(name, key))),
  })).filter(({ apart }) => apart <= mostDistance(key));
  const best = Math.min(...scored.map(({ apart }) => apart));
  const [first, ...others] = scored.filter(({ apart }) => apart === best);
  return first !== undefined && others.length === 0 ? first.field : null;
}

/** Whether this column has the field, of all that claim it. */
function holds(own: Guess, column: number, guesses: readonly (Guess | null)[]): boolean {
  if (LIST_FIELDS.has(own.field)) return true;
  return guesses.every(
    (other, at) =>
      other?.field !== own.field ||
      at === column ||
      RANK[own.by] < RANK[other.by] ||
      (RANK[own.by] === RANK[other.by] && column < at),
  );
}

const sampleOf = (rows: readonly RawRow[], column: number): string[] => {
  const found: string[] = [];
  for (const { cells } of rows) {
    const text = clean(cells[column] ?? '').replace(/\s+/g, ' ');
    if (text !== '') found.push(text.slice(0, SAMPLE_LENGTH));
    if (found.length === SAMPLES) break;
  }
  return found;
};

/** What columns hold, by field, as row-cells reads it. */
export function columnsByField(columns: readonly StagedColumn[]): Map<SuggestionField, number[]> {
  const found = new Map<SuggestionField, number[]>();
  for (const { column, field } of columns)
    if (field !== null) found.set(field, [...(found.get(field) ?? []), column]);
  return found;
}

/** What a choice of columns lacks, one field of each group that nothing holds; and fields that stand in two though they must not. */
export function wrongColumns(columns: readonly StagedColumn[]): {
  missing: SuggestionField[];
  twice: SuggestionField[];
} {
  const held = columnsByField(columns);
  return {
    missing: NEEDED_FIELDS.filter((group) => !group.some((field) => held.has(field))).flatMap(
      ([first]) => first ?? [],
    ),
    twice: [...held].flatMap(([field, at]) => (at.length > 1 && !LIST_FIELDS.has(field) ? [field] : [])),
  };
}
