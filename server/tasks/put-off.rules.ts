import type { FaultCode } from '../../shared/faults.ts';
import type { CivilDate } from '../../shared/ids.ts';
import type { LATER } from '../../shared/values/tasks.ts';
import { plusDays } from '../org/index.ts';
import type { Row } from './queues.rules.ts';

const DAYS_BEFORE = 3;
const MONDAY = 1;
const WEEK = 7;

/** A day until which a room is put off, or why it cannot be. */
export type PutOffDay = { readonly until: CivilDate } | { readonly refused: FaultCode };

const nextMonday = (today: CivilDate): CivilDate => {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return plusDays(today, (MONDAY - weekday + WEEK) % WEEK || WEEK);
};

/** Until when somebody may put a room off. What is overdue cannot be, nor what asks nothing. */
export function dayToPutOff(
  { cause, duties }: Pick<Row, 'cause' | 'duties'>,
  until: Exclude<(typeof LATER)[number], 'now'>,
  today: CivilDate,
): PutOffDay {
  if (cause === null) return { refused: 'NOT_YET' };
  if (cause.reason === 'overdue') return { refused: 'TOO_LATE' };
  if (until === 'tomorrow') return { until: plusDays(today, 1) };
  if (until === 'monday') return { until: nextMonday(today) };
  const due = cause.due ?? duties.flatMap((duty) => duty.due ?? []).sort()[0];
  if (due === undefined) return { refused: 'NOT_YET' };
  const day = plusDays(due, -DAYS_BEFORE);
  return day > today ? { until: day } : { refused: 'TOO_LATE' };
}
