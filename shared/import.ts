import * as z from 'zod/mini';
import { broadcast, job, request } from './contract.ts';
import { handOver } from './hand-over.ts';
import { civilDate, handOverId, importId, instant, personId, suggestionId } from './ids.ts';
import { refusalFacts, rowRefusal } from './import-refusals.ts';
import { seatRole } from './seats.ts';
import {
  COLUMN_SOURCES,
  IMPORT_AIMS,
  IMPORT_LIMITS,
  IMPORT_STATES,
  LONGEST_CELL,
  ROW_LISTS,
  SUGGESTION_FIELDS,
} from './values/import.ts';

export const suggestionField = z.enum(SUGGESTION_FIELDS);
export type SuggestionField = z.infer<typeof suggestionField>;

export const importState = z.enum(IMPORT_STATES);
export type ImportState = z.infer<typeof importState>;

const column = z.object({
  /** From 0, as in the file. */
  column: z.int(),
  heading: z.string(),
  /** Null: left alone. */
  field: z.nullable(suggestionField),
  /** Null: nobody knows. */
  by: z.nullable(z.enum(COLUMN_SOURCES)),
  /** The first values, cut. */
  sample: z.array(z.string()),
});

/** How many rows there are of each kind: judged so, or taken in already. */
const rowCounts = z.object({
  all: z.int(),
  /** Not judged yet. */
  unjudged: z.int(),
  /** Will be new suggestions. */
  fresh: z.int(),
  /** The record says the same already. */
  same: z.int(),
  /** The record will be changed. */
  changes: z.int(),
  wrong: z.int(),
  /** Stand in the record because of this import, or did before. */
  taken: z.int(),
});

/** How far a job has come. */
const progress = z.object({ done: z.int(), total: z.int(), since: instant });

export const importAim = z.enum(IMPORT_AIMS);

export const suggestionImport = z.object({
  importId,
  state: importState,
  begunAt: instant,
  by: z.object({ personId, name: z.string() }),
  file: z.object({
    name: z.string(),
    bytes: z.int(),
    /** Null: it has not come. */
    format: z.nullable(z.enum(['csv', 'xlsx'])),
    encoding: z.nullable(z.string()),
    sheet: z.nullable(z.string()),
  }),
  columns: z.array(column),
  /** Suggestions that are in the record are changed where a row says otherwise; else such a row is wrong. */
  updates: z.boolean(),
  rows: rowCounts,
  /** Of checking or running; null: neither has begun. */
  progress: z.nullable(progress),
  aim: z.nullable(importAim),
  assignedOn: z.nullable(civilDate),
  /** The hand-over that followed; null: none, or not yet. */
  handOver: z.nullable(handOver),
});
export type SuggestionImport = z.infer<typeof suggestionImport>;

const ALWAYS = ['NOT_ALLOWED', 'NOT_FOUND'] as const;
const on = { importId };

export const beginImport = request({
  name: 'import:begin',
  summary:
    'Begins an import of suggestions; the file follows as the part `content` of a form to `POST /api/v1/imports/{importId}`, which answers as import:show does.',
  pace: 'act',
  input: z.object({
    name: z.string().check(z.minLength(1), z.maxLength(200)),
    bytes: z.int().check(z.minimum(1), z.maximum(IMPORT_LIMITS.bytes)),
  }),
  output: suggestionImport,
  faults: ['NOT_ALLOWED', 'QUOTA_EXCEEDED'],
});

export const listImports = request({
  name: 'import:list',
  summary:
    'Imports of the congress whose file has come, without those given up; the newest first, ten at most.',
  input: z.object({}),
  output: z.object({ imports: z.array(suggestionImport) }),
  faults: ['NOT_ALLOWED'],
});

export const showImport = request({
  name: 'import:show',
  summary: 'Where an import stands.',
  input: z.object(on),
  output: suggestionImport,
  faults: [...ALWAYS],
});

export const setImportColumns = request({
  name: 'import:columns',
  summary:
    'Says which column holds what, and lets the rows be judged. It is remembered for the next file of the congress. Possible until rows are taken in.',
  pace: 'act',
  input: z.object({
    ...on,
    columns: z
      .array(z.object({ column: z.int().check(z.nonnegative()), field: z.nullable(suggestionField) }))
      .check(z.maxLength(IMPORT_LIMITS.columns)),
    updates: z.boolean(),
  }),
  output: suggestionImport,
  faults: [...ALWAYS, 'WRONG_STATE', 'NOT_YET'],
});

/** What is wrong with a row. */
const fault = z.object({
  code: rowRefusal,
  /** Null: it concerns the whole row. */
  column: z.nullable(z.int()),
  facts: refusalFacts,
});

export const importRow = z.object({
  /** Line of a text file, or Excel’s row number; from 1. */
  line: z.int(),
  /** One for each column that holds something; cut where `length` is larger. Empty once the row is taken in. */
  cells: z.array(z.object({ column: z.int(), text: z.string(), length: z.int() })),
  number: z.string(),
  title: z.string(),
  faults: z.array(fault),
  /** Once it is taken in. */
  suggestionId: z.nullable(suggestionId),
});
export type ImportRow = z.infer<typeof importRow>;

export const listImportRows = request({
  name: 'import:rows',
  summary: 'Rows of an import in the order of the file, thirty at most.',
  input: z.object({ ...on, which: z.enum(ROW_LISTS), after: z.nullable(z.int()) }),
  output: z.object({
    rows: z.array(importRow),
    /** Of this list, whatever `after` says. */
    total: z.int(),
    /** The `after` of the next page; null: that was all. */
    next: z.nullable(z.int()),
  }),
  faults: [...ALWAYS],
});

export const showImportCell = request({
  name: 'import:cell',
  summary: 'The whole text of one cell.',
  input: z.object({ ...on, line: z.int(), column: z.int() }),
  output: z.object({ text: z.string() }),
  faults: [...ALWAYS],
});

export const mendImportRow = request({
  name: 'import:mend',
  summary:
    'Writes other texts into cells of a row and judges it again, together with the rows that speak of the same suggestion.',
  doors: 'http', // a text of 50,000 characters is too large for a socket frame
  pace: 'act',
  input: z.object({
    ...on,
    line: z.int(),
    cells: z
      .array(
        z.object({
          column: z.int().check(z.nonnegative()),
          text: z.string().check(z.maxLength(LONGEST_CELL)),
        }),
      )
      .check(z.minLength(1), z.maxLength(IMPORT_LIMITS.columns)),
  }),
  output: z.object({ row: importRow, import: suggestionImport }),
  faults: [...ALWAYS, 'WRONG_STATE'],
});

export const previewImport = request({
  name: 'import:preview',
  summary:
    'What taking in the rows will make: ten rooms as they will stand, how many each unit will be given, how many people will sit in rooms.',
  pace: 'act',
  input: z.object(on),
  output: z.object({
    rooms: z.array(
      z.object({
        line: z.int(),
        name: z.string(),
        title: z.string(),
        leadUnits: z.array(z.string()),
        coUnits: z.array(z.string()),
        /** By which the lead units have to speak with the deputies, when it is handed over today; null: none has to. */
        contactDue: z.nullable(civilDate),
        /** Twelve at most, in the order of a room’s list of members. */
        seats: z.array(z.object({ name: z.string(), label: z.string(), roles: z.array(seatRole) })),
        members: z.int(),
      }),
    ),
    /** By name. `people`: who will sit in rooms for the unit; nobody: the unit has no contacts and no leaders. */
    units: z.array(
      z.object({
        name: z.string(),
        lead: z.int(),
        co: z.int(),
        separate: z.int(),
        reference: z.int(),
        people: z.int(),
      }),
    ),
    /** People who will sit in one room at least. */
    people: z.int(),
    /** Rows that can be taken in. */
    count: z.int(),
  }),
  faults: [...ALWAYS, 'WRONG_STATE'],
});

export const runImport = request({
  name: 'import:run',
  summary:
    'Takes the good rows into the record and, where that is the aim, hands them over. Answers at once; progress is told. Repeated, killed anywhere: every row is there once.',
  pace: 'act',
  input: z.object({
    ...on,
    aim: importAim,
    /** Date of assignment, from which all terms count; null: today. */
    assignedOn: z.nullable(civilDate),
    /** How many rows that is, as the caller saw it. */
    count: z.int(),
  }),
  output: suggestionImport,
  faults: [...ALWAYS, 'WRONG_STATE', 'STALE_REVISION', 'IN_THE_FUTURE'],
});

export const stopImport = request({
  name: 'import:stop',
  summary: 'Stops taking in rows after those at hand; what is in the record stays.',
  pace: 'act',
  input: z.object(on),
  output: suggestionImport,
  faults: [...ALWAYS, 'WRONG_STATE'],
});

export const resumeImport = request({
  name: 'import:resume',
  summary: 'Goes on with an import that was stopped.',
  pace: 'act',
  input: z.object(on),
  output: suggestionImport,
  faults: [...ALWAYS, 'WRONG_STATE'],
});

export const endImport = request({
  name: 'import:end',
  summary: 'Gives an import up and removes its rows; what is in the record stays.',
  pace: 'act',
  input: z.object(on),
  output: suggestionImport,
  faults: [...ALWAYS, 'WRONG_STATE'],
});

/** What changes while a job is at work. */
export const importStep = z.object({
  importId,
  state: importState,
  rows: rowCounts,
  progress: z.nullable(progress),
  handOverId: z.nullable(handOverId),
});
export type ImportStep = z.infer<typeof importStep>;

export const importProgressed = broadcast({
  name: 'import:progressed',
  summary: 'An import went on; to the people of the congress’s office.',
  to: 'person',
  body: importStep,
});

export const carryOnImport = job({
  name: 'import.carry-on',
  summary: 'Judges or takes in the rows of one import, from wherever it stands.',
  data: z.object({ importId }),
});

export const importRequests = [
  beginImport,
  listImports,
  showImport,
  setImportColumns,
  listImportRows,
  showImportCell,
  mendImportRow,
  previewImport,
  runImport,
  stopImport,
  resumeImport,
  endImport,
] as const;

/** What the door for tables may refuse with, besides what every request may. */
export const SENDING_TABLE = [...ALWAYS, 'WRONG_STATE', 'FILE_TOO_LARGE', 'TABLE_UNREADABLE'] as const;
