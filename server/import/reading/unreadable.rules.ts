/** Why a file as a whole cannot be read. The words for each live with whoever speaks to people. */
export const UNREADABLE = [
  'EMPTY_FILE',
  'TOO_LARGE', // facts: bytes, limit
  'TOO_MANY_ROWS', // facts: rows, limit
  'OLD_EXCEL', // .xls, not .xlsx
  'BROKEN_WORKBOOK',
  'UNKNOWN_SHEET', // facts: asked, sheets
  'OPEN_QUOTE', // facts: line
  'HEADINGS_ONLY',
  'MISSING_HEADINGS', // facts: missing (one list of accepted names for each)
  'DUPLICATE_HEADING', // facts: headings
  'NO_SUCH_CONGRESS', // name: the default asked for
] as const;
export type UnreadableCode = (typeof UNREADABLE)[number];

export type Facts = Readonly<Record<string, string | number | readonly string[]>>;

/** Thrown when nothing of a file can be used. Facts are names, places and limits, never prose. */
export class Unreadable extends Error {
  readonly code: UnreadableCode;
  readonly facts: Facts;

  constructor(code: UnreadableCode, facts: Facts = {}) {
    super(code);
    this.name = 'Unreadable';
    this.code = code;
    this.facts = facts;
  }
}
