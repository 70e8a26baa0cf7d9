import { createContext, useContext } from 'react';
import type { Huying, Room } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';

/** What views of messages need of the room they stand in. */
export interface RoomFiles {
  room: Room;
  me: Me;
  huying: Pick<Huying, 'addressOf' | 'ask'>;
}

/** Set by the room’s screen; the same object as long as it shows this room. */
export const RoomFilesContext = createContext<RoomFiles | null>(null);

/** Inside a room’s screen only. */
export const useRoomFiles = (): RoomFiles => {
  const files = useContext(RoomFilesContext);
  if (files === null) throw new Error('useRoomFiles stands outside a room');
  return files;
};
