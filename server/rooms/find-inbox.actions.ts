import type { PersonId } from '../../shared/ids.ts';
import type { findInbox } from '../../shared/rooms.ts';
import type { InboxTab } from '../../shared/values/rooms.ts';
import type { Handler } from '../wire/bind.ts';
import type { Caller } from '../wire/ports.ts';
import { isBehind, itemOf, mentionsOf, PAGE, readCursor, unreadOf, writeCursor } from './inbox.rules.ts';
import { type MemberStore, type TaskSeat } from './members.store.ts';
import type { SoughtRoom } from './room-parts.store.ts';
import type { RoomStore } from './room.store.ts';
import { keyOf, rankOf, readable } from './search/pinyin.rules.ts';

export interface FindInboxParts {
  rooms: RoomStore;
  members: MemberStore;
  /** So many people at most whom a text fits, the best first. */
  peopleNamed: (congressId: Caller['congressId'], text: string, most: number) => Promise<PersonId[]>;
}

/** Of people who are called alike so many are looked for; more of the name finds the others. */
const MOST_PEOPLE = 30;

/** A room of the caller, and where they sit in it. */
interface Row {
  seat: TaskSeat;
  room: SoughtRoom;
}

const IS_IN: Readonly<Record<InboxTab, (row: Row) => boolean>> = {
  all: () => true,
  unread: ({ room, seat }) => unreadOf(room, seat) > 0,
  mentions: ({ seat }) => mentionsOf(seat).length > 0,
};

/**
 * Some of the caller’s rooms, in the order of the inbox. All are read from the database in two statements, however many,
 * as seats and heads say what is unread; nothing is kept of it.
 */
export const makeFindInbox =
  (parts: FindInboxParts): Handler<typeof findInbox> =>
  async ({ tab, text, cursor }, caller) => {
    const rows = await rowsOf(parts, caller.personId);
    const count = (one: InboxTab) => rows.filter(IS_IN[one]).length;
    const found = await fitting(parts, rows.filter(IS_IN[tab]), { text, caller });
    const after = readCursor(cursor);
    const left = found
      .map((row) => ({ ...row, at: row.room.lastAt.getTime(), roomId: row.room._id }))
      .sort((a, b) => (isBehind(a, b) ? 1 : -1))
      .filter((row) => after === null || isBehind(row, after));
    const page = left.slice(0, PAGE);
    const docs = await parts.rooms.byIds(page.map(({ roomId }) => roomId));
    return {
      items: page.flatMap(({ seat, roomId }) => {
        const room = docs.get(roomId);
        return room ? [itemOf(room, seat)] : [];
      }),
      cursor: left.length > PAGE ? writeCursor(page.at(-1)) : null,
      total: found.length,
      counts: { all: rows.length, unread: count('unread'), mentions: count('mentions') },
    };
  };

async function rowsOf({ rooms, members }: FindInboxParts, personId: PersonId): Promise<Row[]> {
  const seats = await members.taskSeats(personId);
  const found = await rooms.soughtRooms(seats.map(({ roomId }) => roomId));
  return seats.flatMap((seat) => {
    const room = found.get(seat.roomId);
    return room ? [{ seat, room }] : [];
  });
}

/** Those that a text fits: by what they are called, or by somebody else who sits there. */
async function fitting(
  { members, peopleNamed }: FindInboxParts,
  rows: readonly Row[],
  { text, caller }: { text: string; caller: Caller },
): Promise<readonly Row[]> {
  if (text === '') return rows;
  const key = keyOf(text);
  const people = await peopleNamed(caller.congressId, text, MOST_PEOPLE);
  const seats = await members.seatsOf(people.filter((id) => id !== caller.personId));
  const seated = new Set(seats.map(({ roomId }) => roomId));
  return rows.filter(
    ({ room }) => seated.has(room._id) || calledBy(room).some((name) => rankOf(key, readable(name)) !== null),
  );
}

const calledBy = ({ number, title, name }: SoughtRoom): string[] => [number, `第${number}号`, title, name];
