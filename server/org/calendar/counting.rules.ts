import type { CivilDate } from '../../../shared/ids.ts';
import type { ReminderOffset, Span } from '../../../shared/policies.ts';
import type { WorkCalendar } from './calendar.rules.ts';
import { daysBetween, plusDays, plusMonths } from './civil-date.rules.ts';

/**
 * Last day of a term (民法典 201–203): the day it counts from is not counted; months end on the corresponding day, else
 * at the month’s end; a last day of rest gives way to the next working day.
 */
export function dueDay(since: CivilDate, { n, unit }: Span, days: WorkCalendar): CivilDate {
  switch (unit) {
    case 'workdays':
      return days.addWorkdays(since, n);
    case 'days':
      return days.nextWorkday(plusDays(since, n));
    case 'months':
      return days.addMonths(since, n);
  }
}

/** How many days a term lasts at least, whenever it begins. */
export const leastDays = ({ n, unit }: Span): number => (unit === 'months' ? n * 28 : n);

/**
 * The working day that lies so long before a last day, which is not counted. Where days or months lead to a day of rest
 * it is the working day before that: a warning never comes later than it should.
 */
export function before(due: CivilDate, { n, unit }: Span, days: WorkCalendar): CivilDate {
  switch (unit) {
    case 'workdays':
      return days.subtractWorkdays(due, n);
    case 'days':
      return days.lastWorkday(plusDays(due, -n));
    case 'months':
      return days.lastWorkday(plusMonths(due, -n));
  }
}

/** The working day on which so many per cent of a term’s calendar days are over; at the latest its last day. */
export function share(
  { since, due }: { since: CivilDate; due: CivilDate },
  percent: number,
  days: WorkCalendar,
): CivilDate {
  const part = Math.ceil((daysBetween(since, due) * percent) / 100);
  const day = days.nextWorkday(plusDays(since, part));
  return day < due ? day : due;
}

/** The working day that an offset means for what began and fell due then; null: it hangs on a last day that there is not. */
export function dayOf(
  offset: ReminderOffset,
  { since, due }: { since: CivilDate; due: CivilDate | null },
  days: WorkCalendar,
): CivilDate | null {
  if (offset.unit === 'percent') return due === null ? null : share({ since, due }, offset.n, days);
  const { from, n, unit } = offset;
  const start = from === 'since' ? since : due;
  if (start === null) return null;
  if (n === 0) return days.nextWorkday(start);
  return n > 0 ? dueDay(start, { n, unit }, days) : before(start, { n: -n, unit }, days);
}
