import type { CivilDate } from '../../../shared/ids.ts';
import type { Tone } from '../kit/tone.ts';
import { daysBetween } from '../wording/days.rules.ts';

/** Days at and below which a deadline asks to act soon. */
const SOON_DAYS = 7;

/** How loud a deadline is today. */
export const toneOfDue = (due: CivilDate, today: CivilDate): Tone => {
  const days = daysBetween(today, due);
  if (days < 0) return 'late';
  return days <= SOON_DAYS ? 'warn' : 'plain';
};
