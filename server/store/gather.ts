import { setImmediate as thisTurn } from 'node:timers/promises';
import { LONGEST_MS, within } from '../ops/within.ts';

/** How long one round may take, and how many may go at once. */
interface GatherLimits {
  readonly longestMs?: number;
  readonly abreast?: number;
}

/**
 * Groups single pieces of work: while one round is under way, what arrives waits and goes together in the next.
 * A round takes what came in this turn of the event loop, too; there is no timer, so a lone piece waits for nobody.
 * Each piece gets its own result or its own error; a round that throws fails all its pieces. One that hangs is given
 * up and fails them with UNAVAILABLE: those who come later shall not wait behind it. Rounds go one after the other,
 * unless `abreast` lets more go at once: then one more begins as soon as enough wait to fill it.
 */
export function makeGather<I, O>(
  round: (pieces: readonly I[]) => Promise<readonly (O | Error)[]>,
  most: number,
  { longestMs = LONGEST_MS, abreast = 1 }: GatherLimits = {},
): (piece: I) => Promise<O> {
  interface Waiting {
    piece: I;
    resolve: (result: O) => void;
    reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let running = 0;

  const mayRun = (others: number) => waiting.length > 0 && (others === 0 || waiting.length >= most);

  async function run(): Promise<void> {
    running += 1;
    while (mayRun(running - 1)) {
      await thisTurn();
      if (!mayRun(running - 1)) break; // another round took them meanwhile
      const now = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await within(longestMs, round(now.map((w) => w.piece)));
        now.forEach((w, i) => settle(w, results[i]));
      } catch (error) {
        for (const w of now) w.reject(error);
      }
    }
    running -= 1;
  }

  const settle = (w: Waiting, result: O | Error | undefined) => {
    if (result instanceof Error) w.reject(result);
    else if (result === undefined) w.reject(new Error('a round gave no result for a piece'));
    else w.resolve(result);
  };

  return (piece) =>
    new Promise<O>((resolve, reject) => {
      waiting.push({ piece, resolve, reject });
      if (running < abreast && mayRun(running)) void run();
    });
}
