import * as z from 'zod/mini';
import { ACT_FAULTS, actOn, secrecyLevel, timelineEntry } from './cases.ts';
import { request } from './contract.ts';
import { suggestionId } from './ids.ts';
import { origin, suggestion } from './suggestions.ts';
import { ORIGINS } from './values/suggestions.ts';
import { readable } from './texts.ts';

const words = (least: number, most: number) =>
  z.string().check(z.trim(), z.minLength(least), z.maxLength(most), ...readable);

/** What the office may set right by itself; everything else changes by acts. */
const correction = z.discriminatedUnion('field', [
  z.object({ field: z.literal('number'), value: words(1, 60) }),
  z.object({ field: z.literal('title'), value: words(1, 200) }),
  z.object({ field: z.literal('text'), value: words(0, 50_000) }),
  z.object({ field: z.literal('category'), value: words(0, 100) }),
  z.object({ field: z.literal('wantsWrittenReply'), value: z.boolean() }),
  z.object({ field: z.literal('secrecy'), value: secrecyLevel }),
  z.object({ field: z.literal('betweenSessions'), value: z.boolean() }),
  z.object({ field: z.literal('origins'), value: z.array(origin).check(z.maxLength(ORIGINS.length)) }),
]);

export const correctCase = request({
  name: 'case:correct',
  summary:
    'The office sets one wrong value right and says why. The history keeps what was there before; nothing of it is changed.',
  pace: 'act',
  input: z.object({ ...actOn, set: correction, why: words(2, 200) }),
  output: suggestion,
  // Whatever the office may read, it may correct.
  faults: [...ACT_FAULTS.filter((code) => code !== 'WRONG_STATE'), 'ALREADY_DONE', 'NUMBER_TAKEN'],
});

/** A page of a case’s history; `before` 0: the newest page. */
export const caseTimeline = request({
  name: 'case:timeline',
  summary:
    'What has happened to a suggestion, newest first, 50 a page, for whoever may read it: who, when, what and why; ratings for those only who may know them.',
  input: z.object({ suggestionId, before: z.int().check(z.nonnegative()) }),
  output: z.object({ entries: z.array(timelineEntry), more: z.boolean() }),
  faults: ['NOT_FOUND'],
});
