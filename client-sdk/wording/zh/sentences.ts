import { civilOf } from '../words.ts';

/** A day in Chinese: 2022年4月7日. */
export const day = (date: string): string => {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${year ?? ''}年${month ?? ''}月${dayOfMonth ?? ''}日`;
};

const REASONS: Readonly<Record<string, string>> = { 'hand-over': '（建议交办）', check: '（核对成员）' };

/** A reason behind a sentence; those that the product gives itself have words, others are the words of whoever did it. */
export const because = (why: string | undefined): string => {
  if (why === undefined || why === '') return '';
  return REASONS[why] ?? `（${why}）`;
};

/** An instant, by the clock of the congress. */
export const moment = (instant: string): string => {
  const { year, month, day: dayOfMonth, time } = civilOf(instant);
  return `${day(`${year}-${month}-${dayOfMonth}`)} ${time}`;
};

/** Names, one after the other. */
export const list = (names: readonly string[]): string => names.join('、');
