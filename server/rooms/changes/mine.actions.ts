import type { PersonId } from '../../../shared/ids.ts';
import type { Reaction } from '../../../shared/messages.ts';
import type { MessageDoc } from '../messages/messages.store.ts';
import type { ReactionStore } from './reactions.store.ts';

/** Somebody's own reactions to these messages; undefined where nobody reacted. */
export type MineOf = (
  personId: PersonId,
  messages: readonly MessageDoc[],
) => Promise<(message: MessageDoc) => Reaction[] | undefined>;

export const makeMineOf =
  (reactions: ReactionStore): MineOf =>
  async (personId, messages) => {
    const reacted = messages.filter((m) => m.reactions !== undefined);
    const mine = await reactions.ofPerson(personId, reacted);
    return (message) =>
      message.reactions ? (mine.get(`${message.roomId}:${message.seq}`) ?? []) : undefined;
  };
