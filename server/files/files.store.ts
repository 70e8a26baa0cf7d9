import { type mongo, Schema } from 'mongoose';
import type { FileKind, FileState, RefusedBecause, Rendition, SharedFile } from '../../shared/files.ts';
import type { CongressId, FileId, PersonId, RoomId } from '../../shared/ids.ts';
import { gatheredOne } from '../store/gathered.ts';
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
  /** Number of its message. */
  seq: number;
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
  /** When it came to this state. */
  movedAt: Date;
}

const schema = new Schema<FileDoc>(
  {
    _id: String,
    congressId: String,
    roomId: String,
    seq: Number,
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
  },
  { versionKey: false, minimize: false },
);
schema.index({ roomId: 1, seq: 1 });
schema.index({ roomId: 1, kind: 1, seq: 1 });
schema.index({ ownerId: 1 });
schema.index({ 'renditions.contentId': 1 });
schema.index({ state: 1, movedAt: 1 });

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
        { $set: { ...set, movedAt: at }, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      );
    },
    /** Its message shows this revision. */
    async markTold(id: FileId, revision: number): Promise<void> {
      await files.updateOne({ _id: id }, { $max: { told: revision } });
    },
  };
}
