import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, actWhy, publicity, rating } from './cases.ts';
import { request } from './contract.ts';
import { civilDate, suggestionId } from './ids.ts';
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

export const objectToPublication = request({
  name: 'publication:object',
  summary:
    'Where the rules know it, the lead deputy holds a case unfit for the public, with a reason: nothing of it is published.',
  pace: 'act',
  input: z.object({ ...actOn, why: actWhy }),
  output: suggestion,
  faults: [...ACT_FAULTS, 'AGAINST_POLICY', 'ALREADY_DONE'],
});

/** What anybody may read of a case: no names of deputies, and no personal data. */
export const publication = z.object({
  suggestionId,
  session: z.int(),
  number: z.string(),
  title: z.string(),
  category: z.string(),
  /** Units that replied. */
  units: z.array(z.string()),
  publicity,
  text: z.string(),
  publishedOn: civilDate,
  /** How the deputies rated the result; null: not rated, or the rules keep it unpublished. */
  result: z.nullable(rating),
});
export type Publication = z.infer<typeof publication>;

/** A page of the reading list; `cursor` is opaque. */
export const listPublications = request({
  name: 'publication:list',
  summary: 'What the congress has published, the newest first, 50 a page: for everybody who is signed in.',
  input: z.object({ cursor: z.nullable(z.string().check(z.maxLength(200))) }),
  output: z.object({ publications: z.array(publication), cursor: z.nullable(z.string()) }),
});

/** What the public may read. */
export const publicationRequests = [
  proposePublication,
  reviewPublication,
  publishCase,
  objectToPublication,
  listPublications,
] as const;
