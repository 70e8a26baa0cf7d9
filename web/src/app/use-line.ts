import { useCallback, useSyncExternalStore } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { RoomId } from '../../../shared/ids.ts';

/** connecting: first time; reconnecting: lost, the device has a network; offline: the device has none. */
export type Line = 'connecting' | 'reconnecting' | 'offline' | 'online';

const watch = (huying: Huying) => (changed: () => void) => {
  const stop = huying.on('state', changed);
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    stop();
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
};

const lineOf = (huying: Huying): Line => {
  if (huying.state === 'online') return 'online';
  if (!navigator.onLine) return 'offline';
  return huying.state === 'offline' ? 'reconnecting' : 'connecting';
};

/** How the connection is, as people need to know it. */
export const useLine = (huying: Huying): Line => useSyncExternalStore(watch(huying), () => lineOf(huying));

/** From when what is shown is, in milliseconds: of the room on screen, or of everything else. Null: it is as it is now. */
export function useAsOf(huying: Huying, roomId: RoomId | null): number | null {
  return useSyncExternalStore(
    useCallback((changed: () => void) => huying.on('as-of', changed), [huying]),
    () => (roomId === null ? null : huying.asOfRoom(roomId)) ?? huying.asOf,
  );
}
