import type { RowRefusal } from '../../shared/import-refusals.ts';
import type { Facts } from './reading/unreadable.rules.ts';

export type RefusalCode = RowRefusal;

/** One reason. `column`: the heading as written in the file, null when it concerns the whole row. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly column: string | null;
  readonly facts: Facts;
}

/** A row that can be written, or all that is wrong with it. */
export type Planned<R> =
  { readonly ok: true; readonly row: R } | { readonly ok: false; readonly refusals: readonly Refusal[] };
