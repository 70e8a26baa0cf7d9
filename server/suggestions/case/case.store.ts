import type { mongo } from 'mongoose';
import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import { makeGather } from '../../store/gather.ts';
import { gathered } from '../../store/gathered.ts';
import { duplicatePositions, isDuplicate } from '../../store/mongo.ts';
import { mattersOf } from '../figures/matters.rules.ts';
import { tallyOf } from '../figures/tally.rules.ts';
import { numberKeyOf, orderKeyOf } from '../record/record.rules.ts';
import {
  type Bookkeeping,
  type SuggestionDoc,
  type Suggestions,
  UNBEGUN,
} from '../record/suggestion.store.ts';
import {
  type Case,
  type CaseEntry,
  type CaseInShort,
  confirmedSeconders,
  type Speaking,
  UNRECKONED_FIELDS,
  UNRECKONED_OF_TRACKS,
} from './case.rules.ts';
import { nothingYet } from './fold.rules.ts';

/** One step of a case, and what of its bookkeeping changes with it. */
export interface Step {
  readonly before: Case;
  readonly after: Case;
  readonly at: Date;
  readonly also?: Pick<Bookkeeping, 'seatsKey'>;
}

export type CaseStore = ReturnType<typeof makeCaseStore>;

const TOGETHER = 100; // documents written in one statement

/** A record without what no duty follows from. */
export type RecordInShort = Omit<CaseInShort, 'suggestionId'> & Pick<SuggestionDoc, '_id'>;
const IN_SHORT = {
  ...Object.fromEntries(UNRECKONED_FIELDS.map((field) => [field, 0])),
  ...Object.fromEntries(UNRECKONED_OF_TRACKS.map((field) => [`tracks.${field}`, 0])),
  ...{ numberKey: 0, orderKey: 0, secondingIds: 0, tally: 0, matters: 0, seatsKey: 0, bound: 0 },
  ...{ createdAt: 0, updatedAt: 0 },
};
/** What of a record words in its room are reckoned by. */
export type SpeakingDoc = Pick<SuggestionDoc, '_id' | 'revision'> & Omit<Speaking, 'suggestionId'>;
const SPEAKING = {
  ...{ revision: 1, congressId: 1, policy: 1, assignedOn: 1, leadId: 1 },
  ...{ 'seconders.personId': 1, 'tracks.unitId': 1 },
};

const NOTHING = nothingYet('' as SuggestionId, '' as CongressId);
const FIELDS = Object.keys(NOTHING) as (keyof Case)[];

const cases = new WeakMap<SuggestionDoc, Case>(); // several ask for the case of what was read once

/** The state of a case as it is kept. */
export function caseOf(doc: SuggestionDoc): Case {
  const known = cases.get(doc);
  if (known) return known;
  const read: Record<string, unknown> = {};
  for (const field of FIELDS) read[field] = field === 'suggestionId' ? doc._id : doc[field];
  const found = read as unknown as Case;
  cases.set(doc, found);
  return found;
}

/** By its number; a proposal that has none yet by its id, for two may bear the same title. */
function keysOf({ suggestionId, session, number, title, importedHash }: Case) {
  if (number !== '' || importedHash !== '')
    return { numberKey: numberKeyOf(number, title), orderKey: orderKeyOf(session, number, title) };
  return {
    numberKey: `id:${suggestionId}`,
    orderKey: `${String(session).padStart(4, '0')} ~ ${suggestionId}`,
  };
}

/** What is kept of a case. */
export function fieldsOf(found: Case) {
  const { suggestionId: _id, ...state } = found;
  return {
    ...{ ...state, ...keysOf(found), secondingIds: confirmedSeconders(found) },
    ...{ tally: tallyOf(found), matters: mattersOf(found) },
  };
}

/** A document of a case that begins with this entry. */
export const docOf = (found: Case, first: CaseEntry): SuggestionDoc => ({
  _id: found.suggestionId,
  ...fieldsOf(found),
  ...{ seatsKey: null, first, createdAt: first.at, updatedAt: first.at },
});

/** Of two values of every field, those that differ. */
function changed(before: Case, after: Case): Partial<SuggestionDoc> {
  const was: Record<string, unknown> = fieldsOf(before);
  return Object.fromEntries(
    Object.entries(fieldsOf(after)).filter(
      ([field, value]) => value !== was[field] && JSON.stringify(value) !== JSON.stringify(was[field]),
    ),
  );
}

const updateOf = ({ before, after, at, also }: Step) => ({
  filter: { _id: before.suggestionId, revision: before.revision },
  update: { $set: { ...changed(before, after), ...also, updatedAt: at } },
});

/** Records by id, in whole or in part. */
const gatheredRecords = <D extends Pick<SuggestionDoc, '_id'>>(
  suggestions: Suggestions,
  projection: mongo.Document,
) =>
  gathered(async (ids: readonly SuggestionId[]) => {
    const found = await suggestions
      .find<D>({ _id: { $in: [...ids] } }, { projection, batchSize: ids.length + 1 })
      .toArray();
    return new Map(found.map((doc) => [doc._id, doc]));
  });

/** Writes what histories make of the record; each write only upon the state it was decided on. */
export function makeCaseStore(suggestions: Suggestions) {
  const docs = gatheredRecords<SuggestionDoc>(suggestions, {});
  const short = gatheredRecords<RecordInShort>(suggestions, IN_SHORT);
  const speaking = gatheredRecords<SpeakingDoc>(suggestions, SPEAKING);

  const applyAll = (steps: readonly Step[]) =>
    suggestions.bulkWrite(
      steps.map((step) => ({ updateOne: updateOf(step) })),
      { ordered: false },
    );

  return {
    byId: async (id: SuggestionId): Promise<SuggestionDoc | null> => (await docs([id])).get(id) ?? null,

    byIds: async (ids: readonly SuggestionId[]): Promise<SuggestionDoc[]> => [...(await docs(ids)).values()],

    /** Without what no duty follows from. */
    inShort: async (ids: readonly SuggestionId[]): Promise<RecordInShort[]> => [
      ...(await short(ids)).values(),
    ],

    /** What of them words in their rooms are reckoned by. */
    speaking: async (ids: readonly SuggestionId[]): Promise<SpeakingDoc[]> => [
      ...(await speaking(ids)).values(),
    ],

    /** Inserts in one statement; answers the positions whose number was taken meanwhile. */
    async insert(docs: readonly SuggestionDoc[]): Promise<number[]> {
      if (docs.length === 0) return [];
      return suggestions
        .insertMany([...docs], { ordered: false })
        .then(() => [])
        .catch(duplicatePositions);
    },

    /** Their first entries are in their histories. */
    async begun(ids: readonly SuggestionId[]): Promise<void> {
      if (ids.length > 0) await suggestions.updateMany({ _id: { $in: [...ids] } }, { $unset: { first: '' } });
    },

    /** Those whose first entry has been missing since before an instant. */
    async unbegun(before: Date, limit: number): Promise<SuggestionDoc[]> {
      return suggestions
        .find({ $and: [UNBEGUN, { 'first.at': { $lte: before } }] })
        .limit(limit)
        .toArray();
    },

    /** Takes the number that a step gives, before it is kept. False: another suggestion has it. */
    async claimNumber(before: Case, after: Case): Promise<boolean> {
      const keys = keysOf(after);
      if (keys.numberKey === keysOf(before).numberKey && before.session === after.session) return true;
      const { suggestionId: _id, revision } = before;
      try {
        await suggestions.updateOne({ _id, revision }, { $set: { ...keys, session: after.session } });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    /** Those that come together go in one statement; of one case a step begins when the one before it has been applied. */
    apply: makeGather<Step, true>(async (steps) => {
      await applyAll(steps);
      return steps.map(() => true);
    }, TOGETHER),

    async applyMany(steps: readonly Step[]): Promise<void> {
      if (steps.length > 0) await applyAll(steps);
    },
  };
}
