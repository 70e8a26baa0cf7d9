import { type mongo, Schema } from 'mongoose';
import type { CivilDate, PersonId, RoomId, SuggestionId } from '../../shared/ids.ts';
import { type Database, duplicatePositions, isDuplicate } from '../store/mongo.ts';
import { minuteOf } from './deliveries.rules.ts';

/** How many cards a room got in one clock minute; one document a room. */
interface PaceDoc {
  _id: RoomId;
  minute: Date;
  cards: number;
}

/** That somebody was, or will be, spoken to of a suggestion on a day, and by which reminder. */
interface WordDoc {
  /** person | suggestion | day */
  _id: string;
  what: string;
}

const paceSchema = new Schema<PaceDoc>({ _id: String, minute: Date, cards: Number }, { versionKey: false });
const wordSchema = new Schema<WordDoc>({ _id: String, what: String }, { versionKey: false });

/** One private word of a suggestion to one person on a day. */
export interface DaysWord {
  readonly personId: PersonId;
  readonly suggestionId: SuggestionId;
  readonly day: CivilDate;
  /** The reminder: by whatever channel it is given, it is one word. */
  readonly what: string;
}

export type PaceStore = ReturnType<typeof makePaceStore>;

/** How much rooms and people have heard already. */
export function makePaceStore(database: Database) {
  const paces = database.model('roomPaces', paceSchema).collection as unknown as mongo.Collection<PaceDoc>;
  const words = database.model('daysWords', wordSchema).collection as unknown as mongo.Collection<WordDoc>;

  /** One more in this minute, if there is room for it. */
  const countUp = async (roomId: RoomId, minute: Date, most: number) =>
    (await paces.updateOne({ _id: roomId, minute, cards: { $lt: most } }, { $inc: { cards: 1 } }))
      .matchedCount;

  return {
    /** Takes one of the `most` places for cards that a room has in this clock minute; false when all are taken. */
    async takePlace(roomId: RoomId, now: Date, most: number): Promise<boolean> {
      const minute = minuteOf(now);
      if (await countUp(roomId, minute, most)) return true;
      const turned = await paces.updateOne(
        { _id: roomId, minute: { $lt: minute } },
        { $set: { minute, cards: 1 } },
      );
      if (turned.matchedCount === 1) return true;
      try {
        await paces.insertOne({ _id: roomId, minute, cards: 1 });
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await countUp(roomId, minute, most)) === 1;
      }
    },

    /** Takes for each the one word of its day; answers those whose day is another reminder’s. Asked again: the same answer. */
    async takeDays(wanted: readonly DaysWord[]): Promise<Set<DaysWord>> {
      if (wanted.length === 0) return new Set();
      const idOf = ({ personId, suggestionId, day }: DaysWord) => [personId, suggestionId, day].join('|');
      await words
        .insertMany(
          wanted.map((word) => ({ _id: idOf(word), what: word.what })),
          { ordered: false },
        )
        .catch((error: unknown) => duplicatePositions(error));
      const taken = await words.find({ _id: { $in: wanted.map(idOf) } }).toArray();
      const whose = new Map(taken.map((t) => [t._id, t.what]));
      return new Set(wanted.filter((word) => whose.get(idOf(word)) !== word.what));
    },
  };
}
