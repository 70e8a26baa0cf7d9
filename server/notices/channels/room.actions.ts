import type { RoomId } from '../../../shared/ids.ts';
import type { Card } from '../../../shared/messages.ts';
import { cardKey } from '../../rooms/index.ts';
import type { Channel, Said } from './channel.ts';

/** What is needed of rooms: a card posted with the same key twice is one message. */
export interface RoomCards {
  postCard(roomId: RoomId, card: Card, sendKey: string): Promise<unknown>;
}

/** Says in the suggestion’s room what is owed: a card, addressed to the unit. */
export const makeRoomChannel = (rooms: RoomCards): Channel => ({
  name: 'room',
  async deliver(said) {
    const { deliveryId, about } = said;
    const [first] = about;
    if (!first) return { state: 'refused', why: 'NO_ROOM' };
    await rooms.postCard(first.roomId, cardOf(said, first), cardKey(deliveryId));
    return { state: 'said' };
  },
});

const cardOf = (
  { rule, offset, unit, phase, words }: Said,
  { suggestionId, due }: Said['about'][number],
): Card => ({
  type: 'reminder',
  ...{ rule, offset, suggestionId, phase, due, words },
  ...{ unitId: unit?.unitId ?? null, unitName: unit?.name ?? '' },
});
