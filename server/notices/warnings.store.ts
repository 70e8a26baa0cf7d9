import { type mongo, Schema } from 'mongoose';
import type { CongressId, HandOverId } from '../../shared/ids.ts';
import { type Database, isDuplicate } from '../store/mongo.ts';

/** A word to whoever runs the installation: said once, kept as evidence. */
export interface WarningDoc {
  /** rule | what it is about */
  readonly _id: string;
  readonly congressId: CongressId;
  readonly handOverId: HandOverId;
  readonly state: 'pending' | 'sent' | 'refused';
  readonly why: string | null;
  readonly madeAt: Date;
  readonly sentAt: Date | null;
}

/** The document’s shape is the type; its only index is that of its id. */
const schema = new Schema<WarningDoc>({ _id: String }, { versionKey: false });

export type WarningStore = ReturnType<typeof makeWarningStore>;

/** What the operators were told. */
export function makeWarningStore(database: Database) {
  const warnings = database.model('warnings', schema).collection as unknown as mongo.Collection<WarningDoc>;

  return {
    /** Keeps a warning that is new, and answers it as it is kept. */
    async keep(warning: WarningDoc): Promise<WarningDoc> {
      try {
        await warnings.insertOne(warning);
        return warning;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await warnings.findOne({ _id: warning._id })) ?? warning;
      }
    },

    async end(id: string, set: Pick<WarningDoc, 'state' | 'why' | 'sentAt'>): Promise<void> {
      await warnings.updateOne({ _id: id, state: 'pending' }, { $set: set });
    },
  };
}
