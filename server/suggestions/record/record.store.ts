import type { CongressId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import { duplicatePositions } from '../../store/mongo.ts';
import {
  LEAN,
  ofState,
  type Lag,
  type LeanSuggestion,
  type SuggestionDoc,
  type Suggestions,
  type TrackDoc,
} from './suggestion.store.ts';

export type RecordStore = ReturnType<typeof makeRecordStore>;

/** Reads and writes suggestions. */
export function makeRecordStore(suggestions: Suggestions) {
  return {
    byId: (id: SuggestionId): Promise<SuggestionDoc | null> => suggestions.findOne({ _id: id }),

    leanById: (id: SuggestionId): Promise<LeanSuggestion | null> =>
      suggestions.findOne({ _id: id }, { projection: LEAN }),

    leanByIds: (ids: readonly SuggestionId[]): Promise<LeanSuggestion[]> =>
      suggestions.find({ _id: { $in: [...ids] } }, { projection: LEAN }).toArray(),

    /** Those of a session with one of these number keys, for the import. */
    byNumberKeys: (
      congressId: CongressId,
      session: number,
      numberKeys: readonly string[],
    ): Promise<LeanSuggestion[]> =>
      suggestions
        .find({ congressId, session, numberKey: { $in: [...numberKeys] } }, { projection: LEAN })
        .toArray(),

    /** Inserts in one statement; answers the positions whose number was taken meanwhile. */
    insert: async (docs: readonly SuggestionDoc[]): Promise<number[]> => {
      if (docs.length === 0) return [];
      try {
        await suggestions.insertMany([...docs], { ordered: false });
        return [];
      } catch (error) {
        return duplicatePositions(error);
      }
    },

    /** Writes those that still stand at the revision they were read at; who was too late is not written. */
    replaceAt: async (changes: readonly Change[]): Promise<void> => {
      if (changes.length === 0) return;
      await suggestions.bulkWrite(changes.map(asUpdate), { ordered: false });
    },

    /** Writes if the record still stands at this revision, and returns it as it is then; null: somebody was first. */
    change: ({ id, revision, set }: Change): Promise<SuggestionDoc | null> =>
      suggestions.findOneAndUpdate(
        { _id: id, revision },
        { $set: set, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      ),

    /** Names a track's contacts; null when the unit has no track here. */
    setContacts: (
      { id, unitId }: { id: SuggestionId; unitId: UnitId },
      contactIds: readonly PersonId[],
      set: { lag: Lag; updatedAt: Date },
    ): Promise<SuggestionDoc | null> =>
      suggestions.findOneAndUpdate(
        { _id: id, 'tracks.unitId': unitId },
        { $set: { 'tracks.$.contactIds': [...contactIds], ...set }, $inc: { revision: 1 } },
        { returnDocument: 'after' },
      ),

    /** Marks a phase of a track as done. Does nothing when it is, or when the unit has no track any more. */
    markContacted: async (
      { id, unitId }: { id: SuggestionId; unitId: UnitId },
      phase: Phase,
      updatedAt: Date,
    ): Promise<void> => {
      await suggestions.updateOne(
        { _id: id, tracks: { $elemMatch: { unitId, contacted: { $ne: phase } } } },
        { $push: { 'tracks.$.contacted': phase }, $set: { updatedAt }, $inc: { revision: 1 } },
      );
    },

    /** A page of the office's list behind `after`. */
    page: (
      filter: { congressId: CongressId; state: SuggestionDoc['state'] | null; after: string },
      limit: number,
    ): Promise<LeanSuggestion[]> =>
      suggestions
        .find(
          { ...ofState(filter.congressId, filter.state), orderKey: { $gt: filter.after } },
          { projection: LEAN },
        )
        .sort({ orderKey: 1 })
        .limit(limit)
        .toArray(),

    /** Today's tracks of suggestions. */
    tracksOf: (ids: readonly SuggestionId[]): Promise<{ _id: SuggestionId; tracks: TrackDoc[] }[]> =>
      suggestions.find({ _id: { $in: [...ids] } }, { projection: { tracks: 1 } }).toArray(),

    count: (congressId: CongressId, state: SuggestionDoc['state'] | null): Promise<number> =>
      suggestions.countDocuments(ofState(congressId, state)),
  };
}

export interface Change {
  id: SuggestionId;
  revision: number;
  set: Partial<Omit<SuggestionDoc, '_id' | 'revision'>>;
}

const asUpdate = ({ id, revision, set }: Change) => ({
  updateOne: { filter: { _id: id, revision }, update: { $set: set, $inc: { revision: 1 } } },
});
