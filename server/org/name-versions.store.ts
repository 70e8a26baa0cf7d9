import { type mongo, Schema } from 'mongoose';
import type { CongressId } from '../../shared/ids.ts';
import type { Database } from '../store/mongo.ts';

/** How often names of a congress were written. */
interface NameVersionDoc {
  _id: CongressId;
  version: number;
}

const schema = new Schema<NameVersionDoc>({ _id: String, version: Number }, { versionKey: false });

/** Lets every node know when a copy of a congress's names is old. */
export function makeNameVersionStore(database: Database) {
  const versions = database.model('name-versions', schema)
    .collection as unknown as mongo.Collection<NameVersionDoc>;
  return {
    of: async (id: CongressId): Promise<number> => (await versions.findOne({ _id: id }))?.version ?? 0,
    raise: async (id: CongressId): Promise<void> => {
      await versions.findOneAndUpdate({ _id: id }, { $inc: { version: 1 } }, { upsert: true });
    },
  };
}
