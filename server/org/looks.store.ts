import { type mongo, Schema } from 'mongoose';
import type { CongressId, PersonId } from '../../shared/ids.ts';
import type { Database } from '../store/mongo.ts';

/** That somebody had the phone number of somebody else shown to them in full. */
export interface LookDoc {
  /** Ids grow with time. */
  _id: string;
  congressId: CongressId;
  by: PersonId;
  whose: PersonId;
  at: Date;
}

const schema = new Schema<LookDoc>(
  { _id: String, congressId: String, by: String, whose: String, at: Date },
  { versionKey: false },
);
schema.index({ congressId: 1, at: 1 });

export type LookStore = ReturnType<typeof makeLookStore>;

/** Who saw whose number; append-only. */
export function makeLookStore(database: Database) {
  const looks = database.model('looks', schema).collection as unknown as mongo.Collection<LookDoc>;
  return {
    async insert(doc: LookDoc): Promise<void> {
      await looks.insertOne(doc);
    },
    /** Of a congress, newest first. */
    latest: (congressId: CongressId, limit: number): Promise<LookDoc[]> =>
      looks.find({ congressId }).sort({ at: -1 }).limit(limit).toArray(),
  };
}
