import { useEffect, useState } from 'react';
import type { Huying } from '../../../../client-sdk/index.ts';
import type { HandOverId } from '../../../../shared/ids.ts';
import type { HandOver } from '../../../../shared/hand-over.ts';

/** A hand-over as it goes on: read once, again whenever the line returns, and told in between. */
export const useRun = (
  huying: Huying,
  id: HandOverId | null,
  failed: (error: unknown) => void,
): HandOver | null => {
  const [run, setRun] = useState<HandOver | null>(null);
  useEffect(() => {
    if (id === null) return undefined;
    const look = () => {
      huying.ask('hand-over:show', { handOverId: id }).then(setRun, failed);
    };
    const stops = [
      huying.on('hand-over', (told) => {
        if (told.handOverId === id) setRun(told);
      }),
      huying.on('state', (state) => {
        if (state === 'online') look();
      }),
    ];
    look();
    return () => {
      for (const stop of stops) stop();
    };
  }, [huying, id, failed]);
  return run?.handOverId === id ? run : null;
};
