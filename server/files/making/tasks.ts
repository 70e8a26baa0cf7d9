import * as z from 'zod/mini';
import { refusedBecause, sharedFile } from '../../../shared/files.ts';

/** What a child can be asked to do. Products lie in its folder under the names of their renditions. */
export type Task =
  | { readonly do: 'look'; readonly path: string; readonly name: string }
  | { readonly do: 'picture'; readonly path: string; readonly mime: string }
  | { readonly do: 'pdf'; readonly path: string };

/** What a child may answer. */
export const answer = z.union([
  z.strictObject({ refused: refusedBecause }),
  z.strictObject({ mime: z.string() }),
  z.strictObject({
    facts: z.pick(z.partial(sharedFile), { size: true, blur: true, pages: true }),
    pictures: z.array(z.enum(['thumb', 'preview'])),
  }),
]);
export type Answer = z.infer<typeof answer>;
/** What was made of something that can be seen. */
export type Seen = Extract<Answer, { facts: unknown }>;
