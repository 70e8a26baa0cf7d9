import type { CivilDate, CongressId, DelegationId, PersonId, UnitId } from '../../shared/ids.ts';
import type { DUTY_LISTS } from '../../shared/values/notices.ts';
import { civilDateOf } from '../org/index.ts';
import type { Phase } from '../../shared/suggestions.ts';
import type { OpenDuties } from './duty-counts.store.ts';
import type { RuleName } from './reminder-table.rules.ts';

/** Whose duties are listed. */
export type Holder =
  | { readonly unitId: UnitId }
  | { readonly congressId: CongressId }
  | { readonly personId: PersonId }
  /** What the congress’s office itself owes. */
  | { readonly congressId: CongressId; readonly 'ower.kind': 'office' }
  /** Somebody’s own, and their delegation’s. */
  | { readonly $and: { $or: ({ personId: PersonId } | { delegationId: DelegationId })[] }[] };

/** Which of them. */
export interface DutyFilter {
  readonly rule?: RuleName | undefined;
  readonly phase?: Phase | undefined;
  readonly unitId?: UnitId | undefined;
}

/** From which due day on and before which duties are listed. */
export interface DueWithin {
  readonly from?: CivilDate;
  readonly before?: CivilDate;
}

/** Open duties, as conditions. */
export const openOf = (of: Holder, { rule, phase, unitId }: DutyFilter = {}) => ({
  ...of,
  state: 'open' as const,
  ...(rule !== undefined && { rule }),
  ...(phase !== undefined && { 'facts.phase': phase }),
  ...(unitId !== undefined && { unitId }),
});

/** A range of due days, as a condition. */
export const dueWithin = ({ from, before }: DueWithin) =>
  from === undefined && before === undefined
    ? {}
    : { by: { ...(from !== undefined && { $gte: from }), ...(before !== undefined && { $lt: before }) } };

const SOON_DAYS = 7;
const DAY_MS = 86_400_000;

/** Today, and the first day of what is not due soon. */
export interface Days {
  readonly today: CivilDate;
  readonly soon: CivilDate;
}

/** By which days is told apart what is overdue, and what is due soon: today and six more days. */
export const daysAt = (now: Date): Days => ({
  today: civilDateOf(now),
  soon: civilDateOf(new Date(now.getTime() + SOON_DAYS * DAY_MS)),
});

/** The due days of what a list shows. */
export function dueOf(list: (typeof DUTY_LISTS)[number], { today, soon }: Days): DueWithin {
  switch (list) {
    case 'open':
      return {};
    case 'overdue':
      return { before: today };
    case 'soon':
      return { from: today, before: soon };
  }
}

/** All rows together. */
export const sumOpen = (rows: readonly OpenDuties[]) => ({
  open: rows.reduce((n, row) => n + row.open, 0),
  overdue: rows.reduce((n, row) => n + row.overdue, 0),
  soon: rows.reduce((n, row) => n + row.soon, 0),
});
