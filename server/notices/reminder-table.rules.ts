import { RULES } from '../../shared/values/notices.ts';
import type { ReminderOffset, Span } from '../../shared/policies.ts';

/** Everybody a reminder may be meant for. */
export const AUDIENCES = [
  'contacts', // the track’s contact persons; where none was named, the unit’s people on duty
  'registry', // 承办单位综合处
  'unit-leaders',
  'lead-units', // contact persons of the leading unit
  'congress-office',
  'coordinator',
  'committee',
  'ower', // whoever owes it, where that is a person or a delegation
  'deputies', // of the suggestion: all of them
  'operators', // of the installation
] as const;
export type Audience = (typeof AUDIENCES)[number];

/** One reminder of a rule: when, whether the room hears it, and who hears it privately. */
export interface TableStep {
  readonly offset: ReminderOffset;
  /** Again after so long, and again, for as long as it is owed. */
  readonly every?: Span;
  readonly room?: boolean;
  readonly notify: readonly Audience[];
  /** Also by e-mail: what must not be missed by who does not look in. */
  readonly mail?: boolean;
}

/** duty: owed by somebody until it is done. telling: said once when it happens. elsewhere: another part says it. */
export interface TableRow {
  readonly kind: 'duty' | 'telling' | 'elsewhere';
  /** What it reminds of. */
  readonly about: string;
  /** Duties of these rules it reminds of as well; it has none of its own. */
  readonly of?: readonly string[];
  /** Reminders to deputies are few and gentle. */
  readonly gentle?: boolean;
  readonly steps: readonly TableStep[];
}

const wd = (n: number, from: 'since' | 'due' = 'since'): ReminderOffset => ({ from, n, unit: 'workdays' });
const d = (n: number, from: 'since' | 'due' = 'due'): ReminderOffset => ({ from, n, unit: 'days' });
const m = (n: number): ReminderOffset => ({ from: 'since', n, unit: 'months' });
const percent = (n: number): ReminderOffset => ({ from: 'since', n, unit: 'percent' });
const AT_ONCE = d(0, 'since');
const DAILY: Span = { n: 1, unit: 'workdays' };
const WEEKLY: Span = { n: 7, unit: 'days' };
const MONTHLY: Span = { n: 1, unit: 'months' };

/**
 * All reminders of the product, by the names that the domain gives them. Steps of a rule are in the order in which they
 * go out. A jurisdiction’s profile may give other times and words; who hears it, and where, is said here only.
 */
export const REMINDERS = {
  R1: { kind: 'elsewhere', about: '入群欢迎卡', steps: [] }, // posted by the hand-over that makes the room
  R2: {
    ...{ kind: 'duty', about: '签收' },
    steps: [
      { offset: wd(1), notify: ['registry'] },
      { offset: wd(3), notify: ['registry'], mail: true },
      { offset: wd(4), every: DAILY, notify: ['registry', 'congress-office'], mail: true },
    ],
  },
  R3: { kind: 'duty', about: '确定联系人', steps: [{ offset: wd(2), notify: ['registry'] }] },
  R4: {
    ...{ kind: 'duty', about: '退办期限' },
    steps: [
      { offset: wd(-2, 'due'), notify: ['registry'] },
      { offset: d(0), notify: ['registry'] },
    ],
  },
  R5: {
    ...{ kind: 'duty', about: '退办审核' },
    steps: [
      { offset: wd(5), notify: ['congress-office', 'coordinator'] },
      { offset: wd(-2, 'due'), notify: ['congress-office', 'coordinator'] },
    ],
  },
  R6: {
    ...{ kind: 'duty', about: '办前沟通' },
    steps: [
      { offset: wd(5), room: true, notify: ['contacts'] },
      { offset: wd(10), room: true, notify: ['contacts'] },
      { offset: wd(15), room: true, notify: ['contacts'] },
      { offset: d(0), room: true, notify: ['contacts', 'unit-leaders', 'congress-office'], mail: true },
    ],
  },
  R7: {
    ...{ kind: 'duty', about: '回应代表留言' },
    steps: [
      { offset: wd(2), notify: ['contacts'] },
      { offset: wd(5), notify: ['registry'] },
    ],
  },
  R8: {
    ...{ kind: 'duty', about: '协办意见' },
    steps: [
      { offset: d(-10), notify: ['contacts'] },
      { offset: d(-3), room: true, notify: ['contacts'] },
      { offset: d(0), room: true, notify: ['contacts'] },
      {
        ...{ offset: wd(1, 'due'), every: DAILY, mail: true },
        notify: ['contacts', 'lead-units', 'congress-office'],
      },
    ],
  },
  R9: { kind: 'duty', about: '处理协办意见', steps: [{ offset: wd(3), notify: ['contacts'] }] },
  R10: {
    ...{ kind: 'duty', about: '办中沟通' },
    steps: [
      { offset: percent(50), room: true, notify: ['contacts'] },
      { offset: percent(70), room: true, notify: ['contacts'] },
    ],
  },
  R11: {
    ...{ kind: 'duty', about: '答复期限' },
    steps: [
      { offset: d(-30), notify: ['contacts'] },
      { offset: d(-15), notify: ['contacts'] },
      { offset: d(-7), room: true, notify: ['contacts', 'registry'] },
      { offset: d(-3), notify: ['contacts'] },
      { offset: d(-1), notify: ['contacts', 'unit-leaders'], mail: true },
      { offset: d(0), notify: ['contacts'] },
    ],
  },
  R12: {
    ...{ kind: 'duty', about: '答复逾期', of: ['R11', 'R20'] },
    steps: [
      { offset: wd(1, 'due'), notify: ['unit-leaders', 'congress-office', 'committee'], mail: true },
      {
        ...{ offset: d(8), every: WEEKLY, mail: true },
        notify: ['unit-leaders', 'congress-office', 'committee'],
      },
    ],
  },
  R13: { kind: 'duty', about: '延期申请期限', steps: [{ offset: d(-10), notify: ['contacts'] }] },
  // The room hears of both by the case’s own line, at once.
  R14: { kind: 'telling', about: '延期结果', steps: [{ offset: AT_ONCE, notify: ['contacts'] }] },
  R15: {
    ...{ kind: 'telling', about: '已答复', gentle: true },
    steps: [{ offset: AT_ONCE, notify: ['deputies'] }],
  },
  R16: {
    ...{ kind: 'duty', about: '办后沟通' },
    steps: [
      { offset: wd(3), notify: ['contacts'] },
      { offset: wd(7), notify: ['contacts'] },
    ],
  },
  R17: {
    ...{ kind: 'duty', about: '办理情况征询意见', gentle: true },
    steps: [
      { offset: wd(5), notify: ['ower'] },
      { offset: wd(10), notify: ['ower'] },
      { offset: wd(15), notify: ['ower'], mail: true },
    ],
  },
  R18: {
    ...{ kind: 'duty', about: '附议代表意见', gentle: true },
    steps: [{ offset: wd(5), notify: ['ower'] }],
  },
  R19: {
    ...{ kind: 'duty', about: '代表不满意' },
    steps: [{ offset: AT_ONCE, notify: ['unit-leaders', 'congress-office'], mail: true }],
  },
  R20: {
    ...{ kind: 'duty', about: '再次办理期限' },
    steps: [
      { offset: d(-15), notify: ['contacts', 'unit-leaders'] },
      { offset: d(-7), notify: ['contacts', 'unit-leaders'] },
      { offset: d(-3), notify: ['contacts', 'unit-leaders'] },
      { offset: d(0), notify: ['contacts', 'unit-leaders'], mail: true },
    ],
  },
  R21: {
    ...{ kind: 'duty', about: '答复承诺事项' },
    steps: [
      { offset: d(-30), notify: ['contacts'] },
      { offset: d(-7), notify: ['contacts'] },
      { offset: d(0), room: true, notify: ['contacts'] },
      { offset: d(7), notify: ['contacts', 'congress-office'], mail: true },
    ],
  },
  R22: {
    ...{ kind: 'duty', about: '承诺台账年度报告' },
    steps: [
      { offset: d(7, 'since'), notify: ['contacts'] }, // 10-08 of a ledger that begins on 10-01
      { offset: m(1), notify: ['contacts'], mail: true },
    ],
  },
  R23: {
    ...{ kind: 'duty', about: '公开期限' },
    steps: [
      { offset: wd(10), notify: ['congress-office'] },
      { offset: wd(18), notify: ['congress-office'] },
    ],
  },
  R24: {
    ...{ kind: 'duty', about: '重点督办方案与进展' },
    steps: [
      { offset: d(0), notify: ['committee', 'lead-units'] },
      { offset: m(1), every: MONTHLY, notify: ['committee', 'lead-units'] },
    ],
  },
  R25: {
    ...{ kind: 'duty', about: '群内久无进展' },
    steps: [{ offset: wd(15), every: { n: 10, unit: 'workdays' }, notify: ['contacts'] }],
  },
  R26: { kind: 'elsewhere', about: '会议', steps: [] }, // the place of meetings in rooms, of which there are none
  R27: { kind: 'elsewhere', about: '新成员', steps: [] }, // a room opens with its header, its board and what was said
  R28: {
    ...{ kind: 'telling', about: '批量交办未完成' },
    steps: [{ offset: AT_ONCE, notify: ['operators'], mail: true }],
  },
  R29: {
    ...{ kind: 'telling', about: '归档前提示' },
    steps: [{ offset: d(-7), room: true, notify: [] }],
  },
} as const satisfies Record<(typeof RULES)[number], TableRow>;

export type RuleName = (typeof RULES)[number];
export const RULE_NAMES: readonly RuleName[] = RULES;

/** A row by its name, with its type widened for reading. */
export const reminderRow = (name: RuleName): TableRow => REMINDERS[name];
