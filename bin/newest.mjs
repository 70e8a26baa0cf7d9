import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SKIPPED = new Set(['dist', 'node_modules']);

/** When the youngest file of a folder, or a file, was written, in milliseconds; what was made of sources is passed over. */
export const newest = (path) =>
  statSync(path).isDirectory()
    ? Math.max(
        0,
        ...readdirSync(path)
          .filter((name) => !SKIPPED.has(name))
          .map((name) => newest(join(path, name))),
      )
    : statSync(path).mtimeMs;
