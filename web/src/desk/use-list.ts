import { useEffect, useState } from 'react';
import type { Huying, Paged } from '../../../client-sdk/index.ts';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';

/** A list of pages as long as it is on screen: read at first, and whenever the line returns. */
export const useList = <T>(huying: Huying, make: () => Paged<T>) => {
  const { fault } = useSpeech();
  const [list] = useState(make);
  const [refusal, setRefusal] = useState('');
  const snapshot = useReadable(list);
  useEffect(() => {
    const read = () => {
      list.refresh().then(
        () => setRefusal(''),
        (error: unknown) => setRefusal(fault(error)),
      );
    };
    read();
    return huying.on('state', (state) => {
      if (state === 'online') read();
    });
  }, [huying, list, fault]);
  const more = () => {
    list.more().catch((error: unknown) => setRefusal(fault(error)));
  };
  return { ...snapshot, more, refusal };
};
