import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, rating } from './cases.ts';
import { request } from './contract.ts';
import { civilDate } from './ids.ts';
import { suggestion } from './suggestions.ts';
import { readable } from './texts.ts';

const words = z.string().check(z.trim(), z.minLength(2), z.maxLength(5_000), ...readable);
const ofCommitment = { ...actOn, commitmentId: z.uuid() };

export const reportCommitment = request({
  name: 'commitment:report',
  summary: 'The unit that promised something says how far it has come.',
  pace: 'act',
  input: z.object({ ...ofCommitment, progress: words }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'ALREADY_DONE'],
});

export const fulfilCommitment = request({
  name: 'commitment:fulfil',
  summary: 'The leader of the unit replies anew: what was promised is done. The lead deputy then rates it.',
  pace: 'act',
  input: z.object({ ...ofCommitment, text: words }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'ALREADY_DONE'],
});

export const explainCommitment = request({
  name: 'commitment:explain',
  summary:
    'The leader of the unit explains in writing why a promise needs until a later day, or cannot be kept at all.',
  pace: 'act',
  input: z.object({
    ...ofCommitment,
    text: words,
    /** The later day; null: it cannot be kept, and nothing more is owed. */
    due: z.nullable(civilDate),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YOUR_TRACK', 'AGAINST_POLICY', 'ALREADY_DONE'],
});

export const rateCommitment = request({
  name: 'commitment:rate',
  summary: 'The lead deputy (for a delegation its head) rates how a promise was kept.',
  pace: 'act',
  input: z.object({
    ...ofCommitment,
    result: rating,
    text: z.string().check(z.trim(), z.maxLength(5_000), ...readable),
  }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET', 'REASON_NEEDED', 'ALREADY_DONE'],
});

export const archiveCase = request({
  name: 'case:archive',
  summary: 'The office files a closed case with which nothing is open; its room stays readable.',
  pace: 'act',
  input: z.object(actOn),
  output: suggestion,
  faults: [...ACT_FAULTS, 'NOT_YET'],
});

/** The ledger of promises, and the archive. */
export const commitmentRequests = [
  reportCommitment,
  fulfilCommitment,
  explainCommitment,
  rateCommitment,
  archiveCase,
] as const;
