import { WORDS } from '../client-sdk/wording/index.ts';
import type { Span, ValueName } from '../shared/policies.ts';
import { filled, type Language } from './words.ts';

type Texts<N extends string> = Readonly<Record<N, Readonly<Record<Language, string>>>>;

const NAMES = { zh: WORDS['zh-CN'].policyValues, en: WORDS.en.policyValues };

const SPANS: Texts<Span['unit']> = {
  workdays: { zh: '{n} 个工作日', en: '{n} working days' },
  days: { zh: '{n} 日', en: '{n} days' },
  months: { zh: '{n} 个月', en: '{n} months' },
};

/** Words that stand for values which are not terms. */
const VALUES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
  null: { zh: '无', en: 'none' },
  all: { zh: '全体联名代表', en: 'all joint deputies' },
  lead: { zh: '领衔代表', en: 'the lead deputy' },
  'lead-with-consent': { zh: '经同意由领衔代表转告', en: 'the lead deputy, who relays by consent' },
  meeting: { zh: '召集双方会商', en: 'both sides are convened' },
  'expert-review': { zh: '专家评估', en: 'experts review it' },
  'superior-body': { zh: '报上级机关', en: 'it goes to the superior body' },
  'face-to-face': { zh: '当面说明', en: 'it is explained face to face' },
};

/** The name of a value in this language. */
export const valueNameIn = (language: Language, name: ValueName): string => NAMES[language][name];

/** A term in this language: 20 个工作日. */
export const spanIn = (language: Language, { n, unit }: Span): string => filled(SPANS[unit][language], { n });

/** What a provision says in this language; classes by their codes. */
export function provisionIn(language: Language, value: unknown): string {
  if (Array.isArray(value)) return (value as { code: string }[]).map(({ code }) => code).join('、');
  const word = String(value);
  return VALUES[word]?.[language] ?? word;
}
