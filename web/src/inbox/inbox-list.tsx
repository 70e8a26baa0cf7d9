import { useEffect, useState, type ReactNode } from 'react';
import type { Inbox } from '../../../client-sdk/index.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import { InboxRow } from './inbox-row.tsx';
import './inbox-list.css';

interface InboxListProps {
  inbox: Inbox;
  /** The room on screen. */
  current: string | null;
  /** Stands in the head: the way to the other look, where the rail does not have it. */
  look: ReactNode;
}

/** The person's rooms by last activity, live. */
export const InboxList = ({ inbox, current, look }: InboxListProps) => {
  const { say, fault } = useSpeech();
  const { items, total, complete, loaded } = useReadable(inbox);
  const [refusal, setRefusal] = useState('');
  const [fetching, setFetching] = useState(false);
  const fetchBy = (run: () => Promise<void>) => {
    setFetching(true);
    run()
      .then(
        () => setRefusal(''),
        (error: unknown) => setRefusal(fault(error)),
      )
      .finally(() => setFetching(false));
  };
  useEffect(() => {
    inbox.refresh().catch((error: unknown) => setRefusal(fault(error)));
  }, [inbox, fault]);
  return (
    <section className="inbox" aria-label={say.inbox.title}>
      <header className="inbox-head">
        <h1>{say.inbox.title}</h1>
        {loaded && <p>{say.inbox.total(total)}</p>}
        {look}
      </header>
      <div className="inbox-rooms">
        {loaded && total === 0 && <p className="inbox-note">{say.inbox.empty}</p>}
        <ul aria-label={say.inbox.title}>
          {items.map((item) => (
            <InboxRow key={item.room.roomId} item={item} current={item.room.roomId === current} />
          ))}
        </ul>
        <div className="inbox-foot">
          <Refusal>{refusal}</Refusal>
          {refusal !== '' && !loaded && (
            <Button onClick={() => fetchBy(() => inbox.refresh())}>{say.again}</Button>
          )}
          {loaded && !complete && (
            <Button disabled={fetching} onClick={() => fetchBy(() => inbox.more())}>
              {say.more}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
};
