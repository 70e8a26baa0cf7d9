import { Fault } from '../../shared/faults.ts';

/** Where a page ended: the day or instant the list is ordered by, then the id that tells equals apart. */
export interface Place {
  readonly by: string;
  readonly id: string;
}

/** Opaque to clients. */
export const cursorOf = ({ by, id }: Place): string => `${by}|${id}`;

/** Reads a cursor back; refuses what is none. */
export function placeOf(cursor: string | null): Place | null {
  if (cursor === null) return null;
  const bar = cursor.indexOf('|');
  const place = { by: cursor.slice(0, bar), id: cursor.slice(bar + 1) };
  const readable = bar > 0 && place.id !== '' && !Number.isNaN(Date.parse(place.by));
  if (!readable) throw new Fault('INVALID_INPUT', { path: 'cursor' });
  return place;
}
