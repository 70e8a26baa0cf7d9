import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../../shared/grouped.ts';
import type { CongressId } from '../../../shared/ids.ts';
import type { WordingChange } from '../../../shared/wordings.ts';
import { gatheredOne } from '../../store/gathered.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';

/** Who changes words. */
export interface WordingAuthor {
  readonly personId: string;
  readonly name: string;
  readonly label: string;
}

/** One change of a congress’s words as it is kept. `_id` = congress:version; none is ever changed. */
export interface WordingChangeDoc extends Omit<WordingChange, 'by' | 'at'> {
  _id: string;
  congressId: CongressId;
  by: WordingAuthor;
  at: Date;
  /** Of the request that made it; unique in its congress. */
  actKey: string;
}

const schema = new Schema<WordingChangeDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    version: { type: Number, required: true },
    rule: { type: String, required: true },
    step: { type: String, required: true },
    locale: { type: String, required: true },
    words: { type: Object, default: null },
    by: { type: Object, required: true },
    why: { type: String, required: true },
    at: { type: Date, required: true },
    actKey: { type: String, required: true },
  },
  { versionKey: false },
);
schema.index({ congressId: 1, version: 1 });
schema.index({ congressId: 1, actKey: 1 }, { unique: true });

export type WordingStore = ReturnType<typeof makeWordingStore>;

/** Reads and appends changes of words: some dozens a congress. */
export function makeWordingStore(database: Database) {
  const changes = database.model<WordingChangeDoc>('wordingChanges', schema)
    .collection as unknown as mongo.Collection<WordingChangeDoc>;

  const ofCongress = gatheredOne(async (ids: readonly CongressId[]) => {
    const found = await changes
      .find({ congressId: { $in: [...ids] } })
      .sort({ version: 1 })
      .toArray();
    return groupedBy(found, (change) => change.congressId);
  });

  return {
    /** All of a congress, the first first. */
    ofCongress: async (congressId: CongressId): Promise<WordingChangeDoc[]> =>
      (await ofCongress(congressId)) ?? [],

    byActKey: (congressId: CongressId, actKey: string): Promise<WordingChangeDoc | null> =>
      changes.findOne({ congressId, actKey }),

    /** False: the version or the key is taken. */
    append: async (doc: Omit<WordingChangeDoc, '_id'>): Promise<boolean> => {
      try {
        await changes.insertOne({ _id: `${doc.congressId}:${doc.version}`, ...doc });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
  };
}
