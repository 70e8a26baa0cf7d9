import { Fault } from '../../../shared/faults.ts';
import type { setImportColumns } from '../../../shared/import.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock, Enqueue } from '../../wire/ports.ts';
import { headingKey } from '../headings.rules.ts';
import { type AccessImport, inState, type ShowImport } from './access.actions.ts';
import { orderJob } from './carry-on.actions.ts';
import { wrongColumns } from './guess.rules.ts';
import type { ImportStore, StagedColumn } from './imports.store.ts';
import type { RowStore } from './rows.store.ts';

interface ColumnsParts {
  readonly imports: ImportStore;
  readonly rows: RowStore;
  readonly access: AccessImport;
  readonly show: ShowImport;
  readonly clock: Clock;
  readonly enqueue: Enqueue;
}

/** import:columns. The choice is remembered, and the rows are judged by it. */
export const makeSetColumns =
  ({ imports, rows, access, show, clock, enqueue }: ColumnsParts): Handler<typeof setImportColumns> =>
  async ({ importId, columns: said, updates }, caller) => {
    const doc = inState(await access(caller, importId), ['read', 'checked']);
    if (doc.rows.taken > 0) throw new Fault('WRONG_STATE', { importId, state: doc.state });
    const fieldAt = new Map(said.map(({ column, field }) => [column, field]));
    const columns = doc.columns.map((one): StagedColumn => {
      const field = fieldAt.get(one.column);
      return field === undefined || field === one.field ? one : { ...one, field, by: 'chosen' };
    });
    const { missing, twice } = wrongColumns(columns);
    if (twice.length > 0) throw new Fault('INVALID_INPUT', { paths: ['columns'], twice });
    if (missing.length > 0) throw new Fault('NOT_YET', { missing });
    const turn = doc.turn + 1;
    const set = { state: 'checking', turn, columns, updates, progress: null } as const;
    await rows.unjudge(doc.fileId);
    const counts = await rows.count(doc.fileId);
    const moved = await imports.move(doc, [doc.state], { ...set, rows: counts, changedAt: clock.now() });
    if (moved === null) throw new Fault('WRONG_STATE', { importId, state: 'checking' });
    await imports.remember(
      caller.congressId,
      withChosen(await imports.remembered(caller.congressId), columns),
    );
    await orderJob(enqueue, moved);
    return show(moved);
  };

const MOST_REMEMBERED = 500;

/** What is remembered, and what was said now; of too many the oldest go. */
function withChosen(
  known: Awaited<ReturnType<ImportStore['remembered']>>,
  columns: readonly StagedColumn[],
): typeof known {
  const now = columns
    .filter(({ heading }) => headingKey(heading) !== '')
    .map(({ heading, field }) => [headingKey(heading), field] as const);
  const fresh = new Set(now.map(([key]) => key));
  const before = [...known].filter(([key]) => !fresh.has(key));
  return new Map([...before, ...now].slice(-MOST_REMEMBERED));
}
