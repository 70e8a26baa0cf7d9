import { batchesOf } from '../../shared/grouped.ts';

const MOST = 2_500; // keys in one statement

/** Reads what is kept under very many keys in several statements at once: the database works on them side by side. */
export async function inParts<K, D>(
  keys: readonly K[],
  read: (keys: readonly K[]) => Promise<D[]>,
): Promise<D[]> {
  return (await Promise.all(batchesOf(keys, MOST).map(read))).flat();
}
