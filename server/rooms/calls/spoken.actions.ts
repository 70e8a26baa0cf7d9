import type { PersonId, RoomId, SuggestionId } from '../../../shared/ids.ts';
import type { WordDoc } from '../messages/messages.store.ts';
import type { ReadSettled } from '../messages/settled.actions.ts';
import type { RoomStore } from '../room.store.ts';

/** A word that a person said, without the word. */
export interface SpokenWord {
  readonly seq: number;
  readonly personId: PersonId;
  readonly at: Date;
}

/** What was said in a room since a number; `to`: up to where it is settled. */
export interface Spoken {
  readonly roomId: RoomId;
  readonly to: number;
  readonly words: readonly SpokenWord[];
}

interface Parts {
  rooms: Pick<RoomStore, 'headsOf' | 'suggestionsMovedSince'>;
  readSettled: ReadSettled<WordDoc>;
}

/** More than so many numbers back nobody looks: what was said before that has been overtaken. */
const MOST_BACK = 1_000;

/** Who spoke, for those who have to know whether somebody was answered. Programs, cards and lines of the case are nobody’s words. */
export const makeSpoken = ({ rooms, readSettled }: Parts) => ({
  /** Rooms of suggestions in which something has been said since then. Looks through all rooms. */
  movedSince: (since: Date): Promise<{ suggestionId: SuggestionId; seq: number }[]> =>
    rooms.suggestionsMovedSince(since),

  /** The newest numbers of these rooms. */
  heads: async (ids: readonly RoomId[]): Promise<Map<RoomId, number>> =>
    new Map((await rooms.headsOf(ids)).map(({ _id, seq }) => [_id, seq])),

  /** What people said from a number on. */
  async words(asked: readonly { roomId: RoomId; from: number; to: number }[]): Promise<Spoken[]> {
    const ranges = asked.map(({ roomId, from, to }) => ({
      roomId,
      from: Math.max(from, to - MOST_BACK),
      to,
    }));
    const found = await readSettled(ranges);
    return found.map(({ roomId, to, messages }) => ({ roomId, to, words: messages.flatMap(wordOf) }));
  },
});

function wordOf({ seq, author, body, at }: WordDoc): SpokenWord[] {
  const isWord = body.kind === 'text' || (body.kind === 'card' && body.card.type === 'announcement');
  return author.kind === 'person' && isWord ? [{ seq, personId: author.personId, at }] : [];
}
