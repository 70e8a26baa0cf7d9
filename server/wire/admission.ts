import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Fault } from '../../shared/faults.ts';
import type { Counters } from './ports.ts';

/** What wants to be worked on. Who is signed in goes before who is not, and both before new sockets. */
export type Entrant = 'handshake' | 'stranger' | 'caller';

export interface AdmissionParts {
  /** How many this node works on at once. */
  limits: { handshakes: number; requests: number };
  /** How late the event loop is, in milliseconds. */
  lagMs: () => number;
  /** Monotonic milliseconds. */
  tick: () => number;
  counters: Counters;
}

/** Refuses early and cheaply what would make everybody wait. */
export interface Admission {
  /** Lets in, or throws UNAVAILABLE with `retryAfterMs`, which is spread. What it gives is called when the work is done. */
  enter(who: Entrant): () => void;
  /** No new sockets from now on: this node is about to stop. */
  close(): void;
  /** Requests that are being worked on. */
  busy(): number;
}

/** A loop that is so late serves nobody in time: no new sockets, no strangers; last of all no requests. */
const LATE_MS: Record<Entrant, number> = { handshake: 250, stranger: 500, caller: 2_000 };
/** But so many each second are let in however late it is: what else keeps the machine busy shall lock nobody out. */
const ALL_THE_SAME: Record<Entrant, number> = { handshake: 10, stranger: 20, caller: 100 };

/** Made for one node. */
export function makeAdmission({ limits, lagMs, tick, counters }: AdmissionParts): Admission {
  const under: Record<Entrant, number> = { handshake: 0, stranger: 0, caller: 0 };
  const trickle = makeTrickle(tick);
  const comeBackMs = makeComeBack(tick);
  let closed = false;
  const requests = () => under.stranger + under.caller;
  const isFull: Record<Entrant, () => boolean> = {
    handshake: () => closed || under.handshake >= limits.handshakes,
    stranger: () => under.stranger >= limits.requests / 2 || requests() >= limits.requests,
    caller: () => requests() >= limits.requests,
  };
  const isStrained = (who: Entrant) =>
    lagMs() > LATE_MS[who] || (who === 'handshake' && requests() >= limits.requests);
  return {
    enter(who) {
      if (isFull[who]() || (isStrained(who) && !trickle(who))) {
        counters.count('admission-refusals');
        throw new Fault('UNAVAILABLE', { retryAfterMs: comeBackMs(who) });
      }
      under[who] += 1;
      return () => {
        under[who] -= 1;
      };
    },
    close() {
      closed = true;
    },
    busy: requests,
  };
}

const SECOND = 1_000;

/** True for the first few of each second. */
function makeTrickle(tick: () => number): (who: Entrant) => boolean {
  const windows: Record<Entrant, { since: number; used: number }> = {
    handshake: { since: -Infinity, used: 0 },
    stranger: { since: -Infinity, used: 0 },
    caller: { since: -Infinity, used: 0 },
  };
  return (who) => {
    const now = tick();
    if (now - windows[who].since >= SECOND) windows[who] = { since: now, used: 0 };
    windows[who].used += 1;
    return windows[who].used <= ALL_THE_SAME[who];
  };
}

const COME_BACK_MS = 500;
const LONGEST_MS = 15_000;
/** What one more who waits adds to the time after which the next shall come: a refused handshake costs nearly a whole one. */
const TURN_MS: Record<Entrant, number> = { handshake: 5, stranger: 2, caller: 0.2 };

/** Milliseconds after which to come again, one after the other: who is sent away together does not return together. */
function makeComeBack(tick: () => number): (who: Entrant) => number {
  const lastTurn: Record<Entrant, number> = { handshake: 0, stranger: 0, caller: 0 };
  return (who) => {
    const now = tick();
    lastTurn[who] = Math.min(Math.max(lastTurn[who], now) + TURN_MS[who], now + LONGEST_MS);
    return Math.round(COME_BACK_MS * (1 + Math.random()) + lastTurn[who] - now);
  };
}

const RESOLUTION_MS = 20;
const LOOK_MS = 500;

/** Measures how late the event loop is: the median of the last half second. */
export function watchLag(): { ms: () => number; stop: () => void } {
  const histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let ms = 0;
  const timer = setInterval(() => {
    ms = histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(50) / 1e6 - RESOLUTION_MS);
    histogram.reset();
  }, LOOK_MS).unref();
  return {
    ms: () => ms,
    stop: () => {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
