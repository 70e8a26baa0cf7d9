import type { digestHeads } from '../../../shared/rooms.ts';
import { MAX_DIGEST } from '../../../shared/values/rooms.ts';
import type { Handler } from '../../wire/bind.ts';
import type { InboxOrder } from '../inbox.store.ts';
import { type MemberStore, seatKey } from '../members.store.ts';
import type { RoomStore } from '../room.store.ts';

export interface DigestParts {
  order: InboxOrder;
  rooms: RoomStore;
  members: MemberStore;
}

/** Which rooms, says the cache; what may be seen of them, the seats; the numbers are those of the database. */
export const makeDigestHeads =
  ({ order, rooms, members }: DigestParts): Handler<typeof digestHeads> =>
  async ({ since }, { personId }) => {
    const { rooms: ids, ...rest } = await order.digest(personId, since, MAX_DIGEST);
    const [found, seats] = await Promise.all([
      rooms.atHeads(ids),
      members.byKeys(ids.map((id) => seatKey(id, personId))),
    ]);
    const heads = ids.flatMap((roomId) => {
      const room = found.get(roomId);
      if (!room || !seats.has(seatKey(roomId, personId))) return [];
      return [{ roomId, seq: room.seq, changeSeq: room.changeSeq, at: room.lastAt.toISOString() }];
    });
    return { heads, ...rest };
  };
