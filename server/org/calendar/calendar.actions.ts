import type { CivilDate, CongressId } from '../../../shared/ids.ts';
import type { Database } from '../../store/mongo.ts';
import { makeWorkCalendar, type DayKind, type SpecialDay, type WorkCalendar } from './calendar.rules.ts';
import { makeCalendarStore } from './calendar.store.ts';

/** The working-day calendars of all congresses. Edits count for what is reckoned afterwards. */
export interface Calendar {
  forCongress(congressId: CongressId): Promise<WorkCalendar>;
  /** Makes a day a working day or a day of rest, whatever notice and law say; the last word wins. */
  set(
    congressId: CongressId,
    day: { date: CivilDate; kind: DayKind; why: string; by: string },
  ): Promise<void>;
  /** Takes the congress's own entry back. False when there was none. */
  unset(congressId: CongressId, date: CivilDate): Promise<boolean>;
  /** All days of a year that are not what their weekday says, and whether the year's notice is still unknown. */
  list(congressId: CongressId, year: number): Promise<{ provisional: boolean; days: SpecialDay[] }>;
}

/** Makes the calendar on its collection. */
export function makeCalendar({ database }: { database: Database }): Calendar {
  const store = makeCalendarStore(database);
  const kept = new Map<CongressId, { entries: string; calendar: WorkCalendar }>();

  /** Entries are read each time, so that an edit counts at once on every node; what follows from the same ones is kept. */
  const forCongress = async (congressId: CongressId) => {
    const own = ((await store.ofCongress(congressId)) ?? []).map(({ date, kind, why }): SpecialDay => ({
      date,
      kind,
      name: why,
      source: 'own',
    }));
    const entries = JSON.stringify(own);
    const known = kept.get(congressId);
    if (known?.entries === entries) return known.calendar;
    const calendar = makeWorkCalendar(own);
    kept.set(congressId, { entries, calendar });
    return calendar;
  };

  return {
    forCongress,
    set: (congressId, day) => store.put({ congressId, ...day }),
    unset: (congressId, date) => store.remove(congressId, date),
    async list(congressId, year) {
      const calendar = await forCongress(congressId);
      return { provisional: calendar.isProvisional(year), days: calendar.specialDays(year) };
    },
  };
}
