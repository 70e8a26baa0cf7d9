import type { PersonId, RoomId } from '../../../shared/ids.ts';
import { type countMentions, type Mention, mentionNoted } from '../../../shared/messages.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Tell } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import { type MemberDoc, type MemberStore, seatKey } from '../members.store.ts';
import { calledBy, whyMayNotCall, whyUnknown } from './mentions.rules.ts';

/** What somebody calls out in a room. */
export interface Call {
  roomId: RoomId;
  mentions: readonly Mention[];
  author: PersonId;
}

export interface Calling {
  /** The seats that are called; throws UNKNOWN_PERSON if one who is called by name does not sit here. */
  seats(call: Call): Promise<MemberDoc[]>;
  /** The same without a refusal: who left meanwhile is called no more. */
  seatsStill(call: Call): Promise<MemberDoc[]>;
  /** Notes message number `seq` at these seats and lets the people know; again: changes nothing. */
  note(roomId: RoomId, seq: number, seats: readonly MemberDoc[]): Promise<void>;
}

/** Mentions, expanded to people when something is said: who comes later was not called. */
export function makeCalling(members: MemberStore, tell: Tell): Calling {
  /** All seats, unless all are called by name. */
  async function within({ roomId, mentions }: Call): Promise<MemberDoc[]> {
    const named = mentions.flatMap((m) => (m.kind === 'person' ? [m.personId] : []));
    if (named.length < mentions.length) return members.ofRoom(roomId);
    return [...(await members.byKeys(named.map((id) => seatKey(roomId, id)))).values()];
  }
  return {
    async seats(call) {
      const seats = await within(call);
      const refused = whyUnknown(call.mentions, seats);
      if (refused) throw refused;
      return calledBy(call.mentions, seats, call.author);
    },
    seatsStill: async (call) => calledBy(call.mentions, await within(call), call.author),
    async note(roomId, seq, seats) {
      const called = seats.filter((seat) => seat.readSeq < seq); // beyond it: came or read after it was said
      if (called.length === 0) return;
      await members.call(
        called.map((seat) => seat._id),
        seq,
      );
      tell.people(
        called.map((seat) => seat.personId),
        mentionNoted,
        { roomId, seq },
      );
    },
  };
}

/** How many people would be called, before anything is said. */
export const makeCountMentions =
  (access: AccessRoom, calling: Calling): Handler<typeof countMentions> =>
  async ({ roomId, mentions }, { personId }) => {
    const { member } = await access(personId, roomId);
    const refused = whyMayNotCall(mentions, member);
    if (refused) throw refused;
    if (mentions.length === 0) return { notified: 0 };
    return { notified: (await calling.seats({ roomId, mentions, author: personId })).length };
  };
