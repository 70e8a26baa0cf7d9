import type { CivilDate } from '../../../shared/ids.ts';

/** Asia/Shanghai has been UTC+8 all year round since 1992 (IANA tz database); no summer time to reckon with. */
const SHANGHAI_AHEAD_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

const midnightUtc = (date: CivilDate) => Date.parse(`${date}T00:00:00Z`);
const dateOf = (ms: number): CivilDate => new Date(ms).toISOString().slice(0, 10);

/** The calendar day it is in Asia/Shanghai at this instant. */
export const civilDateOf = (instant: Date): CivilDate => dateOf(instant.getTime() + SHANGHAI_AHEAD_MS);

/** The instant at which clocks in Asia/Shanghai show 'HH:MM' on this day. */
export const instantAt = (date: CivilDate, time: string): Date => new Date(`${date}T${time}:00+08:00`);

/** `days` calendar days later; earlier when negative. */
export const plusDays = (date: CivilDate, days: number): CivilDate =>
  dateOf(midnightUtc(date) + days * DAY_MS);

/** How many calendar days lie between; negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number =>
  Math.round((midnightUtc(to) - midnightUtc(from)) / DAY_MS);

/** True for Saturday and Sunday. */
export const isWeekend = (date: CivilDate): boolean =>
  [0, 6].includes(new Date(midnightUtc(date)).getUTCDay());

/** The corresponding day `months` later (earlier when negative), or the last day of that month when it has none (民法典 202). */
export function plusMonths(date: CivilDate, months: number): CivilDate {
  const start = new Date(midnightUtc(date));
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dateOf(Date.UTC(year, month, Math.min(start.getUTCDate(), lastDay)));
}
