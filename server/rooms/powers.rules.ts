import type { SeatRole } from '../../shared/seats.ts';

/** What only some of the seats in a room may do. */
export type Power = 'pin' | 'announce' | 'mention-everyone' | 'remind';

const ALL: readonly Power[] = ['pin', 'announce', 'mention-everyone', 'remind'];

/** The one table of seats: who leads the case, who answers for it, and who serves it, may call upon all. */
const POWERS: Readonly<Record<SeatRole, readonly Power[]>> = {
  'lead-deputy': ALL,
  'seconding-deputy': [],
  'lead-unit': ALL,
  'co-unit': [],
  'separate-unit': ALL, // 分办: each replies by itself
  'reference-unit': [],
  office: ALL,
  'delegation-deputy': [],
  'service-staff': ALL,
  supervisor: ALL,
};

/** True when any of the roles of a seat gives the power. */
export const hasPower = (roles: readonly SeatRole[], power: Power): boolean =>
  roles.some((role) => POWERS[role].includes(power));
