import { type mongo, Schema } from 'mongoose';
import type { RoomId } from '../../shared/ids.ts';
import { type Database, duplicatePositions, isDuplicate } from '../store/mongo.ts';
import { againAfter, minuteOf, type DeliveryDoc } from './deliveries.rules.ts';

const schema = new Schema<DeliveryDoc>(
  {
    _id: String,
    dutyId: String,
    roomId: String,
    step: Number,
    recipient: String,
    state: String,
    madeAt: Date,
    sentAt: Date,
    againAt: Date,
    attempts: Number,
  },
  { versionKey: false },
);
schema.index({ againAt: 1 }); // pending ones only: null when decided
schema.index({ dutyId: 1 });

/** How many cards a room got in one clock minute; one document a room. */
interface PaceDoc {
  _id: RoomId;
  minute: Date;
  cards: number;
}

const paceSchema = new Schema<PaceDoc>({ _id: String, minute: Date, cards: Number }, { versionKey: false });

const GROUP = 1000; // documents in one statement

export type DeliveryStore = ReturnType<typeof makeDeliveryStore>;

/** Who is told what, when, and what became of it. */
export function makeDeliveryStore(database: Database) {
  const deliveries = database.model('deliveries', schema)
    .collection as unknown as mongo.Collection<DeliveryDoc>;
  const paces = database.model('roomPaces', paceSchema).collection as unknown as mongo.Collection<PaceDoc>;

  /** One more in this minute, if there is room for it. */
  const countUp = async (roomId: RoomId, minute: Date, most: number) =>
    (await paces.updateOne({ _id: roomId, minute, cards: { $lt: most } }, { $inc: { cards: 1 } }))
      .matchedCount;

  return {
    byId: (id: string): Promise<DeliveryDoc | null> => deliveries.findOne({ _id: id }),

    /** What has been made for a duty so far, oldest step first: the evidence. */
    ofDuty: (dutyId: string): Promise<DeliveryDoc[]> =>
      deliveries.find({ dutyId }).sort({ step: 1, _id: 1 }).toArray(),

    /** Adds those whose id is new, and returns them. */
    async insertMissing(docs: readonly DeliveryDoc[]): Promise<DeliveryDoc[]> {
      const added: DeliveryDoc[] = [];
      for (let from = 0; from < docs.length; from += GROUP) {
        const group = docs.slice(from, from + GROUP);
        const taken = await deliveries
          .insertMany(group, { ordered: false })
          .then(() => [])
          .catch((error: unknown) => duplicatePositions(error));
        const there = new Set<number>(taken);
        added.push(...group.filter((_, position) => !there.has(position)));
      }
      return added;
    },

    /** Pending ones that the queue had time enough for, at most `limit`. */
    overdue: (now: Date, limit: number): Promise<DeliveryDoc[]> =>
      deliveries
        .find({ againAt: { $lte: now } })
        .limit(limit)
        .toArray(),

    /** Counts another attempt of each and puts off the next look. */
    async countAttempts(docs: readonly DeliveryDoc[], now: Date): Promise<void> {
      await deliveries.bulkWrite(
        docs.map(({ _id, attempts }) => ({
          updateOne: {
            filter: { _id, state: 'pending', attempts },
            update: { $set: { attempts: attempts + 1, againAt: againAfter(now, attempts + 1) } },
          },
        })),
        { ordered: false },
      );
    },

    /** Ends a pending one; false when somebody else had ended it. */
    async settle(id: string, state: 'sent' | 'moot' | 'superseded', sentAt: Date | null): Promise<boolean> {
      const { modifiedCount } = await deliveries.updateOne(
        { _id: id, state: 'pending' },
        { $set: { state, sentAt, againAt: null } },
      );
      return modifiedCount === 1;
    },

    /** Leaves it pending until then. */
    async putOff(id: string, until: Date): Promise<void> {
      await deliveries.updateOne({ _id: id, state: 'pending' }, { $set: { againAt: until } });
    },

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
  };
}
