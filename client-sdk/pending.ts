import { FILE_KINDS } from '../shared/values/files.ts';
import { isUuid } from '../shared/values/ids.ts';
import { SEAT_ROLES } from '../shared/values/seats.ts';
import type { PendingMessage } from './huying.ts';
import {
  type Is,
  isNumber,
  isRecord,
  isText,
  isWhole,
  isYesNo,
  listOf,
  oneOf,
  orNull,
  perhaps,
  shaped,
} from './shapes.ts';
import { outboxPrefix, personPrefix, type Storage } from './storage.ts';

const isFault = shaped({ code: isText, facts: isRecord });

/** What is known of a file on its way. */
const isFile = shaped({
  kind: oneOf(FILE_KINDS),
  name: isText,
  bytes: isWhole,
  sha256: perhaps(isText),
  path: perhaps(isText),
  progress: isNumber,
  begun: perhaps(shaped({ fileId: isUuid, seq: isWhole })),
  cancelled: perhaps(isYesNo),
});

const isPerson = shaped({ kind: oneOf(['person']), personId: isUuid });
const isRole = shaped({ kind: oneOf(['role']), role: oneOf(SEAT_ROLES) });
const isEveryone = shaped({ kind: oneOf(['everyone']) });
/** Whom a message calls. */
export const isMention: Is = (value) => isPerson(value) || isRole(value) || isEveryone(value);

/** An unsent message as it lies in the storage. Earlier versions wrote neither replies, mentions, announcements nor files. */
const isKept = shaped({
  sendKey: isUuid,
  roomId: isUuid,
  text: isText,
  replyTo: perhaps(isWhole),
  mentions: perhaps(listOf(isMention)),
  announcement: perhaps(shaped({ ackRequired: isYesNo })),
  file: perhaps(isFile),
  writtenAt: isNumber,
  state: oneOf(['waiting', 'refused']),
  fault: orNull(isFault),
});

/** Null: torn, or not written by us; it is left where it is. */
function asPending(text: string): PendingMessage | null {
  try {
    const found: unknown = JSON.parse(text);
    return isKept(found) ? (found as PendingMessage) : null;
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
    this.#prefix = outboxPrefix(personId);
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
