import type { Clock } from '../../server/wire/ports.ts';

/** A clock that stands until it is wound. */
export interface HandClock extends Clock {
  set(iso: string): void;
  forward(ms: number): void;
}

/** A hand-wound clock that starts at an instant. */
export function handClock(iso: string): HandClock {
  let ms = Date.parse(iso);
  return {
    now: () => new Date(ms),
    set: (next) => {
      ms = Date.parse(next);
    },
    forward: (by) => {
      ms += by;
    },
  };
}

/** A clock that goes as another does, ahead of it by so much. */
export function clockAhead(of: Clock, aheadMs = 0): Clock & Pick<HandClock, 'forward'> {
  let ahead = aheadMs;
  return {
    now: () => new Date(of.now().getTime() + ahead),
    forward: (by) => {
      ahead += by;
    },
  };
}
