import { setImmediate as thisTurn } from 'node:timers/promises';
import { LONGEST_MS, within } from '../ops/within.ts';

/**
 * Groups single pieces of work: while one round is under way, what arrives waits and goes together in the next.
 * A round takes what came in this turn of the event loop, too; there is no timer, so a lone piece waits for nobody.
 * Each piece gets its own result or its own error; a round that throws fails all its pieces. One that hangs is given
 * up and fails them with UNAVAILABLE: those who come later shall not wait behind it.
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
