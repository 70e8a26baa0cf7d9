import type { Server } from 'socket.io';
import type * as z from 'zod/mini';
import type { Broadcast } from '../../shared/contract.ts';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import type { Flags } from './adapter.ts';
import { personChannel, roomChannel, sessionChannel } from './channels.ts';
import type { Tell } from './ports.ts';

interface To {
  channels: string[];
  except: string[];
  flags: Flags;
}

/** Hop 4, over socket.io and its adapter: every node's sockets, at most once. */
export function makeTell(io: Server): Tell {
  const emit = (what: Broadcast, body: unknown, { channels, except, flags }: To) => {
    const packet = { data: [what.name, what.body.parse(body)] };
    const to = { rooms: new Set(channels), except: new Set(except), flags };
    io.of('/').adapter.broadcast(packet, to);
  };
  return {
    room: ({ _id, memberVersion }, what, body, exceptPerson) =>
      emit(what, body, {
        channels: [roomChannel(_id)],
        except: exceptPerson === undefined ? [] : [personChannel(exceptPerson)],
        flags: { memberVersion },
      }),
    people: <B extends Broadcast>(
      ids: readonly PersonId[],
      what: B,
      body: z.input<B['body']>,
      exceptIn?: RoomId,
    ) => {
      const except = exceptIn === undefined ? [] : [roomChannel(exceptIn)];
      if (ids.length > 0) emit(what, body, { channels: ids.map(personChannel), except, flags: {} });
    },
    evict: (personId, roomId) => io.in(personChannel(personId)).socketsLeave(roomChannel(roomId)),
    disconnect: (sessionId) => io.in(sessionChannel(sessionId)).disconnectSockets(true),
  };
}
