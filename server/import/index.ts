export { readCongressName } from './congress-names.rules.ts';
export { IMPORT_KINDS, type ImportKind } from './headings.rules.ts';
export { makeImport, type ImportOptions } from './import.actions.ts';
export { LIMITS, readTable, type Table } from './reading/table.rules.ts';
export { Unreadable, type Facts, type UnreadableCode } from './reading/unreadable.rules.ts';
export type { Refusal, RefusalCode } from './refusals.rules.ts';
export type { ImportReport, Outcome, RowReport } from './report.rules.ts';
export type { WrittenPerson } from './works.actions.ts';
