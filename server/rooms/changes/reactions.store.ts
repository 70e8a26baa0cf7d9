import { type mongo, Schema } from 'mongoose';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import { type Reaction, REACTIONS } from '../../../shared/messages.ts';
import type { Database } from '../../store/mongo.ts';

/** Whether somebody reacts to a message in one way, since which change. */
interface ReactionDoc {
  /** `<room>:<seq>:<person>:<reaction>` */
  _id: string;
  roomId: RoomId;
  seq: number;
  personId: PersonId;
  reaction: Reaction;
  on: boolean;
  /** The change that said so last; earlier ones change nothing. */
  n: number;
}

const schema = new Schema<ReactionDoc>(
  { _id: String, roomId: String, seq: Number, personId: String, reaction: String, on: Boolean, n: Number },
  { versionKey: false },
);
schema.index({ roomId: 1, seq: 1 });

type Place = Pick<ReactionDoc, 'roomId' | 'seq'>;

const keyOf = ({ roomId, seq }: Place, personId: PersonId, reaction: Reaction) =>
  `${roomId}:${seq}:${personId}:${reaction}`;

export type ReactionStore = ReturnType<typeof makeReactionStore>;

export function makeReactionStore(database: Database) {
  const reactions = database.model('reactions', schema)
    .collection as unknown as mongo.Collection<ReactionDoc>;
  return {
    /** Sets reactions; of several to the same, that of the highest change stands. */
    async set(docs: readonly Omit<ReactionDoc, '_id'>[]): Promise<void> {
      const last = new Map(docs.map((d) => [keyOf(d, d.personId, d.reaction), d])); // in the order of n
      await reactions.bulkWrite(
        [...last].map(([_id, { on, n, ...rest }]) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: { ...rest, on, n } }, upsert: true },
        })),
        { ordered: false },
      );
      await reactions.bulkWrite(
        [...last].map(([_id, { on, n }]) => ({
          updateOne: { filter: { _id, n: { $lt: n } }, update: { $set: { on, n } } },
        })),
        { ordered: false },
      );
    },
    /** Who reacts to a message, and how. */
    async ofMessage(roomId: RoomId, seq: number): Promise<Pick<ReactionDoc, 'personId' | 'reaction'>[]> {
      return reactions.find({ roomId, seq, on: true }).toArray();
    },
    /** How many react in each way, in the order of REACTIONS. */
    async counts(roomId: RoomId, seq: number): Promise<{ reaction: Reaction; count: number }[]> {
      const found = await reactions
        .find({ roomId, seq, on: true }, { projection: { reaction: 1 } })
        .toArray();
      return REACTIONS.map((reaction) => ({
        reaction,
        count: found.filter((f) => f.reaction === reaction).length,
      })).filter(({ count }) => count > 0);
    },
    /** Somebody's reactions to these messages, by `<room>:<seq>`. */
    async ofPerson(personId: PersonId, places: readonly Place[]): Promise<Map<string, Reaction[]>> {
      if (places.length === 0) return new Map();
      const keys = places.flatMap((place) => REACTIONS.map((reaction) => keyOf(place, personId, reaction)));
      const found = await reactions.find({ _id: { $in: keys }, on: true }).toArray();
      const mine = new Map<string, Reaction[]>();
      for (const { roomId, seq, reaction } of found) {
        const key = `${roomId}:${seq}`;
        mine.set(key, [...(mine.get(key) ?? []), reaction]);
      }
      return mine;
    },
  };
}
