/** Languages of China whose own scripts tell them apart, as BCP 47 tags. */
export type ScriptLanguage = 'ug' | 'kk-Arab' | 'bo' | 'mn-Mong' | 'ko' | 'kk-Cyrl';

const SCRIPTS: readonly (readonly [ScriptLanguage, RegExp])[] = [
  ['ug', /\p{Script=Arabic}/gu],
  ['bo', /\p{Script=Tibetan}/gu],
  ['mn-Mong', /\p{Script=Mongolian}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['kk-Cyrl', /\p{Script=Cyrillic}/gu],
];

/** Kazakh in Arabic letters writes a high hamza before its front vowels; Uyghur never does (Unicode 15, 9.2). */
const KAZAKH = /[\u0674-\u0678]/u;
const LETTERS = /\p{L}|\p{M}/gu;

const countOf = (text: string, which: RegExp): number => text.match(which)?.length ?? 0;

/** The language that most of a text’s letters belong to; undefined: Chinese, or any other that the page speaks anyway. */
export function languageOf(text: string): ScriptLanguage | undefined {
  const letters = countOf(text, LETTERS);
  const found = SCRIPTS.find(([, script]) => {
    const own = countOf(text, script);
    return own > 0 && own * 2 >= letters;
  })?.[0];
  return found === 'ug' && KAZAKH.test(text) ? 'kk-Arab' : found;
}
