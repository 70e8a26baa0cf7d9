import { useEffect, useState } from 'react';

/** Who writes is not asked after every key, but when they pause so long. */
const PAUSE_MS = 300;

/** What somebody has written, once they have paused. */
export const usePaused = (text: string): string => {
  const [paused, setPaused] = useState(text.trim());
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
};
