import { type Contents, memoryStorage, type Storage } from './storage.ts';

/**
 * Keeps things in `lasting`, and in memory what that does not take: then nothing of it outlives the process, and everything
 * goes on. `refused` is called once, with the first reason: the disk is full, or the browser keeps nothing at all.
 */
export function enduringStorage(lasting: Storage, refused: (why: unknown) => void): Storage {
  const memory = memoryStorage();
  let isTold = false;
  const tell = (why: unknown) => {
    if (isTold) return;
    isTold = true;
    refused(why);
  };
  /** What lies in memory is newer than what lies below. */
  const put = async (key: string, keep: () => Promise<void>, keepHere: () => Promise<void>) => {
    try {
      await keep();
      await memory.remove(key);
    } catch (why) {
      tell(why);
      await keepHere();
    }
  };
  const contents: Contents | undefined = lasting.contents && {
    set: (key, content) =>
      put(
        key,
        () => held(lasting).set(key, content),
        () => held(memory).set(key, content),
      ),
    get: async (key) => (await held(memory).get(key)) ?? (await held(lasting).get(key).catch(nothing(tell))),
  };
  return {
    get: async (key) => (await memory.get(key)) ?? (await lasting.get(key).catch(nothing(tell))),
    set: (key, value) =>
      put(
        key,
        () => lasting.set(key, value),
        () => memory.set(key, value),
      ),
    async remove(key) {
      await memory.remove(key);
      await lasting.remove(key).catch(tell);
    },
    async keys(prefix) {
      const found = await lasting.keys(prefix).catch((why: unknown) => {
        tell(why);
        return [];
      });
      return [...new Set([...found, ...(await memory.keys(prefix))])].sort();
    },
    ...(contents && { contents }),
  };
}

/** What cannot be read is as if it were not there. */
const nothing =
  (tell: (why: unknown) => void) =>
  (why: unknown): null => {
    tell(why);
    return null;
  };

function held({ contents }: Storage): Contents {
  if (contents === undefined) throw new Error('a storage of contents was expected');
  return contents;
}
