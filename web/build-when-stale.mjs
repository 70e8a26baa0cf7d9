import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { newest } from '../bin/newest.mjs';

/** Builds web/dist when a source is newer than it; otherwise does nothing, so that a start stays quick. */
const root = join(import.meta.dirname, '..');
const sources = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/sign-in.html',
  'web/vite.config.ts',
  'web/bundle.ts',
  'web/squeeze.ts',
  'web/worker',
  'client-sdk',
  'shared',
  'package-lock.json',
];
const built = join(root, 'web/dist/index.html');
const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0;
if (
  sources
    .map((s) => join(root, s))
    .filter(existsSync)
    .some((s) => newest(s) > builtAt)
) {
  console.log('Building the web client …');
  await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' });
}
