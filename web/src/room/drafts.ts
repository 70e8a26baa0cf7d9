import { personPrefix, type Storage } from '../../../client-sdk/storage.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';

/** Texts by room. */
interface Shelf {
  read(roomId: RoomId): Promise<string>;
  /** Resolves when this text, or a newer one of the room, has been kept. */
  keep(roomId: RoomId, text: string): Promise<void>;
}

/** What was begun and not sent, by room; kept on this device, gone on sign-out like everything of the person. */
export interface Drafts extends Shelf {
  /** Whom it calls, as `keptCallings` writes it. */
  readonly calls: Shelf;
  /** Resolves when nothing waits to be kept; what cannot be kept is waited for no longer. */
  settled(): Promise<void>;
}

/** Drafts of one person in a storage. While one is being written, of those that follow only the last is. */
export const makeDrafts = (storage: Storage, personId: PersonId): Drafts => {
  const texts = makeShelf(storage, `${personPrefix(personId)}draft/`);
  const calls = makeShelf(storage, `${personPrefix(personId)}draft-calls/`);
  return {
    ...texts,
    calls,
    settled: async () => {
      await Promise.all([texts.settled(), calls.settled()]);
    },
  };
};

const makeShelf = (storage: Storage, prefix: string): Shelf & Pick<Drafts, 'settled'> => {
  const keyOf = (roomId: RoomId) => `${prefix}${roomId}`;
  const next = new Map<RoomId, string>();
  const writing = new Map<RoomId, Promise<void>>();

  const write = async (roomId: RoomId): Promise<void> => {
    for (let text = next.get(roomId); text !== undefined; text = next.get(roomId)) {
      next.delete(roomId);
      if (text === '') await storage.remove(keyOf(roomId));
      else await storage.set(keyOf(roomId), text);
    }
  };
  return {
    read: async (roomId) => next.get(roomId) ?? (await storage.get(keyOf(roomId))) ?? '',
    keep: (roomId, text) => {
      next.set(roomId, text);
      const running =
        writing.get(roomId) ??
        write(roomId).finally(() => {
          writing.delete(roomId);
        });
      writing.set(roomId, running);
      return running;
    },
    settled: async () => {
      await Promise.allSettled(writing.values());
    },
  };
};
