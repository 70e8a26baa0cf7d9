import type { Post } from './http.ts';
import { type Parts, sleep } from './parts.ts';

/** A page that begins asks its first questions within this time, in milliseconds. */
const BEGIN_MS = 50;
/** Nobody waits longer for calm, in milliseconds. */
const MOST_MS = 5_000;

/** The door through which first questions go, and how to wait until none of them is under way. */
export interface Calm {
  readonly post: Post;
  /** On a weak line what people wait for comes first; all else asks for calm. */
  readonly calm: () => Promise<void>;
}

/** Counts what is asked through a door. */
export function makeCalm(post: Post, { timers }: Pick<Parts, 'timers'>): Calm {
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const answered = () => {
    underWay -= 1;
    if (underWay > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    post: (name, input, token) => {
      underWay += 1;
      return post(name, input, token).finally(answered);
    },
    async calm() {
      await sleep(timers, BEGIN_MS);
      if (underWay === 0) return;
      await Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), sleep(timers, MOST_MS)]);
    },
  };
}
