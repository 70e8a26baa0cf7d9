import { type mongo, Schema } from 'mongoose';
import { UNRECKONED_PARTS } from '../../../shared/case-events.ts';
import { groupedBy } from '../../../shared/grouped.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import { makeGather } from '../../store/gather.ts';
import { gathered, ONE_ANSWER } from '../../store/gathered.ts';
import { type Database, duplicatePositions } from '../../store/mongo.ts';
import type { CaseEntry, Told } from './case.rules.ts';

/** An entry as it is kept. The mark is no part of the history, nor of its hash. */
type Kept = CaseEntry & {
  /** Set until duties, room and everything else follow. */
  unsettledSince?: Date;
};

const schema = new Schema<Kept>(
  {
    _id: String,
    suggestionId: String,
    congressId: String,
    n: Number,
    at: Date,
    on: String,
    by: Object,
    why: String,
    actKey: String,
    asked: String,
    happened: [Object],
    prev: String,
    hash: String,
    unsettledSince: Date,
  },
  { versionKey: false },
);
schema.index({ suggestionId: 1, n: 1 }, { unique: true });
schema.index({ unsettledSince: 1 }, { sparse: true });

const TOGETHER = 100; // documents written in one statement

/** An entry as duties are reckoned from it: most of what is read of histories would be read in vain. */
type KeptInShort = Told & Pick<Kept, 'suggestionId' | 'unsettledSince'>;
const IN_SHORT = {
  ...{ _id: 0, congressId: 0, at: 0, by: 0, why: 0, actKey: 0, asked: 0, prev: 0, hash: 0 },
  ...Object.fromEntries(UNRECKONED_PARTS.map((part) => [`happened.body.${part}`, 0])),
};

export type EntryStore = ReturnType<typeof makeEntryStore>;

/** Almost none bears the mark, and nothing else has to be copied. */
function asEntry(kept: Kept): CaseEntry {
  if (kept.unsettledSince === undefined) return kept;
  const { unsettledSince: _mark, ...entry } = kept;
  return entry;
}

/** Histories in order, in whole or in part. */
const gatheredHistories = <E extends Pick<Kept, 'suggestionId' | 'n'>>(
  entries: mongo.Collection<Kept>,
  projection: mongo.Document,
) =>
  gathered(async (ids: readonly SuggestionId[]) => {
    const found = await entries
      .find<E>({ suggestionId: { $in: [...ids] } }, { projection, batchSize: ONE_ANSWER })
      .toArray();
    return groupedBy(
      found.sort((a, b) => a.n - b.n),
      (e) => e.suggestionId,
    );
  });

/** The histories of all suggestions. Entries are added and never changed. */
export function makeEntryStore(database: Database) {
  const entries = database.model<Kept>('caseEntries', schema).collection as unknown as mongo.Collection<Kept>;

  const histories = gatheredHistories<Kept>(entries, {});
  const told = gatheredHistories<KeptInShort>(entries, IN_SHORT);
  const keyed = makeGather<Pick<CaseEntry, 'suggestionId' | 'actKey'>, { found: CaseEntry | null }>(
    async (asked) => {
      const ids = [...new Set(asked.map((a) => a.suggestionId))];
      const keys = [...new Set(asked.map((a) => a.actKey))];
      const found = await entries.find({ suggestionId: { $in: ids }, actKey: { $in: keys } }).toArray();
      return asked.map(({ suggestionId, actKey }) => {
        const own = found.find((e) => e.suggestionId === suggestionId && e.actKey === actKey);
        return { found: own ? asEntry(own) : null };
      });
    },
    TOGETHER,
  );
  const insert = async (added: readonly CaseEntry[], { settled }: { settled: boolean }): Promise<number[]> =>
    entries
      .insertMany(
        added.map((e) => (settled ? e : { ...e, unsettledSince: e.at })),
        { ordered: false },
      )
      .then(() => [])
      .catch(duplicatePositions);
  const there = gathered(async (ids: readonly string[]) => {
    const found = await entries
      .find({ _id: { $in: [...ids] } }, { projection: { suggestionId: 1 }, batchSize: ids.length + 1 })
      .toArray();
    return new Map(found.map((e) => [e._id, e.suggestionId]));
  });

  return {
    /** Adds one under its number; those that come together in one statement. False: somebody else has taken it. */
    add: makeGather<CaseEntry, boolean>(async (added) => {
      const taken = new Set(await insert(added, { settled: false }));
      return added.map((_, i) => !taken.has(i));
    }, TOGETHER),

    /** Adds one entry to each of many histories in one statement, `settled` when nothing is left to follow; answers the positions whose number was taken. */
    async addMany(added: readonly CaseEntry[], as: { settled: boolean }): Promise<number[]> {
      return added.length === 0 ? [] : insert(added, as);
    },

    /** A history behind a number, in order. */
    async ofCase(suggestionId: SuggestionId, behind = 0): Promise<CaseEntry[]> {
      const history = (await histories([suggestionId])).get(suggestionId) ?? [];
      return history.filter(({ n }) => n > behind).map(asEntry);
    },

    /** One entry of a history. */
    async at(suggestionId: SuggestionId, n: number): Promise<CaseEntry | null> {
      const found = await entries.findOne({ suggestionId, n });
      return found && asEntry(found);
    },

    /** A page of a history, newest first, before a number; 0: from the newest. */
    async page(suggestionId: SuggestionId, before: number, limit: number): Promise<CaseEntry[]> {
      const found = await entries
        .find({ suggestionId, ...(before > 0 && { n: { $lt: before } }) })
        .sort({ n: -1 })
        .limit(limit)
        .toArray();
      return found.map(asEntry);
    },

    /** What was kept under an act’s key; a history is short, so no index is spent on it. */
    async byActKey(suggestionId: SuggestionId, actKey: string): Promise<CaseEntry | null> {
      return (await keyed({ suggestionId, actKey })).found;
    },

    /** A history in short, and the numbers of what of it nobody has followed yet, in order. */
    async told(suggestionId: SuggestionId): Promise<{ all: readonly Told[]; unsettled: number[] }> {
      const all = (await told([suggestionId])).get(suggestionId) ?? [];
      return { all, unsettled: all.flatMap((e) => (e.unsettledSince === undefined ? [] : [e.n])) };
    },

    /** Whole histories in short, in order, by suggestion. */
    toldOfCases: (ids: readonly SuggestionId[]): Promise<ReadonlyMap<SuggestionId, readonly Told[]>> =>
      told(ids),

    /** Of these entries, the suggestions that have one. */
    async known(ids: readonly string[]): Promise<SuggestionId[]> {
      return [...(await there(ids)).values()];
    },

    /** Whole histories, in order, by suggestion. */
    async ofCases(ids: readonly SuggestionId[]): Promise<Map<SuggestionId, CaseEntry[]>> {
      const found = await histories(ids);
      return new Map(ids.map((id) => [id, (found.get(id) ?? []).map(asEntry)]));
    },

    /** Everything has followed this entry. */
    settled: makeGather<CaseEntry['_id'], true>(async (ids) => {
      await entries.updateMany({ _id: { $in: [...ids] } }, { $unset: { unsettledSince: '' } });
      return ids.map(() => true);
    }, TOGETHER),

    /** Suggestions with something that nobody has followed since before an instant, each once; at most `limit` entries are looked at. */
    async unsettled(before: Date, limit: number): Promise<SuggestionId[]> {
      const found = await entries
        .find({ unsettledSince: { $lte: before } }, { projection: { suggestionId: 1 } })
        .limit(limit)
        .toArray();
      return [...new Set(found.map((e) => e.suggestionId))];
    },
  };
}
