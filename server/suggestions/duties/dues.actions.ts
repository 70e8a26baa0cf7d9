import type { CivilDate, UnitId } from '../../../shared/ids.ts';
import { hasRoom } from '../case/case.rules.ts';
import type { SuggestionDoc } from '../record/suggestion.store.ts';
import type { ReadCases } from './standing.actions.ts';
import { standingFrom } from './standing.rules.ts';

/** What a unit owes next in a case, by which rule and until when. */
export interface Due {
  readonly rule: string;
  readonly due: CivilDate;
}

/** The next due of each unit of a case; who owes nothing with a day is missing. */
export type DuesOf = (suggestion: SuggestionDoc) => Promise<ReadonlyMap<UnitId, Due>>;

/** Reckons them from the record, whatever reminders have been made of it. */
export const makeDuesOf =
  (readCases: ReadCases): DuesOf =>
  async (suggestion) => {
    const dues = new Map<UnitId, Due>();
    if (!hasRoom(suggestion)) return dues;
    const [read] = await readCases([suggestion._id]);
    for (const { ower, rule, state, due } of read ? standingFrom(read).owed : []) {
      if (ower.kind !== 'unit' || state !== 'open' || due === null) continue;
      const known = dues.get(ower.unitId);
      if (!known || due < known.due) dues.set(ower.unitId, { rule, due });
    }
    return dues;
  };
