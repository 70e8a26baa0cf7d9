import type { mongo } from 'mongoose';
import type { CivilDate, CongressId, DelegationId, UnitId } from '../../shared/ids.ts';
import type { DutyCount } from '../../shared/notices.ts';
import type { Phase } from '../../shared/suggestions.ts';
import type { DutyDoc } from './duties.rules.ts';
import {
  type Days,
  dueOf,
  type DueWithin,
  dueWithin,
  type DutyFilter,
  type Holder,
  openOf,
} from './duty-list.rules.ts';
import type { RuleName } from './reminder-table.rules.ts';

/** Open duties of one rule and phase: how many, of these overdue, and due soon. */
export interface OpenDuties {
  readonly rule: RuleName;
  /** Of a contact with the deputies. */
  readonly phase: Phase | null;
  readonly open: number;
  readonly overdue: number;
  readonly soon: number;
}

/** What became of the duties of one rule that figures count, by whom they were owed, or from whose suggestions they came. */
export interface DutyOutcome {
  /** Of the unit or delegation; null: of the congress, or of no delegation. */
  readonly id: UnitId | DelegationId | null;
  readonly rule: RuleName;
  readonly counts: {
    /** All that were ever owed. */
    readonly owed: number;
    readonly done: number;
    readonly inTime: number;
    /** Those that ended, or whose last day is over. */
    readonly due: number;
    readonly faceToFace: number;
  };
}

/** What a unit owes beyond its last day: how much, and the earliest of these days. */
export interface OverdueOfUnit {
  readonly unitId: UnitId;
  readonly overdue: number;
  readonly since: CivilDate;
}

/** Whose duties are counted. */
export interface OutcomeScope {
  readonly congressId: CongressId;
  /** null: of all sessions. */
  readonly session: number | null;
  readonly unitId?: UnitId;
  readonly rules: readonly RuleName[];
}

const KEYS = { congress: null, unit: '$unitId', delegation: '$counted.delegationId' } as const;

export type OutcomeBy = keyof typeof KEYS;

const when = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } });
const isOpen = { $eq: ['$state', 'open'] };

/** Counts duties where they are kept. */
export function makeDutyCounts(duties: mongo.Collection<DutyDoc>) {
  return {
    async countOpen(
      { of, filter = {} }: { of: Holder; filter?: DutyFilter },
      { today, soon }: Days,
    ): Promise<OpenDuties[]> {
      const found = await duties
        .aggregate<
          Pick<OpenDuties, 'open' | 'overdue' | 'soon'> & { _id: { rule: RuleName; phase?: Phase } }
        >([
          { $match: openOf(of, filter) },
          {
            $group: {
              _id: { rule: '$rule', phase: '$facts.phase' },
              open: { $sum: 1 },
              overdue: when({ $lt: ['$by', today] }),
              soon: when({ $and: [{ $gte: ['$by', today] }, { $lt: ['$by', soon] }] }),
            },
          },
        ])
        .toArray();
      return found.map(({ _id, ...counts }) => ({ rule: _id.rule, phase: _id.phase ?? null, ...counts }));
    },

    /** How much is open of all, by index: of many thousands nothing is opened. */
    async countDue({ of, filter = {} }: { of: Holder; filter?: DutyFilter }, days: Days): Promise<DutyCount> {
      const count = (due: DueWithin) => duties.countDocuments({ ...openOf(of, filter), ...dueWithin(due) });
      const [open, overdue, soon] = await Promise.all([
        count(dueOf('open', days)),
        count(dueOf('overdue', days)),
        count(dueOf('soon', days)),
      ]);
      return { open, overdue, soon };
    },

    async overdueOfUnits(congressId: CongressId, today: CivilDate): Promise<OverdueOfUnit[]> {
      const found = await duties
        .aggregate<Omit<OverdueOfUnit, 'unitId'> & { _id: UnitId }>([
          { $match: { ...openOf({ congressId }), unitId: { $type: 'string' }, by: { $lt: today } } },
          { $group: { _id: '$unitId', overdue: { $sum: 1 }, since: { $min: '$by' } } },
        ])
        .toArray();
      return found.map(({ _id, ...rest }) => ({ unitId: _id, ...rest }));
    },

    async outcomes(
      { congressId, session, unitId, rules }: OutcomeScope,
      { by, today }: { by: OutcomeBy; today: CivilDate },
    ): Promise<DutyOutcome[]> {
      const found = await duties
        .aggregate<DutyOutcome['counts'] & { _id: { id?: DutyOutcome['id']; rule: RuleName } }>([
          {
            $match: {
              congressId,
              'counted.session': session ?? { $gte: 0 },
              rule: { $in: [...rules] },
              ...(unitId !== undefined && { unitId }),
              state: { $in: ['open', 'done', 'late', 'lapsed'] },
            },
          },
          {
            $group: {
              _id: { id: KEYS[by], rule: '$rule' },
              owed: { $sum: 1 },
              done: when({ $in: ['$state', ['done', 'late']] }),
              inTime: when({ $eq: ['$state', 'done'] }),
              due: when({ $or: [{ $not: [isOpen] }, { $lt: ['$by', today] }] }),
              faceToFace: when({ $eq: ['$facts.faceToFace', true] }),
            },
          },
        ])
        .toArray();
      return found.map(({ _id: { id = null, rule }, ...counts }) => ({ id, rule, counts }));
    },
  };
}
