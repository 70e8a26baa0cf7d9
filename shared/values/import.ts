import type { SuggestionField } from '../import.ts';

/** What a column of a table of suggestions may hold, in the order in which a template has them. */
export const SUGGESTION_FIELDS = [
  'congress',
  'session',
  'number',
  'title',
  'text',
  'category',
  'lead',
  'seconding',
  'delegation',
  'wantsWrittenReply',
  'sitting',
  'origins',
  'leadUnits',
  'coUnits',
  'separateUnits',
  'referenceUnits',
  'contacts',
  'replyClass',
  'repliedOn',
] as const;

/** Fields that may stand in several columns, which are read as one list. */
export const LIST_FIELDS: ReadonlySet<SuggestionField> = new Set([
  'seconding',
  'origins',
  'leadUnits',
  'coUnits',
  'separateUnits',
  'referenceUnits',
  'contacts',
]);

/** Of each of these groups one field at least has its column. */
export const NEEDED_FIELDS: readonly (readonly SuggestionField[])[] = [
  ['title'],
  ['leadUnits', 'separateUnits'],
];

/** What one import may bring: bytes of the file, rows, columns. */
export const IMPORT_LIMITS = { bytes: 64 * 2 ** 20, rows: 20_000, columns: 100 } as const;

/** Imports of a congress with rows that are neither done nor given up. */
export const MOST_OPEN_IMPORTS = 5;

/** Rows in one answer. */
export const ROWS_A_PAGE = 30;

/** Longest text of a cell in a list, in characters; `length` says how long it is. */
export const CELL_SHOWN = 400;

/** Longest text of a cell that may be written in place of another: a suggestion’s text, and a little. */
export const LONGEST_CELL = 60_000;

/**
 * begun: its file is awaited. read: rows are kept, it is asked which column holds what. checking: a job judges them.
 * checked: they may be mended, or taken in. running: a job takes them in. stopped: somebody stopped it. done: every row
 * that could be taken in is. ended: given up; its rows are gone.
 */
export const IMPORT_STATES = [
  'begun',
  'read',
  'checking',
  'checked',
  'running',
  'stopped',
  'done',
  'ended',
] as const;

/** How it is known what a column holds: chosen here or before, by its name, or by a name much like it. */
export const COLUMN_SOURCES = ['chosen', 'remembered', 'named', 'similar'] as const;

/** What becomes of the suggestions: a room and the units of each, or only the record. */
export const IMPORT_AIMS = ['hand-over', 'register'] as const;

/** Which rows: those with faults, those that can be taken in, those that are. */
export const ROW_LISTS = ['wrong', 'good', 'taken'] as const;

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

/** Why nothing of a file can be used: `why` of TABLE_UNREADABLE. */
export const WHY_UNREADABLE = [
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
