import type { PersonId, RoomId } from '../../shared/ids.ts';
import { listMessages, postMessage } from '../../shared/messages.ts';
import { closeRoom, listInbox, listMembers, markRead, openRoom, syncRooms } from '../../shared/rooms.ts';
import type { Org } from '../org/index.ts';
import type { Database } from '../store/mongo.ts';
import type { Redis } from '../store/redis.ts';
import { bind } from '../wire/bind.ts';
import type { Clock, NewId, Tell } from '../wire/ports.ts';
import { makeAccessRoom } from './access.actions.ts';
import { makeChangeLog } from './changes/change-log.store.ts';
import { makeChangeStore } from './changes/changes.store.ts';
import { makeMineOf } from './changes/mine.actions.ts';
import { makeReactionStore } from './changes/reactions.store.ts';
import { makeTellChanges } from './changes/tell-changes.actions.ts';
import { makeHeads } from './heads.actions.ts';
import { makeListInbox } from './inbox.actions.ts';
import { makeInboxOrder } from './inbox.store.ts';
import { makeListMembers, makeMarkRead, makeReconcile } from './members.actions.ts';
import { makeMemberStore, seatKey } from './members.store.ts';
import { makeListMessages, makePostCard, makePostMessage, makeSay } from './messages/messages.actions.ts';
import { makeMessageLog } from './messages/message-log.store.ts';
import { makeMessageStore } from './messages/messages.store.ts';
import { makeReadSettled } from './messages/settled.actions.ts';
import { makeNumbers } from './messages/numbers.store.ts';
import { makeCloseRoom, makeEnsure, makeOpenRoom, makeSetHeader, makeSyncRooms } from './room.actions.ts';
import { cardKey, roomIdOf } from './room.rules.ts';
import { makeRoomStore } from './room.store.ts';

export { cardKey, roomIdOf, type SeatSpec } from './room.rules.ts';
export type { RoomSpec } from './room.actions.ts';

export interface RoomsParts {
  database: Database;
  redis: Redis;
  /** First word of our keys in Redis. */
  prefix: string;
  org: Org;
  clock: Clock;
  newId: NewId;
  tell: Tell;
  onSurprise: (error: unknown, where: string) => string;
  /** Monotonic milliseconds; tests wind it by hand. */
  tick?: () => number;
}

export type Rooms = ReturnType<typeof makeRooms>;

/** All that happens inside a group: rooms, members, messages, what was read, the inbox, catching up. */
export function makeRooms(parts: RoomsParts) {
  const { database, redis, prefix, org, clock, newId, tell, onSurprise } = parts;
  const tick = parts.tick ?? (() => performance.now());
  const rooms = makeRoomStore(database);
  const members = makeMemberStore(database);
  const messages = makeMessageStore(database);
  const order = makeInboxOrder(redis, prefix);
  const access = makeAccessRoom(rooms, members);
  const mineOf = makeMineOf(makeReactionStore(database));
  const readSettled = makeReadSettled({ messages, clock, tick });
  const log = makeMessageLog({ numbers: makeNumbers(redis, prefix), messages, rooms });
  const heads = makeHeads({ rooms, members, order, tell, clock, onSurprise });
  const say = makeSay({ log, heads, clock, newId, tell });
  const changeLog = makeChangeLog({
    changes: makeChangeStore(database),
    rooms,
    newId,
    applyToMessages: () => Promise.resolve(),
    onApplied: makeTellChanges({ messages, heads, tell }),
  });
  return {
    bindings: [
      bind(openRoom, makeOpenRoom(access)),
      bind(closeRoom, makeCloseRoom()),
      bind(syncRooms, makeSyncRooms({ access, messages, readSettled, mineOf })),
      bind(listInbox, makeListInbox({ order, rooms, members })),
      bind(listMembers, makeListMembers({ access, members, org, clock })),
      bind(markRead, makeMarkRead(access, members, tell)),
      bind(postMessage, makePostMessage(access, say, clock)),
      bind(listMessages, makeListMessages({ access, readSettled, mineOf })),
    ],
    /** Makes rooms stand, idempotently and in bulk. */
    ensure: makeEnsure({ rooms, members, messages, order, clock, newId }),
    /** Makes a room's members equal to these seats. */
    reconcile: makeReconcile({ rooms, members, order, org, clock, tell, say, changeLog }),
    setHeader: makeSetHeader(rooms, changeLog, clock),
    roomIdOf,
    cardKey,
    postCard: makePostCard(say, rooms),
    isMember: async (personId: PersonId, roomId: RoomId): Promise<boolean> =>
      (await members.byKeys([seatKey(roomId, personId)])).size > 0,
    /** True when all these numbers are messages that were said in the room. */
    messagesExist: async (roomId: RoomId, seqs: readonly number[]): Promise<boolean> =>
      (await messages.countOf(roomId, seqs)) === new Set(seqs).size,
    /** Call once at start: repairs what a crash left behind. */
    async catchUp(): Promise<number> {
      await changeLog.finish();
      return heads.catchUp();
    },
    /** Finishes changes that another node left half done. */
    finishChanges: () => changeLog.finish(),
    /** Call at an orderly stop. */
    flush: () => heads.flush(),
  };
}
