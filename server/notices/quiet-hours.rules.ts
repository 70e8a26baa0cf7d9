import type { QuietHours } from '../../shared/preferences.ts';
import { minutesOf, quietMinutes } from '../../shared/values/preferences.ts';
import { civilDateOf, instantAt } from '../org/index.ts';

const DAY_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * When the quiet hours end that an instant lies in; null: in none. They last twelve hours at most, reminders may go out
 * in fourteen of a working day: there is always a time at which a letter may be sent.
 */
export function quietUntil(now: Date, quiet: QuietHours): Date | null {
  const midnight = instantAt(civilDateOf(now), '00:00').getTime();
  const lasting = quietMinutes(quiet) * MINUTE_MS;
  const today = midnight + minutesOf(quiet.from) * MINUTE_MS;
  const begun = [today, today - DAY_MS].find(
    (from) => now.getTime() >= from && now.getTime() < from + lasting,
  );
  return begun === undefined ? null : new Date(begun + lasting);
}
