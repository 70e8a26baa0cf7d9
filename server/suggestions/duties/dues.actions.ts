import type { UnitId } from '../../../shared/ids.ts';
import type { Duties, Owed, Standing, UnitDue } from '../../notices/index.ts';
import { hasRoom } from '../case/case.rules.ts';
import type { SuggestionDoc } from '../record/suggestion.store.ts';

/** What a unit owes next in a case, by which rule and until when. */
export type Due = Omit<UnitDue, 'unitId'>;

/** How a case stands, to whoever has just made its duties say so. */
export type Settled = Pick<Standing, 'owed'>;

/** The next due of each unit of a case; who owes nothing with a day is missing. */
export type DuesOf = (suggestion: SuggestionDoc, settled?: Settled) => Promise<ReadonlyMap<UnitId, Due>>;

/** Reads them from the duties, which follow the record; who has just settled these need not have them read. */
export const makeDuesOf =
  (duties: Pick<Duties, 'duesOf'>): DuesOf =>
  async (suggestion, settled) => {
    const next = new Map<UnitId, Due>();
    if (!hasRoom(suggestion)) return next;
    const open = settled ? settled.owed.flatMap(dueOf) : await duties.duesOf(suggestion._id);
    for (const { unitId, ...due } of open) {
      const known = next.get(unitId);
      if (!known || due.due < known.due) next.set(unitId, due);
    }
    return next;
  };

const dueOf = ({ ower, rule, due, state }: Owed): UnitDue[] =>
  ower.kind === 'unit' && state === 'open' && due !== null ? [{ unitId: ower.unitId, rule, due }] : [];
