import { useSyncExternalStore } from 'react';

const watch = (changed: () => void) => {
  document.addEventListener('visibilitychange', changed);
  return () => document.removeEventListener('visibilitychange', changed);
};

/** True while the page is before somebody's eyes. */
export const usePageSeen = (): boolean =>
  useSyncExternalStore(watch, () => document.visibilityState === 'visible');
