import { MAX_TEXT, textAsKept } from '../../../shared/values/messages.ts';

/** Characters left at and below which the count is shown. */
const TELL_AT = 500;

/** How a text stands before it is sent; `left` and `over` count characters as people do. */
export type Writing =
  | { is: 'blank' }
  | { is: 'fine' }
  | { is: 'nearly-full'; left: number }
  | { is: 'too-long'; over: number }
  | { is: 'odd' };

/** Judges a text by the same rule as the server. */
export const judge = (text: string): Writing => {
  if (text.trim() === '') return { is: 'blank' };
  const left = MAX_TEXT - (text.length <= MAX_TEXT ? text.length : Array.from(text).length);
  if (left < 0) return { is: 'too-long', over: -left };
  if (textAsKept(text) === null) return { is: 'odd' };
  return left <= TELL_AT ? { is: 'nearly-full', left } : { is: 'fine' };
};
