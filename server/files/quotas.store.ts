import { type mongo, Schema } from 'mongoose';
import type { FileId } from '../../shared/ids.ts';
import { type Database, isDuplicate } from '../store/mongo.ts';

/** A file that was let in. */
export interface LetIn {
  readonly fileId: FileId;
  readonly bytes: number;
}

/** Who was let in last by a quota: files whose messages may not be known to be said yet. The rest is counted from the files. */
export interface QuotaDoc {
  /** `person|id` or `room|id`. */
  _id: string;
  /** Counts the files let in; each is let in upon the turn that it was judged by. */
  turn: number;
  open: LetIn[];
}

const schema = new Schema<QuotaDoc>(
  { _id: String, turn: { type: Number, required: true }, open: [Object] },
  { versionKey: false },
);

export type QuotaStore = ReturnType<typeof makeQuotaStore>;

/** Quotas as documents. */
export function makeQuotaStore(database: Database) {
  const quotas = database.model('fileQuotas', schema).collection as unknown as mongo.Collection<QuotaDoc>;
  return {
    /** As it stands; one that nobody was let in by is empty. */
    byId: async (id: string): Promise<QuotaDoc> =>
      (await quotas.findOne({ _id: id })) ?? { _id: id, turn: 0, open: [] },

    /** Lets in upon this turn. False: somebody else was let in meanwhile. */
    async letIn({ _id, turn }: Pick<QuotaDoc, '_id' | 'turn'>, open: readonly LetIn[]): Promise<boolean> {
      const next = { turn: turn + 1, open: [...open] };
      if (turn > 0) return (await quotas.updateOne({ _id, turn }, { $set: next })).modifiedCount === 1;
      return quotas
        .insertOne({ _id, ...next })
        .then(() => true)
        .catch((error: unknown) => {
          if (!isDuplicate(error)) throw error;
          return false;
        });
    },
  };
}
