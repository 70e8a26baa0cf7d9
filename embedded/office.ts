import { join } from 'node:path';
import { ensurePacks, findOnPath } from './pack.ts';
import { officeRecipe } from './packs.ts';

/** LibreOffice's soffice of the host, else one unpacked into the cache; it needs no environment of its own. */
export async function findOffice(cache: () => string, say: (line: string) => void): Promise<string> {
  const installed = findOnPath('soffice');
  if (installed) return installed;
  const trees = await ensurePacks([officeRecipe], cache(), say);
  return join(trees.get(officeRecipe.name) ?? '', 'usr/lib/libreoffice/program/soffice');
}
