import { type mongo, Schema } from 'mongoose';
import type { CongressId, UnitId } from '../../shared/ids.ts';
import { gathered, ONE_ANSWER } from '../store/gathered.ts';
import type { Database } from '../store/mongo.ts';

/** A handling unit (承办单位) of one congress. */
export interface UnitDoc {
  _id: UnitId;
  congressId: CongressId;
  name: string;
  shortName: string;
  kind: string;
  parent: string;
  aliases: string[];
  /** Normalised name, short name and aliases (see unit-names.rules.ts); no two units of a congress share one. */
  keys: string[];
}

const schema = new Schema<UnitDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    name: { type: String, required: true },
    shortName: { type: String, required: true },
    kind: { type: String, default: '' },
    parent: { type: String, default: '' },
    aliases: [String],
    keys: [String],
  },
  { versionKey: false },
);
schema.index({ congressId: 1, keys: 1 }, { unique: true });

export type UnitStore = ReturnType<typeof makeUnitStore>;

/** A unit by its names, without what it is found by. */
export type NamedUnit = Omit<UnitDoc, 'aliases' | 'keys'>;
const NAMED = { aliases: 0, keys: 0 };

/** Reads and writes handling units: at most a thousand a congress. */
export function makeUnitStore(database: Database) {
  const model = database.model<UnitDoc>('units', schema);
  const units = model.collection as unknown as mongo.Collection<UnitDoc>;
  const named = gathered(async (ids: readonly UnitId[]): Promise<Map<UnitId, NamedUnit>> => {
    const found = await units
      .find<NamedUnit>({ _id: { $in: [...ids] } }, { projection: NAMED, batchSize: ONE_ANSWER })
      .toArray();
    return new Map(found.map((unit) => [unit._id, unit]));
  });

  return {
    byIds: named,
    byKeys: (congressId: CongressId, keys: readonly string[]): Promise<UnitDoc[]> =>
      units.find({ congressId, keys: { $in: [...keys] } }, { batchSize: ONE_ANSWER }).toArray(),
    all: (congressId: CongressId): Promise<UnitDoc[]> =>
      units.find({ congressId }, { batchSize: ONE_ANSWER }).toArray(),
    /** Adds or replaces whole documents; a taken key throws a duplicate error. */
    write: async (units: readonly UnitDoc[]): Promise<void> => {
      if (units.length === 0) return;
      await model.bulkWrite(
        units.map((unit) => ({
          replaceOne: { filter: { _id: unit._id }, replacement: unit, upsert: true },
        })),
        { ordered: true }, // in the order of the plan: a name may move from one unit to the next
      );
    },
  };
}
