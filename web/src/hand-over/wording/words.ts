import type { HandOver } from '../../../../shared/hand-over.ts';
import type { ImportState, SuggestionField } from '../../../../shared/import.ts';
import type { COLUMN_SOURCES } from '../../../../shared/values/import.ts';
import type { RowRefusal, UnreadableCode } from '../../../../shared/import-refusals.ts';

/** Names, places and limits that come with a refusal. */
export type Facts = Readonly<Record<string, unknown>>;

/** What is wrong with a row, and what to do about it. */
export interface Remedy {
  readonly cause: string;
  readonly cure: string;
}

export type FaultWords = Readonly<Record<RowRefusal, (facts: Facts) => Remedy>>;
export type UnreadableWords = Readonly<Record<UnreadableCode, (facts: Facts) => string>>;

/** The steps of an import, as addresses name them. */
export const STEPS = ['file', 'columns', 'check', 'preview', 'run'] as const;
export type StepName = (typeof STEPS)[number];

/** What the pages of hand-over and import say. */
export interface HandOverWords {
  readonly title: string;
  readonly waiting: {
    readonly title: string;
    readonly count: (n: number) => string;
    readonly empty: string;
    readonly pickAll: string;
    readonly pick: (number: string) => string;
    readonly number: string;
    readonly suggestion: string;
    readonly units: string;
    readonly noUnit: string;
    readonly chosen: (n: number) => string;
    readonly all: (n: number) => string;
    readonly confirm: (n: number) => string;
    readonly what: string;
    readonly on: string;
    readonly type: (n: number) => string;
    readonly go: string;
    readonly starting: string;
    readonly progress: (done: number, total: number) => string;
    readonly states: Readonly<Record<HandOver['state'], string>>;
    readonly failures: (n: number) => string;
    readonly done: string;
  };
  readonly imports: {
    readonly title: string;
    readonly begin: string;
    readonly states: Readonly<Record<ImportState, string>>;
    readonly rows: (n: number) => string;
    readonly open: string;
    readonly ended: string;
    readonly end: string;
    readonly sureEnd: string;
    readonly keep: string;
  };
  readonly steps: Readonly<Record<StepName, string>> & {
    readonly label: string;
    readonly at: (n: number, of: number) => string;
    readonly back: string;
    readonly home: string;
  };
  readonly file: {
    readonly what: string;
    readonly limits: (rows: number, megabytes: number) => string;
    readonly template: string;
    readonly workbook: string;
    readonly csv: string;
    readonly choose: string;
    readonly sending: (name: string) => string;
    readonly tooLarge: (megabytes: number) => string;
    readonly unreadable: UnreadableWords;
    readonly isThere: (name: string, rows: number) => string;
  };
  readonly columns: {
    readonly what: string;
    readonly heading: string;
    readonly noHeading: (column: number) => string;
    readonly sample: string;
    readonly field: string;
    readonly leftAlone: string;
    readonly fields: Readonly<Record<SuggestionField, string>>;
    readonly sources: Readonly<Record<(typeof COLUMN_SOURCES)[number], string>>;
    readonly unknown: string;
    readonly missing: (fields: readonly string[]) => string;
    readonly twice: (fields: readonly string[]) => string;
    readonly updates: string;
    readonly updatesHint: string;
    readonly go: string;
    readonly fixed: string;
  };
  readonly check: {
    readonly checking: (done: number, total: number) => string;
    readonly good: (n: number) => string;
    readonly wrong: (n: number) => string;
    readonly kinds: (fresh: number, same: number, changes: number) => string;
    readonly allGood: string;
    readonly line: string;
    readonly suggestion: string;
    readonly toMend: string;
    readonly wholeText: (length: number) => string;
    readonly save: string;
    readonly mended: string;
    readonly use: (name: string) => string;
    readonly before: string;
    readonly after: string;
    readonly page: (from: number, to: number, total: number) => string;
    readonly export: string;
    readonly exporting: string;
    readonly go: string;
    readonly none: string;
    readonly causeHead: string;
    readonly cureHead: string;
    readonly faults: FaultWords;
  };
  readonly preview: {
    readonly counting: string;
    readonly summary: (rooms: number, people: number) => string;
    readonly aim: string;
    readonly aims: Readonly<Record<'hand-over' | 'register', string>>;
    readonly aimHints: Readonly<Record<'hand-over' | 'register', string>>;
    readonly on: string;
    readonly units: string;
    readonly unit: string;
    readonly lead: string;
    readonly separate: string;
    readonly co: string;
    readonly reference: string;
    readonly people: string;
    readonly nobody: string;
    readonly rooms: (n: number) => string;
    readonly roomTitle: string;
    readonly leadUnits: (names: string) => string;
    readonly coUnits: (names: string) => string;
    readonly members: (n: number) => string;
    readonly more: (n: number) => string;
    readonly due: (day: string) => string;
    readonly go: string;
  };
  readonly run: {
    readonly confirm: Readonly<Record<'hand-over' | 'register', (n: number) => string>>;
    readonly wrongStay: (n: number) => string;
    readonly type: (n: number) => string;
    readonly go: Readonly<Record<'hand-over' | 'register', string>>;
    readonly registering: string;
    readonly registered: (done: number, total: number) => string;
    readonly making: string;
    readonly made: (done: number, total: number) => string;
    readonly rate: (perSecond: string) => string;
    readonly left: (minutes: number) => string;
    readonly leave: string;
    readonly stop: string;
    readonly stopped: string;
    readonly resume: string;
    readonly finished: Readonly<Record<'hand-over' | 'register', (n: number) => string>>;
    readonly failed: (n: number) => string;
    readonly failures: string;
    readonly toCheck: (n: number) => string;
    readonly export: string;
    readonly rooms: string;
    readonly nothing: string;
  };
}
