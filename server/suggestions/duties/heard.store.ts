import { type mongo, Schema } from 'mongoose';
import type { SuggestionId } from '../../../shared/ids.ts';
import { makeGather } from '../../store/gather.ts';
import { gathered } from '../../store/gathered.ts';
import type { Database } from '../../store/mongo.ts';
import type { HeardDoc } from './heard.rules.ts';

/** Up to when it is known who spoke; one document. */
interface ListenedDoc {
  _id: 'rooms';
  until: Date;
}

/** The document’s shape is the type; here stand only its indexes. */
const schema = new Schema<HeardDoc>({ _id: String }, { versionKey: false });
schema.index({ idleAt: 1 });
const listenedSchema = new Schema<ListenedDoc>({ _id: String, until: Date }, { versionKey: false });

const TOGETHER = 200; // documents written in one statement

export type HeardStore = ReturnType<typeof makeHeardStore>;

/** What is known of who spoke in the rooms of cases. */
export function makeHeardStore(database: Database) {
  const heard = database.model('heard', schema).collection as unknown as mongo.Collection<HeardDoc>;
  const listened = database.model('listened', listenedSchema)
    .collection as unknown as mongo.Collection<ListenedDoc>;

  const silentUntil = makeGather<HeardDoc, true>(async (docs) => {
    const last = new Map(docs.map((doc) => [doc._id, doc])); // of one case the last to come is right
    await heard.bulkWrite(
      [...last.values()].map(({ _id, idleAt, ...words }) => ({
        updateOne: { filter: { _id }, update: { $set: { idleAt }, $setOnInsert: words }, upsert: true },
      })),
      { ordered: false },
    );
    return docs.map(() => true);
  }, TOGETHER);

  return {
    byIds: gathered(async (ids: readonly SuggestionId[]): Promise<Map<SuggestionId, HeardDoc>> => {
      const found = await heard.find({ _id: { $in: [...ids] } }, { batchSize: ids.length + 1 }).toArray();
      return new Map(found.map((d) => [d._id, d]));
    }),

    /** Keeps what was heard. The same words again say the same, so the last to write is right. */
    async heard(docs: readonly HeardDoc[]): Promise<void> {
      if (docs.length === 0) return;
      await heard.bulkWrite(
        docs.map(({ _id, idleAt, ...words }) => ({
          updateOne: { filter: { _id }, update: { $set: words, $setOnInsert: { idleAt } }, upsert: true },
        })),
        { ordered: false },
      );
    },

    /** Keeps when silence will have lasted too long, and nothing else. */
    async silentUntil(docs: readonly HeardDoc[]): Promise<void> {
      await Promise.all(docs.map(silentUntil));
    },

    /** The silence in these rooms was seen. */
    async seen(ids: readonly SuggestionId[], now: Date): Promise<void> {
      await heard.updateMany({ _id: { $in: [...ids] }, idleAt: { $lte: now } }, { $set: { idleAt: null } });
    },

    /** Rooms in which nothing has been said for long enough, at most `limit`. */
    async idle(now: Date, limit: number): Promise<SuggestionId[]> {
      const found = await heard
        .find({ idleAt: { $lte: now } }, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map((d) => d._id);
    },

    /** null: nobody has listened yet. */
    listenedUntil: async (): Promise<Date | null> =>
      (await listened.findOne({ _id: 'rooms' }))?.until ?? null,

    async listened(until: Date): Promise<void> {
      await listened.updateOne({ _id: 'rooms' }, { $max: { until } }, { upsert: true });
    },
  };
}
