import { civilOf } from '../words.ts';

const REASONS: Readonly<Record<string, string>> = {
  'hand-over': ' (hand-over)',
  check: ' (members checked)',
};

/** A reason behind a sentence; those that the product gives itself have words, others are the words of whoever did it. */
export const because = (why: string | undefined): string => {
  if (why === undefined || why === '') return '';
  return REASONS[why] ?? ` (${why})`;
};

/** An instant, by the clock of the congress. */
export const moment = (instant: string): string => {
  const { year, month, day, time } = civilOf(instant);
  return `${year}-${month}-${day} ${time}`;
};

/** Names, one after the other. */
export const list = (names: readonly string[]): string => names.join(', ');
