import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Answer, answer, type Task } from '../tasks.ts';
import type { Bounds } from './bounded-program.ts';
import { runBounded } from './bounded-program.ts';

/** Has a task done by a process of its own, which knows nothing and may fall over. Throws when it did. */
export type AskChild = (task: Task, folder: string) => Promise<Answer>;

/** Asks children of this program, each for one task. */
export const makeAskChild =
  (bounds: Bounds): AskChild =>
  async (task, folder) => {
    const args = [...childArguments(), JSON.stringify(task)];
    const ran = await runBounded({ program: process.execPath, args, folder, bounds, isOurs: true });
    if (ran.code !== 0) throw new Error(`the child that had to ${task.do} failed: ${ran.said}`);
    // It has read what a stranger wrote: its word is not taken for more than it may say.
    return answer.parse(JSON.parse(ran.out));
  };

function childArguments(): string[] {
  const extension = extname(new URL(import.meta.url).pathname);
  const file = fileURLToPath(new URL(`../child-process${extension}`, import.meta.url));
  if (extension !== '.ts') return [file];
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return [`--import=${tsx}`, file];
}
