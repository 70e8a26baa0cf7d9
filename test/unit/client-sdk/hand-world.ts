import type { Parts } from '../../../client-sdk/parts.ts';

/** Clock and timers that move only when told to; randomness that is always one half. */
export interface HandWorld extends Parts {
  /** Lets so many milliseconds pass, and everything that was waiting for them happen. */
  pass(ms: number): Promise<void>;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  /** How many timers are running. */
  readonly waiting: number;
}

/** A world that stands at 2022-04-01T01:00:00Z. */
export function handWorld(): HandWorld {
  let now = Date.parse('2022-04-01T01:00:00.000Z');
  const due = new Set<{ at: number; run: () => void }>();
  // Some macrotasks: all that can go on, through answers that take one themselves, has gone on by then.
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return {
    clock: { now: () => now },
    timers: {
      after: (ms, run) => {
        const timer = { at: now + Math.max(0, ms), run };
        due.add(timer);
        return () => void due.delete(timer);
      },
    },
    random: () => 0.5,
    onWake: () => () => undefined,
    settle,
    async pass(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.delete(next);
        now = next.at;
        next.run();
        await settle();
      }
      now = end;
    },
    get waiting() {
      return due.size;
    },
  };
}
