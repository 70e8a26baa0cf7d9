import * as z from 'zod/mini';
import { UNREADABLE } from './values/texts.ts';

/** What any text written by a person has to be: it reads as it is kept. */
export const readable = UNREADABLE.map(({ name, pattern }) =>
  z.refine<string>((text) => !pattern.test(text), name),
);
