/** Where contents lie that are on their way, under keys like those of values; `remove` and `keys` know them, too. */
export interface Contents {
  /** Resolved: it has been kept. */
  set(key: string, content: Blob): Promise<void>;
  get(key: string): Promise<Blob | null>;
}

/** Where a client keeps its session and its unsent messages. Values are strings; a resolved `set` has been kept. */
export interface Storage {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** All keys that begin with the prefix, in ascending order. */
  keys(prefix: string): Promise<string[]>;
  /** Absent: what of a file was not sent does not outlive the process. */
  readonly contents?: Contents;
}

/** Keeps things as long as the process lives. */
export function memoryStorage(): Storage {
  const kept = new Map<string, string | Blob>();
  const put = (key: string, value: string | Blob) => {
    kept.set(key, value);
    return Promise.resolve();
  };
  return {
    get: (key) => {
      const value = kept.get(key);
      return Promise.resolve(typeof value === 'string' ? value : null);
    },
    set: put,
    remove: (key) => {
      kept.delete(key);
      return Promise.resolve();
    },
    keys: (prefix) => Promise.resolve([...kept.keys()].filter((key) => key.startsWith(prefix)).sort()),
    contents: {
      set: put,
      get: (key) => {
        const value = kept.get(key);
        return Promise.resolve(value instanceof Blob ? value : null);
      },
    },
  };
}

/** A storage that can be told, once it is known, that others use this computer, too. */
export interface ForgetfulStorage extends Storage {
  /** What outlives the process, whoever uses the computer. */
  readonly lasting: Storage;
  /** True: from now on nothing new outlives the process; what stood there before is neither read nor touched. */
  forget(shared: boolean): void;
}

/** Keeps in `lasting`, but in memory alone while others use the computer, too. */
export function forgetfulStorage(lasting: Storage): ForgetfulStorage {
  let now = lasting;
  const contents = lasting.contents && {
    set: (key: string, content: Blob) => held(now).set(key, content),
    get: (key: string) => held(now).get(key),
  };
  return {
    get: (key) => now.get(key),
    set: (key, value) => now.set(key, value),
    remove: (key) => now.remove(key),
    keys: (prefix) => now.keys(prefix),
    ...(contents && { contents }),
    lasting,
    forget: (shared) => {
      now = shared ? memoryStorage() : lasting;
    },
  };
}

function held({ contents }: Storage): Contents {
  if (contents === undefined) throw new Error('a storage of contents was expected');
  return contents;
}

/** Key of the kept session. */
export const SESSION_KEY = 'huying/session';
/** Set while a sign-out has not reached the server, so that a kept cookie is not taken up again. */
export const LEFT_KEY = 'huying/left';
/** Who was here last, for when the server cannot be asked. */
export const HERE_KEY = 'huying/here';
const PEOPLE = 'huying/person/';
/** What belongs to one person; sign-out removes all of it. */
export const personPrefix = (personId: string): string => `${PEOPLE}${personId}/`;
/** Their unsent messages. */
export const outboxPrefix = (personId: string): string => `${personPrefix(personId)}outbox/`;
const KEPT = 'kept/';
/** What one person has read, for when there is no line; it goes with the session. */
export const keptPrefix = (personId: string): string => `${personPrefix(personId)}${KEPT}`;

/** Removes all that begins with the prefix. */
export async function removeAll(storage: Storage, prefix: string): Promise<void> {
  for (const key of await storage.keys(prefix)) await storage.remove(key);
}

/** Removes what others than this person have read; null: what anybody has. What they wrote and did not send stays. */
export async function removeOthersKept(storage: Storage, personId: string | null): Promise<void> {
  for (const key of await storage.keys(PEOPLE)) {
    const [owner, ...rest] = key.slice(PEOPLE.length).split('/');
    if (owner !== personId && `${rest[0] ?? ''}/` === KEPT) await storage.remove(key);
  }
}
