import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../shared/grouped.ts';
import { gatheredOne, ONE_ANSWER } from '../store/gathered.ts';
import { type Database, duplicatePositions } from '../store/mongo.ts';
import { againAfter, type DeliveryDoc } from './deliveries.rules.ts';

/** The document’s shape is the type; here stand only its indexes. */
const schema = new Schema<DeliveryDoc>({ _id: String }, { versionKey: false });
schema.index({ againAt: 1 }); // pending ones only: null when decided
schema.index({ dutyId: 1 });
schema.index({ parcel: 1 });
schema.index({ group: 1, parcel: 1 }, { partialFilterExpression: { group: { $gt: '' } } });

const GROUP = 1000; // documents in one statement

/** How pending deliveries end. */
export type Ending = Pick<DeliveryDoc, 'sentAt' | 'why'> & {
  readonly state: Exclude<DeliveryDoc['state'], 'pending'>;
};

export type DeliveryStore = ReturnType<typeof makeDeliveryStore>;

/** Who is told what, when, and what became of it. */
export function makeDeliveryStore(database: Database) {
  const deliveries = database.model('deliveries', schema)
    .collection as unknown as mongo.Collection<DeliveryDoc>;

  const pendingOf = gatheredOne(async (parcels: readonly string[]) => {
    const found = await deliveries
      .find({ parcel: { $in: [...parcels] }, state: 'pending' }, { batchSize: ONE_ANSWER })
      .toArray();
    return groupedBy(found, (d) => d.parcel ?? '');
  });

  return {
    /** What has been made for a duty so far: the evidence. */
    ofDuty: (dutyId: string): Promise<DeliveryDoc[]> =>
      deliveries.find({ dutyId }).sort({ madeAt: 1, _id: 1 }).toArray(),

    /** What of a parcel still waits. */
    pendingOf: async (parcel: string): Promise<DeliveryDoc[]> => (await pendingOf(parcel)) ?? [],

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

    /** Puts all of a group that waits into one parcel; false when nothing did. Nothing is added to a parcel later. */
    async gather(group: string, parcel: string, againAt: Date): Promise<boolean> {
      const { modifiedCount } = await deliveries.updateMany(
        { group, parcel: null, state: 'pending' },
        { $set: { parcel, againAt } },
      );
      return modifiedCount > 0;
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

    /** Ends pending ones; how many had not been ended by somebody else. */
    async end(ids: readonly string[], ending: Ending): Promise<number> {
      let ended = 0;
      for (let from = 0; from < ids.length; from += GROUP) {
        const { modifiedCount } = await deliveries.updateMany(
          { _id: { $in: ids.slice(from, from + GROUP) }, state: 'pending' },
          { $set: { ...ending, againAt: null } },
        );
        ended += modifiedCount;
      }
      return ended;
    },

    /** Leaves them pending until then; `apart`: to be said together with others then. */
    async putOff(ids: readonly string[], until: Date, { apart }: { apart: boolean }): Promise<void> {
      await deliveries.updateMany(
        { _id: { $in: [...ids] }, state: 'pending' },
        { $set: { againAt: until, ...(apart && { parcel: null }) } },
      );
    },
  };
}
