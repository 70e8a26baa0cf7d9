import { beginFile, cancelFile } from '../../shared/file-acts.ts';
import type { CongressId } from '../../shared/ids.ts';
import type { Rooms } from '../rooms/index.ts';
import type { Database } from '../store/mongo.ts';
import { bind } from '../wire/bind.ts';
import type { Clock, Enqueue, NewId } from '../wire/ports.ts';
import { makeBeginFile } from './begin.actions.ts';
import { makeCancelFile } from './cancel.actions.ts';
import { makeCarryOn, type OnSecretHeard } from './carry-on.actions.ts';
import { makeContentStore } from './contents.store.ts';
import type { FileLimits } from './files.rules.ts';
import { makeFileStore } from './files.store.ts';
import { makeMoves } from './moves.actions.ts';
import type { Making } from './ports.ts';
import { makeLetFileIn } from './quotas.actions.ts';
import { makeQuotaStore } from './quotas.store.ts';
import { makeReceiving } from './receiving/receive.actions.ts';
import { makeTakeBytes } from './receiving/take.actions.ts';
import { makeTick } from './tick.actions.ts';
import { makeFileTypes } from './types/file-types.actions.ts';
import { makeFileTypesStore } from './types/file-types.store.ts';
import { fileTypesBindings, type MayChangeFileTypes } from './types/file-types.wire.ts';

export type { Attached, Attachments } from './getting/attachments.actions.ts';
export type { Making } from './ports.ts';
export { admit, type AdmitParts, callerIn, faultOf } from './receiving/admit.ts';
export { openFileDoors } from './receiving/doors.ts';
export { watchBody } from './receiving/slow-bodies.ts';
export { limitsOf } from './settings.rules.ts';

export interface FilesParts {
  readonly database: Database;
  readonly rooms: Pick<Rooms, 'files'>;
  readonly making: Making;
  readonly limits: FileLimits;
  readonly rules: {
    /** What congresses take that have not chosen themselves: MIME types. */
    readonly types: readonly string[];
    /** Whether files may be opened that no scanner has seen. */
    readonly openUnscanned: boolean;
  };
  readonly may: MayChangeFileTypes;
  readonly onSecretHeard: OnSecretHeard;
  /** Where contents are laid while they are looked at. */
  readonly workFolder: string;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Files in rooms: how they are begun, how their bytes come, and what becomes of them. */
export function makeFiles(parts: FilesParts) {
  const { database, rooms, making, limits, workFolder, enqueue, clock, newId, may } = parts;
  const files = makeFileStore(database);
  const contents = makeContentStore(database);
  const { files: messages } = rooms;
  const take = makeTakeBytes(contents);
  const moves = makeMoves({ files, contents, messages, enqueue, clock });
  const receiving = makeReceiving({ files, contents, messages, moves, take, clock });
  const types = makeFileTypes({
    store: makeFileTypesStore(database),
    installation: parts.rules.types,
    seconds: limits.seconds,
    clock,
  });
  const rules = {
    openUnscanned: parts.rules.openUnscanned,
    allowedIn: async (congressId: CongressId) => (await types.show(congressId)).types,
  };
  const letIn = makeLetFileIn({ files, quotas: makeQuotaStore(database), limits });
  const begin = bind(beginFile, makeBeginFile({ files, messages, receiving, limits, letIn, clock }));
  return {
    bindings: [begin, bind(cancelFile, makeCancelFile(receiving)), ...fileTypesBindings({ types, may })],
    /** What congresses take. */
    types,
    /** What the doors for bytes need. */
    doors: { receiving, begin, mostBytes: Math.max(...Object.values(limits.bytes)) },
    /** Carries on with one file until nothing more is to be done. */
    carryOn: makeCarryOn({
      ...{ files, contents, take, moves, making, rules, workFolder, newId, clock },
      onSecretHeard: parts.onSecretHeard,
    }),
    /** Does what was left undone; a part of the product’s tick. */
    tick: makeTick({ files, contents, messages, moves, receiving, workFolder, clock }),
    /** Files as they are kept. */
    store: files,
    /** The bytes of a content. */
    read: contents.read,
  };
}
