import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A content to be looked at here and there. */
export interface Source {
  readonly bytes: number;
  /** These bytes, fewer where it ends. */
  read(at: number, length: number): Buffer;
}

/** Opens a file for as long as `look` takes. */
export async function withSource<T>(path: string, look: (source: Source) => T | Promise<T>): Promise<T> {
  const handle = openSync(path, 'r');
  try {
    return await look({
      bytes: fstatSync(handle).size,
      read(at, length) {
        const buffer = Buffer.alloc(length);
        return buffer.subarray(0, readSync(handle, buffer, 0, length, at));
      },
    });
  } finally {
    closeSync(handle);
  }
}
