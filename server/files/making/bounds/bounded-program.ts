import { type ChildProcess, spawn } from 'node:child_process';
import { memoryOf } from './memory.ts';

/** What a program may use up. */
export interface Bounds {
  readonly seconds: number;
  /** Resident memory of it and all its children. */
  readonly mib: number;
}

/** What to run, and where. */
export interface Order {
  readonly program: string;
  readonly args: readonly string[];
  /** Its working directory, home, and folder for temporary files. */
  readonly folder: string;
  readonly bounds: Bounds;
  /** A child of this program: it reserves far more addresses than it uses memory, and looks after its temporary files. */
  readonly isOurs?: boolean;
}

/** How a program ended by itself, and what it said. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  /** The end of what it wrote to stderr. */
  readonly said: string;
}

/** A program that did not end by itself: it took too long, too much, or fell over. */
export class WorkDied extends Error {
  readonly by: 'time' | 'memory' | 'talk' | 'itself';
  constructor(program: string, by: WorkDied['by'], said: string) {
    super(`${program} was ended by ${by}: ${said}`);
    this.name = 'WorkDied';
    this.by = by;
  }
}

/**
 * The program in a group of its own, behind everybody else’s work, without core dumps, with files of bounded size, and
 * without a network where the system lets us take it away. A watcher in the group waits for the end of stdin, which comes when this process dies, however it dies: then all of it ends.
 */
const SCRIPT = `ulimit -c 0
ulimit -f "$1"
[ "$2" = 0 ] || ulimit -v "$2"
shift 2
exec 3<&0
if unshare -rn true 2>/dev/null; then set -- unshare -rn "$@"; fi
nice -n 10 "$@" </dev/null 3<&- &
work=$!
( read -r _ <&3; kill -KILL 0 ) >/dev/null 2>&1 &
exec 3<&-
wait "$work"`;

const MOST_FILE_BLOCKS = 2 * 1024 * 1024; // of 512 bytes: 1 GiB, more than any file may be
/** Addresses for each byte of memory: what is mapped is not all used. */
const ADDRESSES = 4;
const LOOK_EVERY_MS = 100;
const MOST_OUT = 8 * 1024 * 1024;
const MOST_SAID = 4_096;
const BY_SIGNAL = 128;

/** Runs a program until it ends or breaks its bounds; then it and all it started are gone. Throws WorkDied. */
export async function runBounded(order: Order): Promise<Ran> {
  const { program, args, folder, bounds, isOurs = false } = order;
  const addresses = isOurs ? 0 : bounds.mib * 1024 * ADDRESSES;
  const child = spawn(
    '/bin/sh',
    ['-c', SCRIPT, 'sh', String(MOST_FILE_BLOCKS), String(addresses), program, ...args],
    {
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      // Nothing of our own: no secret may be there to be found.
      env: {
        PATH: process.env['PATH'] ?? '/usr/bin:/bin',
        LANG: 'C.UTF-8',
        HOME: folder,
        ...(isOurs ? {} : { TMPDIR: folder }),
        http_proxy: 'http://127.0.0.1:9',
        https_proxy: 'http://127.0.0.1:9',
      },
    },
  );
  const { code, by, out, said } = await watched(child, bounds);
  if (by !== null) throw new WorkDied(program, by, said);
  if (code > BY_SIGNAL) throw new WorkDied(program, 'itself', said || `signal ${code - BY_SIGNAL}`);
  return { code, out, said };
}

function watched(child: ChildProcess, bounds: Bounds): Promise<Ran & { by: WorkDied['by'] | null }> {
  let by: WorkDied['by'] | null = null;
  const end = (cause: WorkDied['by']) => {
    by ??= cause;
    killGroup(child);
  };
  const out: Buffer[] = [];
  let bytes = 0;
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_OUT) end('talk');
    else out.push(chunk);
  });
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString('latin1')).slice(-MOST_SAID)));
  child.stdin?.on('error', () => undefined); // nobody reads it; its end is all that counts
  const timer = setTimeout(() => end('time'), bounds.seconds * 1000);
  const stopLooking = watchMemory(child, bounds.mib, () => end('memory'));
  return new Promise((resolve, reject) => {
    const over = () => {
      clearTimeout(timer);
      stopLooking();
    };
    child.once('error', (error) => {
      over();
      reject(error);
    });
    // What it started and left behind goes with it; then its pipes close.
    child.once('exit', () => killGroup(child));
    child.once('close', (code) => {
      over();
      resolve({
        code: code ?? BY_SIGNAL + 9,
        out: Buffer.concat(out).toString('utf8'),
        said: said.trim(),
        by,
      });
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function watchMemory(child: ChildProcess, mib: number, tooMuch: () => void): () => void {
  const over = new AbortController();
  const isOver = () => over.signal.aborted;
  const look = async (): Promise<void> => {
    if (child.pid === undefined || isOver()) return;
    if ((await memoryOf(child.pid)) > mib * 1024 ** 2) tooMuch();
    else if (!isOver()) timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  };
  let timer = setTimeout(() => void look(), LOOK_EVERY_MS);
  return () => {
    over.abort();
    clearTimeout(timer);
  };
}
