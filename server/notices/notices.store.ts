import { type mongo, Schema } from 'mongoose';
import type { PersonId } from '../../shared/ids.ts';
import { makeGather } from '../store/gather.ts';
import { type Database, duplicatePositions } from '../store/mongo.ts';
import type { Place } from './cursors.rules.ts';
import type { NoticeDoc } from './deliveries.rules.ts';

/** The documents’ shapes are the type; here stand only their indexes. */
const schema = new Schema<{ _id: string }>({ _id: String }, { versionKey: false });
schema.index({ personId: 1, at: -1, _id: -1 });
schema.index({ personId: 1, readAt: 1 });

const GROUP = 500; // documents in one statement

export type NoticeStore = ReturnType<typeof makeNoticeStore>;

/** Private notices, kept for as long as the record. */
export function makeNoticeStore(database: Database) {
  const notices = database.model('notices', schema).collection as unknown as mongo.Collection<NoticeDoc>;

  const insert = makeGather<NoticeDoc, boolean>(async (docs) => {
    const known = await notices
      .insertMany([...docs], { ordered: false })
      .then(() => [])
      .catch(duplicatePositions);
    const refused = new Set<number>(known);
    return docs.map((_, i) => !refused.has(i));
  }, GROUP);

  return {
    /** False when it was there already; those that come together go in one statement. */
    insert,

    /** Returns those that were not there already. */
    async insertMissing<N extends NoticeDoc>(docs: readonly N[]): Promise<N[]> {
      const isNew = await Promise.all(docs.map(insert));
      return docs.filter((_, i) => isNew[i]);
    },

    /** A person's notices, newest first. */
    page: (personId: PersonId, before: Place | null, limit: number): Promise<NoticeDoc[]> =>
      notices
        .find({
          personId,
          ...(before && {
            $or: [{ at: { $lt: new Date(before.by) } }, { at: new Date(before.by), _id: { $lt: before.id } }],
          }),
        })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray(),

    unread: (personId: PersonId): Promise<number> => notices.countDocuments({ personId, readAt: null }),

    /** The first reading counts; null when this person has no such notice. */
    async markRead(personId: PersonId, id: string, at: Date): Promise<NoticeDoc | null> {
      await notices.updateOne({ _id: id, personId, readAt: null }, { $set: { readAt: at } });
      return notices.findOne({ _id: id, personId });
    },
  };
}
