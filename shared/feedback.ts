import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, actWhy, rating } from './cases.ts';
import { request } from './contract.ts';
import { unitId } from './ids.ts';
import { suggestion } from './suggestions.ts';
import { readable } from './texts.ts';

const opinion = z.string().check(z.trim(), z.maxLength(5_000), ...readable);

export const giveJointOpinion = request({
  name: 'joint-opinion:give',
  summary:
    'A seconding deputy tells the lead deputy what they think of the replies; the lead deputy’s feedback counts.',
  pace: 'act',
  input: z.object({ ...actOn, result: rating, text: opinion }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'ALREADY_DONE'],
});

export const giveFeedback = request({
  name: 'feedback:give',
  summary:
    'The lead deputy (for a delegation its head) rates attitude and result apart, once a round; dissatisfied ones say why, and may ask that it be handled again.',
  pace: 'act',
  input: z.object({
    ...actOn,
    attitude: rating,
    result: rating,
    opinion,
    /** Counts only when the result is 不满意. */
    wantsRehandling: z.boolean(),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'REASON_NEEDED', 'ALREADY_DONE'],
});

export const orderRehandling = request({
  name: 'rehandling:order',
  summary: 'The office has a case handled again by units it names, in the term for that.',
  pace: 'act',
  input: z.object({ ...actOn, unitIds: z.array(unitId).check(z.minLength(1), z.maxLength(60)), why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'UNKNOWN_UNIT', 'AGAINST_POLICY'],
});

export const declineRehandling = request({
  name: 'rehandling:decline',
  summary:
    'Where the rules allow it the office explains that the case need not be handled again; it is closed.',
  pace: 'act',
  input: z.object({ ...actOn, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'AGAINST_POLICY'],
});

export const concludeCoordination = request({
  name: 'coordination:conclude',
  summary:
    'The office records what came of the coordination after a second refusal: handled again, or closed.',
  pace: 'act',
  input: z.object({
    ...actOn,
    outcome: z.enum(['rehandle', 'close']),
    /** What was agreed, in words that everybody in the case reads. */
    result: z.string().check(z.trim(), z.minLength(2), z.maxLength(5_000), ...readable),
    /** Who handles it again; none when it is closed. */
    unitIds: z.array(unitId).check(z.maxLength(60)),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'UNKNOWN_UNIT', 'AGAINST_POLICY'],
});

/** What deputies think of the answers, and what follows. */
export const feedbackRequests = [
  giveJointOpinion,
  giveFeedback,
  orderRehandling,
  declineRehandling,
  concludeCoordination,
] as const;
