import type {
  CivilDate,
  CongressId,
  DelegationId,
  PersonId,
  RoomId,
  SuggestionId,
  UnitId,
} from '../../shared/ids.ts';
import type { Duty, Ower } from '../../shared/notices.ts';
import { civilDateOf, instantAt, plusDays, type WorkCalendar } from '../org/index.ts';
import type { Owed, Standing, Telling } from './owed.rules.ts';
import { REMINDING } from './reminding.rules.ts';
import type { RuleName } from './reminder-table.rules.ts';
import { nextDayOf } from './steps.rules.ts';

/** Sorts behind every day: what nothing says by when. */
const NO_DAY = '9999-12-31';

/** A duty as it is kept: what the record says of it, and how far it has been reminded of. `_id`: see `dutyIdOf`. */
export interface DutyDoc {
  readonly _id: string;
  readonly key: string;
  readonly congressId: CongressId;
  readonly suggestionId: SuggestionId;
  readonly roomId: RoomId;
  readonly number: string;
  readonly title: string;
  readonly rule: RuleName;
  readonly ower: Ower;
  /** Whose list shows it: the unit’s, or the person’s. */
  readonly unitId: UnitId | null;
  readonly personId: PersonId | null;
  readonly delegationId: DelegationId | null;
  readonly since: CivilDate;
  readonly due: CivilDate | null;
  /** The due day as lists are ordered by it; without one behind all others. */
  readonly by: CivilDate;
  /** telling: nobody owes it, it waits to be said; told: it was. */
  readonly state: Duty['state'] | 'telling' | 'told';
  readonly closedOn: CivilDate | null;
  readonly round: number;
  readonly facts: Owed['facts'];
  /** Of duties that figures count: of which session, and from whose suggestion. */
  readonly counted?: { readonly session: number; readonly delegationId: DelegationId | null };
  /** Names (`rule|offset`) of the reminders decided upon: made, or passed over. */
  readonly decided: readonly string[];
  /** When the sweeper must look again; null: no reminder is left. */
  readonly nextAt: Date | null;
  /** Grows with every writing: each is valid only upon the one it was decided on. */
  readonly turn: number;
}

/** What the record says of a duty or telling. */
export type Said = Pick<DutyDoc, 'since' | 'due' | 'by' | 'state' | 'closedOn' | 'round' | 'facts'> &
  Pick<DutyDoc, 'number' | 'title' | 'counted'>;

/** First contacts, opinions, contacts meanwhile, replies, contacts afterwards, replies handled again. */
const COUNTED: readonly RuleName[] = ['R6', 'R8', 'R10', 'R11', 'R16', 'R20'];

export type NamedSaid = Said & Pick<DutyDoc, 'rule' | 'ower'>;

/** What days are counted by, and where the case reminds otherwise than the table. */
export interface Counting {
  readonly days: WorkCalendar;
  readonly now: Date;
}

const known = new WeakMap<Standing, ReadonlyMap<string, NamedSaid>>(); // each of a case’s reminders asks for them

/** Those of a case’s duties and tellings that reminders are given of, as documents say them. */
export function saidOf(standing: Standing): ReadonlyMap<string, NamedSaid> {
  const said = known.get(standing) ?? saidNow(standing);
  known.set(standing, said);
  return said;
}

function saidNow({ number, title, session, parties, owed, tellings }: Standing): Map<string, NamedSaid> {
  const said = new Map<string, NamedSaid>();
  const counted = { session, delegationId: parties.delegationId };
  for (const { key, rule, ower, round, facts, since, due, state, closedOn } of owed)
    said.set(key, {
      ...(COUNTED.includes(rule) && { counted }),
      ...{ rule, ower, round, facts, since, due, by: due ?? NO_DAY, state, closedOn, number, title },
    });
  for (const { key, rule, on, due, unitId } of tellings)
    said.set(key, {
      ...{ rule, ower: tellerOf(unitId), since: on, due, by: due ?? NO_DAY, number, title },
      ...{ state: 'telling', closedOn: null, round: 1, facts: {} },
    });
  return said;
}

/**
 * What a step of the record makes otherwise: of every key that the record before it and the record now do not say alike,
 * what is said now; undefined: it is said no more.
 */
export function saidOtherwise(before: Standing, now: Standing): Map<string, NamedSaid | undefined> {
  const [was, is] = [saidOf(before), saidOf(now)];
  const other = new Map<string, NamedSaid | undefined>();
  for (const [key, said] of is) if (!isSaidAlike(was.get(key), said)) other.set(key, said);
  for (const key of was.keys()) if (!is.has(key)) other.set(key, undefined);
  return other;
}

const isSaidAlike = (a: Said | undefined, b: Said): boolean =>
  a !== undefined && SAID.every((field) => sameAs(a[field], b[field]));

/** Under what a duty of a case is kept. */
export const dutyIdOf = (suggestionId: SuggestionId, key: string): string => `${suggestionId}|${key}`;

const tellerOf = (unitId: Telling['unitId']): Ower =>
  unitId === null ? { kind: 'office' } : { kind: 'unit', unitId };

const shownTo = (ower: Ower) => ({
  unitId: 'unitId' in ower ? ower.unitId : null,
  personId: ower.kind === 'person' ? ower.personId : null,
  delegationId: ower.kind === 'delegation' ? ower.delegationId : null,
});

/** The day of whose reminders it is time: today from the morning hour on, before it yesterday. */
export function remindingDay(now: Date): CivilDate {
  const today = civilDateOf(now);
  return now >= instantAt(today, REMINDING.at) ? today : plusDays(today, -1);
}

/** When the sweeper must look at a duty again. */
export function nextAtOf(
  duty: Pick<DutyDoc, 'rule' | 'since' | 'due' | 'facts' | 'state' | 'decided'>,
  reminders: Standing['reminders'],
  { days, now }: Counting,
): Date | null {
  if (duty.state !== 'open' && duty.state !== 'telling') return null;
  const decided = new Set(duty.decided);
  const day = nextDayOf(duty, remindingDay(now), { policy: { reminders }, days, decided });
  if (day !== null) return instantAt(day, REMINDING.at);
  const over = ENDS_BY_ITSELF.includes(duty.rule) && duty.due !== null ? plusDays(duty.due, 1) : null;
  const ends = over === null ? null : instantAt(over, REMINDING.at);
  return ends !== null && ends > now ? ends : null;
}

/** Windows: once their last day is over they are lapsed, whatever anybody does. */
const ENDS_BY_ITSELF: readonly RuleName[] = ['R4', 'R13'];

/** A duty that nobody has kept yet. */
export function dutyDoc(
  { congressId, suggestionId, roomId, reminders }: Standing,
  [key, said]: readonly [string, NamedSaid],
  counting: Counting,
): DutyDoc {
  const duty = { ...said, ...shownTo(said.ower), decided: [] };
  return {
    ...{ _id: dutyIdOf(suggestionId, key), key, congressId, suggestionId, roomId },
    ...duty,
    nextAt: nextAtOf(duty, reminders, counting),
    turn: 0,
  };
}

/** What of a kept duty has to change so that it says what the record says; null: nothing. What the record no longer knows is moot. */
export function changeOf(
  doc: DutyDoc,
  said: Said | undefined,
  { reminders, ...counting }: Counting & Pick<Standing, 'reminders'>,
): Partial<DutyDoc> | null {
  const now = said && doc.state === 'told' ? { ...said, state: doc.state } : (said ?? mooted(doc));
  if (now === null) return null;
  const next = { ...doc, ...now };
  const nextAt = nextAtOf(next, reminders, counting);
  const others = SAID.filter((field) => !sameAs(doc[field], next[field]));
  if (others.length === 0 && sameAs(doc.nextAt, nextAt)) return null;
  return { ...Object.fromEntries(others.map((field) => [field, next[field]])), nextAt };
}

/** What was done stays done; nobody owes the rest any more. */
const mooted = (doc: DutyDoc): Partial<Said> | null =>
  doc.state === 'open' || doc.state === 'telling' ? { state: 'moot' } : null;

const SAID = [
  ...(['number', 'title', 'since', 'due', 'by', 'state', 'closedOn', 'round', 'facts', 'counted'] as const),
] as const;

/** Of what a duty says: words, numbers, instants, and flat records of them. What is missing is as good as null. */
function sameAs(a: unknown, b: unknown): boolean {
  const [one, other] = [a ?? null, b ?? null];
  if (one === other || !isObject(one) || !isObject(other)) return one === other;
  if (one instanceof Date || other instanceof Date) return JSON.stringify(one) === JSON.stringify(other);
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (field) => (one[field] ?? null) === (other[field] ?? null),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** `now` if reminders may go out now, else the next instant at which they may: never at night, never on a day of rest. */
export function whenToSend(now: Date, calendar: WorkCalendar): Date {
  const today = civilDateOf(now);
  const working = calendar.isWorkday(today);
  if (working && now < instantAt(today, REMINDING.quietUntil)) return instantAt(today, REMINDING.at);
  if (working && now < instantAt(today, REMINDING.quietFrom)) return now;
  return instantAt(calendar.addWorkdays(today, 1), REMINDING.at);
}

/** A duty as others see it. */
export function dutyView(duty: DutyDoc, unitName: string): Duty | null {
  const { state } = duty;
  if (state === 'telling' || state === 'told') return null;
  return {
    ...{ dutyId: duty._id, rule: duty.rule, suggestionId: duty.suggestionId, roomId: duty.roomId },
    ...{ number: duty.number, title: duty.title, ower: duty.ower, unitName },
    ...{ phase: duty.facts.phase ?? null, round: duty.round, since: duty.since, due: duty.due },
    ...{ state, closedOn: duty.closedOn },
  };
}
