import type { FileMessages } from '../rooms/index.ts';
import type { Clock } from '../wire/ports.ts';
import type { ContentStore } from './contents.store.ts';
import { nextLook, overdue } from './files.rules.ts';
import type { FileDoc, FileStore } from './files.store.ts';
import { removeOldFolders } from './laying.actions.ts';
import type { Moves } from './moves.actions.ts';
import type { Receiving } from './receiving/receive.actions.ts';

export interface TickParts {
  readonly files: FileStore;
  readonly contents: ContentStore;
  readonly messages: Pick<FileMessages, 'saidAs'>;
  readonly moves: Moves;
  readonly receiving: Pick<Receiving, 'offset'>;
  readonly workFolder: string;
  readonly clock: Clock;
}

/**
 * Looks at files that have stood still, and does what a crash, a lost queue or a sender who never came back has left
 * undone. Returns how many were looked at; one that fails does not hold up the others.
 */
export const makeTick = (parts: TickParts) => async (): Promise<number> => {
  await removeOldFolders(parts.workFolder, parts.clock.now());
  const found = await parts.files.toLookAt(parts.clock.now());
  const failures: unknown[] = [];
  for (const doc of found) await lookAt(parts, doc).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  return found.length;
};

async function lookAt(parts: TickParts, found: FileDoc): Promise<void> {
  const { files, moves, receiving, clock } = parts;
  const now = clock.now();
  const doc = found.seq === 0 ? await findMessage(parts, found) : found;
  if (doc === null) return;
  if (doc.told < doc.revision) await moves.show(doc);
  const todo = overdue(doc, now);
  if (todo === 'nothing')
    await receiving.offset(doc); // moves on what came whole
  else if (todo === 'requeue') await moves.queue(doc);
  else if (todo === 'clear') await clear(parts, doc);
  else await moves.refuse(doc, todo);
  await files.looked(doc, nextLook(doc, { now, cleared: todo === 'clear' }));
}

/** What a crash left between file and message: found again, left to whoever begins it again, or forgotten. */
async function findMessage({ files, messages, clock }: TickParts, doc: FileDoc): Promise<FileDoc | null> {
  const { _id, roomId, ownerId: personId, sendKey } = doc;
  const seq = await messages.saidAs({ roomId, personId, sendKey });
  if (seq !== null) {
    await files.said(_id, seq);
    return { ...doc, seq };
  }
  if (overdue(doc, clock.now()) === 'abandoned') await files.forget(_id);
  else await files.looked(doc, nextLook(doc, { now: clock.now(), cleared: false }));
  return null;
}

/** Removes what nobody shows of the contents that came to be with this file: whatever was not used, or is kept elsewhere. */
async function clear({ files, contents }: TickParts, { _id }: FileDoc): Promise<void> {
  const shown = await files.shown(await contents.idsUnder(_id));
  await contents.remove(_id, [...shown]);
}
