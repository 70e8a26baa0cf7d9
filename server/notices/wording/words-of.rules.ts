import { WORD_LOCALES, type WordLocale, type WordMoment } from '../../../shared/wordings.ts';
import type { WordFacts, Words, WordsAsked, WordsInAll } from '../channels/channel.ts';
import {
  CATALOGUES,
  GENTLE_RULES,
  isMoment,
  isSpoken,
  type Parameter,
  type SpokenRule,
  wordsIn,
} from './catalogue.rules.ts';
import { FILLINGS } from './filling.rules.ts';
import { filled } from './template.rules.ts';

/** A congress’s own words, by `wordKey`. */
export type OwnWords = ReadonlyMap<string, Words>;

/** By what own words are found. */
export const wordKey = (locale: WordLocale, rule: string, step: string): string =>
  `${locale}|${rule}|${step}`;

/** More characters of a title are not shown: who reads a reminder knows the suggestion by its number. */
const LONGEST_TITLE = 40;
/** Days beyond so many are told with their year. */
const NEAR_DAYS = 180;

/**
 * What a reminder says, in every language: the congress’s own words for this step or moment, else the product’s. A deputy
 * never hears what is written for units.
 */
export function wordsOf({ rule, offset, gentle, facts }: WordsAsked, own: OwnWords = new Map()): WordsInAll {
  if (!isSpoken(rule)) throw new Error(`${rule} has no words of its own`);
  const said = (locale: WordLocale): Words => {
    const soft = gentle && !GENTLE_RULES.includes(rule);
    const { title, text } = soft
      ? wordsIn(CATALOGUES[locale].gentle, facts.count > 1 ? 'many' : 'open')
      : wordsStanding({ locale, rule, step: offset }, own, momentOf(facts));
    const values = valuesOf(facts, locale);
    return { title: capital(filled(title, values)), text: capital(filled(text, values)) };
  };
  return Object.fromEntries(WORD_LOCALES.map((locale) => [locale, said(locale)])) as WordsInAll;
}

interface Place {
  readonly locale: WordLocale;
  readonly rule: SpokenRule;
  /** A moment, or a step by its name. */
  readonly step: string;
}

/** The words in force for a step in a moment: the congress’s own for the step, for the moment, else the product’s. */
export function wordsStanding(
  { locale, rule, step }: Place,
  own: OwnWords,
  moment = usualMoment(step),
): Words {
  const [name = step] = step.split('#'); // again and again it says the same
  const kept = (key: string) => own.get(wordKey(locale, rule, key));
  const said = moment === 'many' ? kept(moment) : (kept(name) ?? kept(moment));
  if (said) return said;
  const product = CATALOGUES[locale].rules[rule];
  const isLikeOpen = (moment === 'today' || moment === 'late') && product[moment] === undefined;
  return (isLikeOpen ? kept('open') : undefined) ?? wordsIn(product, moment);
}

/** When a reminder speaks, as its words see it. */
export function momentOf({ count, daysLeft }: Pick<WordFacts, 'count' | 'daysLeft'>): WordMoment {
  if (count > 1) return 'many';
  if (daysLeft === null || daysLeft > 0) return 'open';
  return daysLeft === 0 ? 'today' : 'late';
}

function valuesOf(facts: WordFacts, locale: WordLocale): Record<Parameter, string> {
  const filling = FILLINGS[locale];
  const { number, unit, phase, due, daysLeft, count } = facts;
  const title = shortened(facts.title);
  return {
    which: filling.which(number, title),
    suggestion: filling.suggestion(number, title),
    number,
    title,
    count: `${count}`,
    unit: unit || filling.nothing.unit,
    phase: phase === null ? filling.nothing.phase : filling.phases[phase],
    due: due === null ? filling.nothing.due : filling.day(due, Math.abs(daysLeft ?? 0) > NEAR_DAYS),
    days: filling.days(Math.abs(daysLeft ?? 0)),
  };
}

function shortened(title: string): string {
  const signs = Array.from(title);
  return signs.length <= LONGEST_TITLE ? title : `${signs.slice(0, LONGEST_TITLE - 1).join('')}…`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The moment into which a step with this name usually falls: `due+0d` is the last day, `due+1wd` lies behind it. */
function usualMoment(step: string): WordMoment {
  if (isMoment(step)) return step;
  const [, n] = /^due\+(\d+)/.exec(step) ?? [];
  if (n === undefined) return 'open';
  return n === '0' ? 'today' : 'late';
}
