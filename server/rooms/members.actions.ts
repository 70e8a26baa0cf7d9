import { Fault } from '../../shared/faults.ts';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import { type listMembers, type markRead, readMarked, roomEntered, roomRevoked } from '../../shared/rooms.ts';
import type { Org } from '../org/index.ts';
import type { Handler } from '../wire/bind.ts';
import type { Clock, NewId, Tell } from '../wire/ports.ts';
import type { AccessRoom } from './access.actions.ts';
import type { ChangeLog } from './changes/change-log.store.ts';
import type { InboxOrder } from './inbox.store.ts';
import { type MemberDoc, type MemberStore, seatKey } from './members.store.ts';
import { BOT, type Say } from './messages/messages.actions.ts';
import { cardKey, rankOf, roomIdOf, type SeatChanges, seatChanges, type SeatSpec } from './room.rules.ts';
import type { RoomDoc, RoomStore } from './room.store.ts';

const PAGE = 100;

export interface ListMembersParts {
  access: AccessRoom;
  members: MemberStore;
  org: Org;
  clock: Clock;
}

/** Who sits in a room, foremost roles first; the cursor is the position. */
export const makeListMembers =
  ({ access, members, org, clock }: ListMembersParts): Handler<typeof listMembers> =>
  async ({ roomId, cursor }, caller) => {
    const { room } = await access(caller.personId, roomId);
    const sitting = (await members.ofRoom(roomId)).sort(
      (a, b) => rankOf(a.roles) - rankOf(b.roles) || (a._id < b._id ? -1 : 1),
    );
    const start = Math.max(0, Number.parseInt(cursor ?? '0', 10) || 0);
    const page = sitting.slice(start, start + PAGE);
    const cards = await org.people.cards(page.map((m) => m.personId));
    return {
      members: page.map(({ personId, roles, mutedUntil }) => ({
        personId,
        roles,
        name: cards.get(personId)?.name ?? '',
        label: cards.get(personId)?.label ?? '',
        ...(mutedUntil && mutedUntil > clock.now() && { mutedUntil: mutedUntil.toISOString() }),
      })),
      memberVersion: room.memberVersion,
      cursor: start + PAGE < sitting.length ? String(start + PAGE) : null,
    };
  };

/** Raises what the caller has read, and lets their other devices know. */
export const makeMarkRead =
  (access: AccessRoom, members: MemberStore, tell: Tell): Handler<typeof markRead> =>
  async ({ roomId, seq }, { personId }) => {
    const { room, member } = await access(personId, roomId);
    const upTo = Math.min(seq, room.seq);
    if (upTo <= member.readSeq) return { readSeq: member.readSeq };
    const readSeq = await members.raiseRead(member._id, upTo);
    if (readSeq === null) throw new Fault('NOT_A_MEMBER', { roomId });
    tell.people([personId], readMarked, { roomId, personId, readSeq });
    return { readSeq };
  };

/** Who changes a membership, and why; both are kept with the seat. */
export interface Because {
  personId: PersonId | 'system';
  why: string;
}

export interface ReconcileParts {
  rooms: RoomStore;
  members: MemberStore;
  order: InboxOrder;
  org: Org;
  clock: Clock;
  newId: NewId;
  tell: Tell;
  say: Say;
  changeLog: ChangeLog;
}

/** How far the clocks of two nodes may be apart. Who left a little earlier is told again, which is harmless. */
const MOST_SKEW_MS = 15 * 60_000;

/**
 * Makes a room's members equal to what the record says. Who leaves is refused and hears nothing from the moment
 * the seat is written; who comes sees the whole record. Doing it again changes nothing; cut off anywhere, the next
 * time finishes it.
 */
export const makeReconcile =
  (parts: ReconcileParts) =>
  async (subjectId: string, wanted: readonly SeatSpec[], because: Because): Promise<void> => {
    const { rooms, members, changeLog, clock } = parts;
    const room = await rooms.byId(roomIdOf(subjectId));
    if (room === null) return;
    const changes = seatChanges(await members.ofRoom(room._id), wanted);
    const isSettled = changes.added.length + changes.changed.length + changes.removed.length === 0;
    if (isSettled && room.unsettled === null) return;
    // Seats that were rewritten before a crash: nobody was told of them.
    const gone =
      room.unsettled === null
        ? []
        : await members.leftSince(room._id, new Date(room.unsettled.getTime() - MOST_SKEW_MS));
    const writer = parts.newId();
    await rooms.unsettle(room._id, { at: clock.now(), by: writer });
    if (!isSettled) await writeSeats(parts, room, changes, because);
    const { room: after } = await changeLog.append({
      roomId: room._id,
      by: because.personId,
      why: because.why,
      at: clock.now(),
      deed: { kind: 'members-changed', memberCount: wanted.length },
    });
    const still = new Set(wanted.map((w) => w.personId));
    const removed = [...new Set([...changes.removed, ...gone])].filter((id) => !still.has(id));
    await tellWhoMoved(parts, after, { ...changes, removed });
    await sayWhoMoved(parts, after, changes, because);
    await rooms.settle(room._id, writer); // last: until here somebody else would do it again
  };

async function tellWhoMoved(
  { tell, order, clock }: ReconcileParts,
  room: RoomDoc,
  { added, removed }: SeatChanges,
): Promise<void> {
  const came = added.map((a) => a.personId);
  for (const personId of removed) tell.evict(personId, room._id);
  tell.people(removed, roomRevoked, { roomId: room._id });
  tell.people(came, roomEntered, { roomId: room._id });
  await order.remove(removed, room._id);
  await order.touch([{ roomId: room._id, at: clock.now(), people: came }]);
}

async function writeSeats(
  { members, clock, tell }: ReconcileParts,
  room: RoomDoc,
  { added, changed, removed }: SeatChanges,
  because: Because,
): Promise<void> {
  const now = clock.now();
  if (removed.length > 0)
    await members.unseat(
      removed.map((id) => seatKey(room._id, id)),
      because,
      now,
    );
  for (const personId of removed) tell.evict(personId, room._id);
  if (added.length + changed.length > 0)
    await members.seat(
      [...added, ...changed].map((s) => seatOf(room._id, s, because, { now, readSeq: room.seq })),
    );
}

/** A seat as it is first written. */
export const seatOf = (
  roomId: RoomId,
  { personId, roles }: SeatSpec,
  because: Because,
  { now, readSeq }: { now: Date; readSeq: number },
): MemberDoc => ({
  _id: seatKey(roomId, personId),
  roomId,
  personId,
  roles: [...roles],
  by: because.personId,
  why: because.why,
  since: now,
  leftAt: null,
  readSeq,
});

const MOST_NAMED = 20;

async function sayWhoMoved(
  { org, say }: ReconcileParts,
  room: RoomDoc,
  { added, removed }: SeatChanges,
  { why }: Because,
): Promise<void> {
  const cards = await org.people.cards(
    [...added.map((a) => a.personId), ...removed].slice(0, 2 * MOST_NAMED),
  );
  const namesOf = (ids: readonly PersonId[]) =>
    ids
      .slice(0, MOST_NAMED)
      .map((id) => cards.get(id)?.name ?? '')
      .join('、') + (ids.length > MOST_NAMED ? ` … (${ids.length})` : '');
  const line = (key: 'member-joined' | 'member-left', ids: readonly PersonId[]) =>
    ids.length === 0
      ? Promise.resolve()
      : say({
          room,
          author: BOT,
          body: { kind: 'system', key, params: { names: namesOf(ids), why } },
          sendKey: cardKey(`${room._id}|${room.memberVersion}|${key}`),
        }).then(() => undefined);
  await line(
    'member-joined',
    added.map((a) => a.personId),
  );
  await line('member-left', removed);
}
