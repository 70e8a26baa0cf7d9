import * as z from 'zod/mini';
import { handlingMode, publicity, rating, rejectionReason, secrecyLevel } from './cases.ts';
import { TRACK_STATES } from './values/cases.ts';
import {
  civilDate,
  contactId,
  delegationId,
  handOverId,
  instant,
  personId,
  suggestionId,
  unitId,
} from './ids.ts';
import { policyRef } from './policies.ts';
import { contactMethod, origin, phase, sourceType, trackRole } from './suggestions.ts';

const text = z.string();
const people = z.array(personId);
const round = z.int();

/** A track as an event sets it. */
export const trackGiven = z.object({
  unitId,
  role: trackRole,
  /** What of the suggestion this unit handles; empty: all of it. */
  part: text,
  contactIds: people,
});

/** What a suggestion says of itself; an import, a draft or a correction gives it whole. */
export const recordColumns = z.object({
  session: z.int(),
  number: text,
  title: text,
  text,
  category: text,
  source: sourceType,
  leadId: z.nullable(personId),
  secondingIds: people,
  delegationId: z.nullable(delegationId),
  wantsWrittenReply: z.boolean(),
  replyClass: text,
  repliedOn: text,
  /** Proposed while the congress was not sitting (闭会期间). Left out: as before; at first: in session. */
  betweenSessions: z.optional(z.boolean()),
  /** Left out: as before; at first: not said. */
  origins: z.optional(z.array(origin)),
});
export type RecordColumns = z.infer<typeof recordColumns>;

const promised = z.object({ commitmentId: text, unitId, text, due: civilDate });
const letter = z.object({
  /** 发文字号 */
  docNumber: text,
  /** Class of the congress’s own scheme; empty where it has none. */
  replyClass: text,
  /** One answer for each point asked (逐条). */
  points: z.array(text),
  text,
  /** 签发人 */
  signedBy: z.object({ personId: z.nullable(personId), name: text }),
  copies: z.array(text),
  /** Deputies to whom it is addressed; the others hear it from the lead deputy. None: the delegation. */
  recipientIds: people,
  publicity,
  publicityReason: text,
  /** Ids of files of the room that go with it. */
  attachmentIds: z.array(text),
  /** 当面答复: when and how it was explained in person instead of, or besides, a letter. */
  faceToFace: z.nullable(z.object({ on: civilDate, place: text, present: people })),
});

/**
 * Everything that can happen to a suggestion, kind by kind: what the append-only history holds. A history is never
 * changed; what was wrong is set right by a `corrected` event.
 */
export const EVENT_BODIES = {
  // Proposing (T1–T6)
  imported: z.object({ columns: recordColumns, tracks: z.array(trackGiven), hash: text }),
  drafted: z.object({
    columns: recordColumns,
    wishedUnitIds: z.array(unitId),
    publicity,
    keepSecret: z.boolean(),
  }),
  redrafted: z.object({
    columns: recordColumns,
    wishedUnitIds: z.array(unitId),
    publicity,
    keepSecret: z.boolean(),
    /** Title or text say something else: joint deputies confirm again. */
    substance: z.boolean(),
  }),
  'seconding-asked': z.object({ personIds: people }),
  'seconding-confirmed': z.object({ personId }),
  'seconding-declined': z.object({ personId }),
  submitted: z.object({ dropped: people }),
  'review-begun': z.object({}),
  'returned-for-revision': z.object({ reason: rejectionReason, note: text }),
  rejected: z.object({ reason: rejectionReason, note: text }),
  registered: z.object({
    number: text,
    category: text,
    mode: handlingMode,
    secrecy: secrecyLevel,
    publicity,
    tracks: z.array(trackGiven),
  }),
  'motion-converted': z.object({ motionNumber: text }),
  merged: z.object({ withIds: z.array(suggestionId) }),
  // Withdrawal (T23)
  'withdrawal-asked': z.object({}),
  'withdrawal-agreed': z.object({ personId }),
  'withdrawal-refused': z.object({ personId }),
  'withdrawal-retracted': z.object({}),
  withdrawn: z.object({}),
  // Assigning and taking in (T7–T10b)
  assigned: z.object({ on: civilDate, handOverId: z.nullable(handOverId) }),
  revised: z.object({
    leadId: z.nullable(personId),
    secondingIds: people,
    source: sourceType,
    tracks: z.array(
      z.object({ ...trackGiven.shape, contacted: z.array(phase), state: z.enum(TRACK_STATES) }),
    ),
  }),
  'signed-for': z.object({ unitId, department: text, contactIds: people }),
  /** Without a department: it stays with the section it was with. */
  'contacts-named': z.object({ unitId, contactIds: people, department: z.optional(text) }),
  'return-requested': z.object({ unitId, reason: text, suggestedUnitId: z.nullable(unitId), signedBy: text }),
  'return-refused': z.object({ unitId }),
  reassigned: z.object({ fromUnitId: unitId, to: z.array(trackGiven) }),
  'assignment-objected': z.object({ unitId: z.nullable(unitId) }),
  'coordination-opened': z.object({ cause: z.enum(['assignment', 'dissatisfied']) }),
  'coordination-decided': z.object({ outcome: z.enum(['go-on', 'rehandle', 'close']), result: text }),
  // Contact (办前、办中、办后)
  'contact-recorded': z.object({
    contactId,
    unitId,
    phase,
    method: contactMethod,
    at: instant,
    reachedLead: z.boolean(),
  }),
  'contact-confirmed': z.object({ contactId, personId }),
  // Handling (T11–T15b)
  'opinion-filed': z.object({ unitId, text, signedBy: text }),
  'opinion-accepted': z.object({ unitId }),
  'opinion-sent-back': z.object({ unitId }),
  'opinion-waived': z.object({ unitId }),
  'extension-requested': z.object({ unitId, reason: text, until: civilDate }),
  'extension-decided': z.object({ unitId, approved: z.boolean(), until: z.nullable(civilDate) }),
  'draft-shared': z.object({ unitId, text }),
  'draft-commented': z.object({ unitId, personId, text }),
  replied: z.object({ unitId, round, letter, commitments: z.array(promised) }),
  explained: z.object({ unitId, round, on: civilDate, summary: text, contactId: z.nullable(contactId) }),
  // Feedback (T16–T20)
  'feedback-asked': z.object({ round }),
  'joint-opinion-given': z.object({ round, personId, result: rating, text }),
  'feedback-given': z.object({
    round,
    personId,
    attitude: rating,
    result: rating,
    opinion: text,
    wantsRehandling: z.boolean(),
  }),
  'feedback-lapsed': z.object({ round }),
  'rehandling-ordered': z.object({ round, unitIds: z.array(unitId), due: civilDate }),
  'rehandling-declined': z.object({ round }),
  // Closing, promises (T21, T22)
  closed: z.object({}),
  'commitment-reported': z.object({ commitmentId: text, progress: text }),
  'commitment-fulfilled': z.object({ commitmentId: text, text, signedBy: text }),
  'commitment-explained': z.object({ commitmentId: text, text, signedBy: text, due: z.nullable(civilDate) }),
  'commitment-rated': z.object({ commitmentId: text, personId, result: rating, text }),
  'commitment-rolled-over': z.object({ commitmentId: text, year: z.int() }),
  archived: z.object({}),
  // Publication (T24)
  'publication-proposed': z.object({ publicity, text, reason: text }),
  'publication-reviewed': z.object({ approved: z.boolean(), text }),
  published: z.object({ on: civilDate }),
  /** A deputy holds it unfit for the public (豫29). */
  'publication-objected': z.object({ personId }),
  // Key supervision (T25)
  designated: z.object({ topicId: text, committeeUnitId: unitId, leaderId: z.nullable(personId) }),
  'supervision-planned': z.object({ topicId: text, plan: text }),
  supervised: z.object({
    form: z.enum(['inspection', 'on-site', 'follow-up', 'meeting', 'guidance']),
    on: civilDate,
    summary: text,
  }),
  'designation-ended': z.object({ topicId: text }),
  // People and rules (T26)
  'deputy-left': z.object({ personId, leadId: z.nullable(personId) }),
  'policy-moved': policyRef,
  corrected: z.object({ n: z.int(), field: text, before: z.unknown(), after: z.unknown() }),
} as const;

export type EventKind = keyof typeof EVENT_BODIES;
export const EVENT_KINDS = Object.keys(EVENT_BODIES) as EventKind[];
export type EventBody<K extends EventKind = EventKind> = z.infer<(typeof EVENT_BODIES)[K]>;
/** Kind and body of something that happened, as a rule decides it. */
export type Happened = { [K in EventKind]: { readonly kind: K; readonly body: EventBody<K> } }[EventKind];

/** Parts of bodies that may be long or are said of every case, and from which nothing is reckoned: who reckons reads histories without them. */
export const UNRECKONED_PARTS = [
  ...(['columns', 'text', 'points', 'summary', 'tracks', 'department', 'signedBy'] as const),
  ...(['hash', 'handOverId', 'version', 'contactId', 'reason', 'to'] as const),
] as const;
export type ShortBody<K extends EventKind = EventKind> = Omit<
  EventBody<K>,
  (typeof UNRECKONED_PARTS)[number]
>;
/** The same without these parts. */
export type HappenedInShort = {
  [K in EventKind]: { readonly kind: K; readonly body: ShortBody<K> };
}[EventKind];
