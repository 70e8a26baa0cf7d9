import { Fault } from '../../shared/faults.ts';

/** Where a page ended: what the list is ordered by, then the id that tells equals apart. */
export interface Place {
  readonly by: string;
  readonly id: string;
}

/** Opaque to clients. */
export const cursorOf = ({ by, id }: Place): string => `${by}|${id}`;

/** Reads a cursor back; refuses one that this list never gave. `by` must match. */
export function placeOf(cursor: string | null, by: RegExp): Place | null {
  if (cursor === null) return null;
  const bar = cursor.indexOf('|');
  const place = { by: cursor.slice(0, bar), id: cursor.slice(bar + 1) };
  if (bar < 0 || !by.test(place.by) || place.id === '') throw new Fault('INVALID_INPUT', { path: 'cursor' });
  return place;
}
