import { Fault } from '../../../shared/faults.ts';
import { CHUNK_BYTES, type ContentStore } from '../contents.store.ts';

/** Where bytes go, from which offset on, and how long the content may become. */
export interface Place {
  readonly contentId: string;
  readonly offset: number;
  readonly most: number;
}

/**
 * Takes bytes into a content as they come; gives its length after them. Nobody mixes: who finds that somebody else went
 * on in between, or sends more than `most`, gets UPLOAD_CONFLICT. What came before a stream broke off stays.
 */
export type TakeBytes = (place: Place, bytes: AsyncIterable<Buffer>) => Promise<number>;

/** Chunks written in one statement; while it is under way as many are gathered. */
const TOGETHER = 4;
/** Those of all contents that come at the same time: the more there are, the fewer of each lie in memory. */
const OF_ALL = 16;

/** Made for one store. */
export function makeTakeBytes(contents: ContentStore): TakeBytes {
  let coming = 0;
  const together = () => Math.min(TOGETHER, Math.max(1, Math.floor(OF_ALL / coming)));
  const take: TakeBytes = async (place, bytes) => {
    const cutter = makeCutter(await tailAt(contents, place));
    const writer = makeWriter(contents, place);
    const rest = place.most - place.offset;
    let taken = 0;
    try {
      for await (const piece of bytes) {
        taken += piece.length;
        if (taken > rest) throw new Fault('UPLOAD_CONFLICT', { offset: writer.length() });
        cutter.add(piece);
        if (cutter.full() >= together()) await writer.write(cutter.take());
      }
    } catch (error) {
      await finish(writer, cutter).catch(() => undefined); // the first reason counts
      throw error;
    }
    await finish(writer, cutter);
    return writer.length();
  };
  return async (place, bytes) => {
    coming += 1;
    try {
      return await take(place, bytes);
    } finally {
      coming -= 1;
    }
  };
}

async function finish(writer: Writer, cutter: Cutter): Promise<void> {
  await writer.write(cutter.takeAll());
  await writer.settled();
}

/** What of the chunk at the offset is there already. */
async function tailAt(contents: ContentStore, { contentId, offset }: Place): Promise<Buffer> {
  const length = offset % CHUNK_BYTES;
  if (length === 0) return Buffer.alloc(0);
  const tail = await contents.chunk(contentId, Math.floor(offset / CHUNK_BYTES));
  if (tail?.length !== length) throw new Fault('UPLOAD_CONFLICT', { offset });
  return tail;
}

type Cutter = ReturnType<typeof makeCutter>;

/** Cuts what comes into chunks; the first begins with what is there. */
function makeCutter(tail: Buffer) {
  let chunks: Buffer[] = [];
  let open: Buffer[] = [tail];
  let length = tail.length;
  let isNew = false;
  const close = () => {
    chunks.push(Buffer.concat(open, length));
    open = [];
    length = 0;
    isNew = false;
  };
  const take = (): Buffer[] => {
    const taken = chunks;
    chunks = [];
    return taken;
  };
  return {
    add(piece: Buffer): void {
      for (let from = 0; from < piece.length;) {
        const part = piece.subarray(from, from + CHUNK_BYTES - length);
        open.push(part);
        length += part.length;
        isNew = true;
        from += part.length;
        if (length === CHUNK_BYTES) close();
      }
    },
    full: (): number => chunks.length,
    take,
    /** With the last, which may be short. */
    takeAll(): Buffer[] {
      if (isNew) close();
      return take();
    },
  };
}

type Writer = ReturnType<typeof makeWriter>;

/** Writes chunks one after the other, one statement at a time; the next may be gathered meanwhile. */
function makeWriter(contents: ContentStore, { contentId, offset }: Place) {
  let n = Math.floor(offset / CHUNK_BYTES);
  /** Length under which the first chunk stands. */
  let from = offset % CHUNK_BYTES;
  let length = offset;
  let writing: Promise<void> = Promise.resolve();

  async function keep(chunks: readonly Buffer[]): Promise<void> {
    const [first, ...others] = chunks;
    if (from > 0 && first) {
      if (!(await contents.grow({ contentId, n, from }, first))) throw conflict();
      advance([first]);
      from = 0;
      if (others.length > 0) await insert(others);
    } else if (chunks.length > 0) await insert(chunks);
  }
  async function insert(chunks: readonly Buffer[]): Promise<void> {
    const kept = await contents.insert(contentId, n, chunks);
    advance(chunks.slice(0, kept));
    if (kept < chunks.length) throw conflict();
  }
  function advance(chunks: readonly Buffer[]): void {
    for (const { length: bytes } of chunks) {
      length = n * CHUNK_BYTES + bytes;
      n += 1;
    }
  }
  const conflict = () => new Fault('UPLOAD_CONFLICT', { offset: length });

  return {
    length: () => length,
    async write(chunks: readonly Buffer[]): Promise<void> {
      await writing;
      writing = keep(chunks);
      writing.catch(() => undefined); // whoever writes next, or waits for the end, hears of it
    },
    settled: () => writing,
  };
}
