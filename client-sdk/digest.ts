import type { RoomId } from '../shared/ids.ts';
import type { Asking } from './asking.ts';
import { between, type Parts } from './parts.ts';

/** A room's numbers as they are told. */
export interface Head {
  readonly roomId: RoomId;
  readonly seq: number;
  readonly changeSeq: number;
  readonly at: string;
}

export interface DigestParts extends Parts {
  readonly asking: Asking;
  /** True when there is an inbox to be kept up to date. */
  readonly isWanted: () => boolean;
  /** A room has these numbers. */
  readonly moved: (head: Head) => void;
  /** Too much happened: fetch the inbox anew. */
  readonly refresh: () => void;
  /** Fetches the newest rows of the inbox: what another device has read moves no number. */
  readonly renew: () => void;
  /** Asks for the exact numbers of the open rooms. */
  readonly sync: () => void;
}

/** The last word of a room shows no hole when it is lost, so it is asked about this often, in milliseconds. */
const AT_LEAST_MS = 30_000;
const AT_MOST_MS = 60_000;
/** Of so many rounds one also renews the rows. */
const ROUNDS_A_RENEWAL = 10;

/** Asks now and then, and when the device wakes, in which rooms something happened. */
export class Digest {
  readonly #parts: DigestParts;
  #since: string | null = null;
  #rounds = 0;
  #stopTimer: (() => void) | null = null;
  /** Counts starts and stops, so that a late answer changes nothing. */
  #life = 0;

  constructor(parts: DigestParts) {
    this.#parts = parts;
  }

  /** Begins the rounds; once is enough. */
  start(): void {
    this.#stopTimer ??= this.#nextRound();
  }

  stop(): void {
    this.#life += 1;
    this.#since = null;
    this.#stopTimer?.();
    this.#stopTimer = null;
  }

  /** The inbox is being fetched: from now on what happens is asked for. */
  begin(): void {
    this.#rounds = 1;
    if (this.#since === null) void this.#ask();
  }

  /** The device woke up: a round at once; the next one comes in its time. */
  now(): void {
    this.#rounds = 0;
    this.#round();
  }

  #round(): void {
    this.#parts.sync();
    if (!this.#parts.isWanted()) return;
    void this.#ask();
    if (this.#rounds % ROUNDS_A_RENEWAL === 0) this.#parts.renew();
    this.#rounds += 1;
  }

  #nextRound(): () => void {
    const { timers, random } = this.#parts;
    return timers.after(between(random, AT_LEAST_MS, AT_MOST_MS), () => {
      this.#stopTimer = this.#nextRound();
      this.#round();
    });
  }

  async #ask(): Promise<void> {
    const life = this.#life;
    const since = this.#since;
    try {
      const answer = await this.#parts.asking.ask('head:digest', { since });
      if (life !== this.#life) return;
      this.#since = answer.since;
      for (const head of answer.heads) this.#parts.moved(head);
      if (answer.limited && since !== null) this.#parts.refresh();
    } catch {
      // The next round asks from the same moment on.
    }
  }
}
