import type { PersonId } from '../../../shared/ids.ts';
import type { Seat, SeatRole } from '../../../shared/seats.ts';
import { SEAT_ROLES } from '../../../shared/values/seats.ts';
import type { Tone } from '../kit/tone.ts';

/** The seats by role in the order of the roles; who sits as several stands under the first. */
export const seatsByRole = (seats: readonly Seat[]): { role: SeatRole; seats: Seat[] }[] =>
  SEAT_ROLES.map((role) => ({ role, seats: seats.filter((seat) => firstRole(seat.roles) === role) })).filter(
    (group) => group.seats.length > 0,
  );

/** The role that counts most; null when there is none. */
export const firstRole = (roles: readonly SeatRole[]): SeatRole | null =>
  SEAT_ROLES.find((role) => roles.includes(role)) ?? null;

/** Each person's first role. */
export const roleOfPerson = (seats: readonly Seat[] | null): Map<PersonId, SeatRole> => {
  const roles = new Map<PersonId, SeatRole>();
  for (const seat of seats ?? []) {
    const role = firstRole(seat.roles);
    if (role !== null) roles.set(seat.personId, role);
  }
  return roles;
};

const TONES: Record<SeatRole, Tone> = {
  'lead-deputy': 'late',
  'seconding-deputy': 'late',
  'lead-unit': 'brand',
  'co-unit': 'plum',
  'separate-unit': 'brand',
  'reference-unit': 'plain',
  office: 'plain',
  'delegation-deputy': 'late',
  'service-staff': 'brand',
  supervisor: 'brand',
};

/** Deputies vermilion, leading units blue, co-handling units plum, the others plain. */
export const toneOfRole = (role: SeatRole | undefined): Tone => (role === undefined ? 'plain' : TONES[role]);
