// `npm test`: most files several at a time, then those in a browser, then, one by one, those that load the whole machine.
// With arguments it is mocha itself: `npm test -- test/unit`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { RESULT_FILE, type RunResult } from './support/reporter.ts';

const MOCHA = join(import.meta.dirname, '../node_modules/mocha/bin/mocha.js');

const IN_BROWSER = 'test/e2e';

/** These want the machine to themselves: they press it hard. */
const ALONE = [
  'test/contract/refusals/flood.test.ts',
  'test/contract/refusals/fuzz.test.ts',
  'test/integration/wire/floods.test.ts',
  'test/integration/wire/slow-readers.test.ts',
  'test/integration/wire/storm.test.ts',
  'test/integration/chaos/chaos.test.ts',
];

/** How many files at a time; engines that the caller named are shared, and some tests change the whole of them. */
const lanes =
  process.env['MONGODB_URL'] || process.env['REDIS_URL'] ? 1 : Math.min(availableParallelism(), 4);

const together = (...words: string[]): string[] => ['--parallel', '--jobs', `${lanes}`, ...words];
const except = (paths: readonly string[]): string[] => paths.flatMap((path) => ['--ignore', `${path}{,/**}`]);

/** How many of the slowest files are named at the end. */
const NAMED = 10;

function mocha(words: string[]): RunResult {
  const folder = mkdtempSync(join(tmpdir(), 'huying-run-'));
  const into = join(folder, 'result.json');
  const { status, signal } = spawnSync(process.execPath, [MOCHA, ...words], {
    stdio: 'inherit',
    env: { ...process.env, [RESULT_FILE]: into },
  });
  const result: RunResult = existsSync(into)
    ? (JSON.parse(readFileSync(into, 'utf8')) as RunResult)
    : { passed: 0, failed: [], again: [], files: {} };
  rmSync(folder, { recursive: true, force: true });
  if (status !== 0 && result.failed.length === 0)
    result.failed.push(
      `the run of ${words.at(-1) ?? 'the tests'} ended with ${signal ?? status ?? 'nothing'}`,
    );
  return result;
}

function sumUp(results: RunResult[]): number {
  const files = results.flatMap(({ files }) => Object.entries(files)).toSorted(([, a], [, b]) => b - a);
  const say = (title: string, lines: string[]) => {
    if (lines.length > 0) console.log(`${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
  };
  say(
    'The slowest files:',
    files.slice(0, NAMED).map(([name, ms]) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`),
  );
  say(
    'Tried again:',
    results.flatMap(({ again }) => again),
  );
  const failed = results.flatMap((result) => result.failed);
  say('Failed:', failed);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  console.log(`${passed} passed, ${failed.length} failed`);
  return failed.length;
}

const missing = [...ALONE, IN_BROWSER].filter((path) => !existsSync(path));
if (missing.length > 0) throw new Error(`no such tests: ${missing.join(', ')}`);

const asked = process.argv.slice(2);
const runs =
  asked.length > 0
    ? [asked]
    : [together(...except([...ALONE, IN_BROWSER]), 'test'), together(IN_BROWSER), ALONE];
process.exitCode = sumUp(runs.map(mocha)) === 0 ? 0 : 1;
