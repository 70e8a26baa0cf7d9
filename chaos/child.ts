import { type ChildProcess, fork } from 'node:child_process';
import { withLog } from '../embedded/engine-log.ts';

/** A program of this folder in a process of its own, asked by messages. */
export interface Child {
  /** Throws when the program throws, or is gone before it answers. */
  ask(what: string, input: unknown): Promise<unknown>;
  /** What it says without being asked. */
  hear(listener: (said: unknown) => void): void;
  kill(): Promise<void>;
}

interface Question {
  id: number;
  what: string;
  input: unknown;
}
type Answer = { id: number; got: unknown } | { id: number; failed: string } | { said: unknown };

/** Starts it; its output goes to the log. */
export function startChild(file: string, log: string, env: Record<string, string> = {}): Child {
  const child = withLog(log, (handle) =>
    fork(file, [], {
      execArgv: ['--import=tsx', '--max-old-space-size=3072'],
      env: { ...process.env, ...env },
      stdio: ['ignore', handle, handle, 'ipc'],
      serialization: 'advanced',
    }),
  );
  const waiting = new Map<number, { resolve: (got: unknown) => void; reject: (error: Error) => void }>();
  let listener: (said: unknown) => void = () => undefined;
  let count = 0;
  child.on('message', (answer: Answer) => {
    if ('said' in answer) return listener(answer.said);
    const who = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('failed' in answer) who?.reject(new Error(answer.failed));
    else who?.resolve(answer.got);
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} is gone; see ${log}`));
    waiting.clear();
  });
  return {
    ask: (what, input) =>
      new Promise((resolve, reject) => {
        if (hasEnded(child) || !child.connected) {
          reject(new Error(`${file} is gone; see ${log}`));
          return;
        }
        count += 1;
        waiting.set(count, { resolve, reject });
        child.send({ id: count, what, input } satisfies Question);
      }),
    hear: (hear) => {
      listener = hear;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** In the program: answers questions by a table, and ends with the one who started it. */
export function answerQuestions(answers: Record<string, (input: never) => unknown>): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', ({ id, what, input }: Question) => {
    const answer = answers[what];
    if (!answer) throw new Error(`no answer to ${what}`);
    Promise.resolve()
      .then(() => answer(input as never))
      .then(
        (got) => tell({ id, got }),
        (error: unknown) =>
          tell({ id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
}

/** In the program: says something without being asked. */
export const say = (said: unknown): void => tell({ said });

function tell(answer: Answer): void {
  if (process.connected) process.send?.(answer);
}
