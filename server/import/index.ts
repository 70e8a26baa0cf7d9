export { readCongressName } from './congress-names.rules.ts';
export { IMPORT_KINDS, type ImportKind } from './headings.rules.ts';
export { makeImport, type ImportOptions } from './import.actions.ts';
export { LIMITS, readTable, type Table } from './reading/table.rules.ts';
export { Unreadable, UNREADABLE, type Facts, type UnreadableCode } from './reading/unreadable.rules.ts';
export { REFUSALS, type Refusal, type RefusalCode } from './refusals.rules.ts';
export { OUTCOMES, type ImportReport, type Outcome, type RowReport } from './report.rules.ts';
export type { ImportParts, WrittenPerson } from './works.actions.ts';
