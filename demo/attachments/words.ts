import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { SCENES } from './scenes.ts';

const text = z.string();
const texts = z.array(text);

const attachments = z.object({
  letter: z.object({
    ...{ name: text, heading: text, draft: text, to: text, toSeveral: text, toDelegation: text },
    ...{ opening: text, answers: texts, closing: text, contact: text },
  }),
  plans: z.array(z.object({ name: text, lines: texts })),
  tables: z.array(z.object({ name: text, sheet: text, rows: z.array(z.array(z.union([text, z.number()]))) })),
  photos: z.array(z.object({ scene: z.enum(SCENES), names: texts, categories: texts })),
  voices: z.object({ deputy: texts, unit: texts }),
});

/** What letters, plans and voices of a demo say, and what its photos are called. */
export type AttachmentWords = z.infer<typeof attachments>;

/** Reads them. */
export const readWords = (): AttachmentWords =>
  attachments.parse(JSON.parse(readFileSync(new URL('../data/attachments.json', import.meta.url), 'utf8')));
