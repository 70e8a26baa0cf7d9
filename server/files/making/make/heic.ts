import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Bounds, runBounded } from '../bounds/bounded-program.ts';

/** Pictures as iPhones take them; what is inside (HEVC) the library for pictures does not read. */
export const isHeic = (mime: string): boolean => mime === 'image/heic' || mime === 'image/heif';

/** Where a HEIC picture is written anew, and by what. */
export interface Darkroom {
  readonly heif: string;
  /** Empty. */
  readonly folder: string;
  readonly bounds: Bounds;
}

/** Of several pictures in one file the first has a number. */
const NAMES = ['picture.png', 'picture-1.png'];

/** Writes a HEIC picture as PNG, upright; null: it cannot be read. Throws WorkDied. */
export async function toPng(path: string, { heif, folder, bounds }: Darkroom): Promise<string | null> {
  const png = join(folder, 'picture.png');
  const ran = await runBounded({ program: heif, args: [path, png], folder, bounds });
  if (ran.code !== 0) return null;
  return NAMES.map((name) => join(folder, name)).find((name) => existsSync(name)) ?? null;
}
