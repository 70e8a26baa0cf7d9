import type { CellProblem } from './reading/table.rules.ts';
import type { Facts } from './reading/unreadable.rules.ts';

/** Why a row is refused. The words for each live with whoever speaks to people. */
export const REFUSALS = [
  'BAD_CHARACTER', // control characters, or what could not be decoded
  'FORMULA_ERROR', // #N/A and the like
  'TOO_MANY_CELLS', // cells, headings
  'TOO_LONG', // length, limit
  'STATE_SECRET', // the words themselves are in no report
  'NO_CONGRESS',
  'BAD_CONGRESS', // text
  'UNKNOWN_CONGRESS', // name
  'BAD_SESSION', // text
  'NO_NAME',
  'NO_TITLE',
  'NO_UNIT',
  'BAD_NUMBER', // text
  'BAD_YES_NO', // text
  'BAD_DATE', // text
  'BAD_PHONE',
  'BAD_EMAIL',
  'BAD_ROLE', // text, known
  'ROLES_EXCLUDE', // by: roles that one person cannot hold together
  'DUPLICATE_IN_FILE', // line
  'SAME_AS', // by: an earlier row of the file says otherwise of the same
  'NAME_TAKEN', // by
  'UNKNOWN_UNIT', // name, nearest
  'UNKNOWN_DELEGATION', // name, nearest
  'CO_UNIT_IS_LEAD', // name
  'UNIT_TWICE', // name
  'LEAD_UNKNOWN', // name
  'SECONDER_UNKNOWN', // name
  'CONTACT_UNKNOWN', // name
  'PERSON_AMBIGUOUS', // name, codes
  'CONTACT_OF_NO_TRACK', // name
  'NO_PLACE', // a person of neither unit nor delegation whose role needs one
  'NEEDS_CODE', // line: somebody of the same name and place
] as const;
export type RefusalCode = (typeof REFUSALS)[number] | CellProblem;

/** One reason. `column`: the heading as written in the file, null when it concerns the whole row. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly column: string | null;
  readonly facts: Facts;
}

/** A row that can be written, or all that is wrong with it. */
export type Planned<R> =
  { readonly ok: true; readonly row: R } | { readonly ok: false; readonly refusals: readonly Refusal[] };
