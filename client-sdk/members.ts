import type { RoomId } from '../shared/ids.ts';
import type { Seat } from '../shared/seats.ts';
import type { Ask } from './asking.ts';
import { backoff, between, type Parts } from './parts.ts';
import { mayPass } from './session.ts';

/** What becomes of a list, and how it is fetched. */
interface MembersEnds {
  readonly roomId: RoomId;
  readonly ask: Ask;
  readonly show: (members: readonly Seat[]) => void;
}

/** Everybody who has the room open hears of a change at once, so they ask within this time, not all together. */
const SPREAD_MS = 2_000;

interface Listed {
  readonly seats: readonly Seat[];
  /** The list is at least as new as this memberVersion. */
  readonly version: number;
}

/** Who sits in a room, once somebody asked: fetched again when the room's memberVersion has moved, and only then. */
export class Members {
  readonly #parts: Pick<Parts, 'timers' | 'random'>;
  readonly #ends: MembersEnds;
  /** The memberVersion of the list that is shown; null: nobody asked for one. */
  #held: number | null = null;
  /** The newest one heard of. */
  #known = 0;
  #failures = 0;
  #stopTimer: (() => void) | null = null;
  /** Counts clearings, so that a late answer changes nothing. */
  #life = 0;

  constructor(parts: Pick<Parts, 'timers' | 'random'>, ends: MembersEnds) {
    this.#parts = parts;
    this.#ends = ends;
  }

  async fetch(): Promise<readonly Seat[]> {
    const life = this.#life;
    const listed = await allMembers(this.#ends.ask, this.#ends.roomId);
    if (life === this.#life) this.#took(listed);
    return listed.seats;
  }

  /** The room is at this memberVersion. */
  moved(version: number): void {
    this.#known = Math.max(version, this.#known);
    this.#follow(between(this.#parts.random, 0, SPREAD_MS));
  }

  clear(): void {
    this.#life += 1;
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#held = null;
    this.#known = 0;
    this.#failures = 0;
  }

  #took({ seats, version }: Listed): void {
    if (this.#held !== null && version < this.#held) return;
    this.#held = version;
    this.#ends.show(seats);
  }

  get #isBehind(): boolean {
    return this.#held !== null && this.#known > this.#held;
  }

  #follow(ms: number): void {
    if (this.#isBehind) this.#stopTimer ??= this.#parts.timers.after(ms, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const life = this.#life;
    try {
      // A list fetched meanwhile may show already what moved.
      if (this.#isBehind) await this.fetch();
    } catch (error) {
      if (life !== this.#life) return;
      this.#stopTimer = null;
      this.#failures += 1;
      if (mayPass(error)) this.#follow(backoff(this.#parts.random, this.#failures));
      return;
    }
    if (life !== this.#life) return;
    this.#stopTimer = null;
    this.#failures = 0;
    this.#follow(between(this.#parts.random, 0, SPREAD_MS));
  }
}

/** Page after page; they may differ in age, then the list counts as old as the first. */
async function allMembers(ask: Ask, roomId: RoomId): Promise<Listed> {
  const first = await ask('member:list', { roomId, cursor: null });
  const seats = [...first.members];
  for (let { cursor } = first; cursor !== null;) {
    const page = await ask('member:list', { roomId, cursor });
    seats.push(...page.members);
    ({ cursor } = page);
  }
  return { seats, version: first.memberVersion };
}
