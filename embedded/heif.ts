import { join } from 'node:path';
import { ensurePacks, findOnPath } from './pack.ts';
import { heifRecipe } from './packs.ts';

/** Where the programs of libheif are; they need no environment of their own. */
export interface Heif {
  /** Writes a HEIC picture as PNG or JPEG. */
  convert: string;
  /** Writes a PNG or JPEG picture as HEIC. */
  encode: string;
}

/** libheif's programs of the host, else unpacked into the cache. */
export async function findHeif(cache: () => string, say: (line: string) => void): Promise<Heif> {
  const [convert, encode] = [findOnPath('heif-convert'), findOnPath('heif-enc')];
  if (convert && encode) return { convert, encode };
  const trees = await ensurePacks([heifRecipe], cache(), say);
  const folder = join(trees.get(heifRecipe.name) ?? '', 'usr/bin');
  return { convert: join(folder, 'heif-convert'), encode: join(folder, 'heif-enc') };
}
