import { type mongo, Schema } from 'mongoose';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { Reaction } from '../../../shared/messages.ts';
import { REACTIONS } from '../../../shared/values/messages.ts';
import { type Database, duplicatePositions } from '../../store/mongo.ts';

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
    /** Sets reactions; of several to the same, that of the highest change stands. One statement where all are new. */
    async set(docs: readonly Omit<ReactionDoc, '_id'>[]): Promise<void> {
      const byKey = new Map(docs.map((d) => [keyOf(d, d.personId, d.reaction), d])); // in the order of n
      const last = [...byKey].map(([_id, doc]): ReactionDoc => ({ _id, ...doc }));
      const known = await reactions
        .insertMany(last, { ordered: false })
        .then(() => [])
        .catch(duplicatePositions);
      const again = known.flatMap((i) => last[i] ?? []);
      if (again.length === 0) return;
      await reactions.bulkWrite(
        again.map(({ _id, on, n }) => ({
          updateOne: { filter: { _id, n: { $lt: n } }, update: { $set: { on, n } } },
        })),
        { ordered: false },
      );
    },
    /** Who reacts to a message, and how. */
    async ofMessage(roomId: RoomId, seq: number): Promise<Pick<ReactionDoc, 'personId' | 'reaction'>[]> {
      return reactions.find({ roomId, seq, on: true }).toArray();
    },
    /** How many react in each way to these messages, in the order of REACTIONS. */
    async counts(
      roomId: RoomId,
      seqs: readonly number[],
    ): Promise<Map<number, { reaction: Reaction; count: number }[]>> {
      const found = await reactions
        .find({ roomId, seq: { $in: [...seqs] }, on: true }, { projection: { seq: 1, reaction: 1 } })
        .toArray();
      const countOf = (seq: number, reaction: Reaction) =>
        found.filter((f) => f.seq === seq && f.reaction === reaction).length;
      return new Map(
        seqs.map((seq) => [
          seq,
          REACTIONS.map((reaction) => ({ reaction, count: countOf(seq, reaction) })).filter(
            ({ count }) => count > 0,
          ),
        ]),
      );
    },
    /** Which of these somebody reacts in, by person and place; in no order. */
    async ofPeople(
      asked: readonly { personId: PersonId; place: Place }[],
    ): Promise<Pick<ReactionDoc, 'roomId' | 'seq' | 'personId' | 'reaction'>[]> {
      const keys = asked.flatMap(({ personId, place }) =>
        REACTIONS.map((reaction) => keyOf(place, personId, reaction)),
      );
      return keys.length === 0 ? [] : reactions.find({ _id: { $in: keys }, on: true }).toArray();
    },
  };
}
