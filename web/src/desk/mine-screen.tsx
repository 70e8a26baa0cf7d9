import { useState } from 'react';
import { Link } from 'wouter';
import { type Huying, type OwnSuggestion, pagedList } from '../../../client-sdk/index.ts';
import { showDeputyBoard } from '../../../shared/figures.ts';
import type * as z from 'zod/mini';
import { Chip } from '../kit/chip.tsx';
import { Refusal } from '../kit/field.tsx';
import { dayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { actOfStep, nextStep } from './next.rules.ts';
import { useList } from './use-list.ts';
import { useDeskWords } from './wording/use-words.ts';
import './desk.css';

type BoardLine = z.infer<typeof showDeputyBoard.output>['suggestions'][number];

/** One suggestion with the one next step of whoever looks. */
export const OwnRow = ({ one }: { one: OwnSuggestion }) => {
  const { say, wire } = useSpeech();
  const words = useDeskWords();
  const next = nextStep(one);
  return (
    <li className="desk-own" data-own={one.state}>
      <p>
        <Chip tone="brand">{say.number(one.number)}</Chip>
        <Chip tone="plain">{words.states[one.state]}</Chip>
        {one.track && (
          <Chip tone="plain">
            {`${wire.words.trackRoles[one.track.role]} · ${words.trackStates[one.track.state]}`}
          </Chip>
        )}
      </p>
      <h2>{one.title}</h2>
      <p>
        <Link className={next ? 'button button-primary' : 'button'} href={`/cases/${one.suggestionId}`}>
          {next ? words.acts[next] : words.mine.open}
        </Link>
      </p>
    </li>
  );
};

/** A deputy’s own suggestion: what comes next, whose turn it is, by when. */
const MineRow = ({ one }: { one: BoardLine }) => {
  const { say, wire, today, language } = useSpeech();
  const words = useDeskWords();
  const { step, turn, by } = one.next;
  const act = turn === 'you' ? actOfStep(step) : null;
  return (
    <li className="desk-own" data-own={one.state} data-step={step}>
      <p>
        <Chip tone="brand">{say.number(one.number)}</Chip>
        <Chip tone="plain">{words.states[one.state]}</Chip>
        <span>{one.units.join('、')}</span>
      </p>
      <h2>{one.title}</h2>
      <p>
        {wire.words.boards.steps[step]}
        {by !== null && <Chip tone="plain">{words.page.until(dayName(by, today, language))}</Chip>}
      </p>
      <p>
        <Link className={act ? 'button button-primary' : 'button'} href={`/cases/${one.suggestionId}`}>
          {act ? words.acts[act] : words.mine.open}
        </Link>
      </p>
    </li>
  );
};

/** A deputy’s own suggestions, each with its next step, their turn first; new ones begin here. */
export const MineScreen = ({ huying }: { huying: Huying }) => {
  const words = useDeskWords();
  const [yours, setYours] = useState(0);
  const { items, loaded, refusal } = useList(huying, () =>
    pagedList(async () => {
      const board = await huying.ask(showDeputyBoard, {});
      setYours(board.yours);
      return { items: board.suggestions, cursor: null, total: board.total };
    }),
  );
  return (
    <section className="desk">
      <header className="desk-head">
        <h1>{words.mine.title}</h1>
        <p>
          <Link className="button" href="/mine/new">
            {words.mine.draft}
          </Link>
          {yours > 0 && <span>{words.mine.yours(yours)}</span>}
        </p>
      </header>
      <Refusal>{refusal}</Refusal>
      {loaded && items.length === 0 && <p>{words.mine.empty}</p>}
      <ul className="desk-list">
        {items.map((one) => (
          <MineRow key={one.suggestionId} one={one} />
        ))}
      </ul>
    </section>
  );
};
