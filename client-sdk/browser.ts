import type { Storage } from './storage.ts';

export { enduringStorage } from './enduring.ts';

// What is used of IndexedDB, so that the package builds without the types of a browser.
interface Asked<T> {
  result: T;
  readonly error: Error | null;
  onsuccess: (() => void) | null;
  onerror: (() => void) | null;
}
interface Opening extends Asked<Database> {
  onupgradeneeded: (() => void) | null;
}
interface Range {
  readonly lower: unknown;
}
interface Shelf {
  get(key: string): Asked<unknown>;
  put(value: string | Blob, key: string): Asked<unknown>;
  delete(key: string): Asked<unknown>;
  getAllKeys(range: Range): Asked<unknown[]>;
}
interface Transaction {
  objectStore(name: string): Shelf;
  readonly error: Error | null;
  oncomplete: (() => void) | null;
  onabort: (() => void) | null;
}
interface Database {
  createObjectStore(name: string): unknown;
  transaction(name: string, mode: 'readonly' | 'readwrite', o: { durability: 'strict' }): Transaction;
  close(): void;
  onversionchange: (() => void) | null;
  onclose: (() => void) | null;
}
interface Browser {
  readonly indexedDB: { open(name: string, version: number): Opening };
  readonly IDBKeyRange: { bound(from: string, to: string): Range };
}

const browser = globalThis as unknown as Browser;
const SHELF = 'kept';

/** Keeps values in the browser's IndexedDB under this name; several tabs may share it. */
export function indexedDbStorage(name: string): Storage {
  let opening: Promise<Database> | null = null;
  const forget = () => {
    opening = null;
  };
  const open = () => {
    opening ??= openDatabase(name, forget);
    opening.catch(forget);
    return opening;
  };

  /** Resolves when the transaction is complete: what was put is on the disk then. */
  async function within<T>(mode: 'readonly' | 'readwrite', ask: (shelf: Shelf) => Asked<T>): Promise<T> {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(SHELF, mode, { durability: 'strict' });
      const asked = ask(transaction.objectStore(SHELF));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB gave up'));
    });
  }

  const put = async (key: string, value: string | Blob) => {
    await within('readwrite', (shelf) => shelf.put(value, key));
  };

  return {
    get: async (key) => {
      const found = await within('readonly', (shelf) => shelf.get(key));
      return typeof found === 'string' ? found : null;
    },
    set: put,
    contents: {
      set: put,
      get: async (key) => {
        const found = await within('readonly', (shelf) => shelf.get(key));
        return found instanceof Blob ? found : null;
      },
    },
    remove: async (key) => {
      await within('readwrite', (shelf) => shelf.delete(key));
    },
    keys: async (prefix) => {
      const range = browser.IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      return (await within('readonly', (shelf) => shelf.getAllKeys(range))).map(String);
    },
  };
}

function openDatabase(name: string, lost: () => void): Promise<Database> {
  return new Promise((resolve, reject) => {
    const opening = browser.indexedDB.open(name, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(SHELF);
    opening.onerror = () => reject(opening.error ?? new Error('IndexedDB cannot be opened'));
    opening.onsuccess = () => {
      const database = opening.result;
      // The browser closes it (storage cleared), or another tab wants a newer one: opened again when needed.
      database.onclose = lost;
      database.onversionchange = () => {
        database.close();
        lost();
      };
      resolve(database);
    };
  });
}
