import { useSyncExternalStore } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';

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
