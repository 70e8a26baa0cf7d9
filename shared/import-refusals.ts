import * as z from 'zod/mini';
import { ROW_REFUSALS, type WHY_UNREADABLE } from './values/import.ts';

export const rowRefusal = z.enum(ROW_REFUSALS);
export type RowRefusal = z.infer<typeof rowRefusal>;

export type UnreadableCode = (typeof WHY_UNREADABLE)[number];

/** Names, places and limits; never prose. */
export const refusalFacts = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));
