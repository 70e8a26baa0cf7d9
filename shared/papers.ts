import * as z from 'zod/mini';
import { publicity, rating } from './cases.ts';
import { request } from './contract.ts';
import { fileKind } from './files.ts';
import { civilDate, fileId, instant, personId, suggestionId } from './ids.ts';

/** What of a case has words of its own, longer than a line of its timeline, by the kind of event that brought it. */
export const PAPER_KINDS = [
  'opinion-filed',
  'draft-shared',
  'draft-commented',
  'replied',
  'explained',
  'joint-opinion-given',
  'feedback-given',
  'commitment-reported',
  'commitment-fulfilled',
  'commitment-explained',
  'commitment-rated',
  'publication-proposed',
  'publication-reviewed',
] as const;
export const paperKind = z.enum(PAPER_KINDS);
export type PaperKind = z.infer<typeof paperKind>;

/** A letter of reply, besides its text. */
const letter = z.object({
  docNumber: z.string(),
  replyClass: z.string(),
  points: z.array(z.string()),
  signedBy: z.string(),
  copies: z.array(z.string()),
  publicity,
  publicityReason: z.string(),
  faceToFace: z.nullable(z.object({ on: civilDate, place: z.string() })),
  commitments: z.array(z.object({ commitmentId: z.string(), text: z.string(), due: civilDate })),
  /** Files of the room that went with it; who sits there may fetch them. null: it was taken back. */
  attachments: z.array(
    z.object({
      fileId,
      file: z.nullable(z.object({ name: z.string(), kind: fileKind, bytes: z.int() })),
    }),
  ),
});

export const paper = z.object({
  n: z.int(),
  at: instant,
  kind: paperKind,
  by: z.nullable(z.object({ personId, name: z.string(), label: z.string() })),
  unitName: z.nullable(z.string()),
  text: z.string(),
  /** Of a reply only. */
  letter: z.nullable(letter),
  /** Of feedback, opinions of joint deputies and ratings of promises. */
  ratings: z.nullable(z.object({ attitude: z.nullable(rating), result: rating })),
});
export type Paper = z.infer<typeof paper>;

export const casePapers = request({
  name: 'case:papers',
  summary:
    'The words of a case, newest first: opinions, drafts, replies, feedback, progress, texts for the public; each for those who may read it. The same pages as `case:timeline`; `before` 0: the newest.',
  input: z.object({ suggestionId, before: z.int().check(z.nonnegative()) }),
  output: z.object({
    papers: z.array(paper),
    /** Give it as `before` for the next page; null: that was all. */
    next: z.nullable(z.int()),
  }),
  faults: ['NOT_FOUND'],
});
