import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Huying } from '../../../client-sdk/index.ts';
import type { CaseState } from '../../../shared/cases.ts';
import { CASE_STATES } from '../../../shared/values/cases.ts';
import type { showOfficeBoard } from '../../../shared/figures.ts';
import { OFFICE_MATTERS } from '../../../shared/values/figures.ts';
import type * as z from 'zod/mini';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Refusal } from '../kit/field.tsx';
import { dayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useList } from '../lists/use-list.ts';
import { useDeskWords } from './wording/use-words.ts';
import './desk.css';

type Board = z.infer<typeof showOfficeBoard.output>;

/** Before it is submitted a suggestion is its deputies’ own. */
const SEEN = CASE_STATES.filter((state) => state !== 'draft' && state !== 'seconding');

const useBoard = (huying: Huying) => {
  const { fault } = useSpeech();
  const [board, setBoard] = useState<Board | null>(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let wanted = true;
    huying.ask('board:office', {}).then(
      (found) => {
        if (wanted) setBoard(found);
      },
      (error: unknown) => {
        if (wanted) setRefusal(fault(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [huying, fault]);
  return { board, refusal };
};

/** What waits for the office, by matter; the longest waiting first. */
const Waiting = ({ board }: { board: Board }) => {
  const { say, today, language, wire } = useSpeech();
  const words = useDeskWords();
  return (
    <section aria-label={words.office.waiting}>
      <h2>{words.office.waiting}</h2>
      {OFFICE_MATTERS.map((matter) => {
        const found = board.matters.find((one) => one.matter === matter);
        if (!found || found.count === 0) return null;
        return (
          <details className="desk-paper" key={matter} data-matter={matter} open={found.cases.length > 0}>
            <summary>
              {wire.words.boards.matters[matter]} <small>{words.office.count(found.count)}</small>
            </summary>
            <ul className="desk-duties">
              {found.cases.map((one) => (
                <li className="desk-duty" key={one.suggestionId}>
                  <Link href={`/cases/${one.suggestionId}`}>
                    {say.number(one.number)} {one.title}
                  </Link>
                  {one.since !== null && <Chip tone="plain">{dayName(one.since, today, language)}</Chip>}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
};

const Listed = ({ huying, state }: { huying: Huying; state: CaseState }) => {
  const { say } = useSpeech();
  const words = useDeskWords();
  const { items, total, loaded, complete, more, refusal } = useList(huying, () => huying.suggestions(state));
  return (
    <>
      <Refusal>{refusal}</Refusal>
      {loaded && <p>{total ? words.office.count(total) : words.office.empty}</p>}
      <ul className="desk-duties">
        {items.map((one) => (
          <li className="desk-duty" key={one.suggestionId} data-listed={one.state}>
            <Link href={`/cases/${one.suggestionId}`}>
              {say.number(one.number)} {one.title}
            </Link>
            <span>{one.leadUnits.join('、')}</span>
          </li>
        ))}
      </ul>
      {loaded && !complete && <Button onClick={() => void more()}>{say.moreFifty}</Button>}
    </>
  );
};

/** The office’s board: what waits for it, and every suggestion by its stage (`?state=` in the address). */
export const OfficeScreen = ({ huying }: { huying: Huying }) => {
  const words = useDeskWords();
  const [params, setParams] = useSearchParams();
  const { board, refusal } = useBoard(huying);
  const state = SEEN.find((one) => one === params.get('state')) ?? 'review';
  return (
    <section className="desk">
      <header className="desk-head">
        <h1>{words.office.title}</h1>
        <p>
          <Link className="button" href="/hand-over">
            {words.office.handOver}
          </Link>
          <Link className="button" href="/topics">
            {words.office.topics}
          </Link>
        </p>
      </header>
      <Refusal>{refusal}</Refusal>
      {board && <Waiting board={board} />}
      <section aria-label={words.office.states}>
        <h2>{words.office.states}</h2>
        <div className="desk-others" role="group" aria-label={words.office.states}>
          {SEEN.map((one) => (
            <Button key={one} aria-pressed={one === state} onClick={() => setParams({ state: one })}>
              {words.states[one]}
            </Button>
          ))}
        </div>
        <Listed key={state} huying={huying} state={state} />
      </section>
    </section>
  );
};
