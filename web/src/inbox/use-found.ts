import { useEffect, useState } from 'react';
import type { Huying, InboxItem } from '../../../client-sdk/index.ts';
import { type Paged, pagedList } from '../../../client-sdk/lists.ts';
import type { InboxTab } from '../../../shared/values/rooms.ts';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { Counts } from './found.rules.ts';

/** What is looked for among somebody’s rooms. */
export interface Sought {
  readonly tab: InboxTab;
  readonly text: string;
}

/** Rooms as they were when they were asked for: at first, when the line returns, and when somebody asks again. */
export const useFound = (huying: Huying, { tab, text }: Sought, counted: (counts: Counts) => void) => {
  const { fault } = useSpeech();
  const [list] = useState((): Paged<InboxItem> =>
    pagedList(async (cursor) => {
      const { counts, ...page } = await huying.ask('inbox:find', { tab, text, cursor });
      counted(counts);
      return page;
    }),
  );
  const [refusal, setRefusal] = useState('');
  const snapshot = useReadable(list);
  const tried = (run: Promise<void>) =>
    run.then(
      () => setRefusal(''),
      (error: unknown) => setRefusal(fault(error)),
    );
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
  return { ...snapshot, refusal, again: () => tried(list.refresh()), more: () => tried(list.more()) };
};
