import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const largest = 10 * 1024 * 1024; // bytes

/** Opens a log for appending, for a child process to inherit; what is there is put aside when it is above 10 MB. */
export function withLog<T>(file: string, use: (handle: number) => T): T {
  mkdirSync(dirname(file), { recursive: true });
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(file, `${file}.1`);
  const handle = openSync(file, 'a', 0o600);
  try {
    return use(handle);
  } finally {
    closeSync(handle);
  }
}

/** The last lines of a log; empty when there is none. */
export function lastLines(file: string, count: number): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}
