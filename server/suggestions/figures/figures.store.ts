import type { CaseState } from '../../../shared/cases.ts';
import type { OfficeMatter } from '../../../shared/figures.ts';
import { OFFICE_MATTERS } from '../../../shared/values/figures.ts';
import type { CongressId, DelegationId, PersonId, UnitId } from '../../../shared/ids.ts';
import type { Suggestions, SuggestionDoc } from '../record/suggestion.store.ts';
import type { Cell, PartSums } from './figures.rules.ts';
import type { Course } from './progress.rules.ts';
import { COUNTED, COUNTS, RATED } from './tally.rules.ts';

/** Of which suggestions figures are asked. */
export interface FigureScope {
  readonly congressId: CongressId;
  /** null: of all sessions. */
  readonly session: number | null;
}

/** A unit’s or delegation’s suggestions, added up. */
export type PartRow<Id> = PartSums & { readonly id: Id };

/** A case as a board shows it. */
export type BoardCase = Pick<
  SuggestionDoc,
  | '_id'
  | 'session'
  | 'number'
  | 'title'
  | 'state'
  | 'tracks'
  | 'extension'
  | 'rehandlingAskedOn'
  | 'coordination'
  | 'orderKey'
>;

const BOARD = {
  ...{ session: 1, number: 1, title: 1, state: 1, tracks: 1, extension: 1 },
  ...{ rehandlingAskedOn: 1, coordination: 1, orderKey: 1 },
} as const;

/** What says where a deputy’s case stands. */
const OWN_FIELDS = [
  ...(['session', 'number', 'title', 'state', 'orderKey', 'createdAt', 'source', 'leadId'] as const),
  ...(['seconders', 'delegationId', 'tracks', 'committeeUnitId', 'supervisionLeaderId'] as const),
  ...(['assignedOn', 'policy'] as const),
  ...(['withdrawal', 'draftSharedBy', 'feedbackAskedOn', 'feedback', 'jointOpinions', 'round'] as const),
  ...(['rehandlingAskedOn', 'rehandlingDue', 'commitments', 'contacts'] as const),
] as const;
const OWN = Object.fromEntries(OWN_FIELDS.map((field) => [field, 1]));
export type OwnCase = Pick<SuggestionDoc, '_id' | (typeof OWN_FIELDS)[number]>;

/** A case as the duty board of a unit counts it. */
export type UnitCase = Pick<
  SuggestionDoc,
  '_id' | 'session' | 'number' | 'title' | 'state' | 'tracks' | 'commitments' | 'orderKey'
>;

const OF_UNIT = {
  ...{ session: 1, number: 1, title: 1, state: 1, orderKey: 1 },
  ...{ 'tracks.unitId': 1, 'tracks.department': 1, 'commitments.unitId': 1, 'commitments.state': 1 },
} as const;

const counted = ({ congressId, session }: FigureScope) => ({
  congressId,
  state: { $in: [...COUNTED] },
  ...(session !== null && { session }),
});

/** What a part of the congress is told of, as sums over what `weight` counts. */
const sumsOfParts = (weight: (field: string) => unknown) =>
  Object.fromEntries(
    ['closed', ...Object.values(RATED.result)].map((name) => [name, { $sum: weight(`$tally.${name}`) }]),
  );

const REPLIES = { $in: ['$tracks.role', ['lead', 'separate']] };
const ALIKE = { category: 1, source: 1, betweenSessions: 1, origins: 1 } as const;

const CELLS = [
  {
    $group: {
      _id: {
        ...Object.fromEntries(Object.keys(ALIKE).map((field) => [field, `$${field}`])),
        classes: '$tally.classes',
      },
      cases: { $sum: 1 },
      ...Object.fromEntries(COUNTS.map((name) => [name, { $sum: `$tally.${name}` }])),
    },
  },
];

/** Without units that only read along. What is closed and said of it is theirs who replied. */
const UNITS = [
  { $unwind: '$tracks' },
  { $match: { 'tracks.role': { $ne: 'reference' } } },
  {
    $group: {
      _id: '$tracks.unitId',
      cases: { $sum: 1 },
      answered: { $sum: { $cond: [REPLIES, 1, 0] } },
      ...sumsOfParts((field) => ({ $cond: [REPLIES, field, 0] })),
    },
  },
];

const DELEGATIONS = [
  {
    $group: {
      _id: '$delegationId',
      cases: { $sum: 1 },
      answered: { $sum: 1 },
      ...sumsOfParts((field) => field),
    },
  },
];

/** Day of the last reply of a case that every unit has answered. */
const WHOLLY_REPLIED = { $cond: [{ $eq: ['$tally.replied', 1] }, { $max: '$tracks.repliedOn' }, null] };
const monthOf = (day: string) => ({ $substrBytes: [{ $ifNull: [day, ''] }, 0, 7] });

type Tallied = Omit<Cell, keyof CellKey>;
type Row<Id> = PartSums & { _id: Id };

/** Cases added up. */
export interface Sums {
  readonly cells: readonly Cell[];
  readonly byUnit: readonly PartRow<UnitId>[];
  /** null: no delegation is known. */
  readonly byDelegation: readonly PartRow<DelegationId | null>[];
}

export type FigureStore = ReturnType<typeof makeFigureStore>;

/** Counts suggestions where they are kept: some thousands of tallies become some hundreds of sums. */
export function makeFigureStore(suggestions: Suggestions) {
  return {
    /**
     * Alike cases added up, and those of each unit and delegation. In one statement: of each case the database opens
     * the whole document, and that once.
     */
    async sums(scope: FigureScope): Promise<Sums> {
      const [found] = await suggestions
        .aggregate<{
          cells: (Tallied & { _id: CellKey })[];
          units: Row<UnitId>[];
          delegations: Row<DelegationId | null>[];
        }>([
          { $match: counted(scope) },
          { $project: { ...ALIKE, delegationId: 1, tracks: { unitId: 1, role: 1 }, tally: 1 } },
          { $facet: { cells: CELLS, units: UNITS, delegations: DELEGATIONS } },
        ])
        .toArray();
      return {
        cells: (found?.cells ?? []).map(({ _id, ...rest }) => ({ ..._id, ...rest })),
        byUnit: (found?.units ?? []).map(({ _id, ...sums }) => ({ id: _id, ...sums })),
        byDelegation: (found?.delegations ?? []).map(({ _id, ...sums }) => ({ id: _id, ...sums })),
      };
    },

    /** Alike courses of cases, by the months in which they were handed over, wholly answered, and closed; '' for not yet. */
    async courses(scope: FigureScope): Promise<Course[]> {
      const found = await suggestions
        .aggregate<{ _id: Omit<Course, 'cases'>; cases: number }>([
          { $match: counted(scope) },
          { $project: { assignedOn: 1, closedOn: 1, repliedOn: WHOLLY_REPLIED } },
          {
            $group: {
              _id: {
                handedOver: monthOf('$assignedOn'),
                replied: monthOf('$repliedOn'),
                closed: monthOf('$closedOn'),
              },
              cases: { $sum: 1 },
            },
          },
        ])
        .toArray();
      return found.map(({ _id, cases }) => ({ ..._id, cases }));
    },

    /** Sessions of which anything is counted, the newest first. */
    async sessions(congressId: CongressId): Promise<number[]> {
      const found = await suggestions
        .aggregate<{ _id: number }>([
          { $match: counted({ congressId, session: null }) },
          { $group: { _id: '$session' } },
        ])
        .toArray();
      return found.map(({ _id }) => _id).sort((a, b) => b - a);
    },

    countWithdrawn: ({ congressId, session }: FigureScope): Promise<number> =>
      suggestions.countDocuments({ congressId, state: 'withdrawn', ...(session !== null && { session }) }),

    /** How many cases wait for the office, by matter. */
    async countMatters(congressId: CongressId): Promise<ReadonlyMap<OfficeMatter, number>> {
      const counts = await Promise.all(
        OFFICE_MATTERS.map(
          async (matter) =>
            [matter, await suggestions.countDocuments({ congressId, matters: matter })] as const,
        ),
      );
      return new Map(counts);
    },

    /** Cases in which a matter waits, at most so many, in no order. */
    ofMatter: (congressId: CongressId, matter: OfficeMatter, limit: number): Promise<BoardCase[]> =>
      suggestions.find({ congressId, matters: matter }, { projection: BOARD }).limit(limit).toArray(),

    /** A unit’s cases by state. */
    async statesOf(unitId: UnitId, states: readonly CaseState[]) {
      const found = await suggestions
        .aggregate<{ _id: CaseState; count: number }>([
          { $match: { 'tracks.unitId': unitId, state: { $in: [...states] } } },
          { $group: { _id: '$state', count: { $sum: 1 } } },
        ])
        .toArray();
      return new Map(found.map(({ _id, count }) => [_id, count]));
    },

    /** Cases of a unit in these states: some thousands at most. */
    ofUnit: (unitId: UnitId, states: readonly CaseState[]): Promise<UnitCase[]> =>
      suggestions
        .find({ 'tracks.unitId': unitId, state: { $in: [...states] } }, { projection: OF_UNIT })
        .toArray(),

    /** Suggestions that somebody leads or joined in, and those of their delegation: nobody’s ids are of two congresses. */
    async ofDeputy({
      personId,
      delegationId,
    }: {
      personId: PersonId;
      delegationId: DelegationId | null;
    }): Promise<OwnCase[]> {
      const parts = [
        { leadId: personId },
        { 'seconders.personId': personId },
        ...(delegationId === null ? [] : [{ delegationId, source: 'delegation' as const }]),
      ];
      const lists = await Promise.all(
        parts.map((part) => suggestions.find(part, { projection: OWN }).toArray() as Promise<OwnCase[]>),
      );
      return [...new Map(lists.flat().map((s) => [s._id, s])).values()];
    },
  };
}

type CellKey = Pick<Cell, 'category' | 'source' | 'betweenSessions' | 'origins' | 'classes'>;
