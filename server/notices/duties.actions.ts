import { groupedBy } from '../../shared/grouped.ts';
import type { CivilDate, CongressId, SuggestionId, UnitId } from '../../shared/ids.ts';
import type { Duty, DutyCount } from '../../shared/notices.ts';
import type { PersonRole } from '../../shared/people.ts';
import { type Calendar, civilDateOf, type WorkCalendar } from '../org/index.ts';
import type { Clock } from '../wire/ports.ts';
import {
  changeOf,
  dutyDoc,
  type DutyDoc,
  dutyIdOf,
  dutyView,
  type NamedSaid,
  saidOf,
  saidOtherwise,
} from './duties.rules.ts';
import type { DutyChange, DutyStore, OpenDuty } from './duties.store.ts';
import type { DutyOutcome, OpenDuties, OutcomeBy, OutcomeScope, OverdueOfUnit } from './duty-counts.store.ts';
import { daysAt, type DutyFilter, type Holder } from './duty-list.rules.ts';
import type { Standing } from './owed.rules.ts';

const MOST_TRIES = 10; // a sweeper moves the same duties on each time: the repair comes again

/** Asks the one role table. */
export type MayReadDuties = (
  roles: readonly PersonRole[],
  act: 'duty:read-own' | 'duty:read-unit' | 'duty:read-all',
) => boolean;

/** What a unit owes, by which rule and until when. */
export interface UnitDue {
  readonly unitId: UnitId;
  readonly rule: DutyDoc['rule'];
  readonly due: CivilDate;
}

/** What other features do with duties. */
export interface Duties {
  /**
   * Makes what is kept of these cases say what their records say: opens, closes, moves, and lets what is owed no more
   * be. Again: changes nothing. What was reminded of stays so.
   */
  settle(standings: readonly Standing[]): Promise<{ opened: number; changed: number }>;
  /**
   * The same after a step of one case, whose duties were settled before it: only those are read that the step makes
   * otherwise, be the others many.
   */
  follow(before: Standing, now: Standing): Promise<{ opened: number; changed: number }>;
  /** The same for cases of which nothing was kept before: nothing is compared, unless there was. */
  begin(standings: readonly Standing[]): Promise<void>;
  openOf(suggestionId: SuggestionId): Promise<Duty[]>;
  /** What units owe by a day in a suggestion, and have not done. */
  duesOf(suggestionId: SuggestionId): Promise<UnitDue[]>;
  /** How much is open of somebody’s, by rule and phase; soon: within a week. */
  countOpen(what: { of: Holder; filter?: DutyFilter }): Promise<OpenDuties[]>;
  countDue(what: { of: Holder; filter?: DutyFilter }): Promise<DutyCount>;
  /** What is open of some by other rules than these, in short. */
  openInShort(holders: readonly Holder[], but: readonly DutyDoc['rule'][]): Promise<OpenDuty[]>;
  /** What became of the duties that figures count. */
  outcomes(scope: OutcomeScope, by: OutcomeBy): Promise<DutyOutcome[]>;
  /** Units of a congress that owe something beyond its last day, in no order. */
  overdueOfUnits(congressId: CongressId): Promise<OverdueOfUnit[]>;
  /** Some suggestions of a congress in which something is open, behind one, in the order of ids; none: there are no more. */
  suggestionsOwing(congressId: CongressId, behind: string, limit: number): Promise<SuggestionId[]>;
}

/** Names of units. */
export interface UnitBook {
  byIds(ids: readonly UnitId[]): Promise<ReadonlyMap<UnitId, { readonly shortName: string }>>;
}

/** What of a case is to be kept: all that its record says, or what is named. */
interface Wanted {
  readonly standing: Standing;
  readonly said: ReadonlyMap<string, NamedSaid | undefined>;
  readonly isAll: boolean;
}

interface Parts {
  store: DutyStore;
  calendar: Pick<Calendar, 'forCongress'>;
  units: UnitBook;
  clock: Clock;
}

/** Makes the duties' use cases. */
export function makeDuties({ store, calendar, units, clock }: Parts): Duties {
  const settle = (standings: readonly Standing[]) =>
    keep(standings.map((standing) => ({ standing, said: saidOf(standing), isAll: true })));

  async function keep(wanted: readonly Wanted[]) {
    const days = await calendarsOf(wanted.map((w) => w.standing));
    let opened = 0;
    let changed = 0;
    let left = wanted;
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === MOST_TRIES) throw new Error('duties: somebody keeps moving them');
      const kept = groupedBy(await keptOf(left), (duty) => duty.suggestionId);
      const now = clock.now();
      const plans = left.map((one) => {
        const counting = { days: calendarOf(days, one.standing), now };
        return planOf(one, kept.get(one.standing.suggestionId) ?? [], counting);
      });
      const missing = plans.flatMap((p) => p.missing);
      const changes = plans.flatMap((p) => p.changes);
      const [added, moved] = [await store.insertMissing(missing), await store.change(changes)];
      opened += added;
      changed += moved;
      const isDone = added === missing.length && moved === changes.length;
      left = isDone ? [] : left.filter((_, i) => plans[i]?.isEmpty === false);
    }
    return { opened, changed };
  }

  async function keptOf(wanted: readonly Wanted[]): Promise<DutyDoc[]> {
    const whole = wanted.filter((w) => w.isAll).map((w) => w.standing.suggestionId);
    const named = wanted
      .filter((w) => !w.isAll)
      .flatMap(({ standing, said }) => [...said.keys()].map((key) => dutyIdOf(standing.suggestionId, key)));
    const [all, some] = await Promise.all([store.ofSuggestions(whole), store.byIds(named)]);
    return [...all, ...some.values()];
  }

  async function calendarsOf(standings: readonly Standing[]): Promise<Map<CongressId, WorkCalendar>> {
    const ids = [...new Set(standings.map((s) => s.congressId))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await calendar.forCongress(id)] as const)));
  }

  return {
    settle,
    follow: (before, now) => keep([{ standing: now, said: saidOtherwise(before, now), isAll: false }]),
    countOpen: (what) => store.countOpen(what, daysAt(clock.now())),
    countDue: (what) => store.countDue(what, daysAt(clock.now())),
    openInShort: (holders, but) => store.openInShort(holders, but),
    outcomes: (scope, by) => store.outcomes(scope, { by, today: civilDateOf(clock.now()) }),
    overdueOfUnits: (congressId) => store.overdueOfUnits(congressId, civilDateOf(clock.now())),
    suggestionsOwing: (congressId, behind, limit) => store.suggestionsOwing(congressId, behind, limit),

    async begin(standings) {
      const days = await calendarsOf(standings);
      const now = clock.now();
      const docs = standings.flatMap(
        (standing) =>
          planOf({ standing, said: saidOf(standing) }, [], { days: calendarOf(days, standing), now }).missing,
      );
      const added = await store.insertMissing(docs);
      if (added < docs.length) await settle(standings); // it was begun before
    },

    async duesOf(suggestionId) {
      const open = await store.duesOf(suggestionId);
      return open.flatMap(({ unitId, rule, due }) =>
        unitId !== null && due !== null ? [{ unitId, rule, due }] : [],
      );
    },

    async openOf(suggestionId) {
      const open = await store.openOfSuggestion(suggestionId);
      return viewsOf(
        units,
        open.toSorted((a, b) => (a.by < b.by ? -1 : 1)),
      );
    },
  };
}

function calendarOf(
  days: ReadonlyMap<CongressId, WorkCalendar>,
  { congressId }: Pick<Standing, 'congressId'>,
): WorkCalendar {
  const found = days.get(congressId);
  if (!found) throw new Error(`no calendar for congress ${congressId}`);
  return found;
}

/** What has to be written of one case so that its duties say what its record says. */
function planOf(
  { standing, said }: Pick<Wanted, 'standing' | 'said'>,
  kept: readonly DutyDoc[],
  counting: { days: WorkCalendar; now: Date },
): { missing: DutyDoc[]; changes: DutyChange[]; isEmpty: boolean } {
  const known = new Set(kept.map((d) => d.key));
  const missing = [...said].flatMap(([key, what]) =>
    what === undefined || known.has(key) ? [] : [dutyDoc(standing, [key, what], counting)],
  );
  const changes = kept.flatMap((duty) => {
    const set = changeOf(duty, said.get(duty.key), { ...counting, reminders: standing.reminders });
    return set === null ? [] : [{ duty, set }];
  });
  return { missing, changes, isEmpty: missing.length + changes.length === 0 };
}

/** Duties as others see them; what is only told is none. */
export async function viewsOf(units: UnitBook, docs: readonly DutyDoc[]): Promise<Duty[]> {
  const ids = [...new Set(docs.flatMap((d) => (d.unitId === null ? [] : [d.unitId])))];
  const names = await units.byIds(ids);
  return docs.flatMap(
    (d) => dutyView(d, (d.unitId === null ? undefined : names.get(d.unitId)?.shortName) ?? '') ?? [],
  );
}
