import { type mongo, Schema } from 'mongoose';
import type { RoomId } from '../../../shared/ids.ts';
import { type Database, duplicatePositions } from '../../store/mongo.ts';

/** What the index holds of a message; the message itself stays small. */
export interface EntryDoc {
  /** The message's id. */
  _id: string;
  seq: number;
  at: Date;
  /** State of the message that was indexed (its changeSeq). */
  changeSeq: number;
  /** Its grams in its block of its room, as integers (grams.rules.ts). */
  terms: number[];
}

/** How far a room is indexed. */
export interface IndexedDoc {
  _id: RoomId;
  /** Every number up to this one is in the index, if there is something to find in it. */
  to: number;
  /** For each block when its newest message was said, in milliseconds. */
  tops: Record<string, number>;
}

export type Candidate = Pick<EntryDoc, '_id' | 'seq' | 'at'>;

/** Which entries: for every group one of its terms must be there; and between which numbers or times. */
export interface Wanted {
  groups: readonly (readonly number[])[];
  seqFrom?: number;
  seqBelow?: number;
  notBefore?: Date;
  notAfter?: Date;
}

/** A condition on a field, of those limits that there are. */
function between(field: 'seq' | 'at', limits: Record<string, number | Date | undefined>) {
  const given = Object.entries(limits).filter(([, limit]) => limit !== undefined);
  return given.length === 0 ? {} : { [field]: Object.fromEntries(given) };
}

/** Documents in the first answer of the engine: asking for the rest costs as much as asking. */
const ONE_ANSWER = 10_000;

const entries = new Schema<EntryDoc>(
  { _id: String, seq: Number, at: Date, changeSeq: Number, terms: [Number] },
  { versionKey: false },
);
entries.index({ terms: 1 });

const indexed = new Schema<IndexedDoc>({ _id: String, to: Number, tops: Object }, { versionKey: false });

export type SearchIndexStore = ReturnType<typeof makeSearchIndexStore>;

export function makeSearchIndexStore(database: Database) {
  const found = database.model('search-entries', entries).collection as unknown as mongo.Collection<EntryDoc>;
  const rooms = database.model('search-rooms', indexed).collection as unknown as mongo.Collection<IndexedDoc>;
  /** Adds what is not there; what is there stays. */
  async function insert(docs: readonly EntryDoc[]): Promise<void> {
    if (docs.length > 0) await found.insertMany([...docs], { ordered: false }).catch(duplicatePositions);
  }
  return {
    insert,
    /** Makes entries those of these states of their messages, unless a later state is there. */
    async replace(docs: readonly EntryDoc[]): Promise<void> {
      if (docs.length === 0) return;
      await insert(docs); // first, so that there is something to compare with
      await found.bulkWrite(
        docs.map(({ _id, changeSeq, terms }) => ({
          updateOne: {
            filter: { _id, changeSeq: { $lt: changeSeq } },
            update: { $set: { changeSeq, terms } },
          },
        })),
        { ordered: false },
      );
    },
    async candidates({ groups, seqFrom, seqBelow, notBefore, notAfter }: Wanted): Promise<Candidate[]> {
      return found
        .find(
          {
            $and: groups.map((terms) => ({ terms: { $in: [...terms] } })),
            ...between('seq', { $gte: seqFrom, $lt: seqBelow }),
            ...between('at', { $gte: notBefore, $lte: notAfter }),
          },
          { projection: { seq: 1, at: 1 }, batchSize: ONE_ANSWER },
        )
        .toArray();
    },
    /** How far these rooms are indexed; a room without an answer is not. */
    async indexed(ids: readonly RoomId[]): Promise<Map<RoomId, IndexedDoc>> {
      if (ids.length === 0) return new Map();
      const docs = await rooms.find({ _id: { $in: [...ids] } }, { batchSize: ONE_ANSWER }).toArray();
      return new Map(docs.map((d) => [d._id, d]));
    },
    /** Moves on how far rooms are indexed; nothing ever moves back. */
    async advance(docs: readonly IndexedDoc[]): Promise<void> {
      if (docs.length === 0) return;
      const write = () =>
        rooms
          .bulkWrite(
            docs.map(({ _id, to, tops }) => ({
              updateOne: {
                filter: { _id },
                update: {
                  $max: {
                    to,
                    ...Object.fromEntries(Object.entries(tops).map(([block, ms]) => [`tops.${block}`, ms])),
                  },
                },
                upsert: true,
              },
            })),
            { ordered: false },
          )
          .then(() => 0)
          .catch((error: unknown) => duplicatePositions(error).length);
      if ((await write()) > 0) await write(); // another node made the document in between
    },
  };
}
