import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Huying, Inbox } from '../../../client-sdk/index.ts';
import { Button } from '../kit/button.tsx';
import { Chip, Count } from '../kit/chip.tsx';
import { Refusal } from '../kit/field.tsx';
import { Icon } from '../kit/icon.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { dayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { type Board, type BoardLine, waitingOf, MOST_ASKED, partsOf, stageOf } from './home.rules.ts';
import { WaitingCard } from './waiting-card.tsx';
import type { BoardRead } from './use-board.ts';
import { useHomeWords } from './wording/use-words.ts';
import './home.css';

/** So many suggestions stand on the page before all are asked for. */
const FIRST = 10;

const WaitingList = ({
  huying,
  board,
  read,
}: {
  huying: Huying;
  board: Board;
  read: () => Promise<void>;
}) => {
  const words = useHomeWords();
  const [thanked, setThanked] = useState(false);
  const waiting = waitingOf(board);
  const asked = waiting.slice(0, MOST_ASKED);
  return (
    <section aria-labelledby="home-look">
      <h2 id="home-look" tabIndex={-1}>
        {words.look} <span>{words.count(waiting.length)}</span>
      </h2>
      <p role="status" className="home-thanks">
        {thanked && words.thanks}
      </p>
      {waiting.length === 0 && (
        <p className="home-note">
          {words.nothing}
          {words.nothingMore}
        </p>
      )}
      <ul>
        {asked.map((one) => (
          <WaitingCard
            key={one.is === 'contact' ? one.contact.contactId : one.line.suggestionId}
            huying={huying}
            one={one}
            answered={() => {
              setThanked(true);
              // The button that had the focus goes away with what it answered.
              document.getElementById('home-look')?.focus();
              void read();
            }}
          />
        ))}
      </ul>
      {waiting.length > asked.length && <p>{words.others(waiting.length - asked.length)}</p>}
    </section>
  );
};

const Row = ({ line }: { line: BoardLine }) => {
  const { say, wire, today, language } = useSpeech();
  const words = useHomeWords();
  const { step, by, turn } = line.next;
  return (
    <li>
      <Link className="home-row" href={`/cases/${line.suggestionId}`} data-own={line.state} data-step={step}>
        <span className="home-row-top">
          {line.number === ''
            ? words.part[line.part]
            : `${say.number(line.number)}\u3000${words.part[line.part]}`}
        </span>
        <b>{line.title}</b>
        <span className="home-row-state">
          <Chip tone={turn === 'you' ? 'warn' : 'plain'}>{words.stages[stageOf(line.state)]}</Chip>
          <span>
            {wire.words.boards.steps[step]}
            {by !== null && ` ${words.until(dayName(by, today, language))}`}
          </span>
        </span>
        <Icon name="forward" />
      </Link>
    </li>
  );
};

const Mine = ({ board }: { board: Board }) => {
  const words = useHomeWords();
  const [all, setAll] = useState(false);
  const { suggestions } = board;
  const { lead, seconding } = partsOf(board);
  return (
    <section aria-labelledby="home-mine">
      <h2 id="home-mine">
        {words.mine} <span>{words.parts(lead, seconding)}</span>
      </h2>
      {suggestions.length === 0 && <p className="home-note">{words.empty}</p>}
      <ul>
        {(all ? suggestions : suggestions.slice(0, FIRST)).map((line) => (
          <Row key={line.suggestionId} line={line} />
        ))}
      </ul>
      <div className="home-acts">
        {!all && suggestions.length > FIRST && (
          <Button onClick={() => setAll(true)}>{words.all(suggestions.length)}</Button>
        )}
        <Link className="button" href="/home/new">
          <Icon name="pen" />
          {words.draft}
        </Link>
      </div>
    </section>
  );
};

/** The service rooms among those that came last; there is one for each delegation the deputy sits in. */
const Service = ({ inbox }: { inbox: Inbox }) => {
  const { say, fault } = useSpeech();
  const words = useHomeWords();
  const { items, loaded, complete } = useReadable(inbox);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    inbox.refresh().catch((error: unknown) => setRefusal(fault(error)));
  }, [inbox, fault]);
  const rooms = items.filter(({ room }) => room.kind === 'service');
  return (
    <section aria-labelledby="home-service">
      <h2 id="home-service">{words.service}</h2>
      <Refusal>{refusal}</Refusal>
      {rooms.length > 0 && <p>{words.serviceHelp}</p>}
      {loaded && complete && rooms.length === 0 && <p className="home-note">{words.noService}</p>}
      <ul>
        {rooms.map(({ room, unread }) => (
          <li key={room.roomId}>
            <Link className="home-row" href={`/rooms/${room.roomId}`}>
              <b>{room.name}</b>
              <Count value={unread} words={say.inbox.unread(unread)} />
              <Icon name="forward" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};

interface HomeScreenProps {
  huying: Huying;
  name: string;
  /** Stands beside the greeting: how the page looks. */
  look: ReactNode;
  found: BoardRead;
}

/** A deputy’s first page: what waits for them, their suggestions, and who serves them. */
export const HomeScreen = ({ huying, name, look, found }: HomeScreenProps) => {
  const { say } = useSpeech();
  const words = useHomeWords();
  const { board, refusal, read } = found;
  return (
    <div className="home">
      <header className="home-head">
        <h1>{words.hello(name)}</h1>
        {look}
      </header>
      <div className="home-body">
        <Refusal>{refusal}</Refusal>
        {refusal !== '' && <Button onClick={() => void read()}>{say.again}</Button>}
        {board !== null && (
          <>
            <WaitingList huying={huying} board={board} read={read} />
            <Mine board={board} />
          </>
        )}
        {/* Below the others, which would push it down. */}
        {(board !== null || refusal !== '') && <Service inbox={huying.inbox} />}
      </div>
    </div>
  );
};
