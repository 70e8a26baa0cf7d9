import { setImmediate as thisTurn } from 'node:timers/promises';
import { Fault } from '../../shared/faults.ts';

/** A round that takes longer is given up: nobody asks that long, and those who come later shall not wait behind it. */
const LONGEST_MS = 20_000;

/**
 * Groups single pieces of work: while one round is under way, what arrives waits and goes together in the next.
 * A round takes what came in this turn of the event loop, too; there is no timer, so a lone piece waits for nobody.
 * Each piece gets its own result or its own error; a round that throws fails all its pieces. One that hangs fails them
 * with UNAVAILABLE: what it did may still come true, so work is such that it may be done again.
 */
export function makeGather<I, O>(
  round: (pieces: readonly I[]) => Promise<readonly (O | Error)[]>,
  most: number,
  longestMs = LONGEST_MS,
): (piece: I) => Promise<O> {
  interface Waiting {
    piece: I;
    resolve: (result: O) => void;
    reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      await thisTurn();
      const now = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await within(longestMs, round(now.map((w) => w.piece)));
        now.forEach((w, i) => settle(w, results[i]));
      } catch (error) {
        for (const w of now) w.reject(error);
      }
    }
    running = false;
  }

  const settle = (w: Waiting, result: O | Error | undefined) => {
    if (result instanceof Error) w.reject(result);
    else if (result === undefined) w.reject(new Error('a round gave no result for a piece'));
    else w.resolve(result);
  };

  return (piece) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ piece, resolve, reject });
      if (!running) void run();
    });
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Fault('UNAVAILABLE')), ms);
    void work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
