import { type mongo, Schema } from 'mongoose';
import type {
  CivilDate,
  CongressId,
  DelegationId,
  HandOverId,
  PersonId,
  SuggestionId,
  UnitId,
} from '../../../shared/ids.ts';
import {
  PHASES,
  SOURCE_TYPES,
  SUGGESTION_STATES,
  TRACK_ROLES,
  type Phase,
  type SourceType,
  type TrackRole,
} from '../../../shared/suggestions.ts';
import type { Database } from '../../store/mongo.ts';

export interface TrackDoc {
  unitId: UnitId;
  role: TrackRole;
  /** Whom the unit named; empty: its people on duty. */
  contactIds: PersonId[];
  contacted: Phase[];
}

/** The room (members, duties, header) still has to follow the record. */
export interface Lag {
  by: PersonId | 'system';
  why: string;
  since: Date;
  /** Changes with every change; who has followed clears only the mark it saw. */
  mark: string;
}

export interface SuggestionDoc {
  _id: SuggestionId;
  congressId: CongressId;
  session: number;
  number: string;
  numberKey: string;
  /** Sorts as the office's list does. */
  orderKey: string;
  title: string;
  text: string;
  category: string;
  source: SourceType;
  leadId: PersonId | null;
  secondingIds: PersonId[];
  delegationId: DelegationId | null;
  wantsWrittenReply: boolean;
  tracks: TrackDoc[];
  state: (typeof SUGGESTION_STATES)[number];
  /** Day and run of the hand-over. Set when it begins, valid when `state` is assigned. */
  assignedOn: CivilDate | null;
  handOverId: HandOverId | null;
  /** Seats the room was last made equal to (seatsKeyOf); null: not known. */
  seatsKey: string | null;
  lag?: Lag;
  /** Columns of published records, kept as they came. */
  replyClass: string;
  repliedOn: string;
  revision: number;
  importedHash: string;
  createdAt: Date;
  updatedAt: Date;
}

const schema = new Schema<SuggestionDoc>(
  {
    _id: { type: String, required: true },
    congressId: { type: String, required: true },
    session: { type: Number, required: true },
    number: { type: String, default: '' },
    numberKey: { type: String, required: true },
    orderKey: { type: String, required: true },
    title: { type: String, required: true },
    text: { type: String, default: '' },
    category: { type: String, default: '' },
    source: { type: String, enum: SOURCE_TYPES, required: true },
    leadId: { type: String, default: null },
    secondingIds: [String],
    delegationId: { type: String, default: null },
    wantsWrittenReply: { type: Boolean, required: true },
    tracks: [
      {
        _id: false,
        unitId: { type: String, required: true },
        role: { type: String, enum: TRACK_ROLES, required: true },
        contactIds: [String],
        contacted: [{ type: String, enum: PHASES }],
      },
    ],
    state: { type: String, enum: SUGGESTION_STATES, required: true },
    assignedOn: { type: String, default: null },
    handOverId: { type: String, default: null },
    seatsKey: { type: String, default: null },
    lag: { type: { _id: false, by: String, why: String, since: Date, mark: String }, required: false },
    replyClass: { type: String, default: '' },
    repliedOn: { type: String, default: '' },
    revision: { type: Number, required: true },
    importedHash: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { versionKey: false },
);
schema.index({ congressId: 1, session: 1, numberKey: 1 }, { unique: true });
schema.index({ congressId: 1, state: 1, orderKey: 1 });
schema.index({ 'lag.since': 1 }, { sparse: true });

export type Suggestions = mongo.Collection<SuggestionDoc>;

/** The collection, with its types and indexes; all stores of this feature share it. */
export const openSuggestions = (database: Database): Suggestions =>
  database.model<SuggestionDoc>('suggestions', schema).collection as unknown as Suggestions;

/** Without the text, which is long and which only the case view shows. */
export const LEAN = { text: 0 } as const;
export type LeanSuggestion = Omit<SuggestionDoc, 'text'>;

/** Suggestions of a congress in one state, or in any: named, so that the index leads to them. */
export const ofState = (congressId: CongressId, state: SuggestionDoc['state'] | null) => ({
  congressId,
  state: state ?? { $in: [...SUGGESTION_STATES] },
});
