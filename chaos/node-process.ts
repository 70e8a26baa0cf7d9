import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { withLog } from '../embedded/engine-log.ts';

const MAIN = join(import.meta.dirname, '../server/main.ts');

/** One node of the product, as `npm start` starts it: configured by its environment, known by its signals. */
export class NodeProcess {
  readonly #env: Record<string, string>;
  readonly #log: string;
  #child: ChildProcess | null = null;

  constructor(env: Record<string, string>, log: string) {
    this.#env = env;
    this.#log = log;
  }

  /** Starts it unless it runs; it does not outlive this process. */
  start(): void {
    if (this.isRunning) return;
    const child = withLog(this.#log, (handle) =>
      spawn(process.execPath, ['--import=tsx', '--max-old-space-size=1024', MAIN], {
        env: { ...process.env, ...this.#env },
        stdio: ['ignore', handle, handle],
      }),
    );
    const orphan = () => child.kill('SIGKILL');
    process.once('exit', orphan);
    child.once('exit', () => process.removeListener('exit', orphan));
    this.#child = child;
  }

  get isRunning(): boolean {
    const child = this.#child;
    return child !== null && child.exitCode === null && child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  /** Resolves when it has ended; what takes longer than this is killed. */
  async end(signal: 'SIGKILL' | 'SIGTERM', patienceMs: number): Promise<void> {
    const child = this.#child;
    if (!child || !this.isRunning) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const tooLate = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    await ended;
    clearTimeout(tooLate);
  }

  /** Errors that nobody promised, as it logged them over all its lives. */
  async surprises(): Promise<string[]> {
    const found: string[] = [];
    for await (const line of createInterface({ input: createReadStream(this.#log) }))
      if (line.includes('"msg":"surprise"')) found.push(line);
    return found;
  }
}

/** Waits until the address answers with 200; false when it does not within the time. */
export async function isReady(url: string, patienceMs: number): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return true;
    await pause(100);
  }
  return false;
}
