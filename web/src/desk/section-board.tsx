import { useCallback, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { type Huying, pagedList } from '../../../client-sdk/index.ts';
import type { SectionColumn, Sections } from '../../../shared/figures.ts';
import type { SuggestionId, UnitId } from '../../../shared/ids.ts';
import { SECTION_COLUMNS } from '../../../shared/values/figures.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Refusal } from '../kit/field.tsx';
import { civilDateOf, dayName, daysBetween, wallClockOf } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { PassOn } from './pass-on.tsx';
import { useList } from '../lists/use-list.ts';
import { useDeskWords } from './wording/use-words.ts';
import './section-board.css';

/** The board as it was counted last; `version` is another whenever it shall be counted anew. */
const useSections = (huying: Huying, version: number) => {
  const { fault } = useSpeech();
  const [board, setBoard] = useState<Sections | null>(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let wanted = true;
    const read = () => {
      huying.ask('board:sections', {}).then(
        (found) => {
          if (!wanted) return;
          setRefusal('');
          setBoard(found);
        },
        (error: unknown) => {
          if (wanted) setRefusal(fault(error));
        },
      );
    };
    read();
    const stop = huying.on('state', (state) => {
      if (state === 'online') read();
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [huying, fault, version]);
  return { board, refusal };
};

/** Which number is looked at, as an address says it: its column, and a section or all of them. */
interface Place {
  readonly column: SectionColumn;
  /** null: all sections. */
  readonly section: string | null;
}

const addressOf = ({ column, section }: Place): string =>
  `/work?${new URLSearchParams({ of: column, ...(section === null ? {} : { section }) }).toString()}`;

const placeIn = (params: URLSearchParams): Place | null => {
  const column = SECTION_COLUMNS.find((one) => one === params.get('of'));
  return column === undefined ? null : { column, section: params.get('section') };
};

/** A number that leads to what it counts; nothing leads to none. */
const Figure = ({ n, place, current }: { n: number; place: Place; current: Place | null }) => {
  const { board: words } = useDeskWords();
  const isHere = current?.column === place.column && current.section === place.section;
  const isLate = place.column === 'overdue' && n > 0;
  const label = words.columns[place.column];
  if (n === 0) return <td data-label={label}>0</td>;
  return (
    <td data-label={label} className={isLate ? 'board-late' : undefined}>
      <Link
        href={addressOf(place)}
        aria-current={isHere ? 'true' : undefined}
        aria-label={words.open(nameOf(words, place.section), label, n)}
      >
        {n}
      </Link>
    </td>
  );
};

const nameOf = (words: { readonly all: string; readonly none: string }, section: string | null): string =>
  section === null ? words.all : section === '' ? words.none : section;

const Table = ({ board, current }: { board: Sections; current: Place | null }) => {
  const { board: words } = useDeskWords();
  const figures = (section: string | null, counts: Sections['totals']) =>
    SECTION_COLUMNS.map((column) => (
      <Figure key={column} n={counts[column]} place={{ column, section }} current={current} />
    ));
  return (
    <div className="board-box" tabIndex={0} role="region" aria-label={words.title}>
      <table className="board-table">
        <thead>
          <tr>
            <th scope="col">{words.section}</th>
            {SECTION_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {words.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.sections.map(({ section, counts }) => (
            <tr key={section}>
              <th scope="row">{nameOf(words, section)}</th>
              {figures(section, counts)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.all}</th>
            {figures(null, board.totals)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
};

interface BehindProps {
  huying: Huying;
  unitId: UnitId;
  place: Place;
  /** Names of the sections there are. */
  sections: readonly string[];
  /** Some were passed on. */
  moved: () => void;
}

/** The cases behind one number; they can be passed on to another section or officer. */
const Behind = ({ huying, unitId, place, sections, moved }: BehindProps) => {
  const { say, today, language } = useSpeech();
  const { board: words, states } = useDeskWords();
  const { items, total, loaded, complete, more, refusal } = useList(huying, () =>
    pagedList(async (cursor) => {
      const page = await huying.ask('board:section-cases', { ...place, cursor });
      return { items: page.cases, total: page.total, cursor: page.cursor };
    }),
  );
  const [picked, setPicked] = useState<ReadonlySet<SuggestionId>>(new Set());
  const toggle = (id: SuggestionId) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  const title = words.behind(nameOf(words, place.section), words.columns[place.column], total ?? 0);
  return (
    <section aria-label={title} className="board-behind">
      <h3>{title}</h3>
      <Refusal>{refusal}</Refusal>
      <ul className="desk-duties">
        {items.map((one) => {
          const days = one.due === null ? null : daysBetween(today, one.due);
          return (
            <li key={one.suggestionId} className="desk-duty" data-behind={place.column}>
              <label className="board-pick">
                <input
                  type="checkbox"
                  checked={picked.has(one.suggestionId)}
                  onChange={() => toggle(one.suggestionId)}
                  aria-label={words.passOn.pick(say.number(one.number))}
                />
              </label>
              <Link href={`/cases/${one.suggestionId}`}>
                {say.number(one.number)} {one.title}
              </Link>
              <span>
                {nameOf(words, one.section)} · {states[one.state]}
              </span>
              {one.due !== null && days !== null && (
                <Chip tone={days < 0 ? 'late' : days <= 7 ? 'warn' : 'plain'}>
                  {`${dayName(one.due, today, language)} · ${days < 0 ? say.due.late(-days) : say.due.left(days)}`}
                </Chip>
              )}
            </li>
          );
        })}
      </ul>
      <div className="desk-others">
        <PassOn
          {...{ huying, unitId, sections }}
          cases={items.filter(({ suggestionId }) => picked.has(suggestionId))}
          moved={moved}
        />
        {items.length > 0 && (
          <Button
            look="quiet"
            onClick={() => setPicked(new Set(items.map(({ suggestionId }) => suggestionId)))}
          >
            {words.passOn.all}
          </Button>
        )}
        {loaded && !complete && <Button onClick={() => void more()}>{say.moreFifty}</Button>}
        <Link className="button" href="/work">
          {words.close}
        </Link>
      </div>
    </section>
  );
};

/** The duty board of a unit: its sections, how many cases each has in each column, and the cases behind a number (`?of=`). */
export const SectionBoard = ({ huying, unitId }: { huying: Huying; unitId: UnitId }) => {
  const { today, language } = useSpeech();
  const { board: words } = useDeskWords();
  const [version, setVersion] = useState(0);
  const { board, refusal } = useSections(huying, version);
  const moved = useCallback(() => setVersion((before) => before + 1), []);
  const [params] = useSearchParams();
  const place = placeIn(params);
  return (
    <section className="section-board" aria-label={words.title}>
      <h2>
        {board?.unitName} {words.title}
      </h2>
      <Refusal>{refusal}</Refusal>
      {board && (
        <>
          <p className="board-note">
            {words.asOf(`${dayName(civilDateOf(board.at), today, language)} ${wallClockOf(board.at)}`)}{' '}
            {words.note}
          </p>
          <Table board={board} current={place} />
          <p className="board-print">
            <Button onClick={() => print()}>{words.print}</Button>
          </p>
        </>
      )}
      {place && (
        <Behind
          key={`${place.column}/${place.section ?? ''}/${version}`}
          {...{ huying, unitId, place, moved }}
          sections={board?.sections.map(({ section }) => section).filter((name) => name !== '') ?? []}
        />
      )}
    </section>
  );
};
