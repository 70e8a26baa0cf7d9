import { type mongo, Schema } from 'mongoose';
import { groupedBy } from '../../../shared/grouped.ts';
import type { CongressId, ContactId, PersonId, RoomId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { ContactMethod, Phase } from '../../../shared/suggestions.ts';
import { CONTACT_METHODS, PHASES } from '../../../shared/values/suggestions.ts';
import { makeGather } from '../../store/gather.ts';
import { gatheredOne, ONE_ANSWER } from '../../store/gathered.ts';
import { type Database, duplicatePositions } from '../../store/mongo.ts';

/** A person as they were called then: the record stays readable when people move on. */
export interface NamedPerson {
  personId: PersonId;
  name: string;
  label: string;
}

/** One contact between a unit and the deputies: evidence, never changed. */
export interface ContactDoc {
  _id: ContactId;
  congressId: CongressId;
  suggestionId: SuggestionId;
  roomId: RoomId;
  unitId: UnitId;
  unitName: string;
  phase: Phase;
  method: ContactMethod;
  /** When they spoke. */
  at: Date;
  recordedAt: Date;
  recordedBy: NamedPerson;
  withWhom: NamedPerson[];
  reachedLead: boolean;
  summary: string;
  messageSeqs: number[];
  recordKey: string;
  /** Hash of what was given, to tell a repeated request from another one under the same key. */
  contentHash: string;
  /** Set until phase, card, duty and header follow. */
  unsettledSince?: Date;
}

const person = { _id: false, personId: String, name: String, label: String };

const schema = new Schema<ContactDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    suggestionId: { type: String, required: true },
    roomId: { type: String, required: true },
    unitId: { type: String, required: true },
    unitName: { type: String, required: true },
    phase: { type: String, enum: PHASES, required: true },
    method: { type: String, enum: CONTACT_METHODS, required: true },
    at: { type: Date, required: true },
    recordedAt: { type: Date, required: true },
    recordedBy: { type: person, required: true },
    withWhom: [person],
    reachedLead: { type: Boolean, required: true },
    summary: { type: String, required: true },
    messageSeqs: [Number],
    recordKey: { type: String, required: true },
    contentHash: { type: String, required: true },
    unsettledSince: { type: Date, required: false },
  },
  { versionKey: false },
);
schema.index({ suggestionId: 1, unitId: 1, recordKey: 1 }, { unique: true });
schema.index({ unsettledSince: 1 }, { sparse: true });

const MOST = 500; // documents in one statement

/** What makes a contact the same contact. */
type RecordMark = Pick<ContactDoc, 'suggestionId' | 'unitId' | 'recordKey'>;

export type ContactStore = ReturnType<typeof makeContactStore>;

/** Reads and writes contact records: some dozens a suggestion at most. */
export function makeContactStore(database: Database) {
  const contacts = database.model<ContactDoc>('contacts', schema)
    .collection as unknown as mongo.Collection<ContactDoc>;

  const ofSuggestion = gatheredOne(async (ids: readonly SuggestionId[]) => {
    const found = await contacts
      .find({ suggestionId: { $in: [...ids] } }, { batchSize: ONE_ANSWER })
      .toArray();
    return groupedBy(found, (contact) => contact.suggestionId);
  });

  return {
    byKey: async ({ suggestionId, unitId, recordKey }: RecordMark): Promise<ContactDoc | null> =>
      (await ofSuggestion(suggestionId))?.find((c) => c.unitId === unitId && c.recordKey === recordKey) ??
      null,

    byId: (id: ContactId): Promise<ContactDoc | null> => contacts.findOne({ _id: id }),

    /** False: the record key is taken. */
    insert: makeGather<ContactDoc, boolean>(async (docs) => {
      const taken = await contacts
        .insertMany([...docs], { ordered: false })
        .then(() => [])
        .catch(duplicatePositions);
      const refused = new Set<number>(taken);
      return docs.map((_, position) => !refused.has(position));
    }, MOST),

    /** All of a suggestion, oldest first. */
    ofSuggestion: async (suggestionId: SuggestionId): Promise<ContactDoc[]> => {
      const found = (await ofSuggestion(suggestionId)) ?? [];
      return found.toSorted(
        (a, b) => a.recordedAt.getTime() - b.recordedAt.getTime() || (a._id < b._id ? -1 : 1),
      );
    },

    /** In these suggestions: those of this person with a unit, newest first. */
    withPerson: (personId: PersonId, suggestionIds: readonly SuggestionId[]): Promise<ContactDoc[]> =>
      contacts
        .find(
          { suggestionId: { $in: [...suggestionIds] }, 'withWhom.personId': personId },
          { sort: { at: -1, _id: -1 }, batchSize: ONE_ANSWER },
        )
        .toArray(),

    /** The phases in which a unit reached the deputies. */
    reachedPhases: async (of: { suggestionId: SuggestionId; unitId: UnitId }): Promise<Phase[]> => {
      const found = await contacts
        .find(
          { suggestionId: of.suggestionId, unitId: of.unitId, reachedLead: true },
          { projection: { phase: 1 } },
        )
        .toArray();
      return PHASES.filter((phase) => found.some((c) => c.phase === phase));
    },

    settled: makeGather<ContactId, true>(async (ids) => {
      await contacts.updateMany({ _id: { $in: [...ids] } }, { $unset: { unsettledSince: '' } });
      return ids.map(() => true);
    }, MOST),

    /** Records whose consequences were interrupted before an instant. */
    unsettled: (before: Date, limit: number): Promise<ContactDoc[]> =>
      contacts
        .find({ unsettledSince: { $lte: before } })
        .limit(limit)
        .toArray(),
  };
}
