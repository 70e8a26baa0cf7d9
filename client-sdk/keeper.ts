import { Fault } from '../shared/faults.ts';
import type { Asking } from './asking.ts';
import { backoff, type Parts } from './parts.ts';
import type { LiveRoom } from './room.ts';
import { mayPass } from './session.ts';

export interface KeeperParts extends Parts {
  readonly asking: Asking;
  readonly connection: () => number | null;
}

/** Rooms in one sync; the contract allows 50. */
const AT_ONCE = 50;
/** Rooms being subscribed or filled at the same time. */
const SIDE_BY_SIDE = 4;

async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  const results = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, worker));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** Keeps open rooms complete: subscribes them on each connection, then asks what was missed, then fetches it. */
export class Keeper {
  readonly #parts: KeeperParts;
  readonly #rooms = new Set<LiveRoom>();
  /** When each is to be looked after, by the clock. */
  readonly #due = new Map<LiveRoom, number>();
  /** Those to be asked about even if nothing is known to be missing. */
  readonly #doubted = new Set<LiveRoom>();
  #stopTimer: () => void = () => undefined;
  #isRunning = false;
  #failures = 0;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  add(room: LiveRoom): void {
    this.#rooms.add(room);
  }

  remove(room: LiveRoom): void {
    this.#rooms.delete(room);
    this.#due.delete(room);
    this.#doubted.delete(room);
  }

  /** Looks after this room within so many milliseconds, unless it is whole by then. */
  want(room: LiveRoom, ms: number): void {
    const at = this.#parts.clock.now() + ms;
    this.#due.set(room, Math.min(at, this.#due.get(room) ?? at));
    this.#arm();
  }

  /** Asks about all open rooms, also those that seem whole: a lost last message shows no hole. */
  wantAll(ms: number): void {
    for (const room of this.#rooms) {
      this.#doubted.add(room);
      this.want(room, ms);
    }
  }

  stop(): void {
    this.#stopTimer();
    this.#due.clear();
    this.#doubted.clear();
  }

  #arm(): void {
    this.#stopTimer();
    if (this.#isRunning || this.#due.size === 0) return;
    const { clock, timers } = this.#parts;
    const earliest = Math.min(...this.#due.values());
    this.#stopTimer = timers.after(Math.max(0, earliest - clock.now()), () => void this.#run());
  }

  async #run(): Promise<void> {
    // Without a connection there is nothing to keep up with; the next one wants all rooms.
    if (this.#isRunning || this.#parts.connection() === null) return;
    const rooms = this.#takeDue();
    this.#isRunning = true;
    try {
      await this.#repair(rooms.filter((room) => room.isOpen));
      this.#failures = 0;
    } catch (error) {
      const wait = backoff(this.#parts.random, this.#failures);
      this.#failures += 1;
      for (const room of rooms) {
        if (!mayPass(error) || !room.isOpen) continue;
        this.#doubted.add(room);
        this.want(room, wait);
      }
    } finally {
      this.#isRunning = false;
      this.#arm();
    }
  }

  /** Those whose time has come; what has become whole by itself in the meantime is left alone. */
  #takeDue(): LiveRoom[] {
    const now = this.#parts.clock.now();
    const rooms: LiveRoom[] = [];
    for (const [room, at] of this.#due) {
      if (at > now) continue;
      const isNeeded = this.#doubted.has(room) || !room.isWhole;
      if (isNeeded && rooms.length === AT_ONCE) break;
      if (isNeeded) rooms.push(room);
      this.#due.delete(room);
      this.#doubted.delete(room);
    }
    return rooms;
  }

  async #repair(rooms: readonly LiveRoom[]): Promise<void> {
    const { asking } = this.#parts;
    await sideBySide(rooms, (room) =>
      this.#orRevoke(room, async () => {
        if (!room.isSubscribed) await room.subscribeNow();
      }),
    );
    const asked = rooms.filter((room) => room.isOpen).map((room) => ({ room, held: room.sure }));
    if (asked.length === 0) return;
    const { rooms: answers } = await asking.ask('room:sync', {
      rooms: asked.map(({ room, held }) => ({ roomId: room.roomId, ...held })),
    });
    const byId = new Map(answers.map((answer) => [answer.roomId, answer]));
    await sideBySide(asked, ({ room, held }) =>
      this.#orRevoke(room, async () => {
        const answer = byId.get(room.roomId);
        if (answer?.state === 'gone') room.revoke();
        else if (answer) await room.tookSync(held, answer);
      }),
    );
  }

  /** Whoever learns on the way that the person is no member drops the room. */
  async #orRevoke(room: LiveRoom, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'NOT_A_MEMBER') throw error;
      room.revoke();
    }
  }
}
