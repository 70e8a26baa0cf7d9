import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import type { SuggestionDoc, Suggestions } from '../record/suggestion.store.ts';

export type DaysTurnStore = ReturnType<typeof makeDaysTurnStore>;

/** A case that waits for a term to end, and the day from which that is counted. */
export interface Waiting extends Pick<SuggestionDoc, 'congressId' | 'policy'> {
  readonly suggestionId: SuggestionId;
  readonly since: CivilDate;
}

/** Cases for which a new day may mean something. */
export function makeDaysTurnStore(suggestions: Suggestions) {
  type Filter = Parameters<Suggestions['find']>[0];

  async function waiting(filter: Filter, from: 'feedbackAskedOn' | 'closedOn'): Promise<Waiting[]> {
    const projection = { congressId: 1, policy: 1, [from]: 1 };
    const found = await suggestions.find(filter, { projection }).toArray();
    return found.flatMap(({ _id: suggestionId, congressId, policy, [from]: since }) =>
      since === null ? [] : [{ suggestionId, congressId, policy, since }],
    );
  }

  return {
    /** A deputy was asked before this day. */
    awaitingFeedback: (day: CivilDate): Promise<Waiting[]> =>
      waiting({ state: 'feedback', feedbackAskedOn: { $lt: day } }, 'feedbackAskedOn'),

    /** Something is still promised since before this day. */
    promisedBefore: async (day: CivilDate): Promise<SuggestionId[]> => {
      const promised = { commitments: { $elemMatch: { state: 'open' as const, promisedOn: { $lt: day } } } };
      const found = await suggestions.find(promised, { projection: { _id: 1 } }).toArray();
      return found.map((doc) => doc._id);
    },

    /** Closed before this day, with nothing promised, supervised or on its way to the public any more. */
    closedBefore: (day: CivilDate): Promise<Waiting[]> =>
      waiting(
        {
          ...{ state: { $in: ['closed', 'tracking'] }, closedOn: { $lt: day }, topicId: null },
          $nor: [
            { commitments: { $elemMatch: { state: 'open' } } },
            { 'publication.state': 'proposed' },
            { 'publication.state': 'approved', 'publication.publicity': { $ne: 'none' } },
          ],
        },
        'closedOn',
      ),
  };
}
