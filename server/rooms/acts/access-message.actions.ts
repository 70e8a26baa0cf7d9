import { Fault } from '../../../shared/faults.ts';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { makeGather } from '../../store/gather.ts';
import type { Access, AccessRoom } from '../access.actions.ts';
import type { MineOf } from '../changes/mine.actions.ts';
import type { MessageDoc, MessageStore } from '../messages/messages.store.ts';
import { messageOf } from '../room.rules.ts';

/** A message in its room, as somebody who sits there may see it. */
export interface MessageAccess extends Access {
  message: MessageDoc;
}

interface Place {
  roomId: RoomId;
  seq: number;
}

export interface MessageReader {
  /** Gives room, seat and message; throws NOT_A_MEMBER, or UNKNOWN_MESSAGE for a number under which nothing was said. */
  access(personId: PersonId, place: Place): Promise<MessageAccess>;
  /** The message as it stands now, or UNKNOWN_MESSAGE. */
  fresh(place: Place): Promise<MessageDoc>;
  /** The message as this person sees it now. Throws MESSAGE_RECALLED when it was taken back. */
  answer(personId: PersonId, place: Place): Promise<Message>;
}

const LARGEST_BATCH = 100;

/** Reads messages one by one for many people at once: whoever asks while a round is under way shares the next. */
export function makeMessageReader(access: AccessRoom, messages: MessageStore, mineOf: MineOf): MessageReader {
  const fresh = makeGather<Place, MessageDoc>(async (places) => {
    const asked = [...new Map(places.map((p) => [keyOf(p), p])).values()];
    const found = await messages.ranges(asked.map(({ roomId, seq }) => ({ roomId, from: seq, to: seq })));
    const byKey = new Map(found.map((m) => [keyOf(m), m]));
    return places.map((place) => {
      const message = byKey.get(keyOf(place));
      return message && message.body.kind !== 'tombstone'
        ? message
        : new Fault('UNKNOWN_MESSAGE', facts(place));
    });
  }, LARGEST_BATCH);

  return {
    fresh,
    async access(personId, place) {
      const seat = await access(personId, place.roomId);
      // Beyond the head somebody may still be writing.
      if (place.seq > seat.room.seq) throw new Fault('UNKNOWN_MESSAGE', facts(place));
      return { ...seat, message: await fresh(place) };
    },
    async answer(personId, place) {
      const message = await fresh(place);
      if (message.body.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', facts(place));
      const mine = await mineOf(personId, [message]);
      return messageOf(message, mine(message));
    },
  };
}

const keyOf = ({ roomId, seq }: Place) => `${roomId}:${seq}`;
const facts = ({ seq }: Place) => ({ seq });
