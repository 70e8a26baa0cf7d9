import { type mongo, Schema } from 'mongoose';
import type { CaseState } from '../../../shared/cases.ts';
import { CASE_STATES } from '../../../shared/values/cases.ts';
import type { CivilDate, CongressId, HandOverId, PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { Database } from '../../store/mongo.ts';
import type { OfficeMatter } from '../../../shared/figures.ts';
import type { Case, CaseEntry } from '../case/case.rules.ts';
import type { Tally } from '../figures/tally.rules.ts';

/** The room (members, duties, header) still has to follow, because people changed. */
export interface Lag {
  by: PersonId | 'system';
  why: string;
  since: Date;
  /** Changes with every change; who has followed clears only the mark it saw. */
  mark: string;
}

/** What is kept of a suggestion besides its state. */
export interface Bookkeeping {
  /** Tells suggestions of a session apart. */
  readonly numberKey: string;
  /** Sorts as the office's list does. */
  readonly orderKey: string;
  /** Confirmed seconders, who have a seat. */
  readonly secondingIds: readonly PersonId[];
  /** The case in numbers, and what in it waits for the office. */
  readonly tally: Tally;
  readonly matters: readonly OfficeMatter[];
  /** Seats the room was last made equal to (seatsKeyOf); null: not known. */
  readonly seatsKey: string | null;
  readonly lag?: Lag;
  /** Day and run of a hand-over that has begun; its history says when it is done. */
  readonly bound?: { readonly on: CivilDate; readonly handOverId: HandOverId };
  /** The entry it begins with, until that is in its history. */
  readonly first?: CaseEntry;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A suggestion as it is kept: what folding its history gives, and bookkeeping. */
export type SuggestionDoc = Omit<Case, 'suggestionId'> & { readonly _id: SuggestionId } & Bookkeeping;

/** What few bear, and not for long: all others are passed over by its index, and their writing costs little in it. */
const SOME_TIME = { $gt: new Date(0) };
export const LAGGING = { 'lag.since': SOME_TIME };
export const UNBEGUN = { 'first.at': SOME_TIME };

/** The document’s shape is the type; here stand only its indexes. */
const schema = new Schema<SuggestionDoc>({ _id: String }, { versionKey: false });
schema.index({ congressId: 1, session: 1, numberKey: 1 }, { unique: true });
schema.index({ congressId: 1, state: 1, orderKey: 1 });
schema.index({ congressId: 1, matters: 1 });
schema.index({ state: 1, closedOn: 1 }); // what a new day means something for, in all congresses
schema.index({ leadId: 1 });
schema.index({ delegationId: 1, source: 1 });
schema.index({ 'seconders.personId': 1 });
schema.index({ 'tracks.unitId': 1, state: 1 });
schema.index({ 'lag.since': 1 }, { name: 'lagging', partialFilterExpression: LAGGING });
schema.index({ 'first.at': 1 }, { name: 'unbegun', partialFilterExpression: UNBEGUN });

export type Suggestions = mongo.Collection<SuggestionDoc>;

/** The collection, with its types and indexes; all stores of this feature share it. */
export const openSuggestions = (database: Database): Suggestions =>
  database.model<SuggestionDoc>('suggestions', schema).collection as unknown as Suggestions;

/** Without the text, which is long and which only the case view shows. */
export const LEAN = { text: 0 } as const;
export type LeanSuggestion = Omit<SuggestionDoc, 'text'>;

/** Drafts are their deputies' own: the office does not see them before they are submitted. */
const SUBMITTED = CASE_STATES.filter((state) => state !== 'draft' && state !== 'seconding');

/** Suggestions of a congress in one state, or in any that the office sees: named, so that the index leads to them. */
export const ofState = (congressId: CongressId, state: CaseState | null) => ({
  congressId,
  state: { $in: state === null ? [...SUBMITTED] : SUBMITTED.filter((s) => s === state) },
});
