import type { Holidays } from './holidays.ts';

/** A day as `YYYY-MM-DD`; compared as text. */
export type Day = string;

export interface Term {
  readonly n: number;
  readonly unit: 'workdays' | 'days' | 'months';
}

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
const utc = (day: Day) => Date.parse(`${day}T00:00:00Z`);
const text = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** The day in China at an instant, and the instant of an hour of a day there. */
export const dayAt = (ms: number): Day => text(ms + SHANGHAI_MS);
export const hourOf = (day: Day, hour: number): number => utc(day) - SHANGHAI_MS + hour * 3_600_000;
export const plus = (day: Day, n: number): Day => text(utc(day) + n * DAY_MS);
export const apart = (from: Day, to: Day): number => (utc(to) - utc(from)) / DAY_MS;

function plusMonths(day: Day, n: number): Day {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + n + 1, 0)).getUTCDate();
  return text(Date.UTC(year, month - 1 + n, Math.min(date, last)));
}

export type Counting = ReturnType<typeof countingOf>;

/** Counts working days, terms and offsets over a list of days made once. */
export function countingOf({ rest, worked }: Holidays, from: Day = '2022-01-01', until: Day = '2024-12-31') {
  const isRest = (day: Day) => rest.some(([first, last]) => day >= first && day <= last);
  const isWork = (day: Day) => {
    if (worked.includes(day)) return true;
    return !isRest(day) && ![0, 6].includes(new Date(utc(day)).getUTCDay());
  };
  const works: Day[] = [];
  /** How many working days there are up to a day, itself included. */
  const upTo = new Map<Day, number>();
  for (let day = from; day <= until; day = plus(day, 1)) {
    if (isWork(day)) works.push(day);
    upTo.set(day, works.length);
  }
  const at = (i: number): Day => {
    const found = works[i];
    if (found === undefined) throw new Error('the list of working days ends too early');
    return found;
  };
  const number = (day: Day): number => upTo.get(day) ?? at(-1).length;
  const isWorkday = (day: Day) => at(number(day) - 1) === day;
  const next = (day: Day) => (isWorkday(day) ? day : at(number(day)));
  const last = (day: Day) => at(number(day) - 1);
  const workdays = (day: Day, n: number) =>
    n > 0 ? at(number(day) - 1 + n) : at(number(day) - (isWorkday(day) ? 1 : 0) + n);

  /** The last day of a term: the first day is not counted, and a day of rest gives way to the next working day. */
  const due = (since: Day, { n, unit }: Term): Day => {
    if (unit === 'workdays') return workdays(since, n);
    return next(unit === 'days' ? plus(since, n) : plusMonths(since, n));
  };
  /** So long before a day: never later than that. */
  const before = (day: Day, { n, unit }: Term): Day => {
    if (unit === 'workdays') return workdays(day, -n);
    return last(unit === 'days' ? plus(day, -n) : plusMonths(day, -n));
  };
  return { isWorkday, next, workdays, due, before };
}
