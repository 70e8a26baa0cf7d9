import { join } from 'node:path';
import { ensurePacks } from './pack.ts';
import { allLibraryFolders, faketimeRecipe } from './packs.ts';

/** What to start a program with so that its clock is wrong by so many seconds; its monotonic clock is not. */
export type SkewedClock = (seconds: number) => Record<string, string>;

export async function findSkewedClock(
  cache: () => string,
  say: (line: string) => void,
): Promise<SkewedClock> {
  const trees = await ensurePacks([faketimeRecipe], cache(), say);
  const tree = trees.get(faketimeRecipe.name) ?? '';
  const folder = allLibraryFolders(tree).find((name) => name.endsWith('/faketime'));
  if (folder === undefined) throw new Error(`There is no libfaketime in ${tree}`);
  return (seconds) => ({
    LD_PRELOAD: join(folder, 'libfaketimeMT.so.1'),
    FAKETIME: `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  });
}
