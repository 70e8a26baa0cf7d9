import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../wire/ports.ts';
import type { ContentStore } from './contents.store.ts';
import type { FileDoc, RenditionDoc } from './files.store.ts';
import type { Laid, Product } from './ports.ts';
import type { TakeBytes } from './receiving/take.actions.ts';

export interface ProductsParts {
  readonly contents: ContentStore;
  readonly take: TakeBytes;
  readonly clock: Clock;
}

/** A content in a folder, and its SHA-256. */
export interface LaidContent {
  readonly laid: Laid;
  readonly sha256: string;
}

/** How the folder of each run begins. */
export const FOLDER = 'huying-file-';

const OWN_ONLY = 0o600;

/** Lays the original of a file into this folder; under no name of its owner’s choosing. */
export async function layContent(
  { contents }: Pick<ProductsParts, 'contents'>,
  { _id, name, kind, sha256, renditions }: FileDoc,
  folder: string,
): Promise<LaidContent> {
  const path = join(folder, 'content');
  const kept = renditions.find(({ rendition }) => rendition === 'original')?.contentId ?? _id;
  const found = await pour(contents, kept, path);
  if (sha256 !== null && sha256 !== found.sha256) throw new Error(`content ${kept} is not what it was`);
  return { laid: { path, bytes: found.bytes, name, kind }, sha256: found.sha256 };
}

/** Lays what everybody hears of a voice into this folder, AAC in MP4; null: nothing of the kind was made. */
export async function layPlayed(
  { contents }: Pick<ProductsParts, 'contents'>,
  { name, kind, renditions }: FileDoc,
  folder: string,
): Promise<Laid | null> {
  const played = renditions.find(({ rendition }) => rendition === 'play');
  if (!played) return null;
  const path = join(folder, 'played.m4a');
  const { bytes } = await pour(contents, played.contentId, path);
  return { path, bytes, name, kind };
}

/** Writes a content into a new file; how large it is, and its SHA-256. */
async function pour(
  contents: ContentStore,
  contentId: string,
  path: string,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    contents.read(contentId),
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        hash.update(piece);
        bytes += piece.length;
        yield piece;
      }
    },
    createWriteStream(path, { mode: OWN_ONLY, flags: 'wx' }),
  );
  return { bytes, sha256: hash.digest('hex') };
}

/** Keeps something that was made, under an id that nobody else writes to. */
export async function storeProduct(
  { contents, take, clock }: ProductsParts,
  { rendition, path, mime }: Product,
  contentId: string,
): Promise<RenditionDoc> {
  const pieces = createReadStream(path) as AsyncIterable<Buffer>;
  const bytes = await take({ contentId, offset: 0, most: Infinity }, pieces);
  await contents.finish(contentId, { bytes, at: clock.now() });
  return { rendition, contentId, bytes, mime };
}

const DAY_MS = 24 * 60 * 60_000;

/** Removes the folders of runs that were killed a day ago or longer. */
export async function removeOldFolders(workFolder: string, now: Date): Promise<void> {
  for (const name of await readdir(workFolder)) {
    if (!name.startsWith(FOLDER)) continue;
    const path = join(workFolder, name);
    const made = await stat(path).catch(() => null); // another worker may be quicker
    if (made && now.getTime() - made.mtimeMs >= DAY_MS) await rm(path, { recursive: true, force: true });
  }
}
