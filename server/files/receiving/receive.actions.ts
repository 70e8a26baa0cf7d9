import { Fault } from '../../../shared/faults.ts';
import { fileId as fileIdSchema, type PersonId } from '../../../shared/ids.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { Clock } from '../../wire/ports.ts';
import { CHUNK_BYTES, type ContentStore } from '../contents.store.ts';
import type { FileDoc, FileStore } from '../files.store.ts';
import type { Moves } from '../moves.actions.ts';
import type { TakeBytes } from './take.actions.ts';

export interface ReceivingParts {
  readonly files: FileStore;
  readonly contents: ContentStore;
  readonly messages: Pick<FileMessages, 'read'>;
  readonly moves: Moves;
  readonly take: TakeBytes;
  readonly clock: Clock;
}

/** Bytes that come, and from which offset on. */
export interface Coming {
  readonly offset: number;
  readonly bytes: AsyncIterable<Buffer>;
  /** Asked when all is there: whether it is what was announced, as far as this request can tell. */
  readonly isIntact?: () => boolean;
}

/** The way of bytes, for both doors. */
export interface Receiving {
  /** The file of this id, for who sends it and still sits in its room. Read anew each time. */
  own(personId: PersonId, fileId: string): Promise<FileDoc>;
  /** The same, where bytes of it may still come; else MESSAGE_RECALLED or FILE_REFUSED. */
  open(personId: PersonId, fileId: string): Promise<FileDoc>;
  /** A file that `own` or `open` let through, as it stands now. */
  byId(fileId: string): Promise<FileDoc>;
  /** How many of its bytes are kept; where all of them are, it moves on. */
  offset(doc: FileDoc): Promise<number>;
  /** Takes them as they come; how many are kept then. */
  take(doc: FileDoc, coming: Coming): Promise<number>;
  /** Who sends it gives it up. */
  cancel(doc: FileDoc): Promise<FileDoc>;
}

/** Chunks that are full when so many bytes are kept. */
const fullIn = (bytes: number) => Math.floor(bytes / CHUNK_BYTES);

/** Access → rule → store → tell, for the bytes of files. */
export function makeReceiving(parts: ReceivingParts): Receiving {
  const { files, contents, messages, moves, clock } = parts;

  const byId = async (fileId: string): Promise<FileDoc> => {
    const id = fileIdSchema.safeParse(fileId);
    const doc = id.success ? await files.byId(id.data) : null;
    if (!doc || doc.seq === 0) throw new Fault('NOT_FOUND');
    return doc;
  };

  const own = async (personId: PersonId, fileId: string) => {
    const doc = await byId(fileId);
    const { message } = await messages.read(personId, doc);
    if (doc.ownerId !== personId) throw new Fault('NOT_YOURS');
    return { doc, message };
  };

  /** All is there: it is not trusted to anybody else to notice. */
  const moveOn = async (doc: FileDoc, kept: number): Promise<void> => {
    if (doc.state === 'uploading' && kept === doc.announced.bytes) await moves.complete(doc);
  };

  /** What was written while the file was refused goes, too; the tick takes what a crash leaves. */
  async function dropWhereRefused({ _id }: FileDoc): Promise<void> {
    const now = await files.byId(_id);
    if (now?.state !== 'refused') return;
    await contents.remove(_id);
    throw new Fault('FILE_REFUSED', { why: now.why });
  }

  async function takeUnlessRefused(doc: FileDoc, { offset, bytes }: Coming): Promise<number> {
    const place = { contentId: doc._id, offset, most: doc.announced.bytes };
    try {
      const kept = await parts.take(place, bytes);
      await files.heard(doc._id, fullIn(kept), clock.now());
      await dropWhereRefused(doc);
      return kept;
    } catch (error) {
      if (!(error instanceof Fault)) await dropWhereRefused(doc); // the line broke, perhaps because it was refused
      throw error;
    }
  }

  return {
    byId,
    own: async (personId, fileId) => (await own(personId, fileId)).doc,
    async open(personId, fileId) {
      const { doc, message } = await own(personId, fileId);
      if (message.body.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', { seq: doc.seq });
      if (doc.state === 'refused') throw new Fault('FILE_REFUSED', { why: doc.why });
      return doc;
    },
    async offset(doc) {
      if (doc.state === 'refused') return 0;
      if (doc.state !== 'uploading') return doc.announced.bytes;
      const kept = await contents.length(doc._id, doc.full);
      if (fullIn(kept) > doc.full) await files.counted(doc._id, fullIn(kept));
      await moveOn(doc, kept);
      return kept;
    },
    async take(doc, coming) {
      if (doc.state === 'refused') throw new Fault('FILE_REFUSED', { why: doc.why });
      const kept = await takeUnlessRefused(doc, coming);
      if (kept === doc.announced.bytes && coming.isIntact?.() === false) {
        await moves.refuse(doc, 'checksum');
        throw new Fault('FILE_REFUSED', { why: 'checksum' });
      }
      await moveOn(doc, kept);
      return kept;
    },
    async cancel(doc) {
      if (doc.state === 'refused' && doc.why === 'cancelled') return doc;
      if (doc.state !== 'uploading') throw new Fault('TOO_LATE', { state: doc.state });
      const moved = await moves.refuse(doc, 'cancelled');
      if (!moved) throw new Fault('TOO_LATE', { state: (await byId(doc._id)).state });
      return moved;
    },
  };
}
