import type { CaseState } from '../../../shared/cases.ts';
import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import { gatheredOne } from '../../store/gathered.ts';
import { inParts } from '../../store/in-parts.ts';
import {
  LEAN,
  ofState,
  type LeanSuggestion,
  type SuggestionDoc,
  type Suggestions,
} from './suggestion.store.ts';

/** What a list of tasks reads of a suggestion. */
export type Brief = Pick<
  SuggestionDoc,
  '_id' | 'state' | 'orderKey' | 'leadId' | 'delegationId' | 'seconders' | 'tracks'
>;
const BRIEF = { state: 1, orderKey: 1, leadId: 1, delegationId: 1, seconders: 1, tracks: 1 } as const;

export type RecordStore = ReturnType<typeof makeRecordStore>;

/** Reads the record of suggestions. */
export function makeRecordStore(suggestions: Suggestions) {
  return {
    leanById: gatheredOne(
      async (ids: readonly SuggestionId[]): Promise<Map<SuggestionId, LeanSuggestion>> => {
        const found = await suggestions
          .find({ _id: { $in: [...ids] } }, { projection: LEAN, batchSize: ids.length + 1 })
          .toArray();
        return new Map(found.map((s) => [s._id, s]));
      },
    ),

    /** What a list of tasks reads of suggestions. */
    async briefs(ids: readonly SuggestionId[]): Promise<Map<SuggestionId, Brief>> {
      const found = await inParts(ids, (some) =>
        suggestions
          .find({ _id: { $in: [...some] } }, { projection: BRIEF, batchSize: some.length + 1 })
          .toArray(),
      );
      return new Map(found.map((s) => [s._id, s]));
    },

    /** Those of a session with one of these number keys, for the import. */
    byNumberKeys: (
      congressId: CongressId,
      session: number,
      numberKeys: readonly string[],
    ): Promise<LeanSuggestion[]> =>
      suggestions
        .find({ congressId, session, numberKey: { $in: [...numberKeys] } }, { projection: LEAN })
        .toArray(),

    /** A page of the office's list behind `after`. */
    page: (
      filter: { congressId: CongressId; state: CaseState | null; after: string },
      limit: number,
    ): Promise<LeanSuggestion[]> =>
      suggestions
        .find(
          { ...ofState(filter.congressId, filter.state), orderKey: { $gt: filter.after } },
          { projection: LEAN },
        )
        .sort({ orderKey: 1 })
        .limit(limit)
        .toArray(),

    /** Those that have a room, whatever has become of them since. */
    countHandedOver: (congressId: CongressId): Promise<number> =>
      suggestions.countDocuments({ congressId, assignedOn: { $ne: null } }),

    countAll: (congressId: CongressId): Promise<number> => suggestions.countDocuments({ congressId }),

    /** All of a congress by id, a group at a time. */
    idsAfter: async (congressId: CongressId, after: string, limit: number): Promise<SuggestionId[]> => {
      const found = await suggestions
        .find({ congressId, _id: { $gt: after as SuggestionId } }, { projection: { _id: 1 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return found.map((s) => s._id);
    },

    count: (congressId: CongressId, state: CaseState | null): Promise<number> =>
      suggestions.countDocuments(ofState(congressId, state)),
  };
}
