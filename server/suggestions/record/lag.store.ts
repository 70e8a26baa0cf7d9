import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import { LEAN, type Lag, type LeanSuggestion, type Suggestions } from './suggestion.store.ts';

export type LagStore = ReturnType<typeof makeLagStore>;

/** Which rooms still have to follow their record. */
export function makeLagStore(suggestions: Suggestions) {
  return {
    /** Handed-over suggestions whose room has been behind since before an instant; at most `limit`. */
    behind: async (before: Date, limit: number): Promise<SuggestionId[]> => {
      const found = await suggestions
        .find({ 'lag.since': { $lte: before }, assignedOn: { $ne: null } }, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map((s) => s._id);
    },

    /** All that were handed over, for a comparison of everything. */
    assigned: (congressId: CongressId): Promise<LeanSuggestion[]> =>
      suggestions.find({ congressId, assignedOn: { $ne: null } }, { projection: LEAN }).toArray(),

    /** Notes that these rooms have to follow. */
    mark: async (ids: readonly SuggestionId[], lag: Lag): Promise<void> => {
      if (ids.length > 0) await suggestions.updateMany({ _id: { $in: [...ids] } }, { $set: { lag } });
    },

    /** The room follows the record as it was read. False: the record has changed since. */
    settle: async (read: LeanSuggestion, seatsKey: string): Promise<boolean> => {
      const { matchedCount } = await suggestions.updateOne(
        { _id: read._id, revision: read.revision, 'lag.mark': read.lag?.mark ?? { $exists: false } },
        { $set: { seatsKey }, $unset: { lag: '' } },
      );
      return matchedCount === 1;
    },
  };
}
