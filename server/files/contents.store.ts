import { Readable } from 'node:stream';
import { type mongo, Schema } from 'mongoose';
import { ONE_ANSWER } from '../store/gathered.ts';
import { type Database, duplicatePositions, isDuplicate } from '../store/mongo.ts';

/** Bytes first…last of a content, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Size of a chunk, bytes: GridFS’s own (MongoDB GridFS specification). */
export const CHUNK_BYTES = 255 * 1024;

/** A piece of a content, as the specification has it; number n + 1 comes only where number n is full. */
interface ChunkDoc {
  files_id: string;
  n: number;
  data: Buffer;
  /** Its length; it only grows. */
  bytes: number;
}

/** A content that is whole, as the specification has it. */
interface ContentDoc {
  _id: string;
  length: number;
  chunkSize: number;
  uploadDate: Date;
  filename: string;
}

const chunkSchema = new Schema<ChunkDoc>(
  { files_id: String, n: Number, data: Buffer, bytes: Number },
  { versionKey: false },
);
chunkSchema.index({ files_id: 1, n: 1 }, { unique: true });

const contentSchema = new Schema<ContentDoc>(
  { _id: String, length: Number, chunkSize: Number, uploadDate: Date, filename: String },
  { versionKey: false },
);

const BUCKET = 'contents';
/** Chunks read in one statement. */
const PAGE = 8;

export type ContentStore = ReturnType<typeof makeContentStore>;

/** The bytes of files and of what is made of them: GridFS, bucket `contents`, ids that are texts. */
export function makeContentStore(database: Database) {
  const chunks = database.model(`${BUCKET}.chunks`, chunkSchema)
    .collection as unknown as mongo.Collection<ChunkDoc>;
  const contents = database.model(`${BUCKET}.files`, contentSchema)
    .collection as unknown as mongo.Collection<ContentDoc>;
  /** Chunks number `n` and following, in order. Never more than a page of any engine holds, so no cursor goes on. */
  const page = async (contentId: string, n: number, count: number): Promise<Buffer[]> => {
    const found = await chunks
      .find(
        { files_id: contentId, n: { $gte: n, $lt: n + count } },
        { projection: { _id: 0, n: 1, data: 1 }, promoteBuffers: true, batchSize: ONE_ANSWER },
      )
      .toArray();
    if (found.length < count) throw new Error(`content ${contentId} lacks chunks from ${n} on`);
    return found.sort((a, b) => a.n - b.n).map(({ data }) => data);
  };
  const whole = async (contentId: string): Promise<Span> => {
    const found = await contents.findOne({ _id: contentId }, { projection: { length: 1 } });
    if (!found) throw new Error(`no content ${contentId}`);
    return { first: 0, last: found.length - 1 };
  };
  /** A page is asked for while the one before is read. The first is short: who seeks waits for one chunk only. */
  async function* piecesOf(contentId: string, span?: Span): AsyncGenerator<Buffer> {
    const { first, last } = span ?? (await whole(contentId));
    const end = Math.floor(last / CHUNK_BYTES) + 1;
    const ask = (from: number, count: number) => {
      const asked = from < end ? page(contentId, from, Math.min(count, end - from)) : Promise.resolve([]);
      asked.catch(() => undefined); // heard of when its turn comes
      return asked;
    };
    let n = Math.floor(first / CHUNK_BYTES);
    for (let asked = ask(n, 1); n < end;) {
      const read = await asked;
      asked = ask(n + read.length, PAGE);
      for (const chunk of read) {
        yield chunk.subarray(Math.max(0, first - n * CHUNK_BYTES), last + 1 - n * CHUNK_BYTES);
        n += 1;
      }
    }
  }
  return {
    /** The bytes of a content, or some of them, as they are asked for. */
    read: (contentId: string, span?: Span): Readable =>
      Readable.from(piecesOf(contentId, span), { objectMode: false, highWaterMark: CHUNK_BYTES }),
    /** How many bytes are kept, counted anew; chunks before number `full` are known to be full. */
    async length(contentId: string, full: number): Promise<number> {
      const found = await chunks
        .find(
          { files_id: contentId, n: { $gte: full } },
          { projection: { _id: 0, n: 1, bytes: 1 }, batchSize: ONE_ANSWER },
        )
        .toArray();
      return found.reduce(
        (most, { n, bytes }) => Math.max(most, n * CHUNK_BYTES + bytes),
        full * CHUNK_BYTES,
      );
    },
    /** A chunk that stands; null: there is none. */
    async chunk(contentId: string, n: number): Promise<Buffer | null> {
      const found = await chunks.findOne(
        { files_id: contentId, n },
        { projection: { data: 1 }, promoteBuffers: true },
      );
      return found?.data ?? null;
    },
    /** Keeps chunks number `n` and following; returns how many, less than all when somebody else kept one of them. */
    async insert(contentId: string, n: number, pieces: readonly Buffer[]): Promise<number> {
      const docs = pieces.map((data, i): ChunkDoc => ({
        ...{ files_id: contentId, n: n + i },
        ...{ data, bytes: data.length },
      }));
      return chunks
        .insertMany(docs, { ordered: true })
        .then(() => docs.length)
        .catch((error: unknown) => duplicatePositions(error)[0] ?? 0);
    },
    /** Puts a longer chunk in the place of one that is still so long. False: it is not. */
    async grow(chunk: { contentId: string; n: number; from: number }, data: Buffer): Promise<boolean> {
      const { contentId, n, from } = chunk;
      const done = await chunks.updateOne(
        { files_id: contentId, n, bytes: from },
        { $set: { data, bytes: data.length } },
      );
      return done.matchedCount === 1;
    },
    /** All chunks of a content are there; from now on it can be read. May be said again. */
    async finish(contentId: string, { bytes, at }: { bytes: number; at: Date }): Promise<void> {
      const filename = contentId;
      await contents
        .insertOne({ _id: contentId, length: bytes, chunkSize: CHUNK_BYTES, uploadDate: at, filename })
        .catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
        });
    },
    /** Contents that are whole: this one, and those whose ids go on after its own and a stroke. */
    async idsUnder(contentId: string): Promise<string[]> {
      const found = await contents.find({ _id: under(contentId) }, { projection: { _id: 1 } }).toArray();
      return found.map(({ _id }) => _id);
    },
    /** Removes this content and those under it, whole or not; `but` stay. */
    async remove(contentId: string, but: readonly string[] = []): Promise<void> {
      const gone = { ...under(contentId), $nin: [...but] };
      await contents.deleteMany({ _id: gone });
      await chunks.deleteMany({ files_id: gone });
    },
  };
}

/** Ids of one length do not begin with each other, so these are its own: `0` comes right after the stroke. */
const under = (contentId: string) => ({ $gte: contentId, $lt: `${contentId}0` });
