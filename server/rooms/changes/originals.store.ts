import { type mongo, Schema } from 'mongoose';
import type { RoomId } from '../../../shared/ids.ts';
import type { Mention, MessageBody, Quote } from '../../../shared/messages.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';
import type { Sealed, SealedPlace, Sealer } from '../../store/sealed.ts';

/** All that a recalled message had said. */
export interface Original {
  body: MessageBody;
  quote?: Quote;
  mentions?: Mention[];
  /** Earlier words, oldest first; `until`: when others took their place, ISO 8601. */
  revisions: { body: MessageBody; until: string }[];
}

interface OriginalDoc {
  /** `<room>:<seq>` */
  _id: string;
  words: Sealed;
}

const schema = new Schema<OriginalDoc>({ _id: String, words: String }, { versionKey: false });

const placeOf = (id: string): SealedPlace => ({ collection: 'originals', field: 'words', id });

/** Documents in one statement. */
const GROUP = 200;

export type OriginalStore = ReturnType<typeof makeOriginalStore>;

/** What was said in messages that were recalled, sealed; nothing else in the database holds these words. */
export function makeOriginalStore(database: Database, sealer: Sealer) {
  const originals = database.model('originals', schema)
    .collection as unknown as mongo.Collection<OriginalDoc>;
  const anew = ({ _id, words }: OriginalDoc) => ({
    updateOne: {
      filter: { _id, words },
      update: { $set: { words: sealer.seal(sealer.open(words, placeOf(_id)), placeOf(_id)) } },
    },
  });
  return {
    /** The first stays: whoever comes later may find only the stub. */
    async insertMissing(roomId: RoomId, seq: number, original: Original): Promise<void> {
      const _id = `${roomId}:${seq}`;
      const words = sealer.seal(JSON.stringify(original), placeOf(_id));
      await originals.insertOne({ _id, words }).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    },
    async exists(roomId: RoomId, seq: number): Promise<boolean> {
      return (await originals.countDocuments({ _id: `${roomId}:${seq}` })) > 0;
    },
    /**
     * Seals anew, with the newest key, what an older one sealed; how many. Cut off anywhere, the next time finds what is
     * left. `at` hears how many were looked at, of how many.
     */
    async reseal(at: (done: number, total: number) => void): Promise<number> {
      const total = await originals.countDocuments({});
      let count = 0;
      for (let done = 0, after = ''; ;) {
        const page = await originals
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(GROUP)
          .toArray();
        const last = page.at(-1);
        if (!last) return count;
        const stale = page.filter(({ words }) => !sealer.isCurrent(words));
        if (stale.length > 0) await originals.bulkWrite(stale.map(anew), { ordered: false });
        count += stale.length;
        done += page.length;
        after = last._id;
        at(done, Math.max(done, total));
      }
    },
    /** Null when nothing was sealed here. */
    async open(roomId: RoomId, seq: number): Promise<Original | null> {
      const doc = await originals.findOne({ _id: `${roomId}:${seq}` });
      // Sealed values open only where we sealed them, so the JSON is ours.
      return doc && (JSON.parse(sealer.open(doc.words, placeOf(doc._id))) as Original);
    },
  };
}
