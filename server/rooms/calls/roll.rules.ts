import type { Roll } from '../../../shared/seats.ts';
import { SEAT_ROLES } from '../../../shared/values/seats.ts';
import type { MemberDoc } from '../members.store.ts';
import { rankOf } from '../room.rules.ts';

type Seat = Pick<MemberDoc, 'personId' | 'roles'>;
/** Somebody in a roll, and whether they have done it. */
export interface Listed<S extends Seat = Seat> {
  seat: S;
  done: boolean;
}

/** How many have done it, in all and by role; who has two roles counts in both. */
export function countRoll(list: readonly Listed[]): Pick<Roll, 'total' | 'done' | 'byRole'> {
  const count = (of: readonly Listed[]) => ({ total: of.length, done: of.filter(({ done }) => done).length });
  return {
    ...count(list),
    byRole: SEAT_ROLES.map((role) => ({
      role,
      ...count(list.filter(({ seat }) => seat.roles.includes(role))),
    })).filter(({ total }) => total > 0),
  };
}

/**
 * A page of a roll: who has not done it first, then foremost roles. The cursor is a place in that order and not a
 * position, so that nobody who is still missing is passed over when somebody before them does it between two pages.
 */
export function pageRoll<S extends Seat>(
  list: readonly Listed<S>[],
  cursor: string | null,
  size: number,
): { page: Listed<S>[]; cursor: string | null } {
  const after = (cursor ?? '').slice(0, MOST_CURSOR);
  const rest = list
    .map((listed) => ({ listed, place: placeOf(listed) }))
    .filter(({ place }) => place > after)
    .sort((a, b) => (a.place < b.place ? -1 : 1));
  const page = rest.slice(0, size);
  return {
    page: page.map(({ listed }) => listed),
    cursor: rest.length > size ? (page.at(-1)?.place ?? null) : null,
  };
}

const MOST_CURSOR = 60;

/** Sorts as text: done or not, foremost role, person. */
const placeOf = ({ seat, done }: Listed): string =>
  `${done ? 1 : 0}.${String(rankOf(seat.roles)).padStart(2, '0')}.${seat.personId}`;
