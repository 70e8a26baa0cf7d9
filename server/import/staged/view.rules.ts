import type { ImportRow, ImportStep, SuggestionImport } from '../../../shared/import.ts';
import { CELL_SHOWN } from '../../../shared/values/import.ts';
import type { HandOver } from '../../../shared/hand-over.ts';
import type { ImportDoc } from './imports.store.ts';
import type { RowDoc } from './rows.store.ts';
import { GOOD, type RowCounts, VERDICTS } from './verdicts.rules.ts';

/** An import as the office sees it. */
export const importView = (
  doc: ImportDoc,
  { byName, handOver }: { byName: string; handOver: HandOver | null },
): SuggestionImport => ({
  ...{ importId: doc._id, state: doc.state, begunAt: doc.createdAt.toISOString() },
  by: { personId: doc.by, name: byName },
  file: doc.file,
  columns: doc.columns.map((column) => ({ ...column, sample: [...column.sample] })),
  updates: doc.updates,
  rows: countsView(doc.rows),
  progress: progressView(doc),
  ...{ aim: doc.aim, assignedOn: doc.assignedOn, handOver },
});

/** What is told while a job is at work. */
export const stepView = (doc: ImportDoc): ImportStep => ({
  ...{ importId: doc._id, state: doc.state },
  ...{ rows: countsView(doc.rows), progress: progressView(doc) },
  handOverId: doc.handedOver ? doc.handOverId : null,
});

const countsView = (rows: RowCounts) => ({ ...rows, all: countOf(rows, VERDICTS) });

/** How many rows have one of these verdicts. */
export const countOf = (rows: RowCounts, verdicts: readonly (keyof RowCounts)[]): number =>
  verdicts.reduce((sum, verdict) => sum + rows[verdict], 0);

/** Rows that can be taken in. */
export const goodOf = (rows: RowCounts): number => countOf(rows, GOOD);

const progressView = ({ progress }: ImportDoc) =>
  progress && { ...progress, since: progress.since.toISOString() };

/** A row of the file, its long cells cut. */
export const rowView = (row: RowDoc): ImportRow => ({
  line: row.line,
  cells: row.cells.flatMap((text, column) =>
    text === '' ? [] : [{ column, text: text.slice(0, CELL_SHOWN), length: text.length }],
  ),
  ...{ number: row.number, title: row.title, suggestionId: row.suggestionId },
  faults: row.faults.map(({ code, column, facts }) => ({
    ...{ code, column },
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'object' ? [...fact] : fact]),
    ),
  })),
});
