import { groupedBy } from '../../../shared/grouped.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { Clock } from '../../wire/ports.ts';
import { type MessageDoc, type MessageStore, type Placed, type Range, tombstone } from './messages.store.ts';

/** What is settled of a range: every number in from…to is a message or a tombstone for ever. `to` < `from`: nothing yet. */
export interface Settled<M extends Placed = MessageDoc> extends Range {
  messages: M[];
}

export type ReadSettled<M extends Placed = MessageDoc> = (asked: readonly Range[]) => Promise<Settled<M>[]>;

export interface SettledParts<M extends Placed> {
  messages: Pick<MessageStore, 'insert'> & {
    /** Numbers from…to of several rooms, in whole or in part. */
    ranges(asked: readonly Range[]): Promise<M[]>;
  };
  clock: Clock;
  /** Monotonic milliseconds. */
  tick: () => number;
}

/** How long a number may be empty, as seen by this process, before it is closed by a tombstone. */
const PATIENCE_MS = 500;
/** What came after it is this old: nobody is still writing it, whatever the clocks of the nodes say. */
const LONG_AGO_MS = 3_600_000;
const MOST_WATCHED = 10_000;

/**
 * Reads numbers below the head. One that is empty is on its way from another node, or was left by a crash. The answer
 * stops short of it; if it is still empty half a second later, a tombstone takes the number, and a writer who comes after
 * that is refused by the unique index and takes a new one. So nobody ever steps over a number that is filled later.
 */
export function makeReadSettled<M extends Placed>({
  messages,
  clock,
  tick,
}: SettledParts<M>): ReadSettled<M> {
  const emptySince = new Map<string, number>();

  /** Of empty numbers those that have been so for long enough. */
  function ripe(holes: readonly Hole[]): Hole[] {
    const now = tick();
    for (const oldest of emptySince.keys()) {
      if (emptySince.size < MOST_WATCHED) break;
      emptySince.delete(oldest);
    }
    return holes.filter(({ roomId, seq, at }) => {
      if (clock.now().getTime() - at.getTime() > LONG_AGO_MS) return true;
      const key = `${roomId}:${seq}`;
      const since = emptySince.get(key) ?? now;
      emptySince.set(key, since);
      return now - since >= PATIENCE_MS;
    });
  }

  return async (asked) => {
    const found = byRoom(await messages.ranges(asked));
    const holes = asked.flatMap((range) => holesOf(range, found, clock.now()));
    const closing = holes.length === 0 ? [] : ripe(holes);
    if (closing.length === 0) return asked.map((range) => upToHole(range, found));
    await messages.insert(closing.map(({ roomId, seq, at }) => tombstone(roomId, seq, at)));
    for (const { roomId, seq } of closing) emptySince.delete(`${roomId}:${seq}`);
    const again = byRoom(await messages.ranges(asked));
    return asked.map((range) => upToHole(range, again));
  };
}

interface Hole {
  roomId: RoomId;
  seq: number;
  /** When the message after it was said; now, if there is none yet. */
  at: Date;
}

type ByRoom<M> = ReadonlyMap<RoomId, readonly M[]>;

const byRoom = <M extends Placed>(found: readonly M[]): ByRoom<M> => groupedBy(found, ({ roomId }) => roomId);

const inRange = <M extends Placed>({ roomId, from, to }: Range, found: ByRoom<M>) =>
  (found.get(roomId) ?? []).filter((m) => m.seq >= from && m.seq <= to);

const emptyIn = (range: Range, mine: readonly Placed[]): number[] => {
  const { from, to } = range;
  if (mine.length === to - from + 1) return [];
  const taken = new Set(mine.map((m) => m.seq));
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i).filter(
    (seq) => !taken.has(seq),
  );
};

function holesOf(range: Range, found: ByRoom<Placed>, now: Date): Hole[] {
  const mine = inRange(range, found);
  return emptyIn(range, mine).map((seq) => ({
    roomId: range.roomId,
    seq,
    at: mine.find((m) => m.seq > seq)?.at ?? now,
  }));
}

function upToHole<M extends Placed>(range: Range, found: ByRoom<M>): Settled<M> {
  const first = emptyIn(range, inRange(range, found))[0] ?? range.to + 1;
  const to = Math.min(range.to, first - 1);
  return { ...range, to, messages: inRange({ ...range, to }, found) };
}
