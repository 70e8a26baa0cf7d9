import { Fault } from '../../shared/faults.ts';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import { type listMembers, type markRead, readMarked, roomEntered, roomRevoked } from '../../shared/rooms.ts';
import type { Org } from '../org/index.ts';
import type { Handler } from '../wire/bind.ts';
import type { Clock, NewId, Tell } from '../wire/ports.ts';
import type { AccessRoom } from './access.actions.ts';
import type { ChangeLog } from './changes/change-log.store.ts';
import type { ChangeDoc, ChangeDraft, ChangeStore } from './changes/changes.store.ts';
import type { InboxOrder } from './inbox.store.ts';
import type { MemberStore } from './members.store.ts';
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
  changes: ChangeStore;
  order: InboxOrder;
  org: Org;
  clock: Clock;
  newId: NewId;
  tell: Tell;
  say: Say;
  changeLog: ChangeLog;
}

/**
 * Makes a room's members equal to what the record says: one change that names who comes and who leaves, by which the
 * seats are written. Who leaves is refused and hears nothing from that moment; who comes sees the whole record. Doing it
 * again changes nothing; cut off anywhere, the next time finishes it, and what is said of it is said once.
 */
export const makeReconcile =
  (parts: ReconcileParts) =>
  async (subjectId: string, wanted: readonly SeatSpec[], because: Because): Promise<void> => {
    const { rooms, members, changes, changeLog, clock } = parts;
    const found = await rooms.byId(roomIdOf(subjectId));
    if (found === null) return;
    // What a crash left: its change is made first, else it would be found again below.
    const room = found.unsettled === null ? found : await changeLog.finishRoom(found._id);
    const moves = seatChanges(await members.ofRoom(room._id), wanted);
    const isSettled = moves.added.length + moves.changed.length + moves.removed.length === 0;
    if (isSettled && room.unsettled === null) return;
    const writer = parts.newId();
    await rooms.unsettle(room._id, { after: room.changeSeq, by: writer });
    if (!isSettled) await changeLog.append(changeOf(room._id, { moves, wanted, because, at: clock.now() }));
    let after = room.unsettled ?? room.changeSeq;
    for (let isTold = false; !isTold;) {
      const now = (await rooms.byId(room._id)) ?? room;
      const since = await changes.after(room._id, after);
      for (const change of since) await tellOf(parts, now, { change, wanted });
      after = since.at(-1)?.n ?? after;
      isTold = await rooms.settle(room._id, { by: writer, memberVersion: now.memberVersion }); // until here somebody else would do it again
    }
  };

interface Moving {
  moves: SeatChanges;
  wanted: readonly SeatSpec[];
  because: Because;
  at: Date;
}

const changeOf = (roomId: RoomId, { moves, wanted, because, at }: Moving): ChangeDraft => ({
  ...{ roomId, by: because.personId, why: because.why, at },
  deed: {
    kind: 'members-changed',
    memberCount: wanted.length,
    ...{ came: moves.added, moved: moves.changed, left: moves.removed },
  },
});

/** Tells of a change of members: who left, if they are not back; who came, if they are still wanted; and all of it in the room. */
async function tellOf(
  parts: ReconcileParts,
  room: RoomDoc,
  { change, wanted }: { change: ChangeDoc; wanted: readonly SeatSpec[] },
): Promise<void> {
  const { deed, n, why } = change;
  if (deed.kind !== 'members-changed') return;
  const { tell, order, clock } = parts;
  const sits = new Set(wanted.map((w) => w.personId));
  const left = deed.left.filter((id) => !sits.has(id));
  const came = deed.came.map((c) => c.personId).filter((id) => sits.has(id));
  for (const personId of left) tell.evict(personId, room._id);
  tell.people(left, roomRevoked, { roomId: room._id });
  tell.people(came, roomEntered, { roomId: room._id });
  await order.remove(left, room._id);
  await order.touch([{ roomId: room._id, at: clock.now(), people: came }]);
  await sayOf(parts, room, { n, why, deed });
}

const MOST_NAMED = 20;

/** Says in the room who came and who left: under keys of the change, so that it is said once. */
async function sayOf(
  { org, say }: ReconcileParts,
  room: RoomDoc,
  { n, why, deed }: { n: number; why: string; deed: MembersChanged },
): Promise<void> {
  const came = deed.came.map((c) => c.personId);
  const named = [...came.slice(0, MOST_NAMED), ...deed.left.slice(0, MOST_NAMED)];
  const cards = await org.people.cards(named);
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
          sendKey: cardKey(`${room._id}|${n}|${key}`),
        }).then(() => undefined);
  await line('member-joined', came);
  await line('member-left', deed.left);
}

type MembersChanged = Extract<ChangeDoc['deed'], { kind: 'members-changed' }>;
