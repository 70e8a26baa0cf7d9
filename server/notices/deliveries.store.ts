import { isDeepStrictEqual } from 'node:util';
import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../shared/grouped.ts';
import { makeGather } from '../store/gather.ts';
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
const FEW = 100; // groups in one statement

/** How pending deliveries end. */
export type Ending = Pick<DeliveryDoc, 'sentAt' | 'why'> & {
  readonly state: Exclude<DeliveryDoc['state'], 'pending'>;
};

/** What waits of a group and shall be said together. */
interface Gathering {
  readonly group: string;
  readonly parcel: string;
  readonly againAt: Date;
}

interface PuttingOff {
  readonly id: string;
  readonly until: Date;
  readonly apart: boolean;
}

export type DeliveryStore = ReturnType<typeof makeDeliveryStore>;

/** Who is told what, when, and what became of it. */
export function makeDeliveryStore(database: Database) {
  const deliveries = database.model('deliveries', schema)
    .collection as unknown as mongo.Collection<DeliveryDoc>;

  async function pendingOfAll(parcels: readonly string[]): Promise<Map<string, DeliveryDoc[]>> {
    const found = await deliveries
      .find({ parcel: { $in: [...parcels] }, state: 'pending' }, { batchSize: ONE_ANSWER })
      .toArray();
    return groupedBy(found, (d) => d.parcel ?? '');
  }
  const pendingOf = gatheredOne(pendingOfAll);

  const endOne = makeGather<{ readonly id: string; readonly ending: Ending }, boolean>(async (wanted) => {
    const alike = groupedBy(wanted, ({ ending }) => JSON.stringify(ending));
    const { modifiedCount } = await deliveries.bulkWrite(
      [...alike.values()].map((these) => ({
        updateMany: {
          filter: { _id: { $in: these.map(({ id }) => id) }, state: 'pending' },
          update: { $set: { ...these[0]?.ending, againAt: null } },
        },
      })),
      { ordered: false },
    );
    const ids = wanted.map(({ id }) => id);
    const isFirst = (position: number) => ids.indexOf(ids[position] ?? '') === position;
    if (modifiedCount === 0) return wanted.map(() => false);
    if (modifiedCount === new Set(ids).size) return wanted.map((_, position) => isFirst(position));
    const found = await deliveries.find({ _id: { $in: ids } }).toArray();
    const now = new Map(found.map(({ _id, state, sentAt, why }) => [_id, { state, sentAt, why }]));
    return wanted.map(
      ({ id, ending }, position) => isFirst(position) && isDeepStrictEqual(now.get(id), ending),
    );
  }, GROUP);

  const putOffOne = makeGather<PuttingOff, true>(async (wanted) => {
    const alike = groupedBy(wanted, ({ until, apart }) => `${until.toISOString()} ${apart}`);
    await deliveries.bulkWrite(
      [...alike.values()].flatMap((these) => {
        const [first] = these;
        if (!first) return [];
        const { until, apart } = first;
        const filter = { _id: { $in: these.map(({ id }) => id) }, state: 'pending' as const };
        const update = { $set: { againAt: until, ...(apart && { parcel: null }) } };
        return [{ updateMany: { filter, update } }];
      }),
      { ordered: false },
    );
    return wanted.map(() => true);
  }, GROUP);

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
    gather: makeGather<Gathering, boolean>(
      async (wanted) => {
        await deliveries.bulkWrite(
          wanted.map(({ group, parcel, againAt }) => ({
            updateMany: {
              filter: { group, parcel: null, state: 'pending' },
              update: { $set: { parcel, againAt } },
            },
          })),
          { ordered: false },
        );
        const found = await deliveries
          .find(
            { parcel: { $in: wanted.map(({ parcel }) => parcel) }, state: 'pending' },
            { projection: { _id: 0, parcel: 1 }, batchSize: ONE_ANSWER },
          )
          .toArray();
        const filled = new Set(found.map((d) => d.parcel));
        return wanted.map(({ parcel }) => filled.has(parcel));
      },
      FEW,
      { abreast: 2 },
    ),

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

    /** Ends pending ones; how many had not been ended before. */
    async end(ids: readonly string[], ending: Ending): Promise<number> {
      const ended = await Promise.all(ids.map((id) => endOne({ id, ending })));
      return ended.filter(Boolean).length;
    },

    /** Leaves them pending until then; `apart`: to be said together with others then. */
    async putOff(ids: readonly string[], until: Date, { apart }: { apart: boolean }): Promise<void> {
      await Promise.all(ids.map((id) => putOffOne({ id, until, apart })));
    },
  };
}
