import type { Post } from './http.ts';
import { type Parts, sleep } from './parts.ts';

/** A page that begins asks its first question, or the next after an answer, within this time, in milliseconds. */
const NEXT_MS = 300;
/** Nobody waits longer for calm, in milliseconds. */
const MOST_MS = 5_000;

/** The door through which first questions go, and how to wait until none of them is under way. */
export interface Calm {
  readonly post: Post;
  /** On a weak line what people wait for comes first; all else asks for calm. */
  readonly calm: () => Promise<void>;
}

/** Counts what is asked through a door; nothing is calm before `first` has come, or failed to: it asks the first questions. */
export function makeCalm(
  post: Post,
  { timers }: Pick<Parts, 'timers'>,
  first: Promise<unknown> = Promise.resolve(),
): Calm {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const answered = () => {
    underWay -= 1;
    if (underWay > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  async function quiet(): Promise<void> {
    await first.catch(() => undefined);
    await sleep(timers, NEXT_MS);
    while (underWay > 0) {
      await new Promise<void>((resolve) => waiting.push(resolve));
      await sleep(timers, NEXT_MS);
    }
  }
  return {
    post: (name, input, token) => {
      underWay += 1;
      return post(name, input, token).finally(answered);
    },
    calm: () => Promise.race([quiet(), sleep(timers, MOST_MS)]),
  };
}
