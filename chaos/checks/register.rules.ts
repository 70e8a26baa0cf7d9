import type { Outcome, Tick } from '../history.ts';

/** Something that was asked for and makes a value be this one: a state, a mute, a pin, a reaction, the words of a message. */
export interface Write<V> {
  readonly value: V;
  readonly askedAt: Tick;
  readonly outcome: Outcome<unknown>;
  /** It took effect before its answer, or not at all. */
  readonly isPerhaps?: true;
}

/** The SDK asks again no sooner than after this; what was answered faster was asked once. */
const ONE_ATTEMPT_MS = 250;
/** An attempt whose answer was lost may take effect this late: the longest freeze and all waiting are shorter. */
const LATEST_MS = 60_000;

const wasOnce = ({ askedAt, outcome }: Write<unknown>) => outcome.at - askedAt < ONE_ATTEMPT_MS;

/** It took effect at some time before its answer. */
const isSure = ({ outcome, isPerhaps }: Write<unknown>) => outcome.is === 'acknowledged' && !isPerhaps;

/** Until when it may take effect, for the first time or, when an earlier attempt was underway, once more. */
const lastsUntil = (write: Write<unknown>): Tick =>
  write.isPerhaps || (write.outcome.is !== 'unknown' && wasOnce(write))
    ? write.outcome.at
    : write.outcome.at + LATEST_MS;

const mayHaveHappened = (write: Write<unknown>) => write.outcome.is !== 'refused' || !wasOnce(write);

/**
 * Every value that may stand at some time in this span, whoever wrote it: of each write that began before its end and is
 * not certainly followed by another before its beginning.
 */
export function possibleIn<V>(
  writes: readonly Write<V>[],
  initial: V,
  [from, to]: readonly [Tick, Tick],
): V[] {
  const sure = writes.filter((write) => isSure(write) && write.outcome.at < from);
  const newest = sure.reduce((latest, { askedAt }) => Math.max(latest, askedAt), -Infinity);
  const values = writes.filter(
    (write) => mayHaveHappened(write) && write.askedAt <= to && lastsUntil(write) >= newest,
  );
  return [...(sure.length === 0 ? [initial] : []), ...values.map(({ value }) => value)];
}

/** Every value that may stand when nobody writes any more. */
export const possibleAtEnd = <V>(writes: readonly Write<V>[], initial: V): V[] =>
  possibleIn(writes, initial, [Infinity, Infinity]);
