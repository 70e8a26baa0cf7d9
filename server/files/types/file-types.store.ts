import { type mongo, Schema } from 'mongoose';
import type { FileTypesChange } from '../../../shared/file-types.ts';
import type { CongressId } from '../../../shared/ids.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';

/** Who changes what is taken. */
export interface FileTypesAuthor {
  readonly personId: string;
  readonly name: string;
  readonly label: string;
}

/** One change of what a congress takes as it is kept. `_id` = congress:version; none is ever changed. */
export interface FileTypesChangeDoc extends Omit<FileTypesChange, 'by' | 'at'> {
  _id: string;
  congressId: CongressId;
  by: FileTypesAuthor;
  at: Date;
  /** Of the request that made it; unique in its congress. */
  actKey: string;
}

const schema = new Schema<FileTypesChangeDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    version: { type: Number, required: true },
    types: { type: [String], default: null },
    by: { type: Object, required: true },
    why: { type: String, required: true },
    at: { type: Date, required: true },
    actKey: { type: String, required: true },
  },
  { versionKey: false },
);
schema.index({ congressId: 1, version: -1 });
schema.index({ congressId: 1, actKey: 1 }, { unique: true });

export type FileTypesStore = ReturnType<typeof makeFileTypesStore>;

/** Reads and appends changes of what congresses take: a handful each. */
export function makeFileTypesStore(database: Database) {
  const changes = database.model<FileTypesChangeDoc>('fileTypesChanges', schema)
    .collection as unknown as mongo.Collection<FileTypesChangeDoc>;
  return {
    /** The newest of a congress, the newest first. */
    newest: (congressId: CongressId, most: number): Promise<FileTypesChangeDoc[]> =>
      changes.find({ congressId }).sort({ version: -1 }).limit(most).toArray(),

    byActKey: (congressId: CongressId, actKey: string): Promise<FileTypesChangeDoc | null> =>
      changes.findOne({ congressId, actKey }),

    /** False: the version or the key is taken. */
    append: async (doc: Omit<FileTypesChangeDoc, '_id'>): Promise<boolean> => {
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
