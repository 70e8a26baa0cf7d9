import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { countReads, rollAnnouncement, rollRead } from '../../../shared/message-acts.ts';
import type { Roll } from '../../../shared/seats.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import type { AccessRoom } from '../access.actions.ts';
import type { ReactionStore } from '../changes/reactions.store.ts';
import type { MemberDoc, MemberStore } from '../members.store.ts';
import type { MessageDoc, MessageStore } from '../messages/messages.store.ts';
import { mutedPart } from '../seats.actions.ts';
import { countReaders, readersFor } from './readers.rules.ts';
import { countRoll, type Listed, pageRoll } from './roll.rules.ts';

const PAGE = 100;

export interface RollParts {
  access: AccessRoom;
  messages: MessageStore;
  members: MemberStore;
  reactions: ReactionStore;
  org: Org;
  clock: Clock;
}

/** Everybody who sits in the room now, and whether they have confirmed the announcement; its author has. */
export type Confirmations = (announcement: MessageDoc) => Promise<Listed<MemberDoc>[]>;

export const makeConfirmations =
  ({ members, reactions }: Pick<RollParts, 'members' | 'reactions'>): Confirmations =>
  async ({ roomId, seq, authorKey }) => {
    const [seats, reacted] = await Promise.all([members.ofRoom(roomId), reactions.ofMessage(roomId, seq)]);
    const confirmed = new Set(reacted.filter((r) => r.reaction === 'received').map((r) => r.personId));
    return seats.map((seat) => ({
      seat,
      done: seat.personId === authorKey || confirmed.has(seat.personId),
    }));
  };

/** announcement:roll */
export const makeRollAnnouncement =
  (parts: RollParts): Handler<typeof rollAnnouncement> =>
  async ({ roomId, seq, cursor }, { personId }) => {
    await parts.access(personId, roomId);
    const announcement = await messageAt(parts.messages, roomId, seq);
    if (!isAnnouncement(announcement)) throw new Fault('UNKNOWN_MESSAGE', { seq });
    return writeRoll(parts, await makeConfirmations(parts)(announcement), cursor);
  };

/** read:roll. Its author is no reader of a message; deputies are listed for its author and the office. */
export const makeRollRead =
  (parts: RollParts): Handler<typeof rollRead> =>
  async ({ roomId, seq, cursor }, { personId }) => {
    const { member, room } = await parts.access(personId, roomId);
    const [message, all] = await Promise.all([
      messageAt(parts.messages, roomId, seq),
      parts.members.ofRoom(roomId),
    ]);
    const seats = readersFor(all, message.authorKey, member);
    const list = seats
      .filter(({ personId: reader }) => reader !== message.authorKey)
      .map((seat) => ({ seat, done: seat.readSeq >= seq }));
    return {
      roll: await writeRoll(parts, list, cursor),
      commonSeq: seats.reduce((least, { readSeq }) => Math.min(least, readSeq), room.seq),
    };
  };

/** read:count. Numbers nobody spoke under are left out. */
export const makeCountReads =
  ({ access, messages, members }: RollParts): Handler<typeof countReads> =>
  async ({ roomId, seqs }, { personId }) => {
    const { member } = await access(personId, roomId);
    const [said, seats] = await Promise.all([
      messages.bySeqs(roomId, [...new Set(seqs)]),
      members.ofRoom(roomId),
    ]);
    const counts = said
      .filter(({ body }) => body.kind !== 'tombstone')
      .sort((a, b) => a.seq - b.seq)
      .map(({ seq, authorKey }) => ({
        seq,
        ...countReaders(readersFor(seats, authorKey, member), { seq, authorKey }),
      }));
    return { counts };
  };

/** What was said under this number, or UNKNOWN_MESSAGE. */
export async function messageAt(messages: MessageStore, roomId: RoomId, seq: number): Promise<MessageDoc> {
  const [message] = await messages.bySeqs(roomId, [seq]);
  if (!message || message.body.kind === 'tombstone') throw new Fault('UNKNOWN_MESSAGE', { seq });
  return message;
}

export const isAnnouncement = ({ body }: Pick<MessageDoc, 'body'>): boolean =>
  body.kind === 'card' && body.card.type === 'announcement';

async function writeRoll(
  { org, clock }: RollParts,
  list: readonly Listed<MemberDoc>[],
  asked: string | null,
): Promise<Roll> {
  const { page, cursor } = pageRoll(list, asked, PAGE);
  const cards = await org.people.cards(page.map(({ seat }) => seat.personId));
  const now = clock.now();
  return {
    ...countRoll(list),
    people: page.map(({ seat, done }) => {
      const { personId, roles } = seat;
      const { name = '', label = '' } = cards.get(personId) ?? {};
      return { seat: { personId, name, label, roles, ...mutedPart(seat, now) }, done };
    }),
    cursor,
  };
}
