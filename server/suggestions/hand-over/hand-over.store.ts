import { type mongo, Schema } from 'mongoose';
import type { CivilDate, CongressId, HandOverId, PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { HandOver } from '../../../shared/hand-over.ts';
import { type Database, isDuplicate } from '../../store/mongo.ts';
import { LEAN, type LeanSuggestion, ofState, type Suggestions } from '../record/suggestion.store.ts';

export type Selection = { kind: 'all' } | { kind: 'ids'; ids: SuggestionId[] };

export interface HandOverDoc {
  _id: HandOverId;
  congressId: CongressId;
  by: PersonId | 'system';
  selection: Selection;
  assignedOn: CivilDate;
  state: HandOver['state'];
  total: number;
  done: number;
  failures: { suggestionId: SuggestionId; number: string; reason: string }[];
  createdAt: Date;
  finishedAt: Date | null;
}

const schema = new Schema<HandOverDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    by: { type: String, required: true },
    selection: { type: Object, required: true },
    assignedOn: { type: String, required: true },
    state: { type: String, required: true },
    total: { type: Number, required: true },
    done: { type: Number, required: true },
    failures: [{ _id: false, suggestionId: String, number: String, reason: String }],
    createdAt: { type: Date, required: true },
    finishedAt: { type: Date, default: null },
  },
  { versionKey: false },
);
schema.index({ state: 1 });

export type HandOverStore = ReturnType<typeof makeHandOverStore>;

/** What of a registered suggestion is needed to plan a run. */
export type Registered = Pick<
  LeanSuggestion,
  | '_id'
  | 'source'
  | 'leadId'
  | 'secondingIds'
  | 'delegationId'
  | 'committeeUnitId'
  | 'supervisionLeaderId'
  | 'tracks'
>;

const PLAN = {
  ...{ source: 1, leadId: 1, secondingIds: 1, delegationId: 1, tracks: 1 },
  ...{ committeeUnitId: 1, supervisionLeaderId: 1 },
} as const;

/** Reads and writes hand-overs, and what they change of suggestions. */
export function makeHandOverStore(database: Database, suggestions: Suggestions) {
  const handOvers = database.model<HandOverDoc>('handOvers', schema)
    .collection as unknown as mongo.Collection<HandOverDoc>;
  const registered = { state: 'registered' as const };

  return {
    /** Keeps it; one that is there stays as it is. */
    insert: async (doc: HandOverDoc): Promise<void> => {
      await handOvers.insertOne(doc).catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    },
    byId: (id: HandOverId): Promise<HandOverDoc | null> => handOvers.findOne({ _id: id }),
    unfinished: async (): Promise<HandOverId[]> => {
      const found = await handOvers
        .find({ state: { $in: ['waiting', 'running'] } }, { projection: { _id: 1 } })
        .toArray();
      return found.map((h) => h._id);
    },
    /** Those that began before an instant, and how many suggestions they have left. */
    unfinishedSince: async (before: Date) => {
      const found = await handOvers
        .find({ state: { $in: ['waiting', 'running'] }, createdAt: { $lte: before } })
        .toArray();
      return found.map(({ _id, congressId, total, done, failures }) => ({
        ...{ handOverId: _id, congressId },
        left: total - done - failures.length,
      }));
    },
    /** Writes how far it has come, unless another run of it has finished. */
    progress: async (
      id: HandOverId,
      set: Partial<Pick<HandOverDoc, 'state' | 'done' | 'failures' | 'finishedAt'>>,
    ): Promise<void> => {
      await handOvers.updateOne({ _id: id, state: { $in: ['waiting', 'running'] } }, { $set: set });
    },

    countRegistered: (congressId: CongressId): Promise<number> =>
      suggestions.countDocuments(ofState(congressId, 'registered')),
    /** Of these ids, those of the congress. */
    known: async (congressId: CongressId, ids: readonly SuggestionId[]): Promise<SuggestionId[]> => {
      const found = await suggestions
        .find({ _id: { $in: [...ids] }, congressId }, { projection: { _id: 1 } })
        .toArray();
      return found.map((s) => s._id);
    },

    /** What a hand-over has still to do: registered when it was started, and still. */
    pending: ({
      congressId,
      selection,
      createdAt,
    }: Pick<HandOverDoc, 'congressId' | 'selection' | 'createdAt'>): Promise<Registered[]> =>
      suggestions
        .find(
          selection.kind === 'ids'
            ? { _id: { $in: selection.ids }, congressId, ...registered }
            : { congressId, ...registered, createdAt: { $lte: createdAt } },
          { projection: PLAN },
        )
        .toArray(),
    batch: (ids: readonly SuggestionId[]): Promise<LeanSuggestion[]> =>
      suggestions.find({ _id: { $in: [...ids] }, ...registered }, { projection: LEAN }).toArray(),

    /** Binds what is still free to this hand-over and its day; how many that were. */
    bind: async (
      ids: readonly SuggestionId[],
      { _id, assignedOn }: Pick<HandOverDoc, '_id' | 'assignedOn'>,
    ): Promise<number> => {
      const { modifiedCount } = await suggestions.updateMany(
        { _id: { $in: [...ids] }, ...registered, bound: { $exists: false } },
        { $set: { bound: { on: assignedOn, handOverId: _id } } },
      );
      return modifiedCount;
    },
  };
}
