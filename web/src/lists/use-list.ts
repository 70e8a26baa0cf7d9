import { useCallback, useEffect, useState } from 'react';
import type { Huying, Paged } from '../../../client-sdk/index.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useReadable } from '../kit/use-readable.ts';

/** A list of pages as long as it is on screen: read at first, and whenever the line returns or somebody asks. */
export const useList = <T>(huying: Huying, make: () => Paged<T>) => {
  const { fault } = useSpeech();
  const [list] = useState(make);
  const [refusal, setRefusal] = useState('');
  const snapshot = useReadable(list);
  const tried = useCallback(
    (run: Promise<void>) =>
      run.then(
        () => setRefusal(''),
        (error: unknown) => setRefusal(fault(error)),
      ),
    [fault],
  );
  useEffect(() => {
    void tried(list.refresh());
    return huying.on('state', (state) => {
      if (state === 'online') void tried(list.refresh());
    });
  }, [huying, list, tried]);
  return { ...snapshot, refusal, again: () => tried(list.refresh()), more: () => tried(list.more()) };
};
