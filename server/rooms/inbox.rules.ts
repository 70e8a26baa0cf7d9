import type { RoomId } from '../../shared/ids.ts';
import type { InboxItem } from '../../shared/rooms.ts';
import type { Place } from './inbox.store.ts';
import type { MemberDoc } from './members.store.ts';
import { headerOf } from './room.rules.ts';
import type { RoomDoc } from './room.store.ts';

/** Rooms in one page of an inbox. */
export const PAGE = 30;

type Read = Pick<MemberDoc, 'readSeq' | 'mentionSeqs'>;

/** How many numbers of a room its member has not read. */
export const unreadOf = ({ seq }: Pick<RoomDoc, 'seq'>, { readSeq }: Pick<Read, 'readSeq'>): number =>
  Math.max(0, seq - readSeq);

/** Unread messages that call the member. */
export const mentionsOf = ({ readSeq, mentionSeqs = [] }: Read): number[] =>
  mentionSeqs.filter((seq) => seq > readSeq);

/** A room as a row of its member’s inbox. */
export const itemOf = (room: RoomDoc, seat: Read & Pick<MemberDoc, 'roles'>): InboxItem => ({
  room: headerOf(room),
  roles: seat.roles,
  readSeq: seat.readSeq,
  unread: unreadOf(room, seat),
  mentions: mentionsOf(seat),
  lastAt: room.lastAt.toISOString(),
  last: room.last,
});

/** Whether a place comes later in an inbox: older, or of the same millisecond in reverse order of ids, as Redis keeps them. */
export const isBehind = (place: Place, other: Place): boolean =>
  place.at < other.at || (place.at === other.at && place.roomId < other.roomId);

export const writeCursor = (place: Place | undefined): string | null =>
  place ? `${place.at}.${place.roomId}` : null;

/** A cursor that cannot be read starts from the top; it can only ever choose a place in the caller's own list. */
export function readCursor(cursor: string | null): Place | null {
  const [at = '', roomId = ''] = (cursor ?? '').split('.');
  const ms = Number(at);
  return cursor !== null && Number.isFinite(ms) && roomId !== ''
    ? { at: ms, roomId: roomId as RoomId }
    : null;
}
