import type { UnitId } from '../../../shared/ids.ts';
import type { Duties, UnitDue } from '../../notices/index.ts';
import { hasRoom } from '../case/case.rules.ts';
import type { SuggestionDoc } from '../record/suggestion.store.ts';

/** What a unit owes next in a case, by which rule and until when. */
export type Due = Omit<UnitDue, 'unitId'>;

/** The next due of each unit of a case; who owes nothing with a day is missing. */
export type DuesOf = (suggestion: SuggestionDoc) => Promise<ReadonlyMap<UnitId, Due>>;

/** Reads them from the duties, which follow the record. */
export const makeDuesOf =
  (duties: Pick<Duties, 'duesOf'>): DuesOf =>
  async (suggestion) => {
    const next = new Map<UnitId, Due>();
    if (!hasRoom(suggestion)) return next;
    for (const { unitId, ...due } of await duties.duesOf(suggestion._id)) {
      const known = next.get(unitId);
      if (!known || due.due < known.due) next.set(unitId, due);
    }
    return next;
  };
