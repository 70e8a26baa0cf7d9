import { useCallback, useMemo, useState } from 'react';
import type { Task } from '../../../client-sdk/index.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { rowBeside } from './keys.rules.ts';
import type { Picking } from './task-table.tsx';

/** Which rows are picked, and on which one the keys stand; what is no longer listed is neither. */
export function usePicking(items: readonly Task[]) {
  const [chosen, setChosen] = useState<ReadonlySet<RoomId>>(new Set());
  const [current, stand] = useState<RoomId | null>(null);
  const toggle = useCallback(
    (roomId: RoomId) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(roomId)) after.add(roomId);
        return after;
      }),
    [],
  );
  const picked = useMemo(
    () => new Set(items.map(({ room }) => room.roomId).filter((roomId) => chosen.has(roomId))),
    [items, chosen],
  );
  const place = items.findIndex(({ room }) => room.roomId === current);
  const standing = place < 0 ? null : current;
  const picking = useMemo<Picking>(
    () => ({ picked, current: standing, toggle, stand }),
    [picked, standing, toggle],
  );
  return {
    picking,
    /** What an act is about: all that are picked, else the row on which the keys stand. */
    meant: picked.size > 0 ? [...picked] : standing === null ? [] : [standing],
    clear: () => setChosen(new Set()),
    pickAll: () => setChosen(new Set(items.map(({ room }) => room.roomId))),
    /** Goes to the next row or the one before, and takes the focus there. */
    step: (by: 1 | -1) => {
      const to = rowBeside(place < 0 ? null : place, by, items.length);
      const roomId = to === null ? undefined : items[to]?.room.roomId;
      if (roomId === undefined) return;
      stand(roomId);
      document.querySelector<HTMLElement>(`[data-room="${roomId}"]`)?.focus();
    },
  };
}
