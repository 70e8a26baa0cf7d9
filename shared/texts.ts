import * as z from 'zod/mini';

const HALF_PAIR = /\p{Cs}/u;
/** Embeddings and overrides of writing direction (UAX #9): they make a text read otherwise than it is kept. Isolates and marks are fine. */
const OVERRIDE = /[\u202A-\u202E]/u;
const CONTROL = /(?![\t\n])\p{Cc}/u;

/** What any text written by a person has to be: it reads as it is kept. */
export const readable = [
  z.refine<string>((text) => !CONTROL.test(text), 'control character'),
  z.refine<string>((text) => !HALF_PAIR.test(text), 'unpaired surrogate'),
  z.refine<string>((text) => !OVERRIDE.test(text), 'bidirectional override'),
] as const;
