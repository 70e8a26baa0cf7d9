import { Fault } from '../../shared/faults.ts';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import { makeGather } from '../store/gather.ts';
import { type MemberDoc, type MemberStore, seatKey } from './members.store.ts';
import type { RoomDoc, RoomStore } from './room.store.ts';

/** A room as somebody who sits in it may see it. */
export interface Access {
  room: RoomDoc;
  member: MemberDoc;
}

/** The one permission check of rooms: gives the room and the caller's seat, or throws NOT_A_MEMBER. */
export type AccessRoom = (personId: PersonId, roomId: RoomId) => Promise<Access>;

interface Asked {
  personId: PersonId;
  roomId: RoomId;
}

/** Read from the database each time, but together: whoever asks while a round is under way shares the next. */
export function makeAccessRoom(rooms: RoomStore, members: MemberStore): AccessRoom {
  const gather = makeGather<Asked, Access>(async (asked) => {
    const [seats, found] = await Promise.all([
      members.byKeys([...new Set(asked.map((a) => seatKey(a.roomId, a.personId)))]),
      rooms.byIds([...new Set(asked.map((a) => a.roomId))]),
    ]);
    return asked.map(({ personId, roomId }) => {
      const member = seats.get(seatKey(roomId, personId));
      const room = found.get(roomId);
      return member && room ? { room, member } : new Fault('NOT_A_MEMBER', { roomId });
    });
  }, 500);
  return (personId, roomId) => gather({ personId, roomId });
}
