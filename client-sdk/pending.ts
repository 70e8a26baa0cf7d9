import * as z from 'zod/mini';
import { fileKind } from '../shared/files.ts';
import { fileId, roomId } from '../shared/ids.ts';
import { mention } from '../shared/messages.ts';
import type { PendingMessage } from './huying.ts';
import { personPrefix, type Storage } from './storage.ts';

const fault = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) });

/** What is known of a file on its way. */
const file = z.object({
  kind: fileKind,
  name: z.string(),
  bytes: z.int(),
  sha256: z.optional(z.string()),
  path: z.optional(z.string()),
  progress: z.number(),
  begun: z.optional(z.object({ fileId, seq: z.int() })),
  cancelled: z.optional(z.boolean()),
});

/** An unsent message as it lies in the storage. Earlier versions wrote neither replies, mentions, announcements nor files. */
const kept = z.object({
  sendKey: z.uuid(),
  roomId,
  text: z.string(),
  replyTo: z.optional(z.int()),
  mentions: z.optional(z.array(mention)),
  announcement: z.optional(z.object({ ackRequired: z.boolean() })),
  file: z.optional(file),
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
  readonly #contents: string;

  constructor(storage: Storage, personId: string) {
    this.#storage = storage;
    this.#prefix = `${personPrefix(personId)}outbox/`;
    this.#contents = `${personPrefix(personId)}content/`;
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

  async remove(item: PendingMessage): Promise<void> {
    await this.#storage.remove(this.#keyOf(item));
    if (item.file) await this.#storage.remove(this.#contentKeyOf(item));
  }

  /** Keeps the content of a file beside it; false: this storage keeps none. */
  async keepContent(item: PendingMessage, content: Blob): Promise<boolean> {
    const { contents } = this.#storage;
    await contents?.set(this.#contentKeyOf(item), content);
    return contents !== undefined;
  }

  /** Null: it is not there any more. */
  async content(item: PendingMessage): Promise<Blob | null> {
    return (await this.#storage.contents?.get(this.#contentKeyOf(item))) ?? null;
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

  #contentKeyOf({ roomId, sendKey }: PendingMessage): string {
    return `${this.#contents}${roomId}/${sendKey}`;
  }
}
