import { whomOf } from './audience.rules.ts';
import { type Counting, type Day, dayAt, hourOf, apart, plus } from './days.rules.ts';
import type { History, Person } from './history.rules.ts';
import type { Dated, Life } from './life.rules.ts';
import { type Step, stepsOf } from './table.ts';

/** A reminder that somebody must have been given. */
export interface Expected {
  readonly suggestionId: string;
  readonly rule: string;
  readonly offset: string;
  readonly recipient: string;
  readonly channel: 'room' | 'to-do' | 'mail';
  readonly on: Day;
}

export interface World {
  readonly days: Counting;
  /** When the product’s bell was rung, in order, in ms. */
  readonly bells: readonly { readonly at: number; readonly today: Day }[];
  readonly people: readonly Person[];
  /** There is a mail server. */
  readonly hasMail: boolean;
}

const MORNING = 9;
const NIGHT = 22;

interface Time {
  readonly rule: string;
  readonly name: string;
  readonly day: Day;
  readonly step: Step;
}

/** The day of a step; null: it hangs on a last day that there is not. */
function dayOfStep({ from, n, unit }: Step, { since, due }: Dated, days: Counting): Day | null {
  if (from === 'share') {
    if (due === null) return null;
    const day = days.next(plus(since, Math.ceil((apart(since, due) * n) / 100)));
    return day < due ? day : due;
  }
  const start = from === 'since' ? since : due;
  if (start === null) return null;
  if (n === 0) return days.next(start);
  return n > 0 ? days.due(start, { n, unit }) : days.before(start, { n: -n, unit });
}

/** Every time that a duty is reminded of until a day, as its days stand. */
function timesUntil(of: Life, dated: Dated, { until, days }: { until: Day; days: Counting }): Time[] {
  const all = stepsOf(of.rule).flatMap(({ rule, step }) => {
    const times: Time[] = [];
    const first = dayOfStep(step, dated, days);
    for (let k = 1, day = first; day !== null && day <= until; k++) {
      times.push({ rule, step, day, name: k === 1 ? step.name : `${step.name}#${k}` });
      if (!step.every) break;
      const { n, unit } = step.every;
      day = unit === 'workdays' ? days.workdays(day, n) : days.due(first ?? day, { n: n * k, unit });
    }
    return times;
  });
  const begun = all.filter(
    ({ day, step }) => day > dated.since || (day === dated.since && step.from !== 'share' && step.n === 0),
  );
  return begun.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** What a duty’s holder was reminded of, and at which bell: of all that is due then the latest. */
export function remindersOf(
  of: Life,
  { days, bells }: World,
): { readonly at: number; readonly time: Time }[] {
  const decided = new Set<string>();
  const given: { at: number; time: Time }[] = [];
  const ends = Math.max(0, ...of.spans.map(({ until }) => until));
  const until = dayAt(Math.min(ends, bells.at(-1)?.at ?? 0));
  const known = new Map<Dated, Time[]>();
  for (let i = firstFrom(bells, of.spans[0]?.from ?? ends); i < bells.length; i++) {
    const { at, today } = bells[i] ?? { at: ends, today: until };
    if (at >= ends) break;
    if (!of.spans.some((span) => at >= span.from && at < span.until)) continue;
    const dated = of.dated.findLast(({ from }) => from <= at);
    if (!dated) continue;
    const times = known.get(dated) ?? timesUntil(of, dated, { until, days });
    known.set(dated, times);
    const heard = of.heard.findLast((word) => word.at <= at)?.on;
    const isDecided = ({ rule, name }: Time) => decided.has(`${rule}|${name}`);
    const due = times.filter(
      (time, k, all) => time.day <= today && !isDecided(time) && !isAnswered(time, all[k - 1], heard),
    );
    const latest = due.at(-1);
    if (!latest) continue;
    // What a word answered in its time is due again once another word was heard; by then later reminders may have been given.
    const isOvertaken = times.findLastIndex(isDecided) > times.indexOf(latest);
    for (const { rule, name } of due) decided.add(`${rule}|${name}`);
    if (isOvertaken) continue;
    given.push({ at, time: latest });
    if (of.isTelling) break;
  }
  return given;
}

/** The place of the first bell at or after an instant. */
function firstFrom(bells: World['bells'], at: number): number {
  let [low, high] = [0, bells.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bells[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bells at which anything may be said: in the daytime of working days, in order. */
export const bellsOf = (rung: readonly number[], days: Counting): World['bells'] =>
  rung
    .map((at) => ({ at, today: dayAt(at) }))
    .filter(
      ({ at, today }) => days.isWorkday(today) && at >= hourOf(today, MORNING) && at < hourOf(today, NIGHT),
    );

const isAnswered = ({ day }: Pick<Time, 'day'>, earlier: Time | undefined, heard: Day | undefined): boolean =>
  heard !== undefined && heard <= day && (earlier === undefined || heard >= earlier.day);

/** Everything that must have been said of a case. */
export function expectedOf(history: History, lives: readonly Life[], world: World): Expected[] {
  const { suggestionId } = history;
  return lives.flatMap((of) =>
    remindersOf(of, world).flatMap(({ at, time: { rule, name: offset, step } }) => {
      const said = { suggestionId, rule, offset, on: dayAt(at) };
      const people = whomOf(step, { of, history, at }, world.people);
      return [
        ...(step.room ? [{ ...said, recipient: 'room', channel: 'room' as const }] : []),
        ...people.map((recipient) => ({ ...said, recipient, channel: 'to-do' as const })),
        ...(step.mail && world.hasMail
          ? people.map((recipient) => ({ ...said, recipient, channel: 'mail' as const }))
          : []),
      ];
    }),
  );
}
