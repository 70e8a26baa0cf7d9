import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import type { SuggestionDoc, Suggestions } from '../record/suggestion.store.ts';

export type DaysTurnStore = ReturnType<typeof makeDaysTurnStore>;

/** A closed case, as far as it may be filed. */
export type Closed = Pick<SuggestionDoc, '_id' | 'congressId' | 'policy' | 'closedOn'>;

const CLOSED = { congressId: 1, policy: 1, closedOn: 1 } as const;

/** Cases for which a new day may mean something. */
export function makeDaysTurnStore(suggestions: Suggestions) {
  const idsOf = async (filter: Parameters<Suggestions['find']>[0]): Promise<SuggestionId[]> =>
    (await suggestions.find(filter, { projection: { _id: 1 } }).toArray()).map((doc) => doc._id);

  return {
    /** A deputy was asked before this day. */
    awaitingFeedback: (day: CivilDate) => idsOf({ state: 'feedback', feedbackAskedOn: { $lt: day } }),
    /** Something is still promised since before this day. */
    promisedBefore: (day: CivilDate) =>
      idsOf({ commitments: { $elemMatch: { state: 'open', promisedOn: { $lt: day } } } }),
    /** Closed before this day, with nothing promised, supervised or on its way to the public any more. */
    closedBefore: (day: CivilDate): Promise<Closed[]> =>
      suggestions
        .find(
          {
            ...{ state: { $in: ['closed', 'tracking'] }, closedOn: { $lt: day }, topicId: null },
            $nor: [
              { commitments: { $elemMatch: { state: 'open' } } },
              { 'publication.state': 'proposed' },
              { 'publication.state': 'approved', 'publication.publicity': { $ne: 'none' } },
            ],
          },
          { projection: CLOSED },
        )
        .toArray(),
  };
}
