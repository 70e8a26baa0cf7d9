import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configuration } from './generate/configuration.ts';
import { openApi } from './generate/openapi.ts';
import { protocol } from './generate/protocol.ts';

/**
 * Writes what is derived from the contracts and the configuration: docs/PROTOCOL.md, docs/openapi.json, docs/CONFIGURATION.md.
 * `--check` writes nothing and fails when a file is not what it would write.
 */
const HELP =
  'npm run docs            writes the generated documents\nnpm run docs -- --check fails when one is stale';

const versionOf = (): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

const root = join(import.meta.dirname, '..');

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(HELP);
    return;
  }
  const check = process.argv.includes('--check');
  const options = (await resolveConfig(join(root, 'docs/x.md'))) ?? {};
  const documents: [string, string][] = [
    ['docs/PROTOCOL.md', await protocol()],
    ['docs/openapi.json', openApi(versionOf())],
    ['docs/CONFIGURATION.md', await format(configuration(), { ...options, parser: 'markdown' })],
  ];
  const stale = documents.filter(([file, text]) => !isCurrent(file, text));
  if (!check) for (const [file, text] of stale) writeFileSync(join(root, file), text);
  for (const [file] of stale) console.log(check ? `stale: ${file}; run npm run docs` : `wrote ${file}`);
  if (check && stale.length > 0) process.exitCode = 1;
}

function isCurrent(file: string, text: string): boolean {
  try {
    return readFileSync(join(root, file), 'utf8') === text;
  } catch {
    return false;
  }
}

await main();
