import { useEffect, useState } from 'react';

/** How long what was just shown is left to itself, in milliseconds. */
const REST_MS = 500;

/**
 * Makes a hook that is false until what it stands for has been on screen for a moment, once for all who use it: what nobody
 * waits for comes after it. `shown`: it is on screen.
 */
export function makeUseRest(): (shown?: boolean) => boolean {
  let rest: Promise<void> | null = null;
  let rested = false;
  return (shown = true) => {
    const [now, setNow] = useState(rested);
    useEffect(() => {
      if (now || !shown) return undefined;
      let wanted = true;
      rest ??= new Promise((resolve) => setTimeout(resolve, REST_MS));
      void rest.then(() => {
        rested = true;
        if (wanted) setNow(true);
      });
      return () => {
        wanted = false;
      };
    }, [now, shown]);
    return now;
  };
}
