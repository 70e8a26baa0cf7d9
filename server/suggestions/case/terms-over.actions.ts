import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import { type Calendar, dueDay, plusDays } from '../../org/index.ts';
import type { Policies } from '../policy/index.ts';
import type { Waiting } from './days-turn.store.ts';

interface Parts {
  policies: Pick<Policies, 'ofCase' | 'leastDaysOf'>;
  calendar: Pick<Calendar, 'forCongress'>;
}

/** Of cases that wait for a term to end, those whose last day is past; `since` reads those that wait since before a day. */
export type TermsOver = (
  term: 'feedback' | 'archive',
  since: (day: CivilDate) => Promise<readonly Waiting[]>,
  today: CivilDate,
) => Promise<SuggestionId[]>;

/** Whose term cannot be over yet in any congress is not read; of the others each day they wait since is reckoned once. */
export function makeTermsOver({ policies, calendar }: Parts): TermsOver {
  return async (term, since, today) => {
    const dues = new Map<string, CivilDate>();
    const over: SuggestionId[] = [];
    for (const found of await since(plusDays(today, -(await policies.leastDaysOf(term))))) {
      const { suggestionId, congressId, policy, since: day } = found;
      const key = `${congressId} ${policy?.version ?? ''} ${day}`;
      let due = dues.get(key);
      if (due === undefined) {
        const { terms } = await policies.ofCase(found);
        due = dueDay(day, terms[term], await calendar.forCongress(congressId));
        dues.set(key, due);
      }
      if (today > due) over.push(suggestionId);
    }
    return over;
  };
}
