import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { Reaction } from '../../../shared/messages.ts';
import { REACTIONS } from '../../../shared/values/messages.ts';
import { makeGather } from '../../store/gather.ts';
import type { MessageDoc } from '../messages/messages.store.ts';
import type { ReactionStore } from './reactions.store.ts';

/** Somebody's own reactions to these messages; undefined where nobody reacted. */
export type MineOf = (
  personId: PersonId,
  messages: readonly MessageDoc[],
) => Promise<(message: MessageDoc) => Reaction[] | undefined>;

interface Asked {
  personId: PersonId;
  places: readonly { roomId: RoomId; seq: number }[];
}

const LARGEST_BATCH = 50;

/** Read from the database each time, but together: a hundred people who answer at once share a few statements. */
export function makeMineOf(reactions: ReactionStore): MineOf {
  const gather = makeGather<Asked, Map<string, Reaction[]>>(async (all) => {
    const found = await reactions.ofPeople(
      all.flatMap(({ personId, places }) => places.map((place) => ({ personId, place }))),
    );
    const byKey = new Map<string, Reaction[]>();
    for (const { personId, roomId, seq, reaction } of found) {
      const key = `${personId}:${roomId}:${seq}`;
      byKey.set(key, [...(byKey.get(key) ?? []), reaction]);
    }
    return all.map(({ personId, places }) => new Map(places.map((p) => mineAt(byKey, personId, p))));
  }, LARGEST_BATCH);

  return async (personId, messages) => {
    const places = messages.filter((m) => m.reactions !== undefined);
    if (places.length === 0) return () => undefined;
    const mine = await gather({ personId, places });
    return (message) => mine.get(`${message.roomId}:${message.seq}`);
  };
}

const mineAt = (
  byKey: Map<string, Reaction[]>,
  personId: PersonId,
  { roomId, seq }: Asked['places'][number],
): [string, Reaction[]] => {
  const mine = byKey.get(`${personId}:${roomId}:${seq}`) ?? [];
  return [`${roomId}:${seq}`, REACTIONS.filter((reaction) => mine.includes(reaction))];
};
