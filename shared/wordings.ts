import * as z from 'zod/mini';
import { request } from './contract.ts';
import { instant } from './ids.ts';
import { readable } from './texts.ts';

/** The languages in which reminders speak; the first is used where nothing says otherwise. */
export const WORD_LOCALES = ['zh-CN', 'en'] as const;
export type WordLocale = (typeof WORD_LOCALES)[number];

/**
 * When a reminder speaks: the last day lies ahead (or there is none), is today, has passed; or it is about several
 * suggestions at once.
 */
export type WordMoment = 'open' | 'today' | 'late' | 'many';

/** What a reminder says; names in braces stand for what it is about: `{suggestion}`, `{unit}`, `{due}` … */
const words = z.object({
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(60), ...readable),
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(300), ...readable),
});

const place = {
  rule: z.string().check(z.maxLength(3)),
  /** A moment, or one step of the rule by its name: `due-7d`. A step’s words stand before its moment’s. */
  step: z.string().check(z.maxLength(20)),
  locale: z.enum(WORD_LOCALES),
};

/** One change of a congress’s words. */
const wordingChange = z.object({
  version: z.int().check(z.positive()),
  ...place,
  /** null: the product’s own again. */
  words: z.nullable(words),
  by: z.object({ name: z.string(), label: z.string() }),
  why: z.string(),
  at: instant,
});
export type WordingChange = z.infer<typeof wordingChange>;

/** The words of one step in one language, as they stand. */
const wording = z.object({
  ...place,
  words,
  /** The congress said so; else the product. */
  own: z.boolean(),
  /** What the words may name in braces. */
  parameters: z.array(z.string()),
});
export type Wording = z.infer<typeof wording>;

/** How many changes the congress has made; 0: none. */
const version = z.int().check(z.nonnegative());

export const listWordings = request({
  name: 'wording:list',
  summary: 'The words of all reminders of the congress, or of one rule, and the last 50 changes.',
  input: z.object({ rule: z.nullable(place.rule) }),
  output: z.object({ version, wordings: z.array(wording), changes: z.array(wordingChange) }),
  faults: ['NOT_ALLOWED', 'NOT_FOUND'],
});

const change = {
  /** Version of the words that the caller saw. */
  version,
  /** Made by the caller once for each change: a repeat answers with what was kept. */
  actKey: z.uuid(),
  why: z.string().check(z.trim(), z.minLength(2), z.maxLength(200), ...readable),
  ...place,
};

export const setWording = request({
  name: 'wording:set',
  summary: 'The office puts its own words in the place of those of one step in one language.',
  pace: 'act',
  input: z.object({ ...change, words }),
  output: wordingChange,
  faults: ['NOT_ALLOWED', 'NOT_FOUND', 'UNKNOWN_PARAMETER', 'STALE_REVISION', 'ALREADY_DONE'],
});

export const resetWording = request({
  name: 'wording:reset',
  summary: 'The office takes its own words for one step in one language back.',
  pace: 'act',
  input: z.object(change),
  output: wordingChange,
  faults: ['NOT_ALLOWED', 'NOT_FOUND', 'STALE_REVISION', 'ALREADY_DONE'],
});

/** All that can be asked of the words of reminders. */
export const wordingRequests = [listWordings, setWording, resetWording] as const;
