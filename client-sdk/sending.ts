import type { Message } from '../shared/messages.ts';
import type { RoomId } from '../shared/ids.ts';
import type { Fault } from '../shared/faults.ts';
import type { Inside } from './inside.ts';
import { makeEmitter } from './observable.ts';
import type { Outbox, OutboxParts } from './outbox.ts';
import { outboxPrefix } from './storage.ts';

export interface SendingParts extends OutboxParts {
  /** Fetches what a lean client lacks. */
  readonly fetchInside: () => Promise<Inside>;
}

/** The outbox of a client, which may come later: when something unsent lies in the storage, or with the first room. */
export class Sending {
  readonly events = makeEmitter<{ changed: RoomId; sent: Message }>();
  readonly #parts: SendingParts;
  #outbox: Outbox | null = null;
  /** Null: nobody is signed in. */
  #personId: string | null = null;
  #isLooking = false;

  constructor(parts: SendingParts) {
    this.#parts = parts;
  }

  /** The same outbox each time. */
  furnish({ makeOutbox }: Pick<Inside, 'makeOutbox'>): Outbox {
    if (this.#outbox) return this.#outbox;
    const outbox = makeOutbox(this.#parts);
    this.#outbox = outbox;
    outbox.events.on('sent', (message) => this.events.emit('sent', message));
    outbox.events.on('changed', (roomId) => this.events.emit('changed', roomId));
    if (this.#personId !== null) void outbox.start(this.#personId);
    return outbox;
  }

  /** Takes up what this person left unsent, and sends it. */
  start(personId: string): void {
    this.#personId = personId;
    if (this.#outbox) void this.#outbox.start(personId);
    else void this.#look();
  }

  stop(why: Fault): void {
    this.#personId = null;
    this.#outbox?.stop(why);
  }

  /** The connection is back: what could not be fetched is fetched again. */
  wake(): void {
    if (this.#outbox) this.#outbox.wake();
    else void this.#look();
  }

  seen(message: Message): void {
    this.#outbox?.seen(message);
  }

  /** Whether anything lies there, be it unreadable. */
  async #look(): Promise<void> {
    const personId = this.#personId;
    if (personId === null || this.#isLooking) return;
    this.#isLooking = true;
    try {
      const keys = await this.#parts.storage.keys(outboxPrefix(personId));
      if (keys.length > 0) this.furnish(await this.#parts.fetchInside());
    } catch {
      // A storage that cannot be read has nothing; what cannot be fetched just now is fetched with the next connection.
    } finally {
      this.#isLooking = false;
    }
    if (this.#personId !== personId) void this.#look();
  }
}
