import type { Buffer } from 'node:buffer';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LIMITS, type Table } from './table.rules.ts';
import { type Facts, Unreadable, type UnreadableCode } from './unreadable.rules.ts';

/** What reader-process.ts answers. */
type Answer = { readonly table: Table } | { readonly code: UnreadableCode; readonly facts: Facts };

export type ReadApart = (bytes: Buffer) => Promise<Table>;

/** A table that needs more than this to be read is refused: memory in MiB, and milliseconds. */
const MOST_MEMORY_MB = 2_048;
const LONGEST_MS = 120_000;

/** Beside this file, and with its ending: it is another one once it is built. */
const ENDING = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const READER = fileURLToPath(new URL(`./reader-process.${ENDING}`, import.meta.url));
const LOADER = ENDING === 'ts' ? ['--import', import.meta.resolve('tsx')] : [];

/**
 * Reads tables in a process of their own that knows no secrets, one after the other: a large one holds nobody up, and
 * one that is made to eat all memory ends its reader and nothing else. Throws Unreadable.
 */
export function makeReadApart(): ReadApart {
  let last: Promise<unknown> = Promise.resolve();
  return (bytes) => {
    const turn = last.then(() => readOne(bytes));
    last = turn.catch(() => undefined);
    return turn;
  };
}

function readOne(bytes: Buffer): Promise<Table> {
  return new Promise((resolve, reject) => {
    const reader = fork(READER, {
      execArgv: [...LOADER, `--max-old-space-size=${MOST_MEMORY_MB}`],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const tooLarge = () => reject(new Unreadable('TOO_LARGE', { bytes: bytes.length, limit: LIMITS.bytes }));
    const timer = setTimeout(() => {
      tooLarge();
      reader.kill('SIGKILL');
    }, LONGEST_MS);
    reader.once('message', (answer: Answer) => {
      if ('table' in answer) resolve(answer.table);
      else reject(new Unreadable(answer.code, answer.facts));
      reader.disconnect();
    });
    reader.once('error', reject);
    reader.once('exit', () => {
      clearTimeout(timer);
      tooLarge(); // without an answer: its memory was not enough
    });
    reader.send(bytes, (error) => {
      if (error !== null) reject(error);
    });
  });
}
