import { type mongo, Schema } from 'mongoose';
import type { CongressId, DelegationId } from '../../shared/ids.ts';
import { gathered, ONE_ANSWER } from '../store/gathered.ts';
import type { Database } from '../store/mongo.ts';

/** A delegation (代表团) of one congress. */
export interface DelegationDoc {
  _id: DelegationId;
  congressId: CongressId;
  /** Place in the official order. */
  no: number;
  name: string;
  shortName: string;
  kind: string;
  electingUnit: string;
  /** Normalised names: 北京市代表团, 北京团, 北京市. */
  keys: string[];
}

const schema = new Schema<DelegationDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    no: { type: Number, required: true },
    name: { type: String, required: true },
    shortName: { type: String, required: true },
    kind: { type: String, default: '' },
    electingUnit: { type: String, default: '' },
    keys: [String],
  },
  { versionKey: false },
);
schema.index({ congressId: 1, name: 1 }, { unique: true });

export type DelegationStore = ReturnType<typeof makeDelegationStore>;

/** Reads and writes delegations: some dozens a congress. */
export function makeDelegationStore(database: Database) {
  const model = database.model<DelegationDoc>('delegations', schema);
  const delegations = model.collection as unknown as mongo.Collection<DelegationDoc>;
  const docs = gathered(async (ids: readonly DelegationId[]): Promise<Map<DelegationId, DelegationDoc>> => {
    const found = await delegations.find({ _id: { $in: [...ids] } }, { batchSize: ONE_ANSWER }).toArray();
    return new Map(found.map((doc) => [doc._id, doc]));
  });

  return {
    byIds: async (ids: readonly DelegationId[]): Promise<DelegationDoc[]> => [...(await docs(ids)).values()],
    all: (congressId: CongressId): Promise<DelegationDoc[]> =>
      delegations.find({ congressId }, { batchSize: ONE_ANSWER }).toArray(),
    /** Adds or replaces whole documents in one statement. */
    write: async (delegations: readonly DelegationDoc[]): Promise<void> => {
      if (delegations.length === 0) return;
      await model.bulkWrite(
        delegations.map((delegation) => ({
          replaceOne: { filter: { _id: delegation._id }, replacement: delegation, upsert: true },
        })),
        { ordered: false },
      );
    },
  };
}
