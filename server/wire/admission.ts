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
const COME_BACK_MS = 500;

/** Made for one node. */
export function makeAdmission({ limits, lagMs, counters }: AdmissionParts): Admission {
  const under: Record<Entrant, number> = { handshake: 0, stranger: 0, caller: 0 };
  let closed = false;
  const requests = () => under.stranger + under.caller;
  const isFull: Record<Entrant, () => boolean> = {
    handshake: () => closed || under.handshake >= limits.handshakes || requests() >= limits.requests,
    stranger: () => under.stranger >= limits.requests / 2 || requests() >= limits.requests,
    caller: () => requests() >= limits.requests,
  };
  return {
    enter(who) {
      if (isFull[who]() || lagMs() > LATE_MS[who]) {
        counters.count('admission-refusals');
        // Spread, so that those who are sent away together do not come back together.
        throw new Fault('UNAVAILABLE', { retryAfterMs: Math.round(COME_BACK_MS * (1 + 3 * Math.random())) });
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
