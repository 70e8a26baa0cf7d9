/** Milliseconds since 1970. */
export interface Clock {
  now(): number;
}

/** One-shot timers; the result stops the timer. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}

/** What a client needs from the world around it; tests wind these by hand. */
export interface Parts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
  /** Calls `woken` when the device is back: page visible again, network back. Returns how to stop. */
  readonly onWake: (woken: () => void) => () => void;
}

interface EventSource {
  addEventListener(type: string, hear: () => void): void;
  removeEventListener(type: string, hear: () => void): void;
}
interface Surroundings extends Partial<EventSource> {
  readonly document?: EventSource & { readonly visibilityState: string };
}

/** Watches `visibilitychange` and `online` in a browser; elsewhere nothing. */
function browserWakes(woken: () => void): () => void {
  const around = globalThis as unknown as Surroundings;
  const page = around.document;
  if (!page || !around.addEventListener) return () => undefined;
  const seen = () => {
    if (page.visibilityState === 'visible') woken();
  };
  page.addEventListener('visibilitychange', seen);
  around.addEventListener('online', woken);
  return () => {
    page.removeEventListener('visibilitychange', seen);
    around.removeEventListener?.('online', woken);
  };
}

/** Calls `resting` when the page goes out of sight or is left: it may not come back. Elsewhere nothing; returns how to stop. */
export function browserRests(resting: () => void): () => void {
  const around = globalThis as unknown as Surroundings;
  const page = around.document;
  if (!page || !around.addEventListener) return () => undefined;
  const seen = () => {
    if (page.visibilityState === 'hidden') resting();
  };
  page.addEventListener('visibilitychange', seen);
  around.addEventListener('pagehide', resting);
  return () => {
    page.removeEventListener('visibilitychange', seen);
    around.removeEventListener?.('pagehide', resting);
  };
}

/** The real clock, timers and randomness of a browser or Node. */
export const realParts: Parts = {
  clock: { now: () => performance.timeOrigin + performance.now() },
  timers: {
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
  random: Math.random,
  onWake: browserWakes,
};

/** A span between `from` and `to` milliseconds. */
export const between = (random: () => number, from: number, to: number): number =>
  from + random() * (to - from);

/** A span around `ms`, spread by half. */
export const spread = (random: () => number, ms: number): number => ms * (0.5 + random());

/** How long to wait before the n-th repeat (0, 1, 2 …): doubling from half a second to 10 s, spread by half: 15 s at most. */
export const backoff = (random: () => number, attempt: number): number =>
  spread(random, Math.min(10_000, 500 * 2 ** Math.min(attempt, 10)));

/** Waits by the given timers. */
export const sleep = (timers: Timers, ms: number): Promise<void> =>
  new Promise((resolve) => {
    timers.after(ms, resolve);
  });

/**
 * A new UUID version 7 from the clock; ascending within one maker, also within one millisecond, and beyond `after`,
 * which another maker made, perhaps while the clock was wrong.
 */
export function makeNewKey(clock: Clock): (after?: string) => string {
  let last = 0;
  let count = 0;
  return (after) => {
    const before = after === undefined ? 0 : Number.parseInt(after.replace('-', '').slice(0, 12), 16);
    const now = Math.max(Math.floor(clock.now()), before + 1);
    count = now > last ? 0 : count + 1;
    if (now > last) last = now;
    else if (count > 0xfff) {
      last += 1;
      count = 0;
    }
    const noise = crypto.getRandomValues(new Uint8Array(8));
    const hex = [...noise].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const time = last.toString(16).padStart(12, '0');
    const order = count.toString(16).padStart(3, '0');
    const variant = (8 + ((noise[0] ?? 0) & 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}${hex.slice(1, 4)}-${hex.slice(4)}`;
  };
}
