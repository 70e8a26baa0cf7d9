import { useCallback, useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { Board } from './home.rules.ts';

/** The deputy’s board as long as it is on screen: read at first, when the line returns, and when something concerns them. */
export const useBoard = (huying: Huying) => {
  const { fault } = useSpeech();
  const [board, setBoard] = useState<Board | null>(null);
  const [refusal, setRefusal] = useState('');
  const read = useCallback(
    () =>
      huying.ask('board:deputy', {}).then(
        (found) => {
          setBoard(found);
          setRefusal('');
        },
        (error: unknown) => setRefusal(fault(error)),
      ),
    [huying, fault],
  );
  useEffect(() => {
    void read();
    const again = () => void read();
    const seen = () => {
      if (!document.hidden) again();
    };
    const stops = [
      huying.on('notice', again),
      huying.on('entered', again),
      huying.on('state', (state) => {
        if (state === 'online') again();
      }),
    ];
    document.addEventListener('visibilitychange', seen);
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [huying, read]);
  return { board, refusal, read };
};
