import type { CivilDate, CongressId, RoomId, SuggestionId, UnitId } from '../../shared/ids.ts';
import type { Card } from '../../shared/messages.ts';
import type { Duty } from '../../shared/notices.ts';
import type { Phase } from '../../shared/suggestions.ts';
import { civilDateOf, instantAt, type WorkCalendar } from '../org/index.ts';
import { REMINDING, reminderRule, type RuleName } from './reminder-policy.rules.ts';

/** What a hand-over (or a change of units) makes a unit owe. `since`: the day from which terms count, not counted itself. */
export interface NewDuty {
  readonly rule: RuleName;
  readonly congressId: CongressId;
  readonly suggestionId: SuggestionId;
  readonly roomId: RoomId;
  readonly number: string;
  readonly title: string;
  readonly unitId: UnitId;
  readonly unitName: string;
  readonly since: CivilDate;
}

/** A step's number of working days and the instant at which its reminder goes out. */
export interface StepAt {
  step: number;
  at: Date;
}

/** A duty as it is kept. `_id` = suggestion | rule | phase | unit | round. */
export interface DutyDoc extends NewDuty {
  _id: string;
  phase: Phase;
  /** 1; one more each time the unit comes back to a suggestion that it had left. */
  round: number;
  due: CivilDate;
  steps: StepAt[];
  /** The latest step decided upon (sent, or superseded); 0 before the first. Advanced by compare-and-set. */
  reminded: number;
  /** When the sweeper must look again; null when no reminder is left. */
  nextAt: Date | null;
  state: Duty['state'];
  /** When it was closed; a duty done late stays late. */
  doneAt: Date | null;
  why: string | null;
}

/** The day by which a rule's duty is due. */
export const dueOn = (rule: RuleName, since: CivilDate, calendar: WorkCalendar): CivilDate =>
  calendar.addWorkdays(since, reminderRule(rule).due);

/** The instants of a rule's reminders. */
export const stepsOf = (rule: RuleName, since: CivilDate, calendar: WorkCalendar): StepAt[] =>
  reminderRule(rule).steps.map(({ step }) => ({
    step,
    at: instantAt(calendar.addWorkdays(since, step), REMINDING.at),
  }));

/** The duty that a row opens in its n-th round. */
export function dutyOf(row: NewDuty, round: number, calendar: WorkCalendar): DutyDoc {
  const { phase } = reminderRule(row.rule);
  const steps = stepsOf(row.rule, row.since, calendar);
  return {
    ...row,
    _id: [row.suggestionId, row.rule, phase, row.unitId, round].join('|'),
    phase,
    round,
    due: dueOn(row.rule, row.since, calendar),
    steps,
    reminded: 0,
    nextAt: nextAfter(steps, 0),
    state: 'open',
    doneAt: null,
    why: null,
  };
}

/** When the first step beyond `reminded` stands; null after the last. */
export const nextAfter = (steps: readonly StepAt[], reminded: number): Date | null =>
  steps.find(({ step }) => step > reminded)?.at ?? null;

/** Of the steps not yet decided upon that are past: the latest goes out, older ones are superseded. */
export function stepsDue(duty: Pick<DutyDoc, 'steps' | 'reminded'>, now: Date) {
  const past = duty.steps.filter(({ step, at }) => step > duty.reminded && at <= now).map((s) => s.step);
  return { latest: past.at(-1) ?? null, superseded: past.slice(0, -1) };
}

/** True when a later step has come since, so that this one has nothing left to say. */
export const isSuperseded = (duty: Pick<DutyDoc, 'steps'>, step: number, now: Date): boolean =>
  duty.steps.some((s) => s.step > step && s.at <= now);

/** `now` if reminders may go out now, else the next instant at which they may: never at night, never on a day of rest. */
export function whenToSend(now: Date, calendar: WorkCalendar): Date {
  const today = civilDateOf(now);
  const working = calendar.isWorkday(today);
  if (working && now < instantAt(today, REMINDING.quietUntil)) return instantAt(today, REMINDING.at);
  if (working && now < instantAt(today, REMINDING.quietFrom)) return now;
  return instantAt(calendar.addWorkdays(today, 1), REMINDING.at);
}

/** The card that says in the room what the unit owes. */
export const cardOf = (duty: DutyDoc, step: number): Card => ({
  type: 'reminder',
  rule: duty.rule,
  suggestionId: duty.suggestionId,
  phase: duty.phase,
  unitId: duty.unitId,
  unitName: duty.unitName,
  step,
  due: duty.due,
});

/** A duty as others see it. */
export const dutyView = (duty: DutyDoc): Duty => ({
  dutyId: duty._id,
  rule: duty.rule,
  suggestionId: duty.suggestionId,
  roomId: duty.roomId,
  number: duty.number,
  title: duty.title,
  unitId: duty.unitId,
  unitName: duty.unitName,
  phase: duty.phase,
  since: duty.since,
  due: duty.due,
  state: duty.state,
  doneAt: duty.doneAt?.toISOString() ?? null,
});
