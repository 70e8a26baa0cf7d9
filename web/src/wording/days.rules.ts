import type { CivilDate } from '../../../shared/ids.ts';

const DAY_MS = 86_400_000;
const ZONE = 'Asia/Shanghai';

const civil = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });

/** The calendar day in Asia/Shanghai of an instant (ISO text or milliseconds). */
export const civilDateOf = (instant: string | number): CivilDate => civil.format(new Date(instant));

/** The wall clock in Asia/Shanghai, `09:05`. */
export const wallClockOf = (instant: string | number): string => clock.format(new Date(instant));

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** A day as people say it: without the year when it is this year's. */
export const dayName = (day: CivilDate, today: CivilDate, language: string): string =>
  new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    ...(day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(new Date(day));

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
