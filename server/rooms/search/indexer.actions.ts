import type { RoomId } from '../../../shared/ids.ts';
import type { MessageStore } from '../messages/messages.store.ts';
import type { ReadSettled } from '../messages/settled.actions.ts';
import type { RoomStore } from '../room.store.ts';
import { entriesOf, entryOf, indexedOf } from './entries.rules.ts';
import type { SearchIndexStore } from './search-index.store.ts';

export interface IndexerParts {
  index: SearchIndexStore;
  rooms: RoomStore;
  messages: MessageStore;
  readSettled: ReadSettled;
}

/** Brings rooms up to date in the index, a group of messages at a time. */
export interface Indexer {
  /** One round over some of these rooms. */
  round(rooms: readonly RoomId[]): Promise<Round>;
  /** Indexes these messages anew, as they stand now. Numbers beyond what is indexed may be among them. */
  reindex(roomId: RoomId, seqs: readonly number[]): Promise<void>;
}

export interface Round {
  /** Rooms that are not done. */
  behind: RoomId[];
  /** How many numbers it came further; 0 with rooms left: what comes next is not settled yet. */
  steps: number;
}

const ROOMS = 200; // in one round
const MESSAGES = 500; // of one round, and of one room in it

export function makeIndexer({ index, rooms, messages, readSettled }: IndexerParts): Indexer {
  return {
    async round(asked) {
      const group = asked.slice(0, ROOMS);
      const [states, heads] = await Promise.all([index.indexed(group), rooms.headsOf(group)]);
      let left = MESSAGES;
      const ranges = heads.flatMap(({ _id, seq }) => {
        const from = (states.get(_id)?.to ?? 0) + 1;
        const to = Math.min(seq, from + left - 1);
        left -= Math.max(0, to - from + 1);
        return seq >= from ? [{ roomId: _id, from, to }] : [];
      });
      const settled = await readSettled(ranges.filter(({ from, to }) => to >= from));
      await index.insert(settled.flatMap((s) => s.messages).flatMap(entriesOf));
      await index.advance(settled.filter(({ from, to }) => to >= from).map(indexedOf));
      const reached = new Map(settled.map((s) => [s.roomId, s.to]));
      const behind = ranges.filter(
        ({ roomId }) => (reached.get(roomId) ?? 0) < (heads.find((h) => h._id === roomId)?.seq ?? 0),
      );
      return {
        behind: [...asked.slice(ROOMS), ...behind.map((b) => b.roomId)],
        steps: settled.reduce((sum, { from, to }) => sum + to - from + 1, 0),
      };
    },
    async reindex(roomId, seqs) {
      await index.replace((await messages.bySeqs(roomId, seqs)).map(entryOf));
    },
  };
}
