import * as z from 'zod/mini';
import { roomId } from '../shared/ids.ts';
import { mention } from '../shared/messages.ts';
import type { PendingMessage } from './huying.ts';
import { personPrefix, type Storage } from './storage.ts';

const fault = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) });

/** An unsent message as it lies in the storage. Earlier versions wrote neither replies, mentions nor announcements. */
const kept = z.object({
  sendKey: z.uuid(),
  roomId,
  text: z.string(),
  replyTo: z.optional(z.int()),
  mentions: z.optional(z.array(mention)),
  announcement: z.optional(z.object({ ackRequired: z.boolean() })),
  writtenAt: z.number(),
  state: z.enum(['waiting', 'refused']),
  fault: z.nullable(fault),
});

/** Null: torn, or not written by us; it is left where it is. */
function asPending(text: string): PendingMessage | null {
  try {
    return kept.parse(JSON.parse(text)) as PendingMessage;
  } catch {
    return null;
  }
}

/** The unsent messages of one person, as they lie in the storage. */
export class PendingShelf {
  readonly #storage: Storage;
  readonly #prefix: string;

  constructor(storage: Storage, personId: string) {
    this.#storage = storage;
    this.#prefix = `${personPrefix(personId)}outbox/`;
  }

  /** All that lie there, by room, in the order of writing. */
  async *all(): AsyncGenerator<PendingMessage> {
    for (const key of await this.#storage.keys(this.#prefix)) {
      const text = await this.#storage.get(key);
      const item = text === null ? null : asPending(text);
      if (item) yield item;
    }
  }

  /** Resolves once it lies there, as it is to be found after a restart. */
  keep(item: PendingMessage): Promise<void> {
    const kept = { ...item, state: item.fault ? 'refused' : 'waiting' };
    return this.#storage.set(this.#keyOf(item), JSON.stringify(kept));
  }

  remove(item: PendingMessage): Promise<void> {
    return this.#storage.remove(this.#keyOf(item));
  }

  /** True when another tab or process has sent or discarded it. What cannot be read is sent: its key makes that harmless. */
  isGone(item: PendingMessage): Promise<boolean> {
    return this.#storage.get(this.#keyOf(item)).then(
      (kept) => kept === null,
      () => false,
    );
  }

  #keyOf({ roomId, sendKey }: PendingMessage): string {
    return `${this.#prefix}${roomId}/${sendKey}`;
  }
}
