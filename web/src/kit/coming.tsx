import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/** How soon what could not be fetched is fetched again, in milliseconds. */
const AGAIN_MS = 5_000;

/**
 * Makes a part of a screen that is fetched when it is first shown, and again until it can be: the rest of the screen does
 * without it. `meanwhile` keeps its place.
 */
export function coming<P extends object>(
  fetched: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode = null,
): ComponentType<P> {
  let known: ComponentType<P> | null = null;
  return (props: P) => {
    const [Part, setPart] = useState(() => known);
    useEffect(() => {
      if (Part) return undefined;
      let wanted = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const attempt = async () => {
        try {
          known = await fetched();
          if (wanted) setPart(() => known);
        } catch {
          if (wanted) timer = setTimeout(() => void attempt(), AGAIN_MS);
        }
      };
      void attempt();
      return () => {
        wanted = false;
        clearTimeout(timer);
      };
    }, [Part]);
    return Part ? <Part {...props} /> : meanwhile;
  };
}
