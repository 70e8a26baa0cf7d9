import type { PersonId, RoomId } from '../../shared/ids.ts';
import type { Counters, RoomAt } from './ports.ts';

export interface SeatGateParts {
  /** Who sits in a room now, read from the database. */
  sitting: (roomId: RoomId) => Promise<readonly PersonId[]>;
  /** This node's sockets that have a room open, as they are at the moment. */
  inside: (roomId: RoomId) => readonly { id: string; personId: PersonId }[];
  /** Takes a socket out of a room. */
  takeOut: (socketId: string, roomId: RoomId) => void;
  counters: Counters;
  onError: (error: unknown) => void;
}

/** Keeps what is told in rooms from sockets of people who left, even where the word that they left was lost. */
export interface SeatGate {
  /** A socket is about to enter; its person sat in the room at this state of it. */
  entering(socketId: string, room: RoomAt): void;
  /** Nobody on this node has the room open any more. */
  emptied(roomId: RoomId): void;
  /** Delivers now, or when it is known that all sockets inside are of members at this state of the room. */
  pass(room: RoomAt, deliver: () => void): void;
}

interface Room {
  /** At this state of the room all sockets inside were of members, but for the newcomers. */
  known: number;
  /** In order. */
  held: { version: number; deliver: () => void }[];
  reading: boolean;
  /** Sockets that entered since the reading began, and the state they entered at: it says nothing about them. */
  newcomers: Map<string, number>;
}

/** Packets of one room that wait; more push out the oldest, and clients see by the numbers that they lack something. */
const MOST_HELD = 500;
const AGAIN_MS = 1_000;

/**
 * Every packet of a room says which state of the membership its teller knew. A node that last knew its sockets to be of
 * members at an earlier state holds it, and all that come after it, until it has read who sits there.
 */
export function makeSeatGate(parts: SeatGateParts): SeatGate {
  const rooms = new Map<RoomId, Room>();
  const open = (roomId: RoomId, known: number): Room => {
    const room: Room = { known, held: [], reading: false, newcomers: new Map() };
    rooms.set(roomId, room);
    return room;
  };
  return {
    entering(socketId, { _id, memberVersion }) {
      const room = rooms.get(_id) ?? open(_id, memberVersion);
      if (room.reading) room.newcomers.set(socketId, memberVersion);
      else room.known = Math.min(room.known, memberVersion);
    },
    emptied(roomId) {
      if (rooms.get(roomId)?.reading === false) rooms.delete(roomId);
    },
    pass({ _id, memberVersion }, deliver) {
      const room = rooms.get(_id) ?? open(_id, -1); // nothing is known of who is inside
      if (room.held.length === 0 && memberVersion <= room.known) {
        deliver();
        return;
      }
      parts.counters.count('held-packets');
      room.held.push({ version: memberVersion, deliver });
      if (room.held.length > MOST_HELD) {
        room.held.shift();
        parts.counters.count('dropped-packets');
      }
      if (!room.reading) void settle(parts, _id, room).then(() => drop(parts, rooms, { _id, room }));
    },
  };
}

/** A room that was emptied while it was read is forgotten after it. */
function drop(parts: SeatGateParts, rooms: Map<RoomId, Room>, { _id, room }: { _id: RoomId; room: Room }) {
  if (rooms.get(_id) === room && room.held.length === 0 && parts.inside(_id).length === 0) rooms.delete(_id);
}

/** Reads who sits in the room and delivers what was held, until nothing is. While the database is away it waits. */
async function settle(parts: SeatGateParts, roomId: RoomId, room: Room): Promise<void> {
  room.reading = true;
  while (room.held.length > 0) {
    // Seats are rewritten before the state moves on: what is read from now on is true of at least this state.
    const state = Math.max(...room.held.map((h) => h.version));
    room.newcomers.clear();
    try {
      const sitting = new Set(await parts.sitting(roomId));
      takeOutOthers(parts, roomId, { room, sitting });
      room.known = Math.min(state, ...room.newcomers.values());
      deliverKnown(room);
    } catch (error) {
      parts.onError(error);
      await new Promise<void>((resolve) => setTimeout(resolve, AGAIN_MS).unref());
    }
  }
  room.reading = false;
}

function takeOutOthers(
  { inside, takeOut, counters }: SeatGateParts,
  roomId: RoomId,
  { room, sitting }: { room: Room; sitting: ReadonlySet<PersonId> },
): void {
  for (const { id, personId } of inside(roomId))
    if (!sitting.has(personId) && !room.newcomers.has(id)) {
      takeOut(id, roomId);
      counters.count('evicted');
    }
}

function deliverKnown(room: Room): void {
  for (let next = room.held[0]; next && next.version <= room.known; next = room.held[0]) {
    room.held.shift();
    next.deliver();
  }
}
