/**
 * What no text written by a person may hold, by the name under which it is refused: a text reads as it is kept. Embeddings
 * and overrides of writing direction (UAX #9) make it read otherwise; isolates and marks are fine.
 */
export const UNREADABLE: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'control character', pattern: /(?![\t\n])\p{Cc}/u },
  { name: 'unpaired surrogate', pattern: /\p{Cs}/u },
  { name: 'bidirectional override', pattern: /[\u202A-\u202E]/u },
];

export const isReadable = (text: string): boolean => !UNREADABLE.some(({ pattern }) => pattern.test(text));
