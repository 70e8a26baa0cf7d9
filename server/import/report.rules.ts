import type { ImportKind } from './headings.rules.ts';
import type { Encoding } from './reading/encoding.rules.ts';
import type { Refusal } from './refusals.rules.ts';

export type Outcome = 'accepted' | 'updated' | 'unchanged' | 'refused';

/** What became of one row of the file. */
export interface RowReport {
  /** Line of a text file, or Excel's row number. */
  readonly line: number;
  readonly outcome: Outcome;
  /** Number of a suggestion, code of a person; '' where there is none. */
  readonly number: string;
  /** Title or name. */
  readonly title: string;
  /** Empty unless refused. */
  readonly refusals: readonly Refusal[];
}

/** What became of a file. Every row of it stands in `rows`, in the order of the file. */
export interface ImportReport {
  readonly kind: ImportKind;
  readonly dryRun: boolean;
  readonly file: {
    readonly format: 'csv' | 'xlsx';
    readonly encoding: Encoding | null;
    readonly delimiter: string | null;
    readonly sheet: string | null;
  };
  /** Headings that nobody understands; what stands under them was not read. */
  readonly ignoredHeadings: readonly string[];
  readonly rows: readonly RowReport[];
  readonly totals: Readonly<Record<Outcome, number>>;
  /** Names of what had to be made for the rows' sake, in a dry run of what would have to be. */
  readonly created: { readonly congresses: readonly string[]; readonly units: readonly string[] };
}

/** How many rows had each outcome. */
export function totalsOf(rows: readonly RowReport[]): Record<Outcome, number> {
  const totals: Record<Outcome, number> = { accepted: 0, updated: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of rows) totals[outcome] += 1;
  return totals;
}
