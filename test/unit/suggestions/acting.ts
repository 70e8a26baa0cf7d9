import type { Happened } from '../../../shared/case-events.ts';
import type { CaseRole } from '../../../shared/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import type { CivilDate, CongressId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import { makeWorkCalendar } from '../../../server/org/calendar/calendar.rules.ts';
import { type Actor, type CaseAct, whyMayNotAct } from '../../../server/suggestions/case/act.rules.ts';
import { type Case, PRODUCT } from '../../../server/suggestions/case/case.rules.ts';
import { entryAfter } from '../../../server/suggestions/case/entries.rules.ts';
import { after, nothingYet } from '../../../server/suggestions/case/fold.rules.ts';
import { ABOUT } from '../../../server/suggestions/case/offered.rules.ts';
import { jurisdictionOf } from '../../../server/suggestions/policy/jurisdictions.rules.ts';

/** A fixed UUID of version 7 for each small number. */
export const idOf = (n: number): string => `0190163d-8694-739b-aea5-${n.toString(16).padStart(12, '0')}`;
export const person = (n: number) => idOf(0x1000 + n) as PersonId;
export const unit = (n: number) => idOf(0x2000 + n) as UnitId;
export const suggestion = (n: number) => idOf(0x3000 + n) as SuggestionId;

const congressId = idOf(1) as CongressId;
const days = makeWorkCalendar([]);
export const NATIONAL = { ...jurisdictionOf('national'), version: 1 };

/** Somebody who acts in these roles. */
export const as = (personId: PersonId, roles: readonly CaseRole[], unitId: UnitId | null = null): Actor => ({
  ...{ personId, name: '张三', label: '', roles: new Set(roles), unitId },
});
export const BY_SYSTEM: Actor = { ...PRODUCT, roles: new Set(['system'] as const), unitId: null };
export const OFFICE = as(person(90), ['office']);

/** Nothing has happened yet. */
export const blank = (): Case => nothingYet(suggestion(1), congressId);

/** The case after these things happened by somebody’s hand. */
export const happen = (
  found: Case,
  happened: readonly Happened[],
  { by = OFFICE, on = '2026-03-02' } = {},
): Case =>
  after(
    found,
    entryAfter(found, {
      ...{ at: new Date(`${on}T02:00:00Z`), by: { personId: by.personId, name: by.name, label: by.label } },
      ...{ why: null, actKey: null, asked: null, happened },
    }),
  );

interface Doing {
  readonly actor: Actor;
  readonly on?: CivilDate;
  readonly policy?: typeof NATIONAL;
}

/** What comes of an act, as the executor would have it; throws the Fault that refuses it. */
export function decide<I>(act: CaseAct<I>, found: Case, input: I, doing: Doing): readonly Happened[] {
  const { actor, on = '2026-03-02', policy = NATIONAL } = doing;
  const refused = whyMayNotAct(act, found, actor.roles);
  if (refused) throw refused;
  const now = new Date(`${on}T02:00:00Z`);
  let ids = 0x9000;
  const happened = act.decide(found, input, {
    ...{ actor, now, today: on, policy, days, newId: () => idOf((ids += 1)) },
  });
  const stray = happened.find(({ kind }) => !act.makes.includes(kind));
  // What can be done must have been offered before.
  if (ABOUT[act.name]?.(found, actor) === false) throw new Error(`${act.name} was not offered`);
  if (stray || happened.length === 0) throw new Error(`${act.name} came to ${stray?.kind ?? 'nothing'}`);
  return happened;
}

/** The case once somebody did it. */
export const did = <I>(act: CaseAct<I>, found: Case, input: I, doing: Doing): Case =>
  happen(found, decide(act, found, input, doing), { by: doing.actor, ...(doing.on && { on: doing.on }) });

/** The refusal of something, as code and facts. */
export function refusal(work: () => unknown): { code: string; facts: Readonly<Record<string, unknown>> } {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return { code: error.code, facts: error.facts };
    throw error;
  }
  throw new Error('it was not refused');
}
