import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Storage } from './storage.ts';

const isAbsent = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** The key of a file; none for files that are not ours. */
function keyOf(name: string): string[] {
  try {
    const key = decodeURIComponent(name);
    return encodeURIComponent(key) === name ? [key] : [];
  } catch {
    return [];
  }
}

/** Keeps each value in a file of its own, readable by this user only. What `set` resolved survives a crash. */
export function fileStorage(folder: string): Storage {
  const fileOf = (key: string) => join(folder, encodeURIComponent(key));

  async function write(key: string, value: string | Blob): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const draft = join(folder, `.${randomUUID()}.draft`);
    const file = await open(draft, 'w', 0o600);
    try {
      if (typeof value === 'string') await file.writeFile(value, 'utf8');
      else for await (const part of value.stream()) await file.write(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, fileOf(key));
    await syncFolder(folder);
  }

  return {
    get: async (key) => {
      try {
        return await readFile(fileOf(key), 'utf8');
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },
    set: write,
    contents: {
      set: write,
      get: async (key) => {
        try {
          await stat(fileOf(key));
          return await openAsBlob(fileOf(key));
        } catch (error) {
          if (isAbsent(error)) return null;
          throw error;
        }
      },
    },
    remove: async (key) => {
      await rm(fileOf(key), { force: true });
    },
    keys: async (prefix) => {
      const names = await readdir(folder).catch((error: unknown) => {
        if (isAbsent(error)) return [];
        throw error;
      });
      const keys = names.filter((name) => !name.startsWith('.')).flatMap(keyOf);
      return keys.filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

/** Puts a rename on the disk; where folders cannot be opened (Windows) the system does so itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
