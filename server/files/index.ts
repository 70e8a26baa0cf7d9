import { beginFile, cancelFile } from '../../shared/file-acts.ts';
import type { Rooms } from '../rooms/index.ts';
import type { Database } from '../store/mongo.ts';
import { bind } from '../wire/bind.ts';
import type { Clock, Enqueue, NewId } from '../wire/ports.ts';
import { makeBeginFile } from './begin.actions.ts';
import { makeCancelFile } from './cancel.actions.ts';
import { type LookRules, makeCarryOn } from './carry-on.actions.ts';
import { makeContentStore } from './contents.store.ts';
import type { FileLimits } from './files.rules.ts';
import { makeFileStore } from './files.store.ts';
import { makeMoves } from './moves.actions.ts';
import type { Making } from './ports.ts';
import { makeReceiving } from './receiving/receive.actions.ts';
import { makeTakeBytes } from './receiving/take.actions.ts';
import { makeTick } from './tick.actions.ts';

export type { Making } from './ports.ts';
export { plainMaking } from './plain-making.ts';
export { openFileDoors } from './receiving/doors.ts';
export { limitsOf } from './settings.rules.ts';

export interface FilesParts {
  readonly database: Database;
  readonly rooms: Pick<Rooms, 'files'>;
  readonly making: Making;
  readonly limits: FileLimits;
  readonly rules: LookRules;
  /** Where contents are laid while they are looked at. */
  readonly workFolder: string;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Files in rooms: how they are begun, how their bytes come, and what becomes of them. */
export function makeFiles(parts: FilesParts) {
  const { database, rooms, making, limits, rules, workFolder, enqueue, clock, newId } = parts;
  const files = makeFileStore(database);
  const contents = makeContentStore(database);
  const { files: messages } = rooms;
  const take = makeTakeBytes(contents);
  const moves = makeMoves({ files, contents, messages, enqueue, clock });
  const receiving = makeReceiving({ files, contents, messages, moves, take, clock });
  const begin = bind(beginFile, makeBeginFile({ files, messages, receiving, limits, clock }));
  return {
    bindings: [begin, bind(cancelFile, makeCancelFile(receiving))],
    /** What the doors for bytes need. */
    doors: { receiving, begin, mostBytes: Math.max(...Object.values(limits.bytes)) },
    /** Carries on with one file until nothing more is to be done. */
    carryOn: makeCarryOn({ files, contents, take, moves, making, limits, rules, workFolder, newId, clock }),
    /** Does what was left undone; a part of the product’s tick. */
    tick: makeTick({ files, contents, messages, moves, receiving, workFolder, clock }),
    /** Files as they are kept. */
    store: files,
    /** The bytes of a content. */
    read: contents.read,
  };
}
