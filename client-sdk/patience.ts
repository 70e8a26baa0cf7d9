import { between, spread } from './parts.ts';

/** A connection that lasted this long was a good one: the next loss starts counting anew. */
const GOOD_MS = 10_000;
/** A node that lives answers a knock within this time; by a slow network it may take up to the longest. */
const SHORTEST_KNOCK_MS = 5_000;
const LONGEST_KNOCK_MS = 20_000;
/** The longest middle wait while a node is likely to be on its way back, and after so many failures. */
const SOON_MS = 4_000;
const LATER_MS = 10_000;
const MANY_FAILURES = 20;

/**
 * When a client that lost its connection knocks again, and how long it waits for an answer. Who was admitted by a node
 * and soon cut off again waits about a second, not longer each time; waits are spread, so that not all come together.
 */
export class Patience {
  #failures = 0;
  /** Knocks in a row that nobody answered. */
  #unanswered = 0;
  #upSince = 0;

  begin(): void {
    this.#failures = 0;
    this.#unanswered = 0;
  }

  admitted(now: number): void {
    this.#upSince = now;
    this.#unanswered = 0;
    this.#failures = Math.min(this.#failures, 1);
  }

  cutOff(now: number): void {
    if (now - this.#upSince > GOOD_MS) this.#failures = 0;
  }

  unanswered(): void {
    this.#unanswered += 1;
  }

  /** How long one knock may take. */
  get knockMs(): number {
    return Math.min(LONGEST_KNOCK_MS, SHORTEST_KNOCK_MS * 2 ** Math.max(0, this.#unanswered - 3));
  }

  /** How long to wait before the next knock, which is counted; `atLeastMs`: what the server asked for. */
  next(random: () => number, atLeastMs: number): number {
    const most = this.#failures < MANY_FAILURES ? SOON_MS : LATER_MS;
    const own = spread(random, Math.min(most, 500 * 2 ** Math.min(this.#failures, 10)));
    this.#failures += 1;
    return Math.max(own, atLeastMs + between(random, 0, atLeastMs / 2));
  }
}
