import { randomUUID } from 'node:crypto';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Message } from '../../../../shared/messages.ts';
import type { InboxItem } from '../../../../shared/rooms.ts';
import type { SeatRole } from '../../../../shared/seats.ts';
import type { Ask, RoomsBench } from '../../../support/rooms.ts';

/** A room in which these people sit, each with a role. */
export const roomOf = (
  bench: RoomsBench,
  seats: readonly [PersonId, SeatRole][],
): Promise<{ roomId: RoomId; subjectId: string }> =>
  bench.room([], { seats: seats.map(([personId, role]) => ({ personId, roles: [role] })) });

/** Says something; besides the text there may be replyTo, mentions or a sendKey. */
export const post = (
  ask: Ask,
  [roomId, who]: [RoomId, PersonId],
  said: string | ({ text: string } & Record<string, unknown>),
) =>
  ask(
    'message:post',
    { roomId, sendKey: randomUUID(), ...(typeof said === 'string' ? { text: said } : said) },
    who,
  ) as Promise<Message>;

/** A room as it stands in somebody's inbox. */
export async function inboxItem(bench: RoomsBench, who: PersonId, roomId: RoomId): Promise<InboxItem> {
  const { items } = (await bench.ask('inbox:list', { cursor: null }, who)) as { items: InboxItem[] };
  const item = items.find(({ room }) => room.roomId === roomId);
  if (!item) throw new Error(`${roomId} is not in the inbox`);
  return item;
}
