import chineseDays from 'chinese-days';
import type { CivilDate } from '../../../shared/ids.ts';
import { isWeekend, plusDays, plusMonths } from './civil-date.rules.ts';
import { statutoryDays } from './statutory-days.rules.ts';

export { civilDateOf, instantAt } from './civil-date.rules.ts';

/** What a day is for those who count working days. */
export type DayKind = 'work' | 'rest';

/**
 * A day that is not what its weekday says. `source`: the State Council's yearly notice (kept package), the law alone
 * because no notice is known (provisional), or the office's own entry, which outranks both.
 */
export interface SpecialDay {
  readonly date: CivilDate;
  readonly kind: DayKind;
  readonly name: string;
  readonly source: 'notice' | 'provisional' | 'own';
}

/** Working days as one congress counts them. */
export interface WorkCalendar {
  isWorkday(date: CivilDate): boolean;
  /** The n-th working day after `date`, which itself is not counted (民法典 201); n ≥ 1. */
  addWorkdays(date: CivilDate, n: number): CivilDate;
  /** The n-th working day before `date`, which itself is not counted; n ≥ 1. */
  subtractWorkdays(date: CivilDate, n: number): CivilDate;
  /** `date` itself if it is a working day, else the next one. */
  nextWorkday(date: CivilDate): CivilDate;
  /** `date` itself if it is a working day, else the one before. */
  lastWorkday(date: CivilDate): CivilDate;
  /** `months` later: corresponding day, else month-end; on a day of rest the next working day (民法典 201–203). */
  addMonths(date: CivilDate, months: number): CivilDate;
  /** True for years whose notice the package does not hold: days may still be moved. */
  isProvisional(year: number): boolean;
  /** The special days of a year, by date. */
  specialDays(year: number): SpecialDay[];
}

/** Longest stretch without a working day that is believed; beyond it the office's entries are wrong. */
const MAX_REST_DAYS = 60;

/** The package's own reading of a day. It reads local time: noon of the local day is that day in every time zone. */
function packageDay(date: CivilDate): { work: boolean; name: string | null } {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const detail = chineseDays.getDayDetail(new Date(year, month - 1, day, 12));
  return { work: detail.work, name: detail.name.split(',')[1] ?? null }; // 'Spring Festival,春节,4' or 'Monday'
}

/** The package holds a year's notice when it knows its National Day by name. */
const hasNotice = (year: number): boolean => packageDay(`${year}-10-01`).name !== null;

function daysOfNotice(year: number): SpecialDay[] {
  const days: SpecialDay[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = plusDays(date, 1)) {
    const { work, name } = packageDay(date);
    if (name !== null) days.push({ date, kind: work ? 'work' : 'rest', name, source: 'notice' });
  }
  return days;
}

const daysOfLaw = (year: number): SpecialDay[] =>
  [...statutoryDays(year)].map(([date, name]) => ({ date, kind: 'rest', name, source: 'provisional' }));

/**
 * New Year's holiday may begin in the old year (2022-12-31), so a year without notice still takes what the package
 * already says of its days.
 */
function specialDaysOf(year: number): Map<CivilDate, SpecialDay> {
  const days = hasNotice(year) ? daysOfNotice(year) : [...daysOfLaw(year), ...daysOfNotice(year)];
  return new Map(days.map((day) => [day.date, day]));
}

/** A working-day calendar with the congress's own entries on top. Pure: same entries, same answers. */
export function makeWorkCalendar(own: readonly SpecialDay[]): WorkCalendar {
  const years = new Map<number, Map<CivilDate, SpecialDay>>();
  const counted = new Map<string, CivilDate>(); // thousands of suggestions are handed over on one day
  const yearOf = (date: CivilDate) => Number(date.slice(0, 4));

  const yearDays = (year: number) => {
    const known = years.get(year);
    if (known) return known;
    const days = specialDaysOf(year);
    for (const day of own) if (yearOf(day.date) === year) days.set(day.date, day);
    years.set(year, days);
    return days;
  };

  const isWorkday = (date: CivilDate) => {
    const special = yearDays(yearOf(date)).get(date);
    return special ? special.kind === 'work' : !isWeekend(date);
  };

  /** The first working day from `date` on, forwards or backwards. */
  const workdayFrom = (date: CivilDate, step: 1 | -1) => {
    for (let i = 0, day = date; i <= MAX_REST_DAYS; i++, day = plusDays(day, step))
      if (isWorkday(day)) return day;
    throw new Error(`no working day within ${MAX_REST_DAYS} days of ${date}`);
  };
  const nextWorkday = (date: CivilDate) => workdayFrom(date, 1);
  const lastWorkday = (date: CivilDate) => workdayFrom(date, -1);

  /** The day that was reckoned under a name before, or now. */
  const once = (name: string, reckon: () => CivilDate) => {
    const known = counted.get(name);
    if (known !== undefined) return known;
    const day = reckon();
    counted.set(name, day);
    return day;
  };
  const count = (date: CivilDate, n: number, step: 1 | -1) =>
    once(`${date} ${n * step}`, () => {
      let day = date;
      for (let i = 0; i < n; i++) day = workdayFrom(plusDays(day, step), step);
      return day;
    });

  return {
    isWorkday,
    nextWorkday,
    lastWorkday,
    addWorkdays: (date, n) => count(date, n, 1),
    subtractWorkdays: (date, n) => count(date, n, -1),
    addMonths: (date, months) =>
      once(`${date} ${months} months`, () => nextWorkday(plusMonths(date, months))),
    isProvisional: (year) => !hasNotice(year),
    specialDays: (year) => [...yearDays(year).values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}
