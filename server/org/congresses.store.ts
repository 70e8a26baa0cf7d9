import { type mongo, Schema } from 'mongoose';
import type { CongressId } from '../../shared/ids.ts';
import { CONGRESS_LEVELS, type CongressLevel } from '../../shared/org.ts';
import { gatheredOne } from '../store/gathered.ts';
import { isDuplicate, type Database } from '../store/mongo.ts';

/** One people's congress in one of its terms, 十三届全国人大; `session` is the current one. */
export interface CongressDoc {
  _id: CongressId;
  level: CongressLevel;
  name: string;
  /** 全国人大: the body that the terms belong to. */
  body: string;
  term: number;
  session: number;
  createdAt: Date;
}

const schema = new Schema<CongressDoc>(
  {
    _id: { type: String, required: true },
    level: { type: String, enum: CONGRESS_LEVELS, required: true },
    name: { type: String, required: true },
    body: { type: String, required: true },
    term: { type: Number, required: true },
    session: { type: Number, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ name: 1 }, { unique: true });

export type CongressStore = ReturnType<typeof makeCongressStore>;

/** Reads and writes congresses: a handful of documents. */
export function makeCongressStore(database: Database) {
  const model = database.model<CongressDoc>('congresses', schema);
  const congresses = model.collection as unknown as mongo.Collection<CongressDoc>;
  return {
    byName: (name: string): Promise<CongressDoc | null> => congresses.findOne({ name }),
    byId: gatheredOne(async (ids: readonly CongressId[]): Promise<Map<CongressId, CongressDoc>> => {
      const found = await congresses.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map((doc) => [doc._id, doc]));
    }),
    all: (): Promise<CongressDoc[]> => congresses.find().toArray(),
    /** By name: what is there takes the new fields and keeps its id. */
    upsert: async (congress: CongressDoc): Promise<CongressDoc> => {
      const { name, level, body, term, session, ...onInsert } = congress;
      const once = () =>
        model
          .findOneAndUpdate(
            { name },
            { $set: { level, body, term, session }, $setOnInsert: onInsert },
            { upsert: true, returnDocument: 'after' },
          )
          .lean<CongressDoc>()
          .orFail()
          .exec();
      return once().catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
        return once(); // somebody else made it in between: now it is there to update
      });
    },
  };
}
