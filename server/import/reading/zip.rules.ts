import type { Buffer } from 'node:buffer';
import yauzl from 'yauzl';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
/** The end record has 22 bytes and a comment of 64 KiB at most (APPNOTE.TXT 4.3.16). */
const END_WITHIN = 22 + 0xffff;

/** Bytes that a zip archive says it unpacks to; null when it has no readable directory. */
export function unpackedSize(zip: Buffer): number | null {
  const end = endOfDirectory(zip);
  if (end === null) return null;
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  let bytes = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY) return null;
    bytes += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return bytes;
}

function endOfDirectory(zip: Buffer): number | null {
  const first = Math.max(0, zip.length - END_WITHIN);
  for (let at = zip.length - 22; at >= first; at -= 1)
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  return null;
}

/**
 * Whether every entry unpacks to as much as the archive says, and no more. Nothing of it is kept, and an entry that
 * goes on beyond what was said is left there: so it may be asked of an archive that was made to fill the memory.
 */
export async function unpacksAsSaid(zip: Buffer): Promise<boolean> {
  try {
    const archive = await yauzl.fromBufferPromise(zip, { lazyEntries: true, autoClose: false });
    const entries: yauzl.Entry[] = [];
    for await (const entry of archive.eachEntry()) entries.push(entry);
    for (const entry of entries) await readThrough(archive, entry);
    return true;
  } catch {
    return false;
  }
}

async function readThrough(archive: yauzl.ZipFile, entry: yauzl.Entry): Promise<void> {
  if (entry.fileName.endsWith('/')) return;
  const content = await archive.openReadStreamPromise(entry);
  await new Promise<void>((resolve, reject) => {
    content.once('end', resolve).once('error', reject).resume();
  });
}
