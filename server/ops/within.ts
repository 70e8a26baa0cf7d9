import { Fault } from '../../shared/faults.ts';

/** Longer nobody waits for an answer: a network that drops what is sent says nothing either. */
export const LONGEST_MS = 20_000;

/** The same work; when it takes longer, UNAVAILABLE. What it did may still come true, so work is such that it may be done again. */
export function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Fault('UNAVAILABLE', { retryAfterMs: 1_000 })), ms);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
