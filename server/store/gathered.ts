import { makeGather } from './gather.ts';

/** Reads what is kept under keys; what is not there is missing. */
export type ReadMany<K, V> = (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>;

/** `batchSize` of what is read whole: one round trip, and no cursor is left open. */
export const ONE_ANSWER = 100_000;

const MOST = 500; // keys gathered for one statement, each once
const ABREAST = 2; // while one answer is taken in, the database works on the next
const MANY = 100; // who asks for more than this needs no company

/**
 * Lets questions that come while a statement is under way wait for the next, which asks for all of them: a busy process
 * puts many small reads into few statements, an idle one waits for nobody. Nothing is kept: every answer was read after
 * it was asked for. Who asks for the same at once gets the same object, so nobody may change it.
 */
export function gathered<K, V>(read: ReadMany<K, V>): (keys: readonly K[]) => Promise<Map<K, V>> {
  const waiting = new Map<K, Promise<V | undefined>>(); // for the next statement
  const ask = makeGather<K, { readonly answer: V | undefined }>(
    async (keys) => {
      for (const key of keys) waiting.delete(key); // who asks from now on asks anew
      const found = await read(keys);
      return keys.map((key) => ({ answer: found.get(key) }));
    },
    MOST,
    { abreast: ABREAST },
  );
  const answerTo = (key: K): Promise<V | undefined> => {
    const known = waiting.get(key);
    if (known) return known;
    const asked = ask(key).then(({ answer }) => answer);
    waiting.set(key, asked);
    return asked;
  };

  return async (keys) => {
    const wanted = [...new Set(keys)];
    if (wanted.length === 0) return new Map();
    if (wanted.length > MANY) return new Map(await read(wanted));
    const answers = await Promise.all(wanted.map(answerTo));
    const found = new Map<K, V>();
    wanted.forEach((key, i) => {
      const answer = answers[i];
      if (answer !== undefined) found.set(key, answer);
    });
    return found;
  };
}

/** The same for one key. */
export const gatheredOne = <K, V>(read: ReadMany<K, V>): ((key: K) => Promise<V | null>) => {
  const many = gathered(read);
  return async (key) => (await many([key])).get(key) ?? null;
};
