import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, actWhy, publicity } from './cases.ts';
import { request } from './contract.ts';
import { suggestion } from './suggestions.ts';
import { readable } from './texts.ts';

/** What the public would read; personal data are taken out of it whatever it says. */
const forThePublic = z.string().check(z.trim(), z.maxLength(50_000), ...readable);

export const proposePublication = request({
  name: 'publication:propose',
  summary:
    'A replying unit or the office proposes what the public may read, never more than the deputy wished; personal data are taken out.',
  pace: 'act',
  input: z.object({
    ...actOn,
    publicity,
    text: forThePublic,
    reason: z.string().check(z.trim(), z.maxLength(500), ...readable),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'NOT_YET', 'REASON_NEEDED', 'AGAINST_POLICY', 'ALREADY_DONE'],
});

export const reviewPublication = request({
  name: 'publication:review',
  summary: 'Somebody else than who proposed it reviews what the public may read, and sets its last words.',
  pace: 'act',
  input: z.object({ ...actOn, approved: z.boolean(), text: forThePublic, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'OWN_WORK', 'NOT_YET', 'ALREADY_DONE'],
});

export const publishCase = request({
  name: 'publication:publish',
  summary: 'The office publishes what was reviewed.',
  pace: 'act',
  input: z.object(actOn),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'AGAINST_POLICY', 'ALREADY_DONE'],
});

/** What the public may read. */
export const publicationRequests = [proposePublication, reviewPublication, publishCase] as const;
