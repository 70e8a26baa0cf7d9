import { type RefObject, useEffect, useState } from 'react';

/** Whether something has ever been on screen, `now` or before: what nobody sees need not be made. */
export const useSeen = (place: RefObject<Element | null>, now = false): boolean => {
  const [seen, setSeen] = useState(now);
  if (now && !seen) setSeen(true);
  useEffect(() => {
    if (seen || !place.current) return undefined;
    const watch = new IntersectionObserver((found) => {
      if (found.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
    });
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [seen, place]);
  return seen;
};
