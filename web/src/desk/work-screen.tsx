import { useState } from 'react';
import { Link } from 'wouter';
import { type Huying, pagedList } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import type { Duty, DutyCount } from '../../../shared/notices.ts';
import { DUTY_LISTS } from '../../../shared/values/notices.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Refusal } from '../kit/field.tsx';
import { dayName, daysBetween } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { Absences } from './absences.tsx';
import { OwnRow } from './own-row.tsx';
import { SectionBoard } from './section-board.tsx';
import { useList } from '../lists/use-list.ts';
import { useDeskWords } from './wording/use-words.ts';
import './desk.css';

type DutyState = (typeof DUTY_LISTS)[number];

const DutyLine = ({ duty }: { duty: Duty }) => {
  const { say, today, language } = useSpeech();
  const words = useDeskWords();
  const days = duty.due === null ? null : daysBetween(today, duty.due);
  return (
    <li className="desk-duty" data-duty={duty.rule}>
      <Link href={`/cases/${duty.suggestionId}`}>
        {say.number(duty.number)} {duty.title}
      </Link>
      <span>{words.rules[duty.rule] ?? ''}</span>
      {duty.due !== null && days !== null && (
        <Chip tone={days < 0 ? 'late' : days <= 7 ? 'warn' : 'plain'}>
          {`${dayName(duty.due, today, language)} · ${days < 0 ? say.due.late(-days) : say.due.left(days)}`}
        </Chip>
      )}
    </li>
  );
};

/** What is owed in one state and phase, by due date. */
const Owed = ({
  huying,
  state,
  phase,
  counted,
}: {
  huying: Huying;
  state: DutyState;
  phase: Phase | null;
  counted: (counts: DutyCount) => void;
}) => {
  const { say } = useSpeech();
  const words = useDeskWords();
  const { items, loaded, complete, more, refusal } = useList(huying, () =>
    pagedList(async (cursor) => {
      const filter = { state, ...(phase === null ? {} : { phase }), cursor };
      const page = await huying.ask('duty:list', filter);
      counted(page.counts);
      return { items: page.duties, cursor: page.cursor };
    }),
  );
  return (
    <>
      <Refusal>{refusal}</Refusal>
      {loaded && items.length === 0 && <p>{words.work.nothingOwed}</p>}
      <ul className="desk-duties">
        {items.map((duty) => (
          <DutyLine key={duty.dutyId} duty={duty} />
        ))}
      </ul>
      {loaded && !complete && <Button onClick={() => void more()}>{say.moreFifty}</Button>}
    </>
  );
};

/** What is owed: all, overdue or due within a week; of one phase of contact or of any. */
const Duties = ({ huying }: { huying: Huying }) => {
  const { say } = useSpeech();
  const words = useDeskWords();
  const [state, setState] = useState<DutyState>('open');
  const [phase, setPhase] = useState<Phase | null>(null);
  const [counts, setCounts] = useState<DutyCount | null>(null);
  return (
    <section aria-label={words.work.owed}>
      <h2>{words.work.owed}</h2>
      <div className="desk-others" role="group" aria-label={words.work.owed}>
        {DUTY_LISTS.map((one) => (
          <Button key={one} aria-pressed={state === one} data-owed={one} onClick={() => setState(one)}>
            {words.work[one]} {counts && words.work.count(counts[one])}
          </Button>
        ))}
        {PHASES.map((one) => (
          <Button key={one} aria-pressed={phase === one} onClick={() => setPhase(phase === one ? null : one)}>
            {say.phase[one]}
          </Button>
        ))}
      </div>
      <Owed key={`${state}/${phase ?? ''}`} huying={huying} state={state} phase={phase} counted={setCounts} />
    </section>
  );
};

/** Which of a unit’s suggestions are looked at: by where its own part stands. */
const PARTS = {
  waiting: ['waiting', 'return-requested'],
  handling: ['received', 'handling'],
  answered: ['opinion-filed', 'opinion-accepted', 'replied'],
} as const;
const PART_NAMES = ['all', 'waiting', 'handling', 'answered'] as const;

/** Whose unit has cases of its own. */
const hasBoard = ({ roles, unitId }: Me): boolean =>
  unitId !== null && (roles.includes('unit-contact') || roles.includes('unit-leader'));

/** A unit’s duty board: its sections in numbers, what it owes, and its suggestions with the next step of each. */
export const WorkScreen = ({ huying, me }: { huying: Huying; me: Me }) => {
  const { say } = useSpeech();
  const words = useDeskWords();
  const [part, setPart] = useState<(typeof PART_NAMES)[number]>('all');
  const { items, loaded, complete, more, refusal } = useList(huying, () => huying.ownSuggestions([]));
  const shown = items.filter(({ track }) => {
    const states: readonly string[] = part === 'all' ? [] : PARTS[part];
    return part === 'all' || (track !== null && states.includes(track.state));
  });
  return (
    <section className="desk">
      <header className="desk-head">
        <h1>{words.work.title}</h1>
        {me.roles.includes('committee') && (
          <p>
            <Link className="button" href="/topics">
              {words.office.topics}
            </Link>
          </p>
        )}
      </header>
      {hasBoard(me) && me.unitId !== null && <SectionBoard huying={huying} unitId={me.unitId} />}
      {hasBoard(me) && <Absences huying={huying} me={me} />}
      <Duties huying={huying} />
      <section aria-label={words.work.cases}>
        <h2>{words.work.cases}</h2>
        <div className="desk-others" role="group" aria-label={words.work.cases}>
          {PART_NAMES.map((one) => (
            <Button key={one} aria-pressed={part === one} onClick={() => setPart(one)}>
              {words.work[one]}
            </Button>
          ))}
        </div>
        <Refusal>{refusal}</Refusal>
        {loaded && shown.length === 0 && <p>{words.work.empty}</p>}
        <ul className="desk-list">
          {shown.map((one) => (
            <OwnRow key={one.suggestionId} one={one} />
          ))}
        </ul>
        {loaded && !complete && <Button onClick={() => void more()}>{say.moreFifty}</Button>}
      </section>
    </section>
  );
};
