import { WorkDied } from './bounded-program.ts';

/** Does it again when a process died of it: the machine may have been to blame. The second time the content is: broken. */
export async function withSecondChance<T>(work: () => Promise<T>): Promise<T | { refused: 'broken' }> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WorkDied)) throw error;
  }
  return work().catch((error: unknown) => {
    if (!(error instanceof WorkDied)) throw error;
    return { refused: 'broken' };
  });
}
