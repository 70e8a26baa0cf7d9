import type { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Pack, PackItem } from './packs.actions.ts';
import { MANIFEST, manifestOf, uniqueNames } from './packs.rules.ts';

/** A ZIP that is made while it is read. */
export interface Zip {
  readonly stream: Readable;
  /** All of it, known before the first byte. */
  readonly bytes: number;
  /** Ends it, and whatever is being read for it. */
  readonly close: () => void;
}

/** Pictures, recordings and office documents are dense already; and only what is kept as it is has a length beforehand. */
const AS_IT_IS = { compress: false };
const USUAL_END = { forceZip64Format: false, comment: '' };

/** Puts a pack together: the list of it first, then one file after the other, each opened when it is its turn. */
export function zipOf({ items }: Pack, open: (item: PackItem) => Readable): Zip {
  const zip = new ZipFile();
  const stream = zip.outputStream as PassThrough;
  let current: Readable | null = null;
  let isClosed = false;
  zip.on('error', (error: Error) => stream.destroy(error));
  const names = uniqueNames(items.map(({ file }) => file.name));
  const named = items.map((item, i) => ({ item, name: names[i] ?? item.file._id }));
  zip.addBuffer(Buffer.from(manifestOf(named.map(listed)), 'utf8'), MANIFEST, {
    ...AS_IT_IS,
    ...newestOf(items),
  });
  for (const { item, name } of named) {
    const { part, file } = item;
    const entry = { ...AS_IT_IS, size: part.bytes, mtime: file.createdAt };
    zip.addReadStreamLazy(name, entry, (give) => {
      if (isClosed) return;
      current = open(item);
      current.once('error', (error) => stream.destroy(error));
      give(null, current);
    });
  }
  return {
    stream,
    bytes: endOf(zip),
    close: () => {
      isClosed = true;
      current?.destroy();
      stream.destroy();
    },
  };
}

const newestOf = (items: readonly PackItem[]): { mtime?: Date } => {
  const at = items.at(-1)?.file.createdAt;
  return at ? { mtime: at } : {};
};

const listed = ({ item: { file, part, author }, name }: { item: PackItem; name: string }) => ({
  ...{ name, original: file.name, bytes: part.bytes, author },
  ...{ at: file.createdAt, seq: file.seq, sha256: file.sha256 },
});

/** Says that nothing more comes; gives how long the whole will be, which is known at once when all sizes are. */
function endOf(zip: ZipFile): number {
  let bytes = -1;
  const note = (total: number) => {
    bytes = total;
  };
  zip.end(USUAL_END, note as () => void); // its types forget what it is told
  if (bytes < 0) throw new Error('zip: the length of a pack is not known');
  return bytes;
}
