import type { PersonId, RoomId } from '../../../shared/ids.ts';
import { mayBeBasis } from '../../../shared/values/messages.ts';
import type { MessageDoc, MessageStore } from './messages.store.ts';

/** Says of messages that somebody names by their numbers whether, and by whom, they were said. */
export function makeSaid(messages: Pick<MessageStore, 'ranges'>) {
  const under = (roomId: RoomId, seqs: readonly number[]): Promise<MessageDoc[]> =>
    messages.ranges(seqs.map((seq) => ({ roomId, from: seq, to: seq })));

  return {
    /** True when all these numbers are what somebody said in the room, and stands. */
    haveBeen: async (roomId: RoomId, seqs: readonly number[]): Promise<boolean> => {
      const found = await under(roomId, seqs);
      return found.filter(({ body }) => mayBeBasis(body)).length === new Set(seqs).size;
    },

    /** People who said these messages, as far as they stand; bots are nobody. */
    by: async (roomId: RoomId, seqs: readonly number[]): Promise<PersonId[]> =>
      (await under(roomId, seqs)).flatMap(({ author, body }) =>
        author.kind === 'person' && body.kind !== 'recalled' ? author.personId : [],
      ),
  };
}
