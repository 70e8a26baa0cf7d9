import type { Buffer } from 'node:buffer';
import { Fault } from '../../../shared/faults.ts';
import type { beginImport } from '../../../shared/import.ts';
import { IMPORT_LIMITS, MOST_OPEN_IMPORTS } from '../../../shared/values/import.ts';
import type { ImportId } from '../../../shared/ids.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock, NewId } from '../../wire/ports.ts';
import type { ReadApart } from '../reading/apart.ts';
import type { RawRow } from '../reading/table.rules.ts';
import { Unreadable } from '../reading/unreadable.rules.ts';
import { type AccessImport, allowed, type MayImport, type ShowImport } from './access.actions.ts';
import { columnsGuessed } from './guess.rules.ts';
import type { ImportDoc, ImportStore } from './imports.store.ts';
import type { RowStore } from './rows.store.ts';
import { NO_ROWS } from './verdicts.rules.ts';
import { staged, type StagedRow } from './staging.rules.ts';

/** Hears of rows with the mark of a state secret: who brought them and where they stood, never what they said. */
export type OnSecretRows = (caller: Caller, lines: readonly number[]) => Promise<void>;

export interface StagingParts {
  readonly imports: ImportStore;
  readonly rows: RowStore;
  readonly may: MayImport;
  readonly access: AccessImport;
  readonly show: ShowImport;
  readonly readApart: ReadApart;
  readonly onSecretRows: OnSecretRows;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Begins an import; its file is awaited. */
export const makeBegin =
  ({ imports, may, show, clock, newId }: StagingParts): Handler<typeof beginImport> =>
  async ({ name, bytes }, caller) => {
    allowed(may, caller);
    if ((await imports.countOpen(caller.congressId)) >= MOST_OPEN_IMPORTS)
      throw new Fault('QUOTA_EXCEEDED', { of: 'imports', limit: MOST_OPEN_IMPORTS });
    const now = clock.now();
    const doc: ImportDoc = {
      ...{ _id: newId() as ImportId, congressId: caller.congressId, by: caller.personId },
      ...{ state: 'begun', turn: 0, fileId: null, stagings: [], columns: [], updates: false },
      file: { name, bytes, format: null, encoding: null, sheet: null },
      ...{ rows: NO_ROWS, progress: null, aim: null, assignedOn: null },
      ...{ handOverId: null, handedOver: false, createdAt: now, changedAt: now },
    };
    await imports.insert(doc);
    return show(doc);
  };

const GROUP = 250; // rows in one statement

/** Where the bytes of a table go. */
export interface Staging {
  /** Throws unless a file is awaited: before any of it is taken. */
  awaited(caller: Caller, importId: ImportId): Promise<void>;
  /** Reads it and keeps its rows. Throws TABLE_UNREADABLE; then another may be sent. */
  stage(caller: Caller, importId: ImportId, bytes: Buffer): Promise<Awaited<ReturnType<ShowImport>>>;
}

/** Takes a file: its bytes are kept nowhere, its rows without what may not be kept. Of two files at once one counts. */
export function makeStaging(parts: StagingParts): Staging {
  const { imports, rows, access, show, clock, newId } = parts;

  const awaited = async (caller: Caller, importId: ImportId): Promise<ImportDoc> => {
    const doc = await access(caller, importId);
    if (doc.state !== 'begun') throw new Fault('WRONG_STATE', { importId, state: doc.state });
    return doc;
  };

  return {
    async awaited(caller, importId) {
      await awaited(caller, importId);
    },
    async stage(caller, importId, bytes) {
      const doc = await awaited(caller, importId);
      const table = await readable(() => parts.readApart(bytes));
      const known = await imports.remembered(caller.congressId);
      const { columns, kept, secret } = await readable(() => prepared(table.rows, known));
      const fileId = newId();
      if (!(await imports.expect(importId, fileId)))
        throw new Fault('WRONG_STATE', { importId, state: 'read' });
      for (let from = 0; from < kept.length; from += GROUP)
        await rows.insert(fileId, kept.slice(from, from + GROUP).map(asRow));
      if (secret.length > 0) await parts.onSecretRows(caller, secret);
      const moved = await imports.move(doc, ['begun'], {
        ...{ state: 'read', fileId, columns, rows: { ...NO_ROWS, unjudged: kept.length } },
        file: {
          ...{ name: doc.file.name, bytes: bytes.length },
          ...{ format: table.format, encoding: table.encoding, sheet: table.sheet },
        },
        changedAt: clock.now(),
      });
      if (moved === null) {
        await rows.remove([fileId]);
        throw new Fault('WRONG_STATE', { importId, state: 'read' });
      }
      await rows.remove(moved.stagings.filter((other) => other !== fileId));
      return show(moved);
    },
  };
}

/** The rows as they may be kept, and the lines of those that bore the mark of a state secret. */
function prepared(table: readonly RawRow[], known: Parameters<typeof columnsGuessed>[1]) {
  const all = table.map(staged);
  const { columns, rows } = columnsGuessed(all, known);
  if (rows.length > IMPORT_LIMITS.rows)
    throw new Unreadable('TOO_MANY_ROWS', { rows: rows.length, limit: IMPORT_LIMITS.rows });
  const kept = all.slice(all.length - rows.length);
  return { columns, kept, secret: all.flatMap(({ line, isSecret }) => (isSecret ? [line] : [])) };
}

const asRow = ({ line, cells, problems }: StagedRow) => ({ line, cells, problems });

/** What cannot be read is told by its cause. */
async function readable<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Unreadable) throw new Fault('TABLE_UNREADABLE', { why: error.code, ...error.facts });
    throw error;
  }
}
