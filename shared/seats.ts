import * as z from 'zod/mini';
import { instant, personId } from './ids.ts';
import { SEAT_ROLES } from './values/seats.ts';

export const seatRole = z.enum(SEAT_ROLES);
export type SeatRole = z.infer<typeof seatRole>;

export const seat = z.object({
  personId,
  name: z.string(),
  label: z.string(),
  roles: z.array(seatRole),
  /** Until when this member may not speak; absent: may speak. */
  mutedUntil: z.optional(instant),
});
export type Seat = z.infer<typeof seat>;

/**
 * A list by name of who has done something and who has not (read a message, confirmed an announcement): counts by
 * role, and the people, those who have not first. Bots, and people who left the room, are never in it.
 */
export const roll = z.object({
  total: z.int(),
  done: z.int(),
  byRole: z.array(z.object({ role: seatRole, total: z.int(), done: z.int() })),
  people: z.array(z.object({ seat, done: z.boolean() })),
  cursor: z.nullable(z.string()),
});
export type Roll = z.infer<typeof roll>;
