import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, actWhy, publicity } from './cases.ts';
import { request } from './contract.ts';
import { civilDate, contactId, fileId, personId, unitId } from './ids.ts';
import { suggestion } from './suggestions.ts';
import { readable } from './texts.ts';

const words = (max: number) => z.string().check(z.trim(), z.minLength(2), z.maxLength(max), ...readable);
const line = (max: number) => z.string().check(z.trim(), z.maxLength(max), ...readable);

export const fileOpinion = request({
  name: 'opinion:file',
  summary: 'A co-handling unit files its signed opinion with the lead unit (协办意见).',
  pace: 'act',
  input: z.object({ ...actOn, text: words(20_000), signedBy: words(50) }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'NOT_YET', 'ALREADY_DONE'],
});

/** Whose opinion the lead unit decides upon. */
const opinionOf = { ...actOn, unitId };

export const acceptOpinion = request({
  name: 'opinion:accept',
  summary: 'The lead unit takes a co-handling unit’s opinion.',
  pace: 'act',
  input: z.object(opinionOf),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'UNKNOWN_UNIT', 'NOT_YET', 'ALREADY_DONE'],
});

export const sendBackOpinion = request({
  name: 'opinion:send-back',
  summary:
    'The lead unit sends an opinion back with its reason; the unit files another in the term for that.',
  pace: 'act',
  input: z.object({ ...opinionOf, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'UNKNOWN_UNIT', 'NOT_YET', 'ALREADY_DONE'],
});

export const waiveOpinion = request({
  name: 'opinion:waive',
  summary: 'The office decides, with its reason, that the reply need not wait for a unit’s opinion.',
  pace: 'act',
  input: z.object({ ...opinionOf, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'UNKNOWN_UNIT', 'ALREADY_DONE'],
});

export const requestExtension = request({
  name: 'extension:request',
  summary:
    'A replying unit asks, before the first due day, for more time; where the rules need nobody’s consent it has it at once.',
  pace: 'act',
  input: z.object({ ...actOn, reason: words(2_000), until: civilDate }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'NOT_YET', 'TOO_LATE', 'AGAINST_POLICY', 'ALREADY_DONE'],
});

export const decideExtension = request({
  name: 'extension:decide',
  summary:
    'The office consents to more time, until a day within the longest term, or refuses; deputies are told.',
  pace: 'act',
  input: z.object({
    ...actOn,
    approved: z.boolean(),
    /** Until when; null when refused, or as it was asked. */
    until: z.nullable(civilDate),
    why: actWhy,
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'AGAINST_POLICY'],
});

export const shareDraft = request({
  name: 'reply:share-draft',
  summary: 'A replying unit shows the deputies its draft and asks what they think (征求意见稿).',
  pace: 'act',
  input: z.object({ ...actOn, text: words(50_000) }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'NOT_YET', 'ALREADY_DONE'],
});

export const commentDraft = request({
  name: 'draft:comment',
  summary: 'A deputy of the case says what they think of a unit’s draft.',
  pace: 'act',
  input: z.object({ ...actOn, unitId, text: words(5_000) }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'UNKNOWN_UNIT', 'NOT_YET', 'ALREADY_DONE'],
});

/** Most files that go with a reply. */
const MAX_ATTACHMENTS = 20;

export const issueReply = request({
  name: 'reply:issue',
  summary:
    'The leader of a replying unit signs and issues its reply: class after the congress’s scheme, point by point, with what it promises. The last one asks for the deputy’s feedback.',
  pace: 'act',
  input: z.object({
    ...actOn,
    /** 发文字号 */
    docNumber: words(60),
    /** Empty where the congress has no scheme. */
    replyClass: z.string().check(z.maxLength(31)),
    points: z.array(words(10_000)).check(z.minLength(1), z.maxLength(50)),
    text: words(50_000),
    copies: z.array(words(60)).check(z.maxLength(30)),
    publicity,
    publicityReason: line(500),
    /** The lead deputy takes it upon themself to tell the others; only where the rules know that. */
    leadRelays: z.boolean(),
    /** 当面答复记录 */
    faceToFace: z.nullable(
      z.object({
        on: civilDate,
        place: words(100),
        present: z.array(personId).check(z.minLength(1), z.maxLength(500)),
      }),
    ),
    commitments: z.array(z.object({ text: words(2_000), due: civilDate })).check(z.maxLength(30)),
    /** Files of the case’s room that go with it; the caller sits there, and they are ready. Left out: none. */
    attachmentIds: z.optional(z.array(fileId).check(z.maxLength(MAX_ATTACHMENTS))),
  }),
  output: suggestion,
  faults: [
    ...ACT_FAULTS,
    'NOT_YOUR_TRACK',
    'NOT_YET',
    'AGAINST_POLICY',
    'REASON_NEEDED',
    'UNKNOWN_PERSON',
    'UNKNOWN_FILE',
    'IN_THE_FUTURE',
    'ALREADY_DONE',
  ],
});

export const explainCase = request({
  name: 'case:explain',
  summary: 'Where no letter is wanted: a replying unit records that it explained the matter to the deputies.',
  pace: 'act',
  input: z.object({
    ...actOn,
    on: civilDate,
    summary: words(5_000),
    /** The record of the contact at which it was explained. */
    contactId: z.nullable(contactId),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'NOT_YET', 'AGAINST_POLICY', 'IN_THE_FUTURE', 'ALREADY_DONE'],
});

/** Opinions, more time, drafts and answers. */
export const handlingRequests = [
  fileOpinion,
  acceptOpinion,
  sendBackOpinion,
  waiveOpinion,
  requestExtension,
  decideExtension,
  shareDraft,
  commentDraft,
  issueReply,
  explainCase,
] as const;
