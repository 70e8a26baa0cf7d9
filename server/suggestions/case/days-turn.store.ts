import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import type { Suggestions } from '../record/suggestion.store.ts';

export type DaysTurnStore = ReturnType<typeof makeDaysTurnStore>;

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
  };
}
