import { type mongo, Schema } from 'mongoose';
import type { FileKind, FileState, RefusedBecause, Rendition, SharedFile } from '../../shared/files.ts';
import type { CongressId, FileId, PersonId, RoomId } from '../../shared/ids.ts';
import { gatheredOne, ONE_ANSWER } from '../store/gathered.ts';
import { type Database, isDuplicate } from '../store/mongo.ts';

/** Bytes that can be fetched under a name: the original, or something made of it. */
export interface RenditionDoc {
  readonly rendition: Rendition;
  /** In the contents. */
  readonly contentId: string;
  readonly bytes: number;
  readonly mime: string;
}

/** What was found out of a content; as its message shows it. */
export type FileFacts = Pick<SharedFile, 'size' | 'blur' | 'pages' | 'durationMs' | 'bars' | 'transcript'>;

/** A file that somebody sends, or sent, in a room. What its message shows follows from it. */
export interface FileDoc {
  /** Made of room, owner and sendKey (fileIdOf): begun twice it is one file, by construction. */
  _id: FileId;
  congressId: CongressId;
  roomId: RoomId;
  /** Number of its message; 0 until it is known to be said. */
  seq: number;
  /** Under which its message is said. */
  sendKey: string;
  ownerId: PersonId;
  kind: FileKind;
  name: string;
  /** As announced; `sha256` only where the sender said it. */
  announced: { bytes: number; sha256?: string };
  state: FileState;
  why: RefusedBecause | null;
  /** Counts what became of it. */
  revision: number;
  /** The highest revision that its message is known to show. */
  told: number;
  /** SHA-256 of the original, once it is all there. */
  sha256: string | null;
  mime: string | null;
  scanned: boolean | null;
  facts: FileFacts;
  renditions: RenditionDoc[];
  createdAt: Date;
  /** When it came to this revision. */
  movedAt: Date;
  /** When bytes of it came last. */
  heardAt: Date;
  /** So many chunks at least are full: only where to begin to count them. */
  full: number;
  /** When it is looked at again, whether it stands still; null: never. */
  lookAt: Date | null;
}

const schema = new Schema<FileDoc>(
  {
    _id: String,
    congressId: String,
    roomId: String,
    seq: Number,
    sendKey: String,
    ownerId: String,
    kind: String,
    name: String,
    announced: Object,
    state: String,
    why: String,
    revision: Number,
    told: Number,
    sha256: String,
    mime: String,
    scanned: Boolean,
    facts: Object,
    renditions: [Object],
    createdAt: Date,
    movedAt: Date,
    heardAt: Date,
    full: Number,
    lookAt: Date,
  },
  { versionKey: false, minimize: false },
);
schema.index({ roomId: 1, seq: 1 });
schema.index({ roomId: 1, kind: 1, seq: 1 });
schema.index({ ownerId: 1 });
schema.index({ 'renditions.contentId': 1 });
schema.index({ sha256: 1 });
schema.index({ lookAt: 1 });

/** At most so many are looked at in one go. */
const MOST = 500;

/** What moves of a file. */
export type FileMove = Partial<
  Pick<FileDoc, 'state' | 'why' | 'sha256' | 'mime' | 'scanned' | 'facts' | 'renditions'>
>;

/** Where a list of files goes on. */
export interface Before {
  readonly roomId: RoomId;
  readonly kind: FileKind | null;
  /** Number of a message. */
  readonly before: number;
}

export type FileStore = ReturnType<typeof makeFileStore>;

/** Files as documents; their bytes are in the contents. */
export function makeFileStore(database: Database) {
  const files = database.model('files', schema).collection as unknown as mongo.Collection<FileDoc>;
  return {
    byId: gatheredOne<FileId, FileDoc>(
      async (ids) =>
        new Map((await files.find({ _id: { $in: [...ids] } }).toArray()).map((doc) => [doc._id, doc])),
    ),
    /** Ready files of a room before this message, newest first; of one kind or of all. */
    async readyBefore({ roomId, kind, before }: Before, most: number): Promise<FileDoc[]> {
      const ofKind = kind === null ? {} : { kind };
      return files
        .find({ roomId, ...ofKind, seq: { $lt: before }, state: 'ready' }, { batchSize: most + 1 })
        .sort({ seq: -1 })
        .limit(most)
        .toArray();
    },
    /** False: it had been begun before. */
    async insert(doc: FileDoc): Promise<boolean> {
      return files
        .insertOne(doc)
        .then(() => true)
        .catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
          return false;
        });
    },
    /** Moves a file that still stands at this revision; null: somebody moved it meanwhile. */
    async move(
      { _id, revision }: Pick<FileDoc, '_id' | 'revision'>,
      set: FileMove,
      at: Date,
    ): Promise<FileDoc | null> {
      return files.findOneAndUpdate(
        { _id, revision },
        { $set: { ...set, movedAt: at, lookAt: at }, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      );
    },
    /** Its message was said under this number. */
    async said(id: FileId, seq: number): Promise<void> {
      await files.updateOne({ _id: id }, { $set: { seq } });
    },
    /** Its message was never said: nothing of it stays. */
    async forget(id: FileId): Promise<void> {
      await files.deleteOne({ _id: id, seq: 0 });
    },
    /** Bytes of it came; so many chunks are full now. */
    async heard(id: FileId, full: number, at: Date): Promise<void> {
      await files.updateOne({ _id: id }, { $set: { heardAt: at }, $max: { full } });
    },
    /** So many of its chunks are full. */
    async counted(id: FileId, full: number): Promise<void> {
      await files.updateOne({ _id: id }, { $max: { full } });
    },
    /** Its message shows this revision. */
    async markTold(id: FileId, revision: number): Promise<void> {
      await files.updateOne({ _id: id }, { $max: { told: revision } });
    },
    /** Bytes of a person’s or a room’s files that were said, without those that were refused, and without these. */
    async bytesSaid(
      whose: Pick<FileDoc, 'ownerId'> | Pick<FileDoc, 'roomId'>,
      but: readonly FileId[],
    ): Promise<number> {
      const said = { ...whose, state: { $ne: 'refused' as const }, seq: { $gt: 0 }, _id: { $nin: [...but] } };
      const [sum] = await files
        .aggregate<{ bytes: number }>([
          { $match: said },
          { $group: { _id: null, bytes: { $sum: '$announced.bytes' } } },
        ])
        .toArray();
      return sum?.bytes ?? 0;
    },
    /** Which of these are kept, and not known to be said. */
    async unsaidOf(ids: readonly FileId[]): Promise<Set<FileId>> {
      if (ids.length === 0) return new Set();
      const unsaid = { _id: { $in: [...ids] }, seq: 0 };
      const found = await files.find(unsaid, { projection: { _id: 1 }, batchSize: ids.length + 1 }).toArray();
      return new Set(found.map(({ _id }) => _id));
    },
    /** Another file of the congress with the same content, made into the same. */
    async twinOf(doc: Pick<FileDoc, '_id' | 'congressId' | 'kind' | 'mime' | 'sha256' | 'announced'>) {
      const { _id, congressId, kind, mime, sha256, announced } = doc;
      const same = { sha256, congressId, kind, mime, 'announced.bytes': announced.bytes };
      return files.findOne({ ...same, state: 'ready', _id: { $ne: _id } });
    },
    /** Which of these contents some file shows. */
    async shown(contentIds: readonly string[]): Promise<Set<string>> {
      const found = await files
        .find(
          { 'renditions.contentId': { $in: [...contentIds] } },
          { projection: { 'renditions.contentId': 1 } },
        )
        .toArray();
      return new Set(found.flatMap(({ renditions }) => renditions.map(({ contentId }) => contentId)));
    },
    /** Files that are to be looked at by now. */
    async toLookAt(now: Date): Promise<FileDoc[]> {
      return files.find({ lookAt: { $lte: now } }, { limit: MOST, batchSize: ONE_ANSWER }).toArray();
    },
    /** A file that still stands at this revision was looked at, and is again then. */
    async looked({ _id, revision }: Pick<FileDoc, '_id' | 'revision'>, next: Date | null): Promise<void> {
      await files.updateOne({ _id, revision }, { $set: { lookAt: next } });
    },
  };
}
