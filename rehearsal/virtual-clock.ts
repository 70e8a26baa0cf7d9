import { civilDateOf, instantAt } from '../server/org/index.ts';
import type { Clock } from '../server/wire/ports.ts';
import type { CivilDate } from '../shared/ids.ts';

/** A clock that stands until it is moved, and only forwards. */
export interface VirtualClock extends Clock {
  /** The day it shows in Asia/Shanghai. */
  today(): CivilDate;
  /** Moves to 'HH:MM' of a day; what is past already changes nothing. */
  to(date: CivilDate, time: string): void;
  /** Lets some time pass. */
  pass(ms: number): void;
}

/** Makes a clock that stands at the beginning of a day. */
export function makeVirtualClock(date: CivilDate): VirtualClock {
  let now = instantAt(date, '00:00').getTime();
  return {
    now: () => new Date(now),
    today: () => civilDateOf(new Date(now)),
    to: (day, time) => {
      now = Math.max(now, instantAt(day, time).getTime());
    },
    pass: (ms) => {
      now += ms;
    },
  };
}
