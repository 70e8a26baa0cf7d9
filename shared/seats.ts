import * as z from 'zod/mini';
import { instant, personId } from './ids.ts';

/** As what somebody sits in a room. Follows from the record; `added` is by hand. */
export const SEAT_ROLES = [
  'lead-deputy', // 领衔代表
  'seconding-deputy', // 附议代表
  'lead-unit', // 主办单位
  'co-unit', // 协办单位
  'separate-unit', // 分办单位
  'reference-unit', // 参阅单位
  'office', // 代表工作机构
  'delegation-deputy', // 代表团代表 (service rooms)
  'service-staff', // 服务人员
  'supervisor', // 督办人员，重点督办期间
] as const;
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
