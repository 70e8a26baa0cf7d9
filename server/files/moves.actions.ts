import { carryOnFile } from '../../shared/file-acts.ts';
import type { RefusedBecause } from '../../shared/files.ts';
import type { FileMessages } from '../rooms/index.ts';
import type { Clock, Enqueue } from '../wire/ports.ts';
import type { ContentStore } from './contents.store.ts';
import { LAG_MS, refusal, sharedFileOf } from './files.rules.ts';
import type { FileDoc, FileMove, FileStore } from './files.store.ts';

export interface MovesParts {
  readonly files: FileStore;
  readonly contents: ContentStore;
  readonly messages: Pick<FileMessages, 'show'>;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
}

/** What becomes of files. Every move is kept, then shown; what a crash leaves in between the tick does. */
export interface Moves {
  /** Null: somebody moved it meanwhile. */
  move(doc: FileDoc, set: FileMove): Promise<FileDoc | null>;
  /** Its message shows this state from now on. */
  show(doc: FileDoc): Promise<void>;
  /** All its bytes are there: it is looked at next. */
  complete(doc: FileDoc): Promise<FileDoc>;
  /** Takes nothing more of it; null: somebody moved it meanwhile. */
  refuse(doc: FileDoc, why: RefusedBecause): Promise<FileDoc | null>;
  /** Has it carried on with by a worker; again after a while, where the queue has lost it. */
  queue(doc: FileDoc): Promise<void>;
}

/** Made once; who calls has checked access and rule. */
export function makeMoves({ files, contents, messages, enqueue, clock }: MovesParts): Moves {
  const show = async (doc: FileDoc) => {
    const { _id, roomId, seq, revision } = doc;
    await messages.show({ roomId, seq, at: clock.now() }, sharedFileOf(doc));
    await files.markTold(_id, revision);
  };
  const move = async (doc: FileDoc, set: FileMove) => {
    const moved = await files.move(doc, set, clock.now());
    if (moved) await show(moved);
    return moved;
  };
  const queue = async (doc: FileDoc) => {
    const slot = Math.floor(clock.now().getTime() / LAG_MS);
    await enqueue(carryOnFile, { fileId: doc._id }, `${doc._id}|${doc.revision}|${slot}`);
  };
  return {
    ...{ move, show, queue },
    async complete(doc) {
      await contents.finish(doc._id, { bytes: doc.announced.bytes, at: clock.now() });
      const moved = await files.move(doc, { state: 'scanning' }, clock.now());
      if (moved) await Promise.all([queue(moved), show(moved)]);
      return moved ?? doc;
    },
    async refuse(doc, why) {
      const moved = await move(doc, refusal(why));
      if (moved) await contents.remove(doc._id);
      return moved;
    },
  };
}
