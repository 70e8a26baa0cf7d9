import { useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import { useSpeech } from '../wording/speech.tsx';

/** What was read for this key, read again when the line returns; null: not there yet. `read` must stay the same for a key. */
export const useRead = <T>(huying: Huying, key: string, read: () => Promise<T>) => {
  const { fault } = useSpeech();
  const [found, setFound] = useState<{ key: string; what: T } | null>(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let here = true;
    const ask = () => {
      read().then(
        (what) => {
          if (!here) return;
          setFound({ key, what });
          setRefusal('');
        },
        (error: unknown) => {
          if (here) setRefusal(fault(error));
        },
      );
    };
    ask();
    const stop = huying.on('state', (state) => {
      if (state === 'online') ask();
    });
    return () => {
      here = false;
      stop();
    };
  }, [huying, key, read, fault]);
  return { found: found?.key === key ? found.what : null, refusal };
};
