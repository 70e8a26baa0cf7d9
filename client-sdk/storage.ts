/** Where a client keeps its session and its unsent messages. Values are strings; a resolved `set` has been kept. */
export interface Storage {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** All keys that begin with the prefix, in ascending order. */
  keys(prefix: string): Promise<string[]>;
}

/** Keeps things as long as the process lives. */
export function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(kept.get(key) ?? null),
    set: (key, value) => {
      kept.set(key, value);
      return Promise.resolve();
    },
    remove: (key) => {
      kept.delete(key);
      return Promise.resolve();
    },
    keys: (prefix) => Promise.resolve([...kept.keys()].filter((key) => key.startsWith(prefix)).sort()),
  };
}

/** Key of the kept session. */
export const SESSION_KEY = 'huying/session';
/** Set while a sign-out has not reached the server, so that a kept cookie is not taken up again. */
export const LEFT_KEY = 'huying/left';
/** What belongs to one person; sign-out removes all of it. */
export const personPrefix = (personId: string): string => `huying/person/${personId}/`;
