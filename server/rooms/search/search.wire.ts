import type { CongressId, PersonId, RoomId } from '../../../shared/ids.ts';
import { searchMessages, searchNames } from '../../../shared/search.ts';
import type { Org } from '../../org/index.ts';
import type { Database } from '../../store/mongo.ts';
import { bind } from '../../wire/bind.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { MemberStore } from '../members.store.ts';
import type { MessageLog } from '../messages/message-log.store.ts';
import type { MessageStore } from '../messages/messages.store.ts';
import type { ReadSettled } from '../messages/settled.actions.ts';
import type { RoomSpec } from '../room.actions.ts';
import { roomIdOf } from '../room.rules.ts';
import type { RoomStore } from '../room.store.ts';
import { makeIndexKeeper } from './index-keeper.actions.ts';
import { makeIndexer } from './indexer.actions.ts';
import { makeSearchIndexStore } from './search-index.store.ts';
import { makeSearchMessages } from './search-messages.actions.ts';
import { best, makeNames } from './names.actions.ts';
import { keyOf } from './pinyin.rules.ts';
import { makeSearchNames } from './search-names.actions.ts';

export interface SearchParts {
  database: Database;
  org: Org;
  access: AccessRoom;
  rooms: RoomStore;
  members: MemberStore;
  messages: MessageStore;
  readSettled: ReadSettled;
  tick: () => number;
  onSurprise: (error: unknown, where: string) => string;
}

/** Finding what was said, in one room and across the caller's rooms. */
export function makeSearch(parts: SearchParts) {
  const index = makeSearchIndexStore(parts.database);
  const indexer = makeIndexer({ ...parts, index });
  const keeper = makeIndexKeeper({ ...parts, index, indexer });
  const namesOf = makeNames(parts);
  return {
    bindings: [
      bind(searchMessages, makeSearchMessages({ ...parts, index, keeper })),
      bind(searchNames, makeSearchNames({ ...parts, namesOf })),
    ],
    /** So many people of a congress at most whom a text fits by name, pinyin or initials, the best first. */
    peopleNamed: async (congressId: CongressId, text: string, most: number): Promise<PersonId[]> =>
      best((await namesOf(congressId)).people, keyOf(text))
        .slice(0, most)
        .flatMap(({ found }) => (found.kind === 'person' ? found.personId : [])),
    /** The same log; the index hears of what is kept. */
    noting: (log: MessageLog): MessageLog => ({
      async append(draft) {
        const kept = await log.append(draft);
        keeper.noted(draft.roomId);
        return kept;
      },
    }),
    /** The same making of rooms; the index hears of their first words. */
    notingRooms:
      <By>(ensure: (specs: readonly RoomSpec[], by: By) => Promise<void>) =>
      async (specs: readonly RoomSpec[], by: By): Promise<void> => {
        await ensure(specs, by);
        for (const { subjectId } of specs) keeper.noted(roomIdOf(subjectId));
      },
    /** Messages changed: they are indexed as they stand now. May be done again. */
    reindex: (roomId: RoomId, seqs: readonly number[]): Promise<void> => indexer.reindex(roomId, seqs),
    /** Notes rooms whose messages a crash, or another version of the product, left unindexed. */
    check: () => keeper.check(),
    rest: () => keeper.rest(),
  };
}
