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

export type OriginalStore = ReturnType<typeof makeOriginalStore>;

/** What was said in messages that were recalled, sealed; nothing else in the database holds these words. */
export function makeOriginalStore(database: Database, sealer: Sealer) {
  const originals = database.model('originals', schema)
    .collection as unknown as mongo.Collection<OriginalDoc>;
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
    /** Null when nothing was sealed here. */
    async open(roomId: RoomId, seq: number): Promise<Original | null> {
      const doc = await originals.findOne({ _id: `${roomId}:${seq}` });
      // Sealed values open only where we sealed them, so the JSON is ours.
      return doc && (JSON.parse(sealer.open(doc.words, placeOf(doc._id))) as Original);
    },
  };
}
