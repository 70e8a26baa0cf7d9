import type { Server } from 'socket.io';
import type * as z from 'zod/mini';
import type { Broadcast } from '../../shared/contract.ts';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import type { ServerToClient } from '../../shared/protocol.ts';
import type { Tell } from './ports.ts';

// Prefixed: the adapter takes a bare name of 20 characters for a socket id.
export const roomChannel = (id: RoomId) => `r:${id}`;
export const personChannel = (id: PersonId) => `u:${id}`;
export const sessionChannel = (id: string) => `s:${id}`;

/** Hop 4, over socket.io and its adapter: every node's sockets, at most once. */
export function makeTell(io: Server): Tell {
  const emit = (channels: string[], what: Broadcast, body: unknown, except: string[]) => {
    io.to(channels)
      .except(except)
      .emit(what.name as keyof ServerToClient, what.body.parse(body));
  };
  return {
    room: ({ _id }, what, body, exceptPerson) =>
      emit([roomChannel(_id)], what, body, exceptPerson === undefined ? [] : [personChannel(exceptPerson)]),
    people: <B extends Broadcast>(
      ids: readonly PersonId[],
      what: B,
      body: z.input<B['body']>,
      exceptIn?: RoomId,
    ) => {
      if (ids.length > 0)
        emit(ids.map(personChannel), what, body, exceptIn === undefined ? [] : [roomChannel(exceptIn)]);
    },
    evict: (personId, roomId) => io.in(personChannel(personId)).socketsLeave(roomChannel(roomId)),
    disconnect: (sessionId) => io.in(sessionChannel(sessionId)).disconnectSockets(true),
  };
}
