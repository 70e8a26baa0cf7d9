import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../shared/grouped.ts';
import type { CongressId, SuggestionId } from '../../shared/ids.ts';
import { makeGather } from '../store/gather.ts';
import { gathered, ONE_ANSWER } from '../store/gathered.ts';
import { type Database, duplicatePositions } from '../store/mongo.ts';
import type { Place } from './cursors.rules.ts';
import { makeDutyCounts } from './duty-counts.store.ts';
import { type DueWithin, dueWithin, type DutyFilter, type Holder, openOf } from './duty-list.rules.ts';
import type { DutyDoc } from './duties.rules.ts';
import type { RuleName } from './reminder-table.rules.ts';

/** The document’s shape is the type; here stand only its indexes. */
const schema = new Schema<DutyDoc>({ _id: String }, { versionKey: false });
schema.index({ nextAt: 1 }); // the sweeper: what is due, not what exists
schema.index({ suggestionId: 1 });
schema.index({ unitId: 1, state: 1, by: 1, _id: 1 });
schema.index({ congressId: 1, state: 1, by: 1, _id: 1 });
schema.index(
  { personId: 1, state: 1, by: 1, _id: 1 },
  { partialFilterExpression: { personId: { $gt: '' } } },
);
schema.index(
  { delegationId: 1, state: 1, by: 1, _id: 1 },
  { partialFilterExpression: { delegationId: { $gt: '' } } },
);
schema.index(
  { congressId: 1, 'counted.session': 1, rule: 1 },
  { partialFilterExpression: { 'counted.session': { $gte: 0 } } }, // what figures count, not what exists
);

const GROUP = 1_000; // documents in one statement
const FEW = 50;

/** What a list of tasks reads of a duty. */
export type OpenDuty = Pick<DutyDoc, '_id' | 'roomId' | 'rule' | 'since' | 'due' | 'facts' | 'decided'>;
const IN_SHORT = { roomId: 1, rule: 1, since: 1, due: 1, facts: 1, decided: 1 };

/** What is shown beside a unit of what it owes. */
type Due = Pick<DutyDoc, '_id' | 'suggestionId' | 'unitId' | 'rule' | 'due'>;
const DUE = { suggestionId: 1, unitId: 1, rule: 1, due: 1 };

/** A change of one duty, valid only upon the turn it was decided on. */
export interface DutyChange {
  readonly duty: DutyDoc;
  readonly set: Partial<DutyDoc>;
}

export type DutyStore = ReturnType<typeof makeDutyStore>;

/** What is owed: one document for each duty, kept after it is closed. */
export function makeDutyStore(database: Database) {
  const duties = database.model('duties', schema).collection as unknown as mongo.Collection<DutyDoc>;

  const byIds = gathered(async (ids: readonly string[]): Promise<Map<string, DutyDoc>> => {
    const found = await duties.find({ _id: { $in: [...ids] } }, { batchSize: ids.length + 1 }).toArray();
    return new Map(found.map((d) => [d._id, d]));
  });
  const ofSuggestions = gathered(async (ids: readonly SuggestionId[]) => {
    const found = await duties.find({ suggestionId: { $in: [...ids] } }, { batchSize: ONE_ANSWER }).toArray();
    return groupedBy(found, (d) => d.suggestionId);
  });
  const duesOf = gathered(async (ids: readonly SuggestionId[]) => {
    const found = await duties
      .find(
        { suggestionId: { $in: [...ids] }, state: 'open', 'ower.kind': 'unit' },
        { projection: DUE, batchSize: ONE_ANSWER },
      )
      .toArray();
    return groupedBy(found, (d) => d.suggestionId);
  });

  /** True for those whose id is new. */
  const insertAll = async (docs: readonly DutyDoc[]): Promise<boolean[]> => {
    const taken = new Set(
      await duties
        .insertMany([...docs], { ordered: false })
        .then(() => [])
        .catch((error: unknown) => duplicatePositions(error)),
    );
    return docs.map((_, i) => !taken.has(i));
  };

  /** True for those that now stand as was wanted. */
  const changeAll = async (changes: readonly DutyChange[]): Promise<boolean[]> => {
    const { modifiedCount } = await duties.bulkWrite(
      changes.map(({ duty: { _id, turn }, set }) => ({
        updateOne: { filter: { _id, turn }, update: { $set: { ...set, turn: turn + 1 } } },
      })),
      { ordered: false },
    );
    if (modifiedCount === changes.length) return changes.map(() => true);
    const found = await byIds(changes.map(({ duty }) => duty._id));
    return changes.map((wanted) => isAsWanted(found.get(wanted.duty._id), wanted));
  };
  const insertMissing = writer(insertAll);
  const change = writer(changeAll);

  return {
    byIds,

    /** Those whose next reminder is due, at most `limit`. */
    dueAt: (now: Date, limit: number): Promise<DutyDoc[]> =>
      duties
        .find({ nextAt: { $lte: now } }, { batchSize: ONE_ANSWER })
        .limit(limit)
        .toArray(),

    /** All that was ever owed in these suggestions. */
    ofSuggestions: async (ids: readonly SuggestionId[]): Promise<DutyDoc[]> =>
      [...(await ofSuggestions(ids)).values()].flat(),

    /** What is open of a suggestion. */
    openOfSuggestion: (id: SuggestionId): Promise<DutyDoc[]> =>
      duties.find({ suggestionId: id, state: 'open' }, { batchSize: ONE_ANSWER }).toArray(),

    /** Of what is open of a suggestion, what units owe by when. */
    duesOf: async (id: SuggestionId): Promise<Due[]> => (await duesOf([id])).get(id) ?? [],

    ...makeDutyCounts(duties),

    /** Open duties by due day; what is due by no day comes last. */
    openPage: (
      { of, filter, due }: { of: Holder; filter: DutyFilter; due: DueWithin },
      after: Place | null,
      limit: number,
    ): Promise<DutyDoc[]> =>
      duties
        .find({
          ...openOf(of, filter),
          ...dueWithin(due),
          ...(after && { $or: [{ by: { $gt: after.by } }, { by: after.by, _id: { $gt: after.id } }] }),
        })
        .sort({ by: 1, _id: 1 })
        .limit(limit)
        .toArray(),

    /** What is open of some by other rules than these, in short. */
    async openInShort(holders: readonly Holder[], but: readonly RuleName[]): Promise<OpenDuty[]> {
      const found = await Promise.all(
        holders.map((of) =>
          duties
            .find(
              { ...openOf(of), rule: { $nin: [...but] } },
              { projection: IN_SHORT, batchSize: ONE_ANSWER },
            )
            .toArray(),
        ),
      );
      return found.flat();
    },

    /** Some suggestions of a congress in which something is open, behind one, in the order of ids; none: there are no more. */
    async suggestionsOwing(congressId: CongressId, behind: string, limit: number): Promise<SuggestionId[]> {
      const found = await duties
        .find({ congressId, state: 'open', suggestionId: { $gt: behind as SuggestionId } })
        .project<Pick<DutyDoc, 'suggestionId'>>({ suggestionId: 1 })
        .sort({ suggestionId: 1 })
        .limit(limit)
        .toArray();
      return [...new Set(found.map((d) => d.suggestionId))];
    },

    /** Adds those whose id is new; answers how many were. */
    insertMissing,

    /** Changes duties that still stand where they were read; others are left to whoever changed them. How many were changed. */
    change,
  };
}

/** Writes in groups, answers how many came through: a few together with those of others, many by themselves. */
function writer<T>(
  write: (group: readonly T[]) => Promise<boolean[]>,
): (all: readonly T[]) => Promise<number> {
  const together = makeGather(write, GROUP);
  return async (all) => {
    if (all.length <= FEW) return (await Promise.all(all.map(together))).filter(Boolean).length;
    let written = 0;
    for (let from = 0; from < all.length; from += GROUP)
      written += (await write(all.slice(from, from + GROUP))).filter(Boolean).length;
    return written;
  };
}

/** Whether a change was made, by this writer or, the same, by another. */
function isAsWanted(found: DutyDoc | undefined, { duty, set }: DutyChange): boolean {
  if (found?.turn !== duty.turn + 1) return false;
  const now: Partial<Record<string, unknown>> = { ...found };
  const { turn: _turn, ...wanted } = { ...duty, ...set };
  return Object.entries(wanted).every(
    ([field, value]) => JSON.stringify(now[field] ?? null) === JSON.stringify(value ?? null),
  );
}
