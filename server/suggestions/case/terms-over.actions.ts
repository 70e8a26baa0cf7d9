import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import { type Calendar, dueDay } from '../../org/index.ts';
import type { Policies } from '../policy/index.ts';
import type { Waiting } from './days-turn.store.ts';

interface Parts {
  policies: Pick<Policies, 'ofCase'>;
  calendar: Pick<Calendar, 'forCongress'>;
}

/** Of cases that wait for a term to end, those whose last day is past. */
export type TermsOver = (
  waiting: readonly Waiting[],
  term: 'feedback' | 'archive',
  today: CivilDate,
) => Promise<SuggestionId[]>;

/** Thousands are looked at every day, and each day they wait since is reckoned once. */
export function makeTermsOver({ policies, calendar }: Parts): TermsOver {
  return async (waiting, term, today) => {
    const dues = new Map<string, CivilDate>();
    const over: SuggestionId[] = [];
    for (const found of waiting) {
      const { suggestionId, congressId, policy, since } = found;
      const key = `${congressId} ${policy?.version ?? ''} ${since}`;
      let due = dues.get(key);
      if (due === undefined) {
        const { terms } = await policies.ofCase(found);
        due = dueDay(since, terms[term], await calendar.forCongress(congressId));
        dues.set(key, due);
      }
      if (today > due) over.push(suggestionId);
    }
    return over;
  };
}
