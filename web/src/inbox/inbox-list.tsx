import { useEffect, useId, useState, type ReactNode } from 'react';
import type { Huying, Inbox } from '../../../client-sdk/index.ts';
import { INBOX_TABS, type InboxTab } from '../../../shared/values/rooms.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { tabId, Tabs } from '../kit/tabs.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import { countsOf, type Counts } from './found.rules.ts';
import { FoundRooms } from './found-rooms.tsx';
import { InboxRow } from './inbox-row.tsx';
import { useInboxWords } from './wording/use-words.ts';
import './inbox-list.css';

interface InboxListProps {
  huying: Huying;
  /** The room on screen. */
  current: string | null;
  /** Stands in the head: the way to the other look, where the rail does not have it. */
  look: ReactNode;
}

/** Who writes is not asked after every key, but when they pause so long. */
const PAUSE_MS = 300;
const PANEL = 'inbox-rooms';

/** All rooms by last activity, live. */
const AllRooms = ({ inbox, current }: { inbox: Inbox; current: string | null }) => {
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
    <>
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
    </>
  );
};

/** What is sought in the list, once who writes has paused. */
const Find = ({ sought, seek }: { sought: string; seek: (text: string) => void }) => {
  const words = useInboxWords();
  const id = useId();
  const [text, setText] = useState(sought);
  useEffect(() => {
    const timer = setTimeout(() => seek(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, seek]);
  return (
    <search className="inbox-find">
      <label className="hidden-words" htmlFor={id}>
        {words.find}
      </label>
      <input
        id={id}
        className="input"
        type="search"
        dir="auto"
        placeholder={words.find}
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </search>
  );
};

/** What a tab is called, and how many rooms are behind it, where that is known. */
const useTabs = (inbox: Inbox, counted: Counts | null) => {
  const words = useInboxWords();
  const { items, complete, loaded } = useReadable(inbox);
  const counts = loaded && complete ? countsOf(items) : counted;
  return INBOX_TABS.map((value) => ({
    value,
    words: (
      <>
        {words.tabs[value]}
        {value !== 'all' && counts !== null && counts[value] > 0 && <b>{counts[value].toLocaleString()}</b>}
      </>
    ),
  }));
};

/** The person’s rooms: all, those with something unread, those where they are called; and what some words find among them. */
export const InboxList = ({ huying, current, look }: InboxListProps) => {
  const { say } = useSpeech();
  const words = useInboxWords();
  const { inbox } = huying;
  const { total, loaded } = useReadable(inbox);
  const [tab, setTab] = useState<InboxTab>('all');
  const [text, setText] = useState('');
  const [counts, setCounts] = useState<Counts | null>(null);
  const tabs = useTabs(inbox, counts);
  return (
    <section className="inbox" aria-label={say.inbox.title}>
      <header className="inbox-head">
        <h1>{say.inbox.title}</h1>
        {loaded && <p>{say.inbox.total(total)}</p>}
        {look}
      </header>
      <Find sought={text} seek={setText} />
      <Tabs label={words.tabsLabel} panel={PANEL} tabs={tabs} value={tab} choose={setTab} />
      <div className="inbox-rooms" id={PANEL} role="tabpanel" aria-labelledby={tabId(PANEL, tab)}>
        {tab === 'all' && text === '' ? (
          <AllRooms inbox={inbox} current={current} />
        ) : (
          <FoundRooms
            key={`${tab} ${text}`}
            huying={huying}
            sought={{ tab, text }}
            current={current}
            counted={setCounts}
          />
        )}
      </div>
    </section>
  );
};
