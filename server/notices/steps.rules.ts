import type { CivilDate } from '../../shared/ids.ts';
import type { PolicyProfile, ReminderOffset, Span } from '../../shared/policies.ts';
import { dayOf, dueDay, type WorkCalendar } from '../org/index.ts';
import type { Owed } from './owed.rules.ts';
import { reminderRow, RULE_NAMES, type RuleName, type TableStep } from './reminder-table.rules.ts';

/** One reminder of one duty, on its day. */
export interface OwedStep {
  readonly rule: RuleName;
  /** Its name in the rule, the same however its day moves: `since+5wd`, `due-7d`, `50%`, `due+1wd#2`. */
  readonly offset: string;
  readonly day: CivilDate;
  readonly step: TableStep;
}

type Reckoned = Pick<Owed, 'rule' | 'since' | 'due'> & { readonly facts: Pick<Owed['facts'], 'heardOn'> };
type Profile = Pick<PolicyProfile, 'reminders'>;

interface By {
  readonly policy: Profile;
  readonly days: WorkCalendar;
}

const UNITS: Readonly<Record<Span['unit'], string>> = { workdays: 'wd', days: 'd', months: 'm' };

/** An offset’s name. */
export function offsetName(offset: ReminderOffset): string {
  if (offset.unit === 'percent') return `${offset.n}%`;
  const { from, n, unit } = offset;
  return `${from}${n < 0 ? '-' : '+'}${Math.abs(n)}${UNITS[unit]}`;
}

/**
 * A rule’s steps as a jurisdiction has them: its own offsets in the place of all of the table’s. Its n-th goes to whom
 * the table’s n-th goes, its last to whom the table’s last goes; with none the rule is silent.
 */
export function stepsInForce(rule: RuleName, { reminders }: Profile): readonly TableStep[] {
  const own = reminderRow(rule).steps;
  const offsets = reminders[rule]?.offsets;
  if (!offsets) return own;
  return offsets.flatMap((offset, i) => {
    const like = i === offsets.length - 1 ? own.at(-1) : (own[i] ?? own.at(-1));
    return like ? [{ ...like, offset }] : [];
  });
}

/** The rules that remind of duties of one: its own, and those that ride on it. */
const remindingOf = (rule: RuleName): RuleName[] =>
  RULE_NAMES.filter((name) => name === rule || reminderRow(name).of?.includes(rule));

/** The days of a step, one after the other: working days from the one before, all else from the first, so that nothing drifts. */
function* daysOf({ offset, every }: TableStep, of: Reckoned, days: WorkCalendar): Generator<CivilDate> {
  const first = dayOf(offset, of, days);
  if (first === null) return;
  yield first;
  if (!every) return;
  for (let k = 1, day = first; ; k++) {
    day =
      every.unit === 'workdays'
        ? dueDay(day, every, days)
        : dueDay(first, { ...every, n: every.n * k }, days);
    yield day;
  }
}

interface At {
  readonly owed: Reckoned;
  readonly days: WorkCalendar;
}

/** Of one row of the table, every time it is said until a day. */
function timesOf(rule: RuleName, step: TableStep, { owed, days, until }: At & { until: CivilDate }) {
  const times: OwedStep[] = [];
  const name = offsetName(step.offset);
  for (const day of daysOf(step, owed, days)) {
    if (day > until) break;
    times.push({ rule, step, day, offset: times.length === 0 ? name : `${name}#${times.length + 1}` });
  }
  return times;
}

/** A warning that would have come before the duty began is not given. */
const hasBegun = ({ day, step }: Pick<OwedStep, 'day' | 'step'>, { since }: Reckoned): boolean =>
  day > since || (day === since && step.offset.unit !== 'percent' && step.offset.n === 0);

/** A word on it answers the next reminder, once: the one before whose day, and after whose forerunner, it came. */
const isAnswered = ({ day }: OwedStep, earlier: OwedStep | undefined, heardOn: CivilDate | null): boolean =>
  heardOn !== null && heardOn <= day && (earlier === undefined || heardOn >= earlier.day);

/** Every reminder of a duty until a day (itself included), in the order in which they go out, answered or not. */
const timesUntil = (owed: Reckoned, until: CivilDate, { policy, days }: By): OwedStep[] =>
  remindingOf(owed.rule)
    .flatMap((rule) =>
      stepsInForce(rule, policy).flatMap((step) => timesOf(rule, step, { owed, days, until })),
    )
    .filter((step) => hasBegun(step, owed))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)); // stable: the table’s order on one day

const unanswered = (all: readonly OwedStep[], { facts: { heardOn = null } }: Reckoned): OwedStep[] =>
  all.filter((step, i) => !isAnswered(step, all[i - 1], heardOn));

/** Those of them that no word has answered. */
export const stepsUntil = (owed: Reckoned, until: CivilDate, by: By): OwedStep[] =>
  unanswered(timesUntil(owed, until, by), owed);

/**
 * What is due of a duty on a day: the latest of what has not been decided upon goes out, older ones are superseded. What
 * a word had answered may be due again after another word; it is not said behind one that was decided upon later.
 */
export function stepsOn(
  owed: Reckoned,
  today: CivilDate,
  { decided, ...by }: By & { readonly decided: ReadonlySet<string> },
): { readonly latest: OwedStep | null; readonly superseded: readonly OwedStep[] } {
  const isDecided = ({ rule, offset }: OwedStep) => decided.has(`${rule}|${offset}`);
  const all = timesUntil(owed, today, by);
  const past = unanswered(all, owed).filter((step) => !isDecided(step));
  const latest = past.at(-1) ?? null;
  if (latest && all.indexOf(latest) < all.findLastIndex(isDecided)) return { latest: null, superseded: past };
  return { latest, superseded: past.slice(0, -1) };
}

/** The first day of a step after another day; none: it is said no more. */
function firstAfter(step: TableStep, today: CivilDate, { owed, days }: At): CivilDate[] {
  for (const day of daysOf(step, owed, days)) if (day > today && hasBegun({ day, step }, owed)) return [day];
  return [];
}

/** The day of the next reminder after one; null: none is left. */
export function nextStepAfter(owed: Reckoned, today: CivilDate, { policy, days }: By): CivilDate | null {
  const nexts = remindingOf(owed.rule).flatMap((rule) =>
    stepsInForce(rule, policy).flatMap((step) => firstAfter(step, today, { owed, days })),
  );
  return nexts.sort()[0] ?? null;
}

/** The day of a duty’s next reminder that has not been decided upon: one that is past already, or the next; null: none. */
export function nextDayOf(
  owed: Reckoned,
  today: CivilDate,
  by: By & { readonly decided: ReadonlySet<string> },
): CivilDate | null {
  return stepsOn(owed, today, by).latest?.day ?? nextStepAfter(owed, today, by);
}

/** now: it is this one’s time; overtaken: a later one has come; gone: it was answered, or is no reminder of this duty any more; its time may have moved to another day. */
type Turn = 'now' | 'overtaken' | 'gone' | { readonly movedTo: CivilDate };

/** How a reminder that was decided upon stands today, as the duty is now. */
export function turnOf(
  owed: Reckoned,
  named: Pick<OwedStep, 'rule' | 'offset'>,
  { today, ...by }: By & { readonly today: CivilDate },
): Turn {
  const past = stepsUntil(owed, today, by);
  const place = past.findIndex(({ rule, offset }) => rule === named.rule && offset === named.offset);
  if (place >= 0) return place === past.length - 1 ? 'now' : 'overtaken';
  const step = stepNamed(owed, named, by);
  const day = step && !named.offset.includes('#') ? dayOf(step.offset, owed, by.days) : null;
  return day !== null && day > today ? { movedTo: day } : 'gone';
}

/** One reminder of a duty by its name; null: the duty has none of this name any more. */
export function stepNamed(
  owed: Reckoned,
  { rule, offset }: Pick<OwedStep, 'rule' | 'offset'>,
  { policy }: Pick<By, 'policy'>,
): TableStep | null {
  if (!remindingOf(owed.rule).includes(rule)) return null;
  const [name] = offset.split('#');
  return stepsInForce(rule, policy).find((step) => offsetName(step.offset) === name) ?? null;
}
