import { type mongo, Schema } from 'mongoose';
import type { CongressId, SuggestionId, UnitId } from '../../shared/ids.ts';
import type { Phase } from '../../shared/suggestions.ts';
import { type Database, duplicatePositions } from '../store/mongo.ts';
import type { Place } from './cursors.rules.ts';
import type { DutyDoc } from './duties.rules.ts';

const schema = new Schema<DutyDoc>(
  {
    _id: String,
    rule: String,
    congressId: String,
    suggestionId: String,
    roomId: String,
    number: String,
    title: String,
    unitId: String,
    unitName: String,
    since: String,
    phase: String,
    round: Number,
    due: String,
    steps: [{ _id: false, step: Number, at: Date }],
    reminded: Number,
    nextAt: Date,
    state: String,
    doneAt: Date,
    why: String,
  },
  { versionKey: false },
);
schema.index({ nextAt: 1 }); // the sweeper: what is due, not what exists
schema.index({ suggestionId: 1 });
schema.index({ unitId: 1, state: 1, due: 1, _id: 1 });
schema.index({ congressId: 1, state: 1, due: 1, _id: 1 });

const GROUP = 500; // documents in one statement

/** A step forward of one duty, valid only while `reminded` is still what was read. */
export interface DutyMove {
  id: string;
  was: number;
  set: Partial<Pick<DutyDoc, 'reminded' | 'nextAt' | 'steps' | 'due'>>;
}

/** Which open duties to close: one by id, or those of a unit's track and phase. */
export type DutyKey = { _id: string } | { suggestionId: SuggestionId; unitId: UnitId; phase: Phase };

/** How a duty ended. */
export interface Ending {
  state: 'done' | 'moot';
  at: Date;
  why: string;
}

export type DutyStore = ReturnType<typeof makeDutyStore>;

/** What is owed: one document for each duty, kept after it is closed. */
export function makeDutyStore(database: Database) {
  const duties = database.model('duties', schema).collection as unknown as mongo.Collection<DutyDoc>;

  return {
    byId: (id: string): Promise<DutyDoc | null> => duties.findOne({ _id: id }),

    /** Open duties whose next reminder is due, at most `limit`. */
    dueAt: (now: Date, limit: number): Promise<DutyDoc[]> =>
      duties
        .find({ nextAt: { $lte: now } })
        .limit(limit)
        .toArray(),

    ofSuggestions: async (
      ids: readonly SuggestionId[],
    ): Promise<Pick<DutyDoc, 'suggestionId' | 'rule' | 'unitId' | 'round' | 'state'>[]> =>
      duties
        .find({ suggestionId: { $in: [...ids] } })
        .project<Pick<DutyDoc, 'suggestionId' | 'rule' | 'unitId' | 'round' | 'state'>>({
          suggestionId: 1,
          rule: 1,
          unitId: 1,
          round: 1,
          state: 1,
        })
        .toArray(),

    openOf: (suggestionId: SuggestionId): Promise<DutyDoc[]> =>
      duties.find({ suggestionId, state: 'open' }).toArray(),

    /** Open duties by due day, of one unit or of a whole congress. */
    openPage: (of: { unitId: UnitId } | { congressId: CongressId }, after: Place | null, limit: number) =>
      duties
        .find({
          ...of,
          state: 'open',
          ...(after && { $or: [{ due: { $gt: after.by } }, { due: after.by, _id: { $gt: after.id } }] }),
        })
        .sort({ due: 1, _id: 1 })
        .limit(limit)
        .toArray(),

    /** Open duties of a congress after an id, in the order of ids. */
    openAfterId: (congressId: CongressId, id: string, limit: number): Promise<DutyDoc[]> =>
      duties
        .find({ congressId, state: 'open', _id: { $gt: id } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray(),

    /** Adds those whose id is new, in groups. */
    async insertMissing(docs: readonly DutyDoc[]): Promise<void> {
      for (let from = 0; from < docs.length; from += GROUP) {
        await duties
          .insertMany(docs.slice(from, from + GROUP), { ordered: false })
          .catch((error: unknown) => duplicatePositions(error));
      }
    },

    /** Moves duties on that are open and still stand where they were read; others are left to whoever moved them. */
    async move(moves: readonly DutyMove[]): Promise<void> {
      if (moves.length === 0) return;
      await duties.bulkWrite(
        moves.map(({ id, was, set }) => ({
          updateOne: { filter: { _id: id, state: 'open', reminded: was }, update: { $set: set } },
        })),
        { ordered: false },
      );
    },

    /** Closes what is open; how many that were. What is closed already stays as it was closed. */
    async close(key: DutyKey, { state, at, why }: Ending): Promise<number> {
      const { modifiedCount } = await duties.updateMany(
        { ...key, state: 'open' },
        { $set: { state, doneAt: at, why, nextAt: null } },
      );
      return modifiedCount;
    },
  };
}
