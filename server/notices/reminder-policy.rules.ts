import type { Phase, TrackRole } from '../../shared/suggestions.ts';
import { type Audience as Named, REMINDERS, type TableStep } from './reminder-table.rules.ts';

/** Whom the sweeper looks up: contact persons of the track, leaders of the unit, people on duty of the congress office. */
const AUDIENCES = ['contacts', 'unit-leaders', 'congress-office'] as const satisfies readonly Named[];
export type Audience = (typeof AUDIENCES)[number];

/** One reminder: `step` working days after hand-over, a card in the room or not, and who is told privately. */
export interface ReminderStep {
  readonly step: number;
  readonly roomCard: boolean;
  readonly notify: readonly Audience[];
}

/** A duty that the hand-over opens, and how it is reminded of. `due` in working days after hand-over. */
export interface ReminderRule {
  readonly phase: Phase;
  readonly owedBy: readonly TrackRole[];
  readonly due: number;
  readonly steps: readonly ReminderStep[];
  /** Where the values come from. */
  readonly source: string;
}

/** 办前沟通 is due on this working day after hand-over. */
const CONTACT_DUE = 20;

/** A step of the table whose offset is in working days since hand-over, or the last day itself. */
const stepOf = ({ offset, room = false, notify }: TableStep): ReminderStep => ({
  step: offset.unit === 'workdays' ? offset.n : CONTACT_DUE,
  roomCard: room,
  notify: AUDIENCES.filter((audience) => notify.includes(audience)),
});

/** The rules whose duties are kept and swept, with their steps from the table of reminders. A later step replaces the earlier ones it finds unsent. */
export const REMINDER_RULES = {
  // Addressed to the 主办 / 分办 unit; from the due day on also to its leaders and the 代表工作机构.
  R6: {
    phase: 'pre',
    owedBy: ['lead', 'separate'],
    due: CONTACT_DUE,
    steps: REMINDERS.R6.steps.map(stepOf),
    source:
      '代表法 (2025) 51: 与代表联系沟通，充分听取意见 (no number of days); 20 working days after 重庆市条例 (2017) 18; the steps before it are this product’s choice',
  },
} as const satisfies Record<string, ReminderRule>;

export type RuleName = keyof typeof REMINDER_RULES;

/** The rule by name, with its type widened for reading. */
export const reminderRule = (name: RuleName): ReminderRule => REMINDER_RULES[name];

/** When reminders go out, on clocks in Asia/Shanghai, and how many cards one room bears. */
export const REMINDING = {
  /** On the working day of the step. */
  at: '09:00',
  /** From … until …: nothing is sent, whatever happened. Nor on days of rest. */
  quietFrom: '22:00',
  quietUntil: '08:00',
  /** Half of the 20 a minute that a room must never see: two neighbouring clock minutes together stay within it. */
  cardsPerRoomAndMinute: 10,
} as const;
