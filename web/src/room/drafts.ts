import { personPrefix, type Storage } from '../../../client-sdk/storage.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';

/** What was begun and not sent, by room; kept on this device, gone on sign-out like everything of the person. */
export interface Drafts {
  read(roomId: RoomId): Promise<string>;
  /** Resolves when this text, or a newer one of the room, has been kept. */
  keep(roomId: RoomId, text: string): Promise<void>;
  /** Resolves when nothing waits to be kept; what cannot be kept is waited for no longer. */
  settled(): Promise<void>;
}

/** Drafts of one person in a storage. While one is being written, of those that follow only the last is. */
export const makeDrafts = (storage: Storage, personId: PersonId): Drafts => {
  const keyOf = (roomId: RoomId) => `${personPrefix(personId)}draft/${roomId}`;
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
