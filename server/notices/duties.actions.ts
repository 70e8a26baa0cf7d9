import { Fault } from '../../shared/faults.ts';
import type { CivilDate, CongressId, SuggestionId, UnitId } from '../../shared/ids.ts';
import type { Duty } from '../../shared/notices.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { Phase } from '../../shared/suggestions.ts';
import type { Calendar, WorkCalendar } from '../org/index.ts';
import type { Caller } from '../wire/ports.ts';
import { cursorOf, placeOf } from './cursors.rules.ts';
import { dueOn, dutyOf, dutyView, nextAfter, stepsOf, type DutyDoc, type NewDuty } from './duties.rules.ts';
import type { DutyMove, DutyStore, Ending } from './duties.store.ts';

const PAGE = 50;
const GROUP = 500;

/** Asks the one role table. */
export type MayReadDuties = (
  roles: readonly PersonRole[],
  act: 'duty:read-unit' | 'duty:read-all',
) => boolean;

/** What other features do with duties. */
export interface Duties {
  /**
   * Opens what is not there yet; many at once, and again without effect. A unit that had left the suggestion (its
   * duty is moot) and is back owes anew, in the next round.
   */
  openMany(rows: readonly NewDuty[]): Promise<void>;
  /** Closes one open duty; false when it was closed before, which stays as it was. */
  close(dutyId: string, ending: Ending): Promise<boolean>;
  /** Closes what a unit owes a suggestion in one phase; how many that were. */
  closeOf(of: { suggestionId: SuggestionId; unitId: UnitId; phase: Phase }, ending: Ending): Promise<number>;
  openOf(suggestionId: SuggestionId): Promise<Duty[]>;
  /** The day by which a suggestion assigned on this day needs its pre-handling contact. Pure. */
  contactDue(assignedOn: CivilDate, calendar: WorkCalendar): CivilDate;
  /**
   * Reckons open duties of a congress anew after its calendar was edited; how many moved. What was sent stays sent.
   * Rooms show the new day.
   */
  recount(congressId: CongressId): Promise<{ moved: number }>;
}

interface Parts {
  store: DutyStore;
  calendar: Pick<Calendar, 'forCongress'>;
  setHeader: (subjectId: string, change: { nextDue: CivilDate | null }) => Promise<void>;
}

const keyOf = (d: Pick<DutyDoc, 'suggestionId' | 'rule' | 'unitId'>) =>
  [d.suggestionId, d.rule, d.unitId].join('|');

/** Makes the duties' use cases. */
export function makeDuties({ store, calendar, setHeader }: Parts): Duties {
  /** The round in which each row is to be opened; rows whose duty stands, or was done, are left out. */
  async function roundsToOpen(rows: readonly NewDuty[]): Promise<{ row: NewDuty; round: number }[]> {
    const known = await store.ofSuggestions([...new Set(rows.map((r) => r.suggestionId))]);
    const latest = new Map<string, { round: number; state: Duty['state'] }>();
    for (const duty of known) {
      const seen = latest.get(keyOf(duty));
      if (!seen || seen.round < duty.round) latest.set(keyOf(duty), duty);
    }
    return rows.flatMap((row) => {
      const last = latest.get(keyOf(row));
      if (!last) return [{ row, round: 1 }];
      return last.state === 'moot' ? [{ row, round: last.round + 1 }] : [];
    });
  }

  async function openMany(rows: readonly NewDuty[]): Promise<void> {
    const calendars = new Map<CongressId, WorkCalendar>();
    for (const id of new Set(rows.map((r) => r.congressId)))
      calendars.set(id, await calendar.forCongress(id));
    for (let from = 0; from < rows.length; from += GROUP) {
      const missing = await roundsToOpen(rows.slice(from, from + GROUP));
      await store.insertMissing(
        missing.flatMap(({ row, round }) => {
          const days = calendars.get(row.congressId);
          return days ? [dutyOf(row, round, days)] : [];
        }),
      );
    }
  }

  async function recount(congressId: CongressId): Promise<{ moved: number }> {
    const days = await calendar.forCongress(congressId);
    const shown = new Map<SuggestionId, CivilDate>();
    let moved = 0;
    let last = '';
    for (;;) {
      const group = await store.openAfterId(congressId, last, GROUP);
      const moves = group.flatMap((duty) => moveTo(duty, days) ?? []);
      await store.move(moves);
      for (const duty of group) {
        const due = dueOn(duty.rule, duty.since, days);
        if (due !== duty.due) shown.set(duty.suggestionId, due);
      }
      moved += moves.length;
      if (group.length < GROUP) break;
      last = group.at(-1)?._id ?? last;
    }
    for (const [suggestionId] of shown) {
      const dues = (await store.openOf(suggestionId)).map((d) => d.due).sort();
      await setHeader(suggestionId, { nextDue: dues[0] ?? null });
    }
    return { moved };
  }

  return {
    openMany,
    recount,
    close: async (dutyId, ending) => (await store.close({ _id: dutyId }, ending)) === 1,
    closeOf: (of, ending) => store.close(of, ending),
    openOf: async (suggestionId) => (await store.openOf(suggestionId)).map(dutyView),
    contactDue: (assignedOn, days) => dueOn('R6', assignedOn, days),
  };
}

/** The move that brings a duty's remaining steps to where the calendar now has them; null when they are there. */
function moveTo(duty: DutyDoc, days: WorkCalendar): DutyMove | null {
  const fresh = stepsOf(duty.rule, duty.since, days);
  const steps = fresh.map((s) =>
    s.step <= duty.reminded ? (duty.steps.find((o) => o.step === s.step) ?? s) : s,
  );
  const due = dueOn(duty.rule, duty.since, days);
  const same = due === duty.due && steps.every((s, i) => s.at.getTime() === duty.steps[i]?.at.getTime());
  if (same) return null;
  return { id: duty._id, was: duty.reminded, set: { steps, due, nextAt: nextAfter(steps, duty.reminded) } };
}

/** duty:list: a unit's people see their unit's, the office sees all of the congress. */
export const makeListDuties =
  ({ store, may }: { store: DutyStore; may: MayReadDuties }) =>
  async (input: { cursor: string | null }, caller: Caller) => {
    const of = whoseDuties(caller, may);
    if (!of) throw new Fault('NOT_ALLOWED');
    const found = await store.openPage(of, placeOf(input.cursor), PAGE + 1);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return {
      duties: page.map(dutyView),
      cursor: found.length > PAGE && last ? cursorOf({ by: last.due, id: last._id }) : null,
    };
  };

function whoseDuties(caller: Caller, may: MayReadDuties) {
  if (may(caller.roles, 'duty:read-all')) return { congressId: caller.congressId };
  if (may(caller.roles, 'duty:read-unit') && caller.unitId) return { unitId: caller.unitId };
  return null;
}
