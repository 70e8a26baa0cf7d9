import type { RoomId } from '../shared/ids.ts';
import type { Ask } from './asking.ts';
import type { Timers } from './parts.ts';
import { mayPass } from './session.ts';

/** At most this often a room's number is told. */
const EVERY_MS = 1_000;

/** Tells the server how far the person has read: the highest number of each room, a second apart. */
export class Reads {
  readonly #ask: Ask;
  readonly #timers: Timers;
  readonly #wanted = new Map<RoomId, number>();
  #stopTimer: (() => void) | null = null;

  constructor(o: { ask: Ask; timers: Timers }) {
    this.#ask = o.ask;
    this.#timers = o.timers;
  }

  mark(roomId: RoomId, seq: number): void {
    this.#wanted.set(roomId, Math.max(seq, this.#wanted.get(roomId) ?? 0));
    if (!this.#stopTimer) this.#flush();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
    this.#wanted.clear();
  }

  #flush(): void {
    if (this.#wanted.size === 0) return;
    for (const [roomId, seq] of this.#wanted) {
      this.#ask('read:mark', { roomId, seq }).catch((error: unknown) => {
        if (mayPass(error) && this.#stopTimer) this.mark(roomId, seq);
      });
    }
    this.#wanted.clear();
    this.#stopTimer = this.#timers.after(EVERY_MS, () => {
      this.#stopTimer = null;
      this.#flush();
    });
  }
}
