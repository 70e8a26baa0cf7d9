import type { CivilDate, CongressId, SuggestionId } from '../../../shared/ids.ts';
import { type Calendar, dueDay } from '../../org/index.ts';
import type { Policies } from '../policy/index.ts';
import type { Closed, DaysTurnStore } from './days-turn.store.ts';

interface Parts {
  store: Pick<DaysTurnStore, 'closedBefore'>;
  policies: Pick<Policies, 'forCongress' | 'byRef'>;
  calendar: Pick<Calendar, 'forCongress'>;
}

/** Closed cases whose term for filing is over on a day: thousands are looked at, and each day of closing is reckoned once. */
export const makeDueForFiling =
  ({ store, policies, calendar }: Parts) =>
  async (today: CivilDate): Promise<SuggestionId[]> => {
    const dues = new Map<string, CivilDate>();
    const policyOf = async (congressId: CongressId, { policy }: Closed) =>
      policy ? policies.byRef(congressId, policy) : (await policies.forCongress(congressId)).profile;
    const due: SuggestionId[] = [];
    for (const found of await store.closedBefore(today)) {
      const { _id, congressId, policy, closedOn } = found;
      if (closedOn === null) continue;
      const key = `${congressId} ${policy?.version ?? ''} ${closedOn}`;
      const known = dues.get(key);
      const day =
        known ??
        dueDay(
          closedOn,
          (await policyOf(congressId, found)).terms.archive,
          await calendar.forCongress(congressId),
        );
      dues.set(key, day);
      if (today > day) due.push(_id);
    }
    return due;
  };
