import type { SeatRole } from '../../../shared/seats.ts';
import type { MemberDoc } from '../members.store.ts';

type Seat = Pick<MemberDoc, 'personId' | 'roles'>;

const DEPUTIES: readonly SeatRole[] = ['lead-deputy', 'seconding-deputy', 'delegation-deputy'];

/**
 * Whose reading of a message somebody may know of. Whether a deputy has read it is for its author and the office alone:
 * to everybody else it is as if only the others sat here, so that no number gives it away either.
 */
export function readersFor<S extends Seat>(
  seats: readonly S[],
  authorKey: string,
  asker: Seat,
): readonly S[] {
  if (asker.personId === authorKey || asker.roles.includes('office')) return seats;
  return seats.filter(({ roles }) => !roles.some((role) => DEPUTIES.includes(role)));
}

/** How many of these have read a message and how many have not; its author is neither. */
export function countReaders(
  seats: readonly (Seat & Pick<MemberDoc, 'readSeq'>)[],
  { seq, authorKey }: { seq: number; authorKey: string },
): { read: number; unread: number } {
  const others = seats.filter(({ personId }) => personId !== authorKey);
  const read = others.filter(({ readSeq }) => readSeq >= seq).length;
  return { read, unread: others.length - read };
}
