import { type mongo, Schema } from 'mongoose';
import type { PersonId } from '../../shared/ids.ts';
import { type Database, isDuplicate } from '../store/mongo.ts';

/** Whose sockets must be looked at again: sessions that ended, people who left or are now something else. */
export interface Revoked {
  readonly sessionIds: readonly string[];
  readonly personIds: readonly PersonId[];
}

/** Entry number `_id` of the log, dense: n is inserted only by who has seen n − 1. Says nothing but "look again". */
interface RevocationDoc {
  _id: number;
  sessionIds: string[];
  personIds: PersonId[];
  /** By the clock of who wrote it; only cleaning up reads it. */
  at: Date;
}

const schema = new Schema<RevocationDoc>(
  { _id: Number, sessionIds: [String], personIds: [String], at: Date },
  { versionKey: false },
);
schema.index({ at: 1 });

const DAY_MS = 24 * 3_600_000;
/** Entries between two cleanings. */
const CLEAN_EVERY = 100;
const MOST_NAMED = 500; // ids in one entry
/** Somebody else can be first once a round; more means that something is wrong. */
const MOST_ROUNDS = 50;

export type RevocationStore = ReturnType<typeof makeRevocationStore>;

/** The log that every node follows, so that a revocation takes effect on all of them, whatever broadcast was lost. */
export function makeRevocationStore(database: Database) {
  const log = database.model('revocations', schema).collection as unknown as mongo.Collection<RevocationDoc>;

  const last = async (): Promise<number> => {
    const [newest] = await log
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: -1 })
      .limit(1)
      .toArray();
    return newest?._id ?? 0;
  };

  async function appendOne(entry: Omit<RevocationDoc, '_id'>): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const _id = (await last()) + 1;
      try {
        await log.insertOne({ _id, ...entry });
        // The newest stays for ever: the numbers go on from it.
        if (_id % CLEAN_EVERY === 0)
          await log.deleteMany({ _id: { $lt: _id }, at: { $lt: new Date(entry.at.getTime() - DAY_MS) } });
        return;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
    throw new Error('a revocation found no number');
  }

  return {
    /** The highest number; 0: none yet. */
    last,
    /** All beyond number `n`, in order. */
    async after(n: number): Promise<(Revoked & { n: number })[]> {
      const found = await log.find({ _id: { $gt: n } }).toArray();
      return found
        .sort((a, b) => a._id - b._id)
        .map(({ _id, sessionIds, personIds }) => ({ n: _id, sessionIds, personIds }));
    },
    /** Appends once the truth is written. Nothing named: nothing appended. */
    async append({ sessionIds = [], personIds = [] }: Partial<Revoked>, at: Date): Promise<void> {
      for (let from = 0; from < Math.max(sessionIds.length, personIds.length); from += MOST_NAMED)
        await appendOne({
          sessionIds: sessionIds.slice(from, from + MOST_NAMED),
          personIds: personIds.slice(from, from + MOST_NAMED),
          at,
        });
    },
  };
}
