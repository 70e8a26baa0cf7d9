import { performance } from 'node:perf_hooks';
import { v7 } from 'uuid';
import type { Clock, NewId } from '../wire/ports.ts';

/** The machine's clock: the one place that may read it. */
export const systemClock: Clock = {
  now: () => new Date(),
};

/** UUID version 7 (RFC 9562). */
export const newId: NewId = () => v7();

/** A clock that goes as the database's does, whatever the machine's says; so all nodes agree what time it is. */
export interface SharedClock extends Clock {
  /** By how much the machine's clock is wrong, ms; ahead is positive. */
  aheadMs: () => number;
  /** Asks again; keeps what it has when nobody answers. */
  ask(): Promise<void>;
  stop(): void;
}

export interface SharedClockParts {
  /** The time there. */
  askTime: () => Promise<Date>;
  /** The machine's time in ms, and a monotonic one. */
  machine?: { wall: () => number; tick: () => number };
  /** Hears how far the machine's clock is off, when that is more than a person would overlook. */
  warn: (aheadMs: number) => void;
}

const ASK_EVERY_MS = 30_000;
const WORTH_A_WARNING_MS = 2_000;
const MACHINE = { wall: () => systemClock.now().getTime(), tick: () => performance.now() };

/** Follows the clock of the database: asks now and twice a minute, and in between counts by the monotonic clock. */
export async function makeSharedClock({
  askTime,
  machine = MACHINE,
  warn,
}: SharedClockParts): Promise<SharedClock> {
  const { wall, tick } = machine;
  let base = wall() - tick(); // time = base + tick()
  let isWarned = false;
  const aheadMs = () => wall() - (base + tick());

  async function ask(): Promise<void> {
    const sent = tick();
    const there = (await askTime()).getTime();
    const received = tick();
    const uncertain = (received - sent) / 2 + 1; // it was read some time in between, and has whole milliseconds
    const found = there - (sent + received) / 2;
    if (Math.abs(found - base) > uncertain) base = found;
    const isOff = Math.abs(aheadMs()) > WORTH_A_WARNING_MS;
    if (isOff && !isWarned) warn(Math.round(aheadMs()));
    isWarned = isOff;
  }

  await ask();
  const timer = setInterval(() => void ask().catch(() => undefined), ASK_EVERY_MS).unref();
  return {
    now: () => new Date(base + tick()),
    aheadMs,
    ask,
    stop: () => clearInterval(timer),
  };
}
