import { en } from './en/words.ts';
import { type Say, sayIn } from './say.ts';
import type { Words } from './words.ts';
import { zhCN } from './zh/words.ts';

export { sayIn, type Say } from './say.ts';
export type { CardWords, Words } from './words.ts';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The words of each language. */
export const WORDS: Readonly<Record<Locale, Words>> = { 'zh-CN': zhCN, en };

/** The sayings of a language. Who fetches languages one by one takes `sayIn`. */
export const say = (locale: Locale): Say => sayIn(WORDS[locale]);
