import type { RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { PendingMessage } from './huying.ts';
import type { Timers } from './parts.ts';
import type { PendingShelf } from './pending.ts';

/** An unsent message, and who waits for it. */
export interface Entry {
  item: PendingMessage;
  readonly shelf: PendingShelf;
  /** Resolved once it is in the storage; nothing is sent before. */
  readonly kept: Promise<void>;
  /** Found in the storage: another tab or process may be sending it, too, or have discarded it. */
  readonly isFound: boolean;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: unknown) => void;
}

/** The unsent messages of one room, in the order of writing; one of them is under way at a time. */
export class Lane {
  readonly roomId: RoomId;
  entries: Entry[] = [];
  running = false;
  failures = 0;
  #pause: { end: () => void; isFirm: boolean } | null = null;

  constructor(roomId: RoomId) {
    this.roomId = roomId;
  }

  /** The one to be sent next; those that were refused stand aside. */
  get next(): Entry | undefined {
    return this.entries.find(({ item }) => item.state !== 'refused');
  }

  /** Waits so many milliseconds. A firm pause is not cut short by a new connection: the server asked for it. */
  rest(timers: Timers, ms: number, isFirm: boolean): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        stop();
        this.#pause = null;
        resolve();
      };
      const stop = timers.after(ms, end);
      this.#pause = { end, isFirm };
    });
  }

  /** Ends the pause. */
  wake({ evenFirm = false } = {}): void {
    if (evenFirm || this.#pause?.isFirm === false) this.#pause?.end();
  }
}
