import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import { makeGather } from '../../store/gather.ts';
import { LAGGING, LEAN, type Lag, type LeanSuggestion, type Suggestions } from './suggestion.store.ts';

/** A record as it was read, and the seats that its room was made to have. */
interface Followed {
  readonly read: LeanSuggestion;
  readonly seatsKey: string;
}

const TOGETHER = 100; // records written in one statement

const settled = ({ read, seatsKey }: Followed) => ({
  updateOne: {
    filter: { _id: read._id, revision: read.revision, 'lag.mark': read.lag?.mark ?? { $exists: false } },
    update: { $set: { seatsKey }, $unset: { lag: '' as const } },
  },
});

export type LagStore = ReturnType<typeof makeLagStore>;

/** Which rooms still have to follow their record. */
export function makeLagStore(suggestions: Suggestions) {
  const settle = makeGather<Followed, boolean>(async (followed) => {
    const { matchedCount } = await suggestions.bulkWrite(followed.map(settled), { ordered: false });
    if (matchedCount === followed.length) return followed.map(() => true);
    const ids = followed.map(({ read }) => read._id);
    const found = await suggestions
      .find({ _id: { $in: ids } }, { projection: { revision: 1, lag: 1, seatsKey: 1 } })
      .toArray();
    const now = new Map(found.map((s) => [s._id, s]));
    return followed.map(({ read, seatsKey }) => {
      const { revision, lag, seatsKey: key } = now.get(read._id) ?? {};
      return revision === read.revision && lag === undefined && key === seatsKey;
    });
  }, TOGETHER);

  return {
    /** Handed-over suggestions whose room has been behind since before an instant; at most `limit`. */
    behind: async (before: Date, limit: number): Promise<SuggestionId[]> => {
      const found = await suggestions
        .find(
          { $and: [LAGGING, { 'lag.since': { $lte: before } }], assignedOn: { $ne: null } },
          { projection: { _id: 1 } },
        )
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
    settle: (read: LeanSuggestion, seatsKey: string): Promise<boolean> => settle({ read, seatsKey }),
  };
}
