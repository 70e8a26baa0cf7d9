import type { RoomId } from '../../../shared/ids.ts';
import { isUnreachable } from '../../store/mongo.ts';
import type { RoomStore } from '../room.store.ts';
import type { Indexer, Round } from './indexer.actions.ts';
import type { SearchIndexStore } from './search-index.store.ts';

/** Keeps the index up with what is said, in the background: saying something never waits for it. */
export interface IndexKeeper {
  /** Something was said in this room. */
  noted(roomId: RoomId): void;
  /** Indexes what these rooms lack, now. */
  catchUp(rooms: readonly RoomId[]): Promise<void>;
  /** Finds rooms that lack something, whoever left it undone, and notes them; returns how many. */
  check(): Promise<number>;
  /** Ends the background work, until something is noted again; what is under way is finished. The next check finds the rest. */
  rest(): Promise<void>;
}

export interface IndexKeeperParts {
  indexer: Indexer;
  index: SearchIndexStore;
  rooms: RoomStore;
  /** Monotonic milliseconds. */
  tick: () => number;
  onSurprise: (error: unknown, where: string) => string;
}

/** What is said within this time is indexed together. */
const GATHER_MS = 300;
/** While the engine is away, or a number of a room is not settled. */
const AGAIN_MS = 1_000;
/** Between two rounds it rests this many times as long as a round took: those who speak come first … */
const REST = 2;
/** … and much longer while somebody speaks: who searches meanwhile reads the newest messages themselves. */
const REST_WHILE_TALKED = 20;
/** What is said without a pause is put off no longer than this. */
const PUT_OFF_MS = 60_000;
const CHECKED_TOGETHER = 2_000; // rooms
/** Clocks of nodes may differ; a check goes back this far before the one before it. */
const MARGIN_MS = 3_600_000;

export function makeIndexKeeper(parts: IndexKeeperParts): IndexKeeper {
  const { indexer, index, rooms, tick, onSurprise } = parts;
  const noted = new Set<RoomId>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;
  let isResting = false;
  /** When something was said last; until when rounds are put off while more is said, and since when they have been. */
  let notedAt = Number.NEGATIVE_INFINITY;
  let putOffUntil = Number.NEGATIVE_INFINITY;
  let putOffSince: number | null = null;
  /** The newest message that a check has seen; null: none was made in this process. */
  let checkedTo: Date | null = null;

  const soon = (ms: number) => {
    if (isResting || timer || running) return;
    timer = setTimeout(() => {
      timer = null;
      if (isPutOff()) soon(GATHER_MS);
      else running = run();
    }, ms);
  };

  function isPutOff(): boolean {
    const now = tick();
    if (now >= putOffUntil || now - notedAt >= GATHER_MS) return false;
    putOffSince ??= now;
    return now - putOffSince < PUT_OFF_MS;
  }

  async function run(): Promise<void> {
    const start = tick();
    const now = [...noted];
    noted.clear();
    let pause = 0;
    try {
      const { behind, steps } = await indexer.round(now);
      for (const id of behind) noted.add(id);
      if (steps === 0) pause = AGAIN_MS;
    } catch (error) {
      for (const id of now) noted.add(id);
      pause = AGAIN_MS;
      if (!isUnreachable(error)) onSurprise(error, 'search index');
    }
    running = null;
    const took = tick() - start;
    putOffUntil = tick() + took * REST_WHILE_TALKED;
    if (noted.size === 0) putOffSince = null;
    else soon(Math.max(GATHER_MS, pause, took * REST));
  }

  return {
    noted(roomId) {
      isResting = false;
      notedAt = tick();
      noted.add(roomId);
      soon(GATHER_MS);
    },
    async catchUp(asked) {
      let now: Pick<Round, 'steps'> & { behind: readonly RoomId[] } = { behind: asked, steps: 1 };
      while (now.behind.length > 0 && now.steps > 0) now = await indexer.round(now.behind);
    },
    async check() {
      const since = checkedTo === null ? new Date(0) : new Date(checkedTo.getTime() - MARGIN_MS);
      const active = await rooms.headsSince(since);
      let count = 0;
      for (let i = 0; i < active.length; i += CHECKED_TOGETHER) {
        const group = active.slice(i, i + CHECKED_TOGETHER);
        const states = await index.indexed(group.map((r) => r._id));
        for (const { _id, seq } of group) {
          if ((states.get(_id)?.to ?? 0) >= seq) continue;
          noted.add(_id);
          count += 1;
        }
      }
      checkedTo = active.reduce(
        (newest, r) => (r.lastAt > newest ? r.lastAt : newest),
        checkedTo ?? new Date(0),
      );
      isResting = false;
      if (count > 0) soon(0);
      return count;
    },
    async rest() {
      isResting = true;
      if (timer) clearTimeout(timer);
      timer = null;
      await running;
    },
  };
}
