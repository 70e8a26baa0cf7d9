import { useCallback, useEffect, useState } from 'react';
import type { Huying, Room, RoomSnapshot } from '../../../client-sdk/index.ts';
import { roomOf } from '../../../client-sdk/inside.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { useReadable } from '../kit/use-readable.ts';

/** Seats beyond which the members are fetched only when somebody wants to see them. */
const SMALL_ROOM = 200;

/** A room on screen: opened with the screen, closed with it, opened again when the line returns. */
export interface RoomOnScreen {
  room: Room;
  snapshot: RoomSnapshot;
  /** Why it could not be opened; null: it was, or is being. */
  refusal: unknown;
  tryAgain: () => void;
}

/** Give the component that uses this the room's id as key: one mount is one room. */
export const useRoom = (huying: Huying, roomId: RoomId): RoomOnScreen => {
  const [room] = useState(() => roomOf(huying, roomId));
  const [refusal, setRefusal] = useState<unknown>(null);
  const snapshot = useReadable(room);

  const open = useCallback(() => {
    room.open().then(
      () => setRefusal(null),
      (error: unknown) => setRefusal(error),
    );
  }, [room]);

  useEffect(() => {
    open();
    return () => room.close();
  }, [room, open]);

  const failed = refusal !== null;
  useEffect(
    () =>
      huying.on('state', (state) => {
        if (failed && state === 'online') open();
      }),
    [huying, failed, open],
  );

  const small = snapshot.header !== null && snapshot.header.memberCount <= SMALL_ROOM;
  const live = snapshot.state === 'live';
  useEffect(() => {
    // Without the members only the roles beside the names are missing.
    if (small && live && room.read().members === null) room.members().catch(() => undefined);
  }, [room, small, live]);

  return { room, snapshot, refusal, tryAgain: open };
};
