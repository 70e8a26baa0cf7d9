import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A program of this folder in a process of its own, asked and answering one thing at a time. */
export interface Child {
  readonly pid: number;
  ask<T>(question: object): Promise<T>;
  end(signal?: NodeJS.Signals): Promise<void>;
}

interface Start {
  execArgv?: string[];
  /** Cores it may run on, as taskset counts them. */
  cores?: string | undefined;
}

type Answer = { value: unknown } | { error: string };

/** Starts it and waits for its first word. */
export async function startChild(program: string, { execArgv = [], cores }: Start = {}): Promise<Child> {
  const node = [process.execPath, '--import=tsx', ...execArgv, join(import.meta.dirname, program)];
  const [command = '', ...args] = cores === undefined ? node : ['taskset', '-c', cores, ...node];
  const child: ChildProcess = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      const died = () => reject(new Error(`${program} died`));
      child.once('exit', died);
      child.once('message', (answer: Answer) => {
        child.off('exit', died);
        if ('error' in answer) reject(new Error(answer.error));
        else resolve(answer.value);
      });
    });
  await next();
  return {
    pid: child.pid ?? Number.NaN,
    ask: <T>(question: object) => {
      const answer = next();
      child.send(question);
      return answer as Promise<T>;
    },
    end: (signal = 'SIGTERM') =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) resolve();
        child.once('exit', () => resolve());
        child.kill(signal);
      }),
  };
}

/** In the program: answers each question with what the table says, starting with a word that it is there. */
export function answerQuestions(answers: Record<string, (question: never) => Promise<unknown>>): void {
  process.on('message', (question: { do: string }) => {
    const answer = answers[question.do];
    if (!answer) throw new Error(`no answer to ${question.do}`);
    void answer(question as never).then(
      (value) => process.send?.({ value: value ?? {} }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit()); // whoever asked is gone
  process.on('SIGTERM', () => process.exit()); // orderly, so that profiles are written
  process.send?.({ value: 'ready' });
}

/** What a process holds, in bytes: in memory altogether, and in objects and buffers of JavaScript. */
export interface Memory {
  resident: number;
  objects: number;
}

/** What this process holds after collecting garbage. */
export function memoryHeld(): Memory {
  globalThis.gc?.();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { resident: rss, objects: heapUsed + external };
}
