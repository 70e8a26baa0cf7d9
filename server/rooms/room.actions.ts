import { Fault } from '../../shared/faults.ts';
import type { CivilDate, CongressId, PersonId, SuggestionId } from '../../shared/ids.ts';
import type { Card } from '../../shared/messages.ts';
import type { closeRoom, openRoom, RoomKind, RoomState, syncRooms } from '../../shared/rooms.ts';
import { SYNC_MESSAGES } from '../../shared/values/rooms.ts';
import type { Phase } from '../../shared/suggestions.ts';
import type { Handler } from '../wire/bind.ts';
import type { Clock } from '../wire/ports.ts';
import type { Access, AccessRoom } from './access.actions.ts';
import type { ChangeLog } from './changes/change-log.store.ts';
import type { MineOf } from './changes/mine.actions.ts';
import type { InboxOrder } from './inbox.store.ts';
import { type MemberStore, seatOf } from './members.store.ts';
import { BOT } from './messages/messages.actions.ts';
import { lastOf, messageIdOf } from './messages/messages.rules.ts';
import type { MessageDoc, MessageStore } from './messages/messages.store.ts';
import type { ReadSettled } from './messages/settled.actions.ts';
import { cardKey, headerOf, messageOf, roomIdOf, type SeatSpec } from './room.rules.ts';
import type { HeaderChange, RoomDoc, RoomStore } from './room.store.ts';

/** Subscribe first, read second; and read again after entering, in case the seat was taken away in between. */
export const makeOpenRoom =
  (access: AccessRoom): Handler<typeof openRoom> =>
  async ({ roomId }, { personId }, door) => {
    const { room: entered } = await access(personId, roomId);
    await door.enter(entered);
    try {
      const { room, member } = await access(personId, roomId);
      return { room: headerOf(room), roles: member.roles, readSeq: member.readSeq };
    } catch (error) {
      await door.exit(roomId);
      throw error;
    }
  };

/** Stops hearing a room. Needs no permission: it only ever takes away. */
export const makeCloseRoom =
  (): Handler<typeof closeRoom> =>
  async ({ roomId }, _caller, door) => {
    await door.exit(roomId);
    return {};
  };

export interface SyncParts {
  access: AccessRoom;
  messages: MessageStore;
  readSettled: ReadSettled;
  mineOf: MineOf;
}

/** What was said or changed beyond the numbers the client holds, for several rooms together. */
export const makeSyncRooms =
  ({ access, messages, readSettled, mineOf }: SyncParts): Handler<typeof syncRooms> =>
  async ({ rooms: asked }, { personId }, door) => {
    const found = await Promise.all(
      asked.map((a) => access(personId, a.roomId).catch((e: unknown) => nullIfStranger(e))),
    );
    const near = asked.flatMap((held, i) => {
      const room = found[i]?.room;
      return room && !isTooFar(held, room) ? [{ ...held, head: room.seq, changed: room.changeSeq }] : [];
    });
    const [said, changed] = await Promise.all([
      readSettled(near.map(({ roomId, seq, head }) => ({ roomId, from: seq + 1, to: head }))),
      messages.changed(
        near.flatMap(({ roomId, changeSeq, changed }) =>
          changed > changeSeq ? [{ roomId, after: changeSeq }] : [],
        ),
        SYNC_MESSAGES + 1,
      ),
    ]);
    const mine = await mineOf(personId, [...said.flatMap((s) => s.messages), ...changed]);
    const rooms = asked.map(({ roomId, seq }, i) => {
      const seen = found[i];
      if (!seen) return { state: 'gone' as const, roomId };
      const new_ = said.find((s) => s.roomId === roomId);
      const moved = changed.filter((m) => m.roomId === roomId);
      const old = moved.filter((m) => m.seq <= seq);
      const standing = { roomId, room: headerOf(seen.room), readSeq: seen.member.readSeq };
      if (!new_ || moved.length > SYNC_MESSAGES || old.length + new_.messages.length > SYNC_MESSAGES)
        return { state: 'limited' as const, ...standing, to: 0, messages: [] };
      const all = [...old, ...new_.messages].map((m) => messageOf(m, mine(m)));
      return { state: 'current' as const, ...standing, to: new_.to, messages: all };
    });
    for (const { state, roomId } of rooms) if (state === 'gone') await door.exit(roomId);
    return { rooms };
  };

/** More than one answer holds, or numbers that never were: the client starts from the newest page. */
const isTooFar = (held: { seq: number; changeSeq: number }, room: RoomDoc) =>
  room.seq - held.seq > SYNC_MESSAGES ||
  held.seq < 0 ||
  held.changeSeq < 0 ||
  held.seq > room.seq ||
  held.changeSeq > room.changeSeq;

function nullIfStranger(error: unknown): Access | null {
  if (error instanceof Fault && error.code === 'NOT_A_MEMBER') return null;
  throw error;
}

/** A room that should stand, with its members and its first card. */
export interface RoomSpec {
  subjectId: string;
  kind: RoomKind;
  congressId: CongressId;
  suggestionId: SuggestionId | null;
  name: string;
  title: string;
  number: string;
  phase: Phase | null;
  nextDue: CivilDate | null;
  /** Under key supervision already; left out: no. */
  supervised?: boolean;
  seats: SeatSpec[];
  welcome: Card;
}

export interface EnsureParts {
  rooms: RoomStore;
  members: MemberStore;
  messages: MessageStore;
  order: InboxOrder;
  clock: Clock;
}

/**
 * Makes rooms stand, many at once: welcome cards, then seats, then the rooms themselves. The room is written last
 * and is what makes the rest visible, so a crash in between leaves nothing half done: the next run completes it.
 * A room that stands already is left alone; inboxes are told of it again, as the one who made it may have died first.
 */
export const makeEnsure =
  (parts: EnsureParts) =>
  async (specs: readonly RoomSpec[], by: PersonId | 'system'): Promise<void> => {
    const standing = await parts.rooms.lastAtOf(specs.map((s) => roomIdOf(s.subjectId)));
    const known = new Set(standing.map((room) => room._id));
    await makeStand(
      parts,
      specs.filter((s) => !known.has(roomIdOf(s.subjectId))),
      by,
    );
    await parts.order.touch(
      await Promise.all(
        standing.map(async ({ _id, lastAt }) => ({
          roomId: _id,
          at: lastAt,
          people: await parts.members.idsOfRoom(_id),
        })),
      ),
    );
  };

async function makeStand(
  parts: EnsureParts,
  specs: readonly RoomSpec[],
  by: PersonId | 'system',
): Promise<void> {
  if (specs.length === 0) return;
  const now = parts.clock.now();
  await parts.messages.insert(specs.map((s) => welcomeOf(s, now)));
  await parts.members.insertMissing(
    specs.flatMap((s) =>
      s.seats.map((seat) =>
        seatOf(roomIdOf(s.subjectId), seat, { personId: by, why: 'hand-over' }, { now, readSeq: 0 }),
      ),
    ),
  );
  await parts.rooms.insertMissing(specs.map((s) => roomOf(s, now)));
  await parts.order.touch(
    specs.map((s) => ({
      roomId: roomIdOf(s.subjectId),
      at: now,
      people: s.seats.map((seat) => seat.personId),
    })),
  );
}

function welcomeOf(spec: RoomSpec, now: Date): MessageDoc {
  const sendKey = cardKey(`${spec.subjectId}|welcome`);
  const mark = { roomId: roomIdOf(spec.subjectId), authorKey: 'bot', sendKey };
  const body = { kind: 'card' as const, card: spec.welcome };
  return { ...mark, _id: messageIdOf(mark), seq: 1, author: BOT, body, at: now };
}

const roomOf = ({ seats, welcome, ...spec }: RoomSpec, now: Date): RoomDoc => ({
  ...spec,
  _id: roomIdOf(spec.subjectId),
  state: 'open',
  memberCount: seats.length,
  memberVersion: 0,
  unsettled: null,
  seq: 1,
  changeSeq: 0,
  pins: [],
  last: lastOf(1, BOT, { kind: 'card', card: welcome }),
  lastAt: now,
  createdAt: now,
});

/** The product itself makes a room open, read-only or archived; if it is so already nothing is changed. */
export const makeSetState =
  (rooms: RoomStore, changeLog: ChangeLog, clock: Clock) =>
  async (subjectId: string, state: RoomState, why: string): Promise<void> => {
    const room = await rooms.byId(roomIdOf(subjectId));
    if (room === null || room.state === state) return;
    await changeLog.append({
      ...{ roomId: room._id, by: 'system', why, at: clock.now() },
      deed: { kind: 'state-set', state },
    });
  };

/** Makes the header show this of the case; who has the room open is told if anything changed. */
export const makeSetHeader =
  (rooms: RoomStore, changeLog: ChangeLog, clock: Clock) =>
  async (subjectId: string, set: HeaderChange): Promise<void> => {
    const room = await rooms.faceOf(roomIdOf(subjectId));
    if (room === null) return;
    const shown = { ...room, supervised: room.supervised ?? false };
    if (Object.entries(set).every(([field, value]) => shown[field as keyof HeaderChange] === value)) return;
    await changeLog.append({
      roomId: room._id,
      by: 'system',
      why: '',
      at: clock.now(),
      deed: { kind: 'header-set', set },
    });
  };
