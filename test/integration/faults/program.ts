import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program of this project in a process of its own; it does not outlive this one. */
export interface Program {
  /** What it has printed so far. */
  readonly lines: readonly string[];
  hasEnded(): boolean;
  /** Null while it runs, and when a signal ended it. */
  exitCode(): number | null;
  /** Sends a signal and waits for nothing. */
  signal(signal: 'SIGTERM'): void;
  /** Sends a signal and waits for the end; what takes longer than 15 s is killed. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** Starts a TypeScript file. */
export function startProgram(file: string, args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, ['--import=tsx', file, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('exit', () => process.removeListener('exit', orphan));
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  return {
    lines,
    hasEnded: () => hasEnded(child),
    exitCode: () => child.exitCode,
    signal: (signal) => child.kill(signal),
    async end(signal) {
      if (hasEnded(child)) return;
      const ended = once(child, 'close');
      child.kill(signal);
      const tooLate = setTimeout(orphan, 15_000);
      await ended;
      clearTimeout(tooLate);
    },
  };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
