import { v5 } from 'uuid';
import { type PersonId, roomId as roomIdSchema, type RoomId } from '../../shared/ids.ts';
import type { Message, Reaction } from '../../shared/messages.ts';
import type { RoomHeader } from '../../shared/rooms.ts';
import type { SeatRole } from '../../shared/seats.ts';
import { SEAT_ROLES } from '../../shared/values/seats.ts';
import type { MessageDoc } from './messages/messages.store.ts';
import type { RoomDoc } from './room.store.ts';

/** Name spaces of our own for UUID version 5 (RFC 9562): the same fact always has the same id. */
const ROOMS = 'd4b0a5c2-7a39-4b5e-9d5e-6c6b1f0a7230';
const CARDS = '5f9f3c58-4c0d-4e53-8f27-1d1d5b6a7231';

const REMEMBERED = 20_000; // a year’s rooms; reckoning one takes a hash, and it is asked for again and again
const roomIds = new Map<string, RoomId>();

/** The room of a suggestion or a delegation: one for each, by construction. */
export function roomIdOf(subjectId: string): RoomId {
  const known = roomIds.get(subjectId);
  if (known !== undefined) return known;
  const roomId = roomIdSchema.parse(v5(subjectId, ROOMS));
  if (roomIds.size >= REMEMBERED) roomIds.clear();
  roomIds.set(subjectId, roomId);
  return roomId;
}

/** The sendKey of a card: the same fact is said once, whoever says it again. */
export const cardKey = (fact: string): string => v5(fact, CARDS);

/** A seat that somebody should have: who, and as what. */
export interface SeatSpec {
  personId: PersonId;
  roles: SeatRole[];
}

export interface SeatChanges {
  added: SeatSpec[];
  changed: SeatSpec[];
  removed: PersonId[];
}

/** What must happen so that those who sit become those who should. */
export function seatChanges(
  sitting: readonly { personId: PersonId; roles: readonly SeatRole[] }[],
  wanted: readonly SeatSpec[],
): SeatChanges {
  const now = new Map(sitting.map((s) => [s.personId, s.roles]));
  const then = new Set(wanted.map((w) => w.personId));
  return {
    added: wanted.filter((w) => !now.has(w.personId)),
    changed: wanted.filter((w) => {
      const roles = now.get(w.personId);
      return roles !== undefined && !sameRoles(roles, w.roles);
    }),
    removed: sitting.filter((s) => !then.has(s.personId)).map((s) => s.personId),
  };
}

/** The same roles, in whatever order. */
export const sameRoles = (a: readonly SeatRole[], b: readonly SeatRole[]) =>
  a.length === b.length && a.every((role) => b.includes(role));

/** The order of a member list: by the foremost role, lead deputy first. */
export const rankOf = (roles: readonly SeatRole[]): number =>
  Math.min(SEAT_ROLES.length, ...roles.map((r) => SEAT_ROLES.indexOf(r)));

/** A room as its members see it. */
export const headerOf = (room: RoomDoc): RoomHeader => ({
  roomId: room._id,
  kind: room.kind,
  name: room.name,
  title: room.title,
  number: room.number,
  suggestionId: room.suggestionId,
  state: room.state,
  phase: room.phase,
  nextDue: room.nextDue,
  supervised: room.supervised ?? false,
  memberCount: room.memberCount,
  memberVersion: room.memberVersion,
  seq: room.seq,
  changeSeq: room.changeSeq,
  pins: room.pins,
});

/** A message as members see it; `mine`: the reactions of who asks. */
export const messageOf = (doc: MessageDoc, mine?: Reaction[]): Message => ({
  messageId: doc._id,
  roomId: doc.roomId,
  seq: doc.seq,
  author: doc.author,
  body: doc.body,
  at: doc.at.toISOString(),
  sendKey: doc.sendKey,
  changeSeq: doc.changeSeq ?? 0,
  ...(doc.editedAt && { editedAt: doc.editedAt.toISOString() }),
  ...(doc.quote && { quote: doc.quote }),
  ...(doc.mentions && { mentions: doc.mentions }),
  ...(doc.notified !== undefined && { notified: doc.notified }),
  ...(doc.reactions && { reactions: doc.reactions }),
  ...(mine && { mine }),
});
