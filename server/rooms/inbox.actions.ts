import type { PersonId } from '../../shared/ids.ts';
import type { InboxItem, listInbox } from '../../shared/rooms.ts';
import type { Handler } from '../wire/bind.ts';
import { itemOf, PAGE, readCursor, writeCursor } from './inbox.rules.ts';
import type { InboxOrder } from './inbox.store.ts';
import { type MemberStore, seatKey } from './members.store.ts';
import type { RoomStore } from './room.store.ts';

export interface InboxParts {
  order: InboxOrder;
  rooms: RoomStore;
  members: MemberStore;
}

/** A page of the caller's rooms. The order comes from the cache; what may be seen comes from the seats. */
export const makeListInbox =
  (parts: InboxParts): Handler<typeof listInbox> =>
  async ({ cursor }, { personId }) => {
    const { order, rooms, members } = parts;
    if (!(await order.isReady(personId))) await order.rebuild(personId, () => activitiesOf(parts, personId));
    const { places, total } = await order.page(personId, readCursor(cursor), PAGE);
    const ids = places.map((p) => p.roomId);
    const [found, seats] = await Promise.all([
      rooms.byIds(ids),
      members.byKeys(ids.map((id) => seatKey(id, personId))),
    ]);
    const items = ids.flatMap((id): InboxItem[] => {
      const room = found.get(id);
      const seat = seats.get(seatKey(id, personId));
      return room && seat ? [itemOf(room, seat)] : [];
    });
    // A note that was under way when somebody left may have brought a room back.
    const stale = ids.filter((id) => !seats.has(seatKey(id, personId)));
    await Promise.all(stale.map((id) => order.remove([personId], id)));
    return {
      items,
      cursor: places.length < PAGE ? null : writeCursor(places.at(-1)),
      total: total - stale.length,
    };
  };

async function activitiesOf({ members, rooms }: InboxParts, personId: PersonId) {
  const ids = await members.roomsOf(personId);
  return (await rooms.lastAtOf(ids)).map((r) => ({ roomId: r._id, at: r.lastAt }));
}
