import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** A program of this folder in a process of its own, asked and answering one thing at a time. */
export interface Child {
  ask<T>(question: object): Promise<T>;
  end(): Promise<void>;
}

/** Starts it and waits for its first word. */
export async function startChild(program: string, execArgv: string[] = []): Promise<Child> {
  const child: ChildProcess = fork(join(import.meta.dirname, program), [], {
    execArgv: ['--import=tsx', ...execArgv],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      const died = () => reject(new Error(`${program} died`));
      child.once('exit', died);
      child.once('message', (message) => {
        child.off('exit', died);
        resolve(message);
      });
    });
  await next();
  return {
    ask: <T>(question: object) => {
      const answer = next();
      child.send(question);
      return answer as Promise<T>;
    },
    end: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** In the program: answers each question with what the table says, starting with a word that it is there. */
export function answerQuestions(answers: Record<string, (question: never) => Promise<unknown>>): void {
  process.on('message', (question: { do: string }) => {
    const answer = answers[question.do];
    if (!answer) throw new Error(`no answer to ${question.do}`);
    void answer(question as never).then((value) => process.send?.(value ?? {}));
  });
  process.send?.({ ready: true });
}

/** What this process has used: seconds of processor time, bytes resident after collecting garbage. */
export function usage(): { cpuSeconds: number; rss: number } {
  globalThis.gc?.();
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  return { cpuSeconds: (user + system) / 1e6, rss: process.memoryUsage.rss() };
}
