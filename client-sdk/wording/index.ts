import { en as firstEn } from './en/words.ts';
import { en as roomsEn } from './en/room-words.ts';
import { type RoomSay, roomSayIn } from './say-rooms.ts';
import { type FirstSay, firstSayIn } from './say.ts';
import type { Words } from './words.ts';
import { zhCN as firstZh } from './zh/words.ts';
import { zhCN as roomsZh } from './zh/room-words.ts';

export type { CardWords, Words } from './words.ts';

/** What the server says in codes, as sentences of one language. */
export interface Say extends FirstSay, RoomSay {
  readonly words: Words;
}

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The words of each language. */
export const WORDS: Readonly<Record<Locale, Words>> = {
  'zh-CN': { ...firstZh, ...roomsZh },
  en: { ...firstEn, ...roomsEn },
};

/** The sayings that these words make. */
const sayIn = (words: Words): Say => ({ ...firstSayIn(words), ...roomSayIn(words, words), words });

/** The sayings of a language. Who fetches languages one by one takes `firstSayIn` and `roomSayIn`. */
export const say = (locale: Locale): Say => sayIn(WORDS[locale]);
