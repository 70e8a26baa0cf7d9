import { type mongo, Schema } from 'mongoose';
import { CASE_STATES } from '../../../shared/values/cases.ts';
import type { CongressId, PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { Database } from '../../store/mongo.ts';
import type { Doer } from '../case/case.rules.ts';
import type { Suggestions } from '../record/suggestion.store.ts';

/** A deputy who is none any more: their cases pass to others. */
export interface LeavingDoc {
  readonly _id: PersonId;
  readonly congressId: CongressId;
  /** Who they are in the address book. */
  readonly code: string;
  readonly name: string;
  readonly by: Doer;
  readonly why: string;
  readonly at: Date;
  /** Set until all cases have passed on. */
  readonly unfinishedSince?: Date;
}

const schema = new Schema<LeavingDoc>({ _id: String }, { versionKey: false });
schema.index({ unfinishedSince: 1 }, { sparse: true });

const OVER = ['rejected', 'archived', 'withdrawn'];
const GOING_ON = CASE_STATES.filter((state) => !OVER.includes(state));

export type LeavingStore = ReturnType<typeof makeLeavingStore>;

/** Which deputies leave, and what they still have a part in. */
export function makeLeavingStore(database: Database, suggestions: Suggestions) {
  const leavings = database.model<LeavingDoc>('leavings', schema)
    .collection as unknown as mongo.Collection<LeavingDoc>;

  return {
    byId: (id: PersonId): Promise<LeavingDoc | null> => leavings.findOne({ _id: id }),

    /** Notes that somebody leaves; who left before leaves again. */
    begin: async ({ _id, ...leaving }: LeavingDoc): Promise<void> => {
      await leavings.replaceOne({ _id }, leaving, { upsert: true });
    },

    finished: async ({ _id, at }: LeavingDoc): Promise<void> => {
      await leavings.updateOne({ _id, at }, { $unset: { unfinishedSince: '' } });
    },

    unfinished: (): Promise<LeavingDoc[]> => leavings.find({ unfinishedSince: { $exists: true } }).toArray(),

    /** Cases under way in which somebody leads or joins in, behind an id: by id, at most `limit`. */
    casesOf: async (
      { _id: personId, congressId }: Pick<LeavingDoc, '_id' | 'congressId'>,
      after: string,
      limit: number,
    ): Promise<SuggestionId[]> => {
      const found = await suggestions
        .find(
          {
            ...{ congressId, state: { $in: GOING_ON }, _id: { $gt: after as SuggestionId } },
            $or: [{ leadId: personId }, { 'seconders.personId': personId }],
          },
          { projection: { _id: 1 } },
        )
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return found.map((s) => s._id);
    },
  };
}
