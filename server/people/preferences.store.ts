import { Schema } from 'mongoose';
import type { PersonId } from '../../shared/ids.ts';
import type { Preferences } from '../../shared/preferences.ts';
import { type Database, isDuplicate } from '../store/mongo.ts';

/** What a person chose; what is not there was never chosen. */
export interface PreferencesDoc extends Partial<Preferences> {
  _id: PersonId;
  /** Counts the changes. */
  version: number;
}

const schema = new Schema<PreferencesDoc>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    look: String,
    shade: String,
    textSize: Number,
    language: String,
    saving: Boolean,
    quiet: { type: new Schema({ from: String, to: String }, { _id: false }) },
    letterKeys: Boolean,
  },
  { versionKey: false },
);

export type PreferencesStore = ReturnType<typeof makePreferencesStore>;

/** Reads and writes preferences; a change is one statement, so that no other field is written back. */
export function makePreferencesStore(database: Database) {
  const model = database.model<PreferencesDoc>('preferences', schema);

  const write = (id: PersonId, chosen: Partial<Preferences>): Promise<PreferencesDoc> =>
    model
      .findOneAndUpdate(
        { _id: id },
        { $set: chosen, $inc: { version: 1 } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<PreferencesDoc>()
      .orFail()
      .exec();

  return {
    of: (id: PersonId): Promise<PreferencesDoc | null> =>
      model.findOne({ _id: id }).lean<PreferencesDoc>().exec(),
    /** As they stand afterwards. */
    set: (id: PersonId, chosen: Partial<Preferences>): Promise<PreferencesDoc> =>
      write(id, chosen).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
        return write(id, chosen); // two devices chose for the first time at once: now there is one to change
      }),
  };
}
