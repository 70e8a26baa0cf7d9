import * as z from 'zod/mini';
import {
  ACT_FAULTS,
  actOn,
  actWhy,
  handlingMode,
  publicity,
  rejectionReason,
  secrecyLevel,
} from './cases.ts';
import { request } from './contract.ts';
import { personId, suggestionId, unitId } from './ids.ts';
import { origin, suggestion, trackRole } from './suggestions.ts';
import { ORIGINS } from './values/suggestions.ts';
import { readable } from './texts.ts';

const prose = (most: number) => z.string().check(z.trim(), z.maxLength(most), ...readable);

/** What a deputy says of a proposal; a draft may still lack everything but its title. */
const proposal = {
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200), ...readable),
  /** 事由 and 具体建议. */
  text: prose(50_000),
  category: prose(100),
  /** Proposed while the congress is not sitting; left out: in session, or as it was. */
  betweenSessions: z.optional(z.boolean()),
  /** What it grew out of; left out: not said, or as it was. */
  origins: z.optional(z.array(origin).check(z.maxLength(ORIGINS.length))),
  wantsWrittenReply: z.boolean(),
  /** Units that the deputy would like to handle it; the office considers them (沪12 豫12). */
  wishedUnitIds: z.array(unitId).check(z.maxLength(20)),
  /** How much of it the deputy agrees to have published. */
  publicity,
  /** The deputy asks to stay unnamed outside the handling (青18 鲁11). */
  keepSecret: z.boolean(),
};

/** A unit as it is assigned: its role, and what of the suggestion it handles. */
export const trackAssigned = z.object({
  unitId,
  role: trackRole,
  /** Empty: all of it. */
  part: prose(500),
});

export const draftSuggestion = request({
  name: 'suggestion:draft',
  summary:
    'A deputy begins a suggestion, or a delegation’s head one of the delegation. Repeat-safe by actKey.',
  pace: 'act',
  input: z.object({ actKey: actOn.actKey, by: z.enum(['deputy', 'delegation']), ...proposal }),
  output: suggestion,
  faults: ['NOT_ALLOWED', 'UNKNOWN_UNIT', 'SEND_KEY_REUSED'],
});

export const redraftSuggestion = request({
  name: 'suggestion:redraft',
  summary:
    'The proposer changes a suggestion that is not submitted yet, or was returned; when title or text change, joint deputies confirm again.',
  pace: 'act',
  input: z.object({ ...actOn, ...proposal }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'UNKNOWN_UNIT', 'ALREADY_DONE'],
});

export const askSeconding = request({
  name: 'seconding:ask',
  summary:
    'The lead deputy asks others to second; the suggestion has to say what it is about and what it asks.',
  pace: 'act',
  input: z.object({ ...actOn, personIds: z.array(personId).check(z.minLength(1), z.maxLength(500)) }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'UNKNOWN_PERSON', 'NOT_YET', 'ALREADY_DONE'],
});

export const confirmSeconding = request({
  name: 'seconding:confirm',
  summary: 'A deputy who was asked confirms that the suggestion says what they want.',
  pace: 'act',
  input: z.object(actOn),
  output: suggestion,
  faults: [...ACT_FAULTS, 'ALREADY_DONE'],
});

export const declineSeconding = request({
  name: 'seconding:decline',
  summary: 'A deputy who was asked does not second, or no longer.',
  pace: 'act',
  input: z.object({ ...actOn, why: z.nullable(actWhy) }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'ALREADY_DONE'],
});

const submission = z.object({
  ...actOn,
  /** Joint deputies who have not confirmed are left out; otherwise they are waited for. */
  dropUnconfirmed: z.boolean(),
});

export const submitSuggestion = request({
  name: 'suggestion:submit',
  summary:
    'The proposer hands the suggestion in: with the joint deputies who confirmed, alone, or for the delegation as its head.',
  pace: 'act',
  input: submission,
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET'],
});

export const resubmitSuggestion = request({
  name: 'suggestion:resubmit',
  summary: 'The proposer hands a returned suggestion in again.',
  pace: 'act',
  input: submission,
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET'],
});

const judgement = z.object({ ...actOn, reason: rejectionReason, note: prose(500) });

export const returnForRevision = request({
  name: 'suggestion:return-for-revision',
  summary:
    'The office returns a suggestion under review to its proposer, with a reason of the rules and a note.',
  pace: 'act',
  input: judgement,
  output: suggestion,
  faults: ACT_FAULTS,
});

export const rejectSuggestion = request({
  name: 'suggestion:reject',
  summary: 'The office does not accept it as a suggestion, with a reason of the rules; the deputy is told.',
  pace: 'act',
  input: judgement,
  output: suggestion,
  faults: ACT_FAULTS,
});

export const registerSuggestion = request({
  name: 'suggestion:register',
  summary:
    'The office gives a suggestion its number, category, way of handling and units; units and their roles have to fit the way of handling.',
  pace: 'act',
  input: z.object({
    ...actOn,
    number: z.string().check(z.trim(), z.minLength(1), z.maxLength(40), ...readable),
    category: prose(100),
    mode: handlingMode,
    secrecy: secrecyLevel,
    publicity,
    tracks: z.array(trackAssigned).check(z.minLength(1), z.maxLength(60)),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'UNKNOWN_UNIT', 'TRACKS_CONFLICT', 'NOT_YET', 'AGAINST_POLICY', 'NUMBER_TAKEN'],
});

export const convertMotion = request({
  name: 'suggestion:convert-motion',
  summary: 'The office notes that the presidium had this motion (议案) handled as a suggestion.',
  pace: 'act',
  input: z.object({
    ...actOn,
    motionNumber: z.string().check(z.trim(), z.minLength(1), z.maxLength(40), ...readable),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'ALREADY_DONE'],
});

export const mergeSuggestions = request({
  name: 'suggestion:merge',
  summary:
    'The office has suggestions of the same content handled together; each keeps its room and gets its own answer.',
  pace: 'act',
  input: z.object({ ...actOn, withIds: z.array(suggestionId).check(z.minLength(1), z.maxLength(100)) }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'ALREADY_DONE'],
});

export const withdrawSuggestion = request({
  name: 'suggestion:withdraw',
  summary:
    'The proposer takes the suggestion back before it was replied to; where the rules want it, once all joint deputies agree.',
  pace: 'act',
  input: z.object({ ...actOn, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'ALREADY_DONE'],
});

export const agreeToWithdraw = request({
  name: 'withdrawal:agree',
  summary: 'A joint deputy agrees to the withdrawal; with the last one it is withdrawn.',
  pace: 'act',
  input: z.object(actOn),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'ALREADY_DONE'],
});

export const refuseWithdrawal = request({
  name: 'withdrawal:refuse',
  summary: 'A joint deputy does not agree to the withdrawal and says why; the suggestion is handled on.',
  pace: 'act',
  input: z.object({ ...actOn, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET'],
});

export const retractWithdrawal = request({
  name: 'withdrawal:retract',
  summary:
    'The proposer takes the wish to withdraw back before all have agreed; the suggestion is handled on.',
  pace: 'act',
  input: z.object(actOn),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET'],
});

export const deputyLeaves = request({
  name: 'deputy:leave',
  summary:
    'The office notes that a deputy of the case is no longer in office: the next joint deputy leads, without one the delegation.',
  pace: 'act',
  input: z.object({ ...actOn, personId, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'UNKNOWN_PERSON'],
});

/** From the draft to the number, and taking back. */
export const proposalRequests = [
  draftSuggestion,
  redraftSuggestion,
  askSeconding,
  confirmSeconding,
  declineSeconding,
  submitSuggestion,
  resubmitSuggestion,
  returnForRevision,
  rejectSuggestion,
  registerSuggestion,
  convertMotion,
  mergeSuggestions,
  withdrawSuggestion,
  agreeToWithdraw,
  refuseWithdrawal,
  retractWithdrawal,
  deputyLeaves,
] as const;
