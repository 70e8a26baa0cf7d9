import type { mongo } from 'mongoose';
import type { Database } from '../../store/mongo.ts';
import type { Span } from '../contents.store.ts';

interface ContentDoc {
  _id: string;
  chunkSize: number;
}

interface ChunkDoc {
  _id: mongo.ObjectId;
  files_id: string;
  n: number;
  data: Buffer;
}

/** Chunks asked for at once: few at first, so that the first byte comes soon, then so many as fill the line. */
const FIRST_WINDOW = 1;
const LARGEST_WINDOW = 8;

export type ContentReader = ReturnType<typeof makeContentReader>;

/**
 * Contents as somebody fetches them: read in windows, one ahead of the other, with no cursor left open. However slow
 * its reader is, a content costs two windows; and a seek asks for the one chunk in which it begins.
 */
export function makeContentReader({ connection }: Pick<Database, 'connection'>) {
  const { db } = connection;
  if (!db) throw new Error('contents: the database is not connected');
  const contents = db.collection<ContentDoc>('contents.files');
  const chunks = db.collection<ChunkDoc>('contents.chunks');

  const windowOf = async (contentId: string, from: number, to: number): Promise<Buffer[]> => {
    const found = await chunks
      .find(
        { files_id: contentId, n: { $gte: from, $lte: to } },
        { projection: { _id: 0, n: 1, data: 1 }, promoteBuffers: true, batchSize: LARGEST_WINDOW + 1 },
      )
      .toArray();
    const inOrder = found.sort((a, b) => a.n - b.n);
    if (inOrder.length !== to - from + 1 || inOrder.some(({ n }, i) => n !== from + i))
      throw new Error(`contents: of ${contentId} chunks ${from} to ${to} are not all there`);
    return inOrder.map(({ data }) => data);
  };

  return {
    /** The bytes first…last of a content. Ends with an error where one is missing. */
    async *read(contentId: string, { first, last }: Span): AsyncGenerator<Buffer, void, undefined> {
      const content = await contents.findOne({ _id: contentId }, { projection: { chunkSize: 1 } });
      if (content === null) throw new Error(`contents: there is no ${contentId}`);
      const { chunkSize } = content;
      const windows = windowsOf(Math.floor(first / chunkSize), Math.floor(last / chunkSize));
      let at = Math.floor(first / chunkSize) * chunkSize;
      let ahead: Promise<Buffer[]> | null = null;
      for (let window = windows.next(); !window.done || ahead !== null; window = windows.next()) {
        const now: Promise<Buffer[]> | null = ahead;
        ahead = window.done ? null : windowOf(contentId, ...window.value);
        ahead?.catch(() => undefined); // thrown when it is its turn, if anybody still listens
        for (const data of (await now) ?? []) {
          yield data.subarray(Math.max(0, first - at), last - at + 1);
          at += data.length;
        }
      }
    },
  };
}

/** Chunks from…to in windows that grow. */
function* windowsOf(from: number, to: number): Generator<[from: number, to: number], void, undefined> {
  let size = FIRST_WINDOW;
  for (let n = from; n <= to; size = Math.min(size * 2, LARGEST_WINDOW)) {
    yield [n, Math.min(n + size - 1, to)];
    n += size;
  }
}
