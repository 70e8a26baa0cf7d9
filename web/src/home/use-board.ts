import { useCallback, useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { Board } from './home.rules.ts';

/** What a deputy’s first page is made of, and what the way to it counts. */
export interface BoardRead {
  readonly board: Board | null;
  readonly refusal: string;
  readonly read: () => Promise<void>;
}

/**
 * The deputy’s board, read at first, when the line returns, when something concerns them, and at another `place`; null: this
 * person has none.
 */
export const useBoard = (huying: Huying, place: string | null): BoardRead => {
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
    if (place !== null) void read();
  }, [read, place]);
  const has = place !== null;
  useEffect(() => {
    if (!has) return;
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
  }, [huying, read, has]);
  return { board, refusal, read };
};
