import type { RoomId } from '../../../shared/ids.ts';
import { BLOCK, blockOf } from './grams.rules.ts';
import type { IndexedDoc } from './search-index.store.ts';

/** A place in the order of hits. In one room `key` is the message's number; across rooms when it was said, in milliseconds. */
export interface Place {
  key: number;
  /** The message's id: which of those of one millisecond comes first. */
  id: string;
}

/** Newest first. */
export const byPlace = (a: Place, b: Place): number =>
  b.key - a.key || (a.id === b.id ? 0 : a.id < b.id ? 1 : -1);

/** Comes later in the order than `cursor`. */
export const isAfter = (place: Place, cursor: Place | null): boolean =>
  cursor === null || byPlace(cursor, place) < 0;

/** A block of a room. */
export interface Unit {
  roomId: RoomId;
  block: number;
  /** The highest key in it. */
  top: number;
  /** How many numbers it covers. */
  size: number;
}

/** The blocks of these rooms that can hold something after the cursor, newest first. */
export function unitsOf(rooms: readonly IndexedDoc[], by: 'seq' | 'at', cursor: Place | null): Unit[] {
  const units = rooms.flatMap(({ _id, to, tops }) =>
    Object.entries(tops).flatMap(([name, top]): Unit[] => {
      const block = Number(name);
      const last = Math.min(to, (block + 1) * BLOCK - 1);
      if (by === 'seq' && cursor && block > blockOf(cursor.key)) return [];
      return [{ roomId: _id, block, top: by === 'seq' ? last : top, size: last - block * BLOCK + 1 }];
    }),
  );
  return units.sort((a, b) => b.top - a.top);
}

/** Of units the first that together cover about so many messages: one at least. */
export function firstUnits(units: readonly Unit[], messages: number): Unit[] {
  let left = messages;
  const first: Unit[] = [];
  for (const unit of units) {
    if (first.length > 0 && left < unit.size) break;
    first.push(unit);
    left -= unit.size;
  }
  return first;
}

export const writeCursor = ({ key, id }: Place): string => `${key}.${id}`;

/** A cursor that cannot be read starts from the top; it only ever chooses a place in what the caller may find. */
export function readCursor(cursor: string | null): Place | null {
  const [, key, id] = /^(\d{1,15})\.(.+)$/s.exec(cursor ?? '') ?? [];
  return key === undefined || id === undefined ? null : { key: Number(key), id };
}
