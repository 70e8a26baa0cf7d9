import type { Phase, TrackRole } from '../../shared/suggestions.ts';

/** Who is told privately: the track's contact persons, the unit's leaders, the on-duty people of the congress office. */
export type Audience = 'contacts' | 'unit-leaders' | 'congress-office';

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

/**
 * The reminder rules of the national profile. Steps ascend; a later step replaces the earlier ones it finds unsent.
 * R1 (welcome card to everyone in the room, +0) has no row: the hand-over posts it when it makes the room, and
 * nobody owes anything by it.
 */
export const REMINDER_RULES = {
  // 办前沟通 missing: addressed to the 主办 / 分办 unit; from the due day on also to its leaders and the 代表工作机构.
  R6: {
    phase: 'pre',
    owedBy: ['lead', 'separate'],
    due: 20,
    steps: [
      { step: 5, roomCard: true, notify: ['contacts'] },
      { step: 10, roomCard: true, notify: ['contacts'] },
      { step: 15, roomCard: true, notify: ['contacts'] },
      { step: 20, roomCard: true, notify: ['contacts', 'unit-leaders', 'congress-office'] },
    ],
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
