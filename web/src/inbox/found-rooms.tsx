import { useCallback, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import { asNow, type Counts, freshIn } from './found.rules.ts';
import { InboxRow } from './inbox-row.tsx';
import { type Sought, useFound } from './use-found.ts';
import { useInboxWords } from './wording/use-words.ts';

interface FoundRoomsProps {
  huying: Huying;
  /** Another search is another component: give it a key. */
  sought: Sought;
  current: string | null;
  counted: (counts: Counts) => void;
}

/** The rooms behind a tab, or that some words find. They stay where they are; that others came is said, and they come when asked for. */
export const FoundRooms = ({ huying, sought, current, counted }: FoundRoomsProps) => {
  const { say } = useSpeech();
  const words = useInboxWords();
  const { tab, text } = sought;
  const { items, total, complete, loaded, refusal, again, more } = useFound(huying, sought, counted);
  const live = useReadable(huying.inbox).items;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const open = useCallback((roomId: string) => setOpened((before) => new Set([...before, roomId])), []);
  const fresh = loaded && text === '' ? freshIn(tab, items, live) : 0;
  const nothing = text === '' ? words.empty[tab] : words.nothing;
  const some = text === '' ? '' : words.found(total ?? 0);
  const said = items.length === 0 ? nothing : some;
  return (
    <>
      <p role="status" className="inbox-found">
        {loaded && said}
      </p>
      <div role="status" className="inbox-fresh">
        {fresh > 0 && <Button onClick={() => void again()}>{words.fresh(fresh)}</Button>}
      </div>
      <ul aria-label={words.tabs[tab]}>
        {asNow(items, live, opened).map((item) => (
          <InboxRow key={item.room.roomId} item={item} current={item.room.roomId === current} opened={open} />
        ))}
      </ul>
      <div className="inbox-foot">
        <Refusal>{refusal}</Refusal>
        {refusal !== '' && <Button onClick={() => void again()}>{say.again}</Button>}
        {loaded && !complete && <Button onClick={() => void more()}>{say.more}</Button>}
      </div>
    </>
  );
};
