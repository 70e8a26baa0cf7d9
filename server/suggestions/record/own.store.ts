import type { CaseState } from '../../../shared/cases.ts';
import { CASE_STATES } from '../../../shared/values/cases.ts';
import type { CongressId } from '../../../shared/ids.ts';
import type { Part } from './own.rules.ts';
import { LEAN, type LeanSuggestion, type Suggestions } from './suggestion.store.ts';

/** What is known of a part; units see what was handed over to them. */
function conditionOf(part: Part) {
  switch (part.as) {
    case 'lead':
      return { leadId: part.personId };
    case 'seconder':
      return { 'seconders.personId': part.personId };
    case 'delegation':
      return { source: 'delegation' as const, delegationId: part.delegationId };
    case 'unit':
      return { 'tracks.unitId': part.unitId, assignedOn: { $ne: null } };
    case 'committee':
      return { committeeUnitId: part.unitId };
  }
}

export type OwnStore = ReturnType<typeof makeOwnStore>;

/** Finds the suggestions in which somebody has a part. */
export function makeOwnStore(suggestions: Suggestions) {
  return {
    /** Those of one part behind `after`, in the order of the office’s list; no states: of any. */
    page: (
      part: Part,
      filter: { congressId: CongressId; states: readonly CaseState[]; after: string },
      limit: number,
    ): Promise<LeanSuggestion[]> =>
      suggestions
        .find(
          {
            congressId: filter.congressId,
            state: { $in: filter.states.length === 0 ? [...CASE_STATES] : [...filter.states] },
            orderKey: { $gt: filter.after },
            ...conditionOf(part),
          },
          { projection: LEAN },
        )
        .sort({ orderKey: 1 })
        .limit(limit)
        .toArray(),
  };
}
