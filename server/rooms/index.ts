import type { PersonId, RoomId } from '../../shared/ids.ts';
import { countMentions, listMessages, postAnnouncement, postMessage } from '../../shared/messages.ts';
import {
  closeRoom,
  digestHeads,
  findInbox,
  listInbox,
  listMembers,
  markRead,
  openRoom,
  syncRooms,
} from '../../shared/rooms.ts';
import type { Org } from '../org/index.ts';
import type { Database } from '../store/mongo.ts';
import type { Redis } from '../store/redis.ts';
import type { Sealer } from '../store/sealed.ts';
import { bind } from '../wire/bind.ts';
import { noCounters } from '../ops/counters.ts';
import type { Clock, Counters, NewId, Tell } from '../wire/ports.ts';
import { countReads, rollAnnouncement, rollRead } from '../../shared/message-acts.ts';
import { listPresence, showTyping } from '../../shared/presence.ts';
import { makeListPresence, makePresenceNotes } from './calls/presence.actions.ts';
import { makePresenceStore } from './calls/presence.store.ts';
import { makeDigestHeads } from './calls/digest.actions.ts';
import { makeReminding } from './calls/reminding.actions.ts';
import {
  makeConfirmations,
  makeCountReads,
  makeRollAnnouncement,
  makeRollRead,
} from './calls/rolls.actions.ts';
import { makeSpoken } from './calls/spoken.actions.ts';
import { makeShowTyping } from './calls/typing.actions.ts';
import { botBindings } from './bots/bot-acts.actions.ts';
import { makeAccessRoom } from './access.actions.ts';
import type { ActLimits } from './acts/acts.rules.ts';
import { actBindings, type MayInRooms } from './acts/acts.wire.ts';
import { makeMessageReader } from './acts/access-message.actions.ts';
import { makeReadingStore } from './acts/readings.store.ts';
import { makeAlreadySo } from './changes/already-so.actions.ts';
import { makeApplyChanges } from './changes/apply-changes.actions.ts';
import { makeChangeLog } from './changes/change-log.store.ts';
import { makeChangeStore } from './changes/changes.store.ts';
import { makeLateQuotes } from './changes/late-quotes.actions.ts';
import { makeMineOf } from './changes/mine.actions.ts';
import { makeOriginalStore } from './changes/originals.store.ts';
import { makeReactionStore } from './changes/reactions.store.ts';
import { makeReportStore } from './changes/reports.store.ts';
import { makeTellChanges } from './changes/tell-changes.actions.ts';
import { countChanges, countDigests, countMessages, countSyncs } from './counting.actions.ts';
import { makeHeads } from './heads.actions.ts';
import { makeFindInbox } from './find-inbox.actions.ts';
import { makeHeadsOf } from './heads-of.actions.ts';
import { makeListInbox } from './inbox.actions.ts';
import { makeInboxOrder } from './inbox.store.ts';
import { makeListMembers, makeMarkRead, makeReconcile } from './members.actions.ts';
import { makeMemberStore, seatKey } from './members.store.ts';
import { makeCalling, makeCountMentions } from './messages/mentions.actions.ts';
import { makeFileMessages } from './messages/file-messages.actions.ts';
import {
  makeListMessages,
  makePostCard,
  makePostLine,
  makeSay,
  makeTellPosted,
} from './messages/messages.actions.ts';
import { makeMessageLog } from './messages/message-log.store.ts';
import { makeMessageStore } from './messages/messages.store.ts';
import { makePostAnnouncement, makePostMessage, makeSpeak } from './messages/speak.actions.ts';
import { makeSaid } from './messages/said.actions.ts';
import { makeReadSettled } from './messages/settled.actions.ts';
import { makeNumbers } from './messages/numbers.store.ts';
import {
  makeCloseRoom,
  makeEnsure,
  makeOpenRoom,
  makeSetHeader,
  makeSetState,
  makeSyncRooms,
} from './room.actions.ts';
import { cardKey, roomIdOf } from './room.rules.ts';
import { makeRoomStore } from './room.store.ts';
import { makeSeatsOf } from './seats.actions.ts';
import { makeSearch } from './search/search.wire.ts';

export { cardKey, roomIdOf, type SeatSpec } from './room.rules.ts';
export type { RoomSpec } from './room.actions.ts';
export { fitting } from './search/pinyin.rules.ts';
export type { TaskSeat } from './members.store.ts';
export type { TaskRoom } from './room-parts.store.ts';
export type { FileMessages } from './messages/file-messages.actions.ts';
export type { SpokenWord } from './calls/spoken.actions.ts';
export type { Unconfirmed } from './calls/reminding.actions.ts';

export interface RoomsParts {
  database: Database;
  redis: Redis;
  /** First word of our keys in Redis. */
  prefix: string;
  org: Org;
  /** Seals what is recalled. */
  sealer: Sealer;
  /** The role table. */
  may: MayInRooms;
  limits: ActLimits;
  clock: Clock;
  newId: NewId;
  tell: Tell;
  onSurprise: (error: unknown, where: string) => string;
  /** For how many days somebody who was here counts as recent; 3 unless configured. */
  presenceDays?: number;
  /** Monotonic milliseconds; tests wind it by hand. */
  tick?: () => number;
  /** What is counted for /metrics; nothing unless given. */
  counters?: Counters;
}

export type Rooms = ReturnType<typeof makeRooms>;

/** All that happens inside a group: rooms, members, messages, what was read, the inbox, catching up. */
export function makeRooms(parts: RoomsParts) {
  const { database, redis, prefix, org, clock, newId, tell, onSurprise } = parts;
  const tick = parts.tick ?? (() => performance.now());
  const counters = parts.counters ?? noCounters;
  const rooms = makeRoomStore(database);
  const members = makeMemberStore(database);
  const messages = countMessages(makeMessageStore(database), counters);
  const order = makeInboxOrder(redis, prefix);
  const access = makeAccessRoom(rooms, members);
  const changes = countChanges(makeChangeStore(database), counters);
  const reactions = makeReactionStore(database);
  const originals = makeOriginalStore(database, parts.sealer);
  const reports = makeReportStore(database);
  const readings = makeReadingStore(database);
  const mineOf = makeMineOf(reactions);
  const seatsOf = makeSeatsOf({ members, org, clock });
  const readSettled = makeReadSettled({ messages, clock, tick });
  const readWords = makeReadSettled({ messages: { ...messages, ranges: messages.words }, clock, tick });
  const search = makeSearch({
    database,
    org,
    access,
    rooms,
    members,
    messages,
    readSettled,
    tick,
    onSurprise,
  });
  const heads = makeHeads({ rooms, members, order, tell, clock, onSurprise });
  redis.on('ready', () => heads.missed());
  const changeLog = makeChangeLog({
    changes,
    rooms,
    newId,
    alreadySo: makeAlreadySo({ messages, members, changes, reactions, reports }),
    applyToMessages: makeApplyChanges({
      ...{ messages, rooms, members, changes, reactions, originals, reports },
      reindex: (roomId, seqs) => search.reindex(roomId, seqs),
    }),
    onApplied: makeTellChanges({ messages, heads, tell }),
  });
  const lateQuotes = makeLateQuotes({ messages, changes, changeLog, clock });
  const messageLog = makeMessageLog({ numbers: makeNumbers(redis, prefix), messages, rooms });
  const log = lateQuotes.watching(search.noting(messageLog));
  const tellPosted = makeTellPosted(tell, heads);
  const say = makeSay({ log, tellPosted, clock });
  const calling = makeCalling(members, tell);
  const speak = makeSpeak({ access, messages, calling, say, tellPosted, clock });
  const here = makePresenceStore({ redis, prefix, node: newId(), days: parts.presenceDays ?? 3 });
  const markReadOf = makeMarkRead(access, members, tell);
  const rolling = { access, messages, members, reactions, org, clock };
  return {
    bindings: [
      bind(openRoom, makeOpenRoom(access)),
      bind(closeRoom, makeCloseRoom()),
      bind(syncRooms, countSyncs(makeSyncRooms({ access, messages, readSettled, mineOf }), counters)),
      bind(listInbox, makeListInbox({ order, rooms, members })),
      bind(findInbox, makeFindInbox({ rooms, members, peopleNamed: search.peopleNamed })),
      bind(listMembers, makeListMembers({ access, members, org, clock })),
      bind(markRead, markReadOf),
      bind(postMessage, makePostMessage(speak)),
      bind(postAnnouncement, makePostAnnouncement(speak)),
      bind(countMentions, makeCountMentions(access, calling)),
      bind(rollAnnouncement, makeRollAnnouncement(rolling)),
      bind(rollRead, makeRollRead(rolling)),
      bind(countReads, makeCountReads(rolling)),
      bind(showTyping, makeShowTyping({ access, tell, clock, tick })),
      bind(digestHeads, countDigests(makeDigestHeads({ order, rooms, members }), counters)),
      bind(listPresence, makeListPresence(access, members, here)),
      bind(listMessages, makeListMessages({ access, readSettled, mineOf })),
      ...botBindings({ rooms, messages, say, readSettled, redis, prefix }),
      ...search.bindings,
      ...actBindings({
        ...{ access, rooms, members, messages, changes, reactions, originals, reports },
        ...{
          readings,
          mineOf,
          changeLog,
          seatsOf,
          org,
          newId,
          clock,
          tell,
          limits: parts.limits,
          may: parts.may,
        },
      }),
    ],
    /** Makes rooms stand, idempotently and in bulk. */
    ensure: search.notingRooms(makeEnsure({ rooms, members, messages, order, clock })),
    /** Makes a room's members equal to these seats. */
    reconcile: makeReconcile({
      ...{ rooms, members, changes, order, org, clock, newId, tell, say, changeLog },
    }),
    setHeader: makeSetHeader(rooms, changeLog, clock),
    setState: makeSetState(rooms, changeLog, clock),
    roomIdOf,
    cardKey,
    postCard: makePostCard(say, rooms),
    postLine: makePostLine(say, rooms),
    /** Seals anew what was recalled, after the keys were changed. */
    resealOriginals: (at: Parameters<typeof originals.reseal>[0]) => originals.reseal(at),
    /** Which acts auditors looked at, newest first. */
    readingsOf: readings.latest,
    /** The names of these rooms. */
    namesOf: async (ids: readonly RoomId[]): Promise<Map<RoomId, string>> =>
      new Map((await rooms.headsOf(ids)).map(({ _id, name }) => [_id, name])),
    /** The socket door says here who comes and goes. */
    presence: makePresenceNotes({ store: here, tick, onSurprise }),
    /** Reminders of announcements; notices deliver them. */
    announcements: makeReminding({
      ...{ access, messages, members, changes, changeLog, clock },
      confirmations: makeConfirmations(rolling),
    }),
    /** Messages that carry files. */
    files: makeFileMessages({
      ...{ access, messages, speak, changeLog, clock },
      reader: makeMessageReader(access, messages, mineOf),
    }),
    /** Who spoke, without what they said. */
    spoken: makeSpoken({ rooms, readSettled: readWords }),
    /** Where the heads of those of these rooms stand in which somebody sits. */
    headsOf: makeHeadsOf(access),
    /** What a list of tasks reads of somebody’s rooms, and what they arrange there. */
    tasks: {
      seats: members.taskSeats,
      rooms: (ids: readonly RoomId[]) => rooms.taskRooms(ids),
      arrange: (changes: Parameters<typeof members.arrange>[0]) => members.arrange(changes),
      markRead: markReadOf,
    },
    /** Whether two people sit in one room. */
    meet: (one: PersonId, other: PersonId): Promise<boolean> => members.meet(one, other),
    /** Who sits in a room now. */
    sitting: (roomId: RoomId): Promise<PersonId[]> => members.idsOfRoom(roomId),
    isMember: async (personId: PersonId, roomId: RoomId): Promise<boolean> =>
      (await members.byKeys([seatKey(roomId, personId)])).size > 0,
    /** Whether messages that somebody names were said, and by whom. */
    said: makeSaid(messages),
    /** Call once at start: repairs what a crash left behind. */
    async catchUp(): Promise<number> {
      await changeLog.finish();
      await search.check();
      return heads.catchUp();
    },
    /** Finishes what another node left half done. */
    async finishChanges(): Promise<number> {
      const count = (await changeLog.finish()) + (await lateQuotes.sweep());
      await search.check();
      return count;
    },
    /** Call at an orderly stop. */
    async flush(): Promise<void> {
      await search.rest();
      await heads.flush();
    },
  };
}
