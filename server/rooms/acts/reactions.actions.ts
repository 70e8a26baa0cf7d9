import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import { type listReactions, reactionMarked, type reactToMessage } from '../../../shared/message-acts.ts';
import type { Reaction } from '../../../shared/messages.ts';
import { REACTIONS } from '../../../shared/values/messages.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock, Tell } from '../../wire/ports.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import type { MineOf } from '../changes/mine.actions.ts';
import type { ReactionStore } from '../changes/reactions.store.ts';
import { rankOf } from '../room.rules.ts';
import type { SeatsOf } from '../seats.actions.ts';
import type { MessageReader } from './access-message.actions.ts';

export interface ReactParts {
  reader: MessageReader;
  changeLog: ChangeLog;
  mineOf: MineOf;
  clock: Clock;
  tell: Tell;
}

/** Makes a reaction be there, or not; if it is so already nothing is changed. The caller's other devices hear of it. */
export const makeReactToMessage =
  ({ reader, changeLog, mineOf, clock, tell }: ReactParts): Handler<typeof reactToMessage> =>
  async ({ roomId, seq, reaction, on }, { personId }) => {
    const place = { roomId, seq };
    const { room, message } = await reader.access(personId, place);
    if (room.state !== 'open') throw new Fault('ROOM_CLOSED', { state: room.state });
    if (message.body.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', { seq });
    const mine = (await mineOf(personId, [message]))(message) ?? [];
    if (mine.includes(reaction) === on) return reader.answer(personId, place);
    const { n, isNew } = await changeLog.append({
      ...{ roomId, by: personId, why: '', at: clock.now() },
      deed: { kind: 'reacted', seq, personId, reaction, on },
    });
    const answer = await reader.answer(personId, place);
    if (isNew)
      tell.people([personId], reactionMarked, { roomId, seq, changeSeq: n, mine: answer.mine ?? [] });
    return answer;
  };

export interface ListReactionsParts {
  reader: MessageReader;
  reactions: ReactionStore;
  seatsOf: SeatsOf;
}

/** Who reacted and how, foremost roles first; who left the room stays in the list. */
export const makeListReactions =
  ({ reader, reactions, seatsOf }: ListReactionsParts): Handler<typeof listReactions> =>
  async ({ roomId, seq }, caller) => {
    const { message } = await reader.access(caller.personId, { roomId, seq });
    if (message.body.kind === 'recalled') return { people: [] };
    const byPerson = new Map<PersonId, Reaction[]>();
    for (const { personId, reaction } of await reactions.ofMessage(roomId, seq))
      byPerson.set(personId, [...(byPerson.get(personId) ?? []), reaction]);
    const seatOf = await seatsOf(roomId, [...byPerson.keys()]);
    const people = [...byPerson].map(([personId, theirs]) => ({
      seat: seatOf(personId),
      reactions: REACTIONS.filter((reaction) => theirs.includes(reaction)),
    }));
    return { people: people.sort((a, b) => rankOf(a.seat.roles) - rankOf(b.seat.roles)) };
  };
