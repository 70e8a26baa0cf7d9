import type { CivilDate } from '../../shared/ids.ts';
import type { TaskReason } from '../../shared/tasks.ts';
import { TASK_REASONS } from '../../shared/values/tasks.ts';
import type { Days, OpenDuty, RuleName } from '../notices/index.ts';
import type { WorkCalendar } from '../org/index.ts';
import type { TaskSeat } from '../rooms/index.ts';

/** What asks something of somebody in a room. */
export interface Cause {
  readonly reason: TaskReason;
  /** The duty that says so; null: a message does. */
  readonly rule: RuleName | null;
  readonly phase: 'pre' | 'mid' | 'post' | null;
  readonly since: CivilDate | null;
  readonly due: CivilDate | null;
  /** The same as long as it is the same cause. */
  readonly key: string;
}

/** What is known of one room for one person. */
export interface Known {
  readonly seat: Pick<TaskSeat, 'readSeq' | 'mentionSeqs' | 'later' | 'quietFrom'>;
  /** Number of the newest message. */
  readonly seq: number;
  /** Open duties that the person, or their unit or office, has in it. */
  readonly duties: readonly OpenDuty[];
  /** Since when a deputy waits, as it is now; null: nobody does. */
  readonly unansweredOn: CivilDate | null;
}

/** By which days is reckoned. */
export interface At extends Days {
  readonly days: Pick<WorkCalendar, 'addWorkdays'>;
}

/** Windows in which something may be done, but does not have to be: nobody is late when they close. */
const WINDOWS: readonly RuleName[] = ['R4', 'R13'];

/** Duties by which no room is in a queue: windows, and that a room is silent. */
export const NO_TASKS: readonly RuleName[] = [...WINDOWS, 'R25'];

const NEVER = '9999-12-31';

/** How urgent a reason is, the most urgent first; none comes last. */
export const rankOf = (reason: TaskReason | null): number =>
  reason === null ? TASK_REASONS.length : TASK_REASONS.indexOf(reason);

/** The day by which causes of one reason are ordered: until when, else since when. */
export const dayOf = ({ due, since }: Pick<Cause, 'due' | 'since'>): CivilDate => due ?? since ?? NEVER;

/** Whether somebody has been reminded of it: the table of reminders says when it is time for a contact or a promise. */
const isTime = ({ decided }: OpenDuty): boolean => decided.length > 0;

type Reading = (duty: OpenDuty, known: Known, at: At) => boolean;

/** The last day of something that has to be done; null: nothing says by when. */
const lastDayOf = ({ rule, due }: OpenDuty): CivilDate | null => (WINDOWS.includes(rule) ? null : due);

const isOverdue: Reading = (duty, _known, { today }) => {
  const day = lastDayOf(duty);
  return day !== null && day < today;
};

const isSoon: Reading = (duty, _known, { today, soon }) => {
  const day = lastDayOf(duty);
  return day !== null && day >= today && day < soon;
};

/** A deputy spoke, and a whole working day has begun since. */
const isUnanswered: Reading = ({ rule }, { unansweredOn }, { days, today }) =>
  rule === 'R7' && unansweredOn !== null && days.addWorkdays(unansweredOn, 1) <= today;

/** Reasons that follow from duties: when a duty gives each. */
const BY_DUTY: readonly (readonly [TaskReason, Reading])[] = [
  ['overdue', isOverdue],
  ['unanswered', isUnanswered],
  ['soon', isSoon],
  ['opinion', ({ rule }) => rule === 'R9'],
  ['contact', (duty) => (duty.rule === 'R6' || duty.rule === 'R10') && isTime(duty)],
  ['after-reply', ({ rule }) => rule === 'R16'],
  ['promise', (duty) => (duty.rule === 'R21' || duty.rule === 'R22') && isTime(duty)],
];

const ofDuty = (reason: TaskReason, { _id, rule, since, due, facts }: OpenDuty): Cause => ({
  ...{ reason, rule, since, due, phase: facts.phase ?? null },
  key: `${reason}|${_id}|${since}|${due ?? ''}`,
});

const ofMessage = (reason: TaskReason, number: number): Cause => ({
  ...{ reason, rule: null, phase: null, since: null, due: null },
  key: `${reason}|${number}`,
});

/** Messages that nobody of the room has shown this person yet. */
export const unreadOf = ({ seat, seq }: Pick<Known, 'seat' | 'seq'>): number =>
  Math.max(0, seq - seat.readSeq);

/** Quiet until somebody mentions the person: from then on it is so no more. */
export const isQuiet = ({ quietFrom, mentionSeqs = [] }: Known['seat']): boolean =>
  typeof quietFrom === 'number' && !mentionSeqs.some((seq) => seq > quietFrom);

/** All that a room asks of somebody, the most urgent first, of one reason the earliest. */
export function causesOf(known: Known, at: At): Cause[] {
  const { seat } = known;
  const byDuty = BY_DUTY.flatMap(([reason, gives]) =>
    known.duties.filter((duty) => gives(duty, known, at)).map((duty) => ofDuty(reason, duty)),
  );
  const called = (seat.mentionSeqs ?? []).filter((seq) => seq > seat.readSeq);
  const mentioned = called.length > 0 ? [ofMessage('mentioned', Math.max(...called))] : [];
  const unread = unreadOf(known) > 0 && !isQuiet(seat) ? [ofMessage('unread', seat.readSeq)] : [];
  return [...byDuty, ...mentioned, ...unread].sort(
    (a, b) => rankOf(a.reason) - rankOf(b.reason) || compare(dayOf(a), dayOf(b)) || compare(a.key, b.key),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Until when a room is put off: as long as its day has not come and it asks the same; never what is overdue. */
export function putOffUntil(
  { later }: Known['seat'],
  cause: Cause | null,
  today: CivilDate,
): CivilDate | null {
  if (!later || cause === null || cause.reason === 'overdue') return null;
  return later.cause === cause.key && later.until > today ? later.until : null;
}
