import { type mongo, Schema } from 'mongoose';
import type { CongressId, PersonId, RoomId } from '../../../shared/ids.ts';
import type { Database } from '../../store/mongo.ts';

/** That an auditor looked at acts in a room: numbers `from` to `to`, both 0 where there were none. */
export interface ReadingDoc {
  _id: string;
  congressId: CongressId;
  roomId: RoomId;
  by: PersonId;
  at: Date;
  from: number;
  to: number;
}

const schema = new Schema<ReadingDoc>(
  { _id: String, congressId: String, roomId: String, by: String, at: Date, from: Number, to: Number },
  { versionKey: false },
);
schema.index({ congressId: 1, at: 1 });

export type ReadingStore = ReturnType<typeof makeReadingStore>;

/** Which acts auditors looked at; append-only. */
export function makeReadingStore(database: Database) {
  const readings = database.model('readings', schema).collection as unknown as mongo.Collection<ReadingDoc>;
  return {
    async insert(doc: ReadingDoc): Promise<void> {
      await readings.insertOne(doc);
    },
    /** Of a congress, newest first. */
    latest: (congressId: CongressId, limit: number): Promise<ReadingDoc[]> =>
      readings.find({ congressId }).sort({ at: -1 }).limit(limit).toArray(),
  };
}
