import type { WordLocale } from '../../../shared/wordings.ts';

/** How a language writes what parameters stand for. */
interface Filling {
  /** A suggestion by its number, or by its title where it has none. */
  which(number: string, title: string): string;
  suggestion(number: string, title: string): string;
  day(date: string, withYear: boolean): string;
  days(n: number): string;
  readonly phases: Readonly<Record<'pre' | 'mid' | 'post', string>>;
  /** Where no unit is known, no phase, no last day. */
  readonly nothing: Readonly<Record<'unit' | 'phase' | 'due', string>>;
}

/** Days on which a year must be said are those far away. */
const day = (date: string, withYear: boolean): string => {
  const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number);
  return `${withYear ? `${year}年` : ''}${month}月${dayOfMonth}日`;
};

const LONG = { day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
const near = new Intl.DateTimeFormat('en-GB', LONG);
const far = new Intl.DateTimeFormat('en-GB', { ...LONG, year: 'numeric' });

export const FILLINGS: Readonly<Record<WordLocale, Filling>> = {
  'zh-CN': {
    which: (number, title) => (number === '' ? `《${title}》` : `第${number}号建议`),
    suggestion: (number, title) => (number === '' ? `建议《${title}》` : `第${number}号建议《${title}》`),
    day,
    phases: { pre: '办前沟通', mid: '办中沟通', post: '办后沟通' },
    days: (n) => `${n}天`,
    nothing: { unit: '承办单位', phase: '沟通', due: '近期' },
  },
  en: {
    which: (number, title) => (number === '' ? `“${title}”` : `suggestion ${number}`),
    suggestion: (number, title) =>
      number === '' ? `suggestion “${title}”` : `suggestion ${number} “${title}”`,
    day: (date, withYear) => (withYear ? far : near).format(new Date(date)),
    phases: {
      pre: 'contact before handling',
      mid: 'contact during handling',
      post: 'contact after the reply',
    },
    days: (n) => (n === 1 ? '1 day' : `${n} days`),
    nothing: { unit: 'the handling unit', phase: 'contact', due: 'an early day' },
  },
};
