import type { CivilDate } from '../../../shared/ids.ts';

const DAY_MS = 86_400_000;
/** Asia/Shanghai has been UTC+8 all year round since 1992 (IANA tz database). */
const SHANGHAI_AHEAD_MS = 8 * 3_600_000;

/** What calendar and clock show there, as `2022-04-01T09:05:00.000Z`. */
const inShanghai = (instant: string | number): string =>
  new Date(new Date(instant).getTime() + SHANGHAI_AHEAD_MS).toISOString();

/** The calendar day in Asia/Shanghai of an instant (ISO text or milliseconds). */
export const civilDateOf = (instant: string | number): CivilDate => inShanghai(instant).slice(0, 10);

/** The wall clock in Asia/Shanghai, `09:05`. */
export const wallClockOf = (instant: string | number): string => inShanghai(instant).slice(11, 16);

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** How days are said, by language, without and with the year: making one takes a slow phone as long as all else in a row. */
const made = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, hasYear: boolean): Intl.DateTimeFormat {
  const name = `${language} ${hasYear}`;
  const known = made.get(name);
  if (known) return known;
  const month = language === 'en' ? 'short' : 'long';
  const format = new Intl.DateTimeFormat(language, {
    ...{ timeZone: 'UTC', month, day: 'numeric' },
    ...(hasYear && { year: 'numeric' }),
  });
  made.set(name, format);
  return format;
}

/** A day as people say it: without the year when it is this year's. */
export const dayName = (day: CivilDate, today: CivilDate, language: string): string =>
  formatOf(language, day.slice(0, 4) !== today.slice(0, 4)).format(new Date(day));

/** Today, yesterday, or the day by name. */
export const recentDayName = (day: CivilDate, today: CivilDate, language: string): string => {
  const back = daysBetween(day, today);
  if (back !== 0 && back !== 1) return dayName(day, today, language);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-back, 'day');
};

/** Asia/Shanghai's `YYYY-MM-DDTHH:MM` of an input field as an instant; null when it is no time. */
export const instantOfInput = (local: string): string | null => {
  const ms = Date.parse(`${local}:00+08:00`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
};

/** An instant in milliseconds as the value of an input field for date and time. */
export const inputOfInstant = (ms: number): string => `${civilDateOf(ms)}T${wallClockOf(ms)}`;
