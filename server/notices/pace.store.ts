import { type mongo, Schema } from 'mongoose';
import type { CivilDate, PersonId, RoomId, SuggestionId } from '../../shared/ids.ts';
import { makeGather } from '../store/gather.ts';
import { ONE_ANSWER } from '../store/gathered.ts';
import { type Database, duplicatePositions } from '../store/mongo.ts';
import type { Redis } from '../store/redis.ts';
import { minuteOf } from './deliveries.rules.ts';

/** That somebody was, or will be, spoken to of a suggestion on a day, and by which reminder. */
interface WordDoc {
  /** person | suggestion | day */
  _id: string;
  what: string;
}

const wordSchema = new Schema<WordDoc>({ _id: String, what: String }, { versionKey: false });

/** One private word of a suggestion to one person on a day. */
export interface DaysWord {
  readonly personId: PersonId;
  readonly suggestionId: SuggestionId;
  readonly day: CivilDate;
  /** The reminder: by whatever channel it is given, it is one word. */
  readonly what: string;
}

const MOST_WORDS = 500; // in one statement

export type PaceStore = ReturnType<typeof makePaceStore>;

/** Cards of a room are counted for one clock minute; the count goes a while after it, s. */
const COUNTED_FOR = 120;

interface Parts {
  database: Database;
  redis: Redis;
  /** First word of our keys in Redis. */
  prefix: string;
}

/** How much rooms and people have heard already: of rooms in Redis, as it is only for peace; of people kept for good. */
export function makePaceStore({ database, redis, prefix }: Parts) {
  const words = database.model('daysWords', wordSchema).collection as unknown as mongo.Collection<WordDoc>;

  const isOthers = makeGather<DaysWord, boolean>(async (wanted) => {
    const first = new Map<string, string>();
    for (const word of wanted) if (!first.has(idOf(word))) first.set(idOf(word), word.what);
    await words
      .insertMany(
        [...first].map(([_id, what]) => ({ _id, what })),
        { ordered: false },
      )
      .catch(duplicatePositions);
    const taken = await words.find({ _id: { $in: [...first.keys()] } }, { batchSize: ONE_ANSWER }).toArray();
    const whose = new Map(taken.map((t) => [t._id, t.what]));
    return wanted.map((word) => whose.get(idOf(word)) !== word.what);
  }, MOST_WORDS);

  return {
    /** Takes one of the `most` places for cards that a room has in this clock minute; false when all are taken. */
    async takePlace(roomId: RoomId, now: Date, most: number): Promise<boolean> {
      const key = `${prefix}:cards:${roomId}:${minuteOf(now).getTime()}`;
      const [taken] = await redis.multi().incr(key).expire(key, COUNTED_FOR).exec();
      return Number(taken) <= most;
    },

    /** Takes for each the one word of its day; answers those whose day is another reminder’s. Asked again: the same answer. */
    async takeDays(wanted: readonly DaysWord[]): Promise<Set<DaysWord>> {
      const others = await Promise.all(wanted.map(isOthers));
      return new Set(wanted.filter((_, i) => others[i]));
    },
  };
}

const idOf = ({ personId, suggestionId, day }: DaysWord) => [personId, suggestionId, day].join('|');
