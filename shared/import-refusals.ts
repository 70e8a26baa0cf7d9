import * as z from 'zod/mini';

/** Why a row is refused. The words for each live with whoever speaks to people; the facts stand beside it. */
export const ROW_REFUSALS = [
  'BAD_CHARACTER', // control characters, or what could not be decoded
  'FORMULA_ERROR', // #N/A and the like
  'TOO_MANY_CELLS', // cells, headings
  'TOO_LONG', // length, limit
  'STATE_SECRET', // the words themselves are kept nowhere
  'NO_CONGRESS',
  'BAD_CONGRESS', // text
  'UNKNOWN_CONGRESS', // name
  'OTHER_CONGRESS', // name: known, but not the one that imports
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
  'IN_RECORD', // the record has another suggestion of this number, or another text of it
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
export const rowRefusal = z.enum(ROW_REFUSALS);
export type RowRefusal = z.infer<typeof rowRefusal>;

/** Why nothing of a file can be used: `why` of TABLE_UNREADABLE. */
export const UNREADABLE = [
  'EMPTY_FILE',
  'TOO_LARGE', // bytes, limit: also what an archive unpacks to
  'TOO_MANY_ROWS', // rows, limit
  'OLD_EXCEL', // .xls, not .xlsx
  'BROKEN_WORKBOOK',
  'UNKNOWN_SHEET', // asked, sheets
  'OPEN_QUOTE', // line
  'HEADINGS_ONLY',
  'MISSING_HEADINGS', // missing (one list of accepted names for each)
  'DUPLICATE_HEADING', // headings
  'NO_SUCH_CONGRESS', // name: the default asked for
] as const;
export type UnreadableCode = (typeof UNREADABLE)[number];

/** Names, places and limits; never prose. */
export const refusalFacts = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));
