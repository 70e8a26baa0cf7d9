import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { CaseAct, CaseFile, Huying, SuggestionView } from '../../../client-sdk/index.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { Me } from '../../../shared/people.ts';
import { Button } from '../kit/button.tsx';
import { Chip } from '../kit/chip.tsx';
import { Refusal } from '../kit/field.tsx';
import { useKeptForm } from '../kit/kept-forms.ts';
import { useTitle } from '../kit/use-title.ts';
import { Written } from '../kit/written.tsx';
import { dayName, daysBetween } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { ActDialog, formOfCase } from './forms/act-form.tsx';
import { loadsOf } from './forms/desk.ts';
import { knownActs } from './forms/forms.ts';
import { nextStep } from './next.rules.ts';
import { Papers } from './papers.tsx';
import { Timeline } from './timeline.tsx';
import { useCaseFile, usePapers } from './use-case-file.ts';
import { useDeskWords } from './wording/use-words.ts';
import './desk.css';
import './case-page.css';

interface CasePageProps {
  huying: Huying;
  me: Me;
  suggestionId: SuggestionId;
}

const Units = ({ view }: { view: SuggestionView }) => {
  const { wire, today, language, say } = useSpeech();
  const words = useDeskWords();
  return (
    <section aria-label={words.page.units}>
      <h2>{words.page.units}</h2>
      <ul className="desk-units">
        {view.tracks.map((track) => (
          <li key={track.unitId} data-track={track.state}>
            <b>
              {wire.words.trackRoles[track.role]} {track.unitName}
            </b>
            <span>{words.trackStates[track.state]}</span>
            <span>{track.contacted.map((phase) => say.phaseBox.done(say.phase[phase])).join('、')}</span>
            {track.nextDue && (
              <Chip tone={daysBetween(today, track.nextDue.due) < 0 ? 'late' : 'plain'}>
                {words.page.until(dayName(track.nextDue.due, today, language))}
              </Chip>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Commitments = ({ view }: { view: SuggestionView }) => {
  const { today, language } = useSpeech();
  const words = useDeskWords();
  if (view.commitments.length === 0) return null;
  return (
    <section aria-label={words.page.commitments}>
      <h2>{words.page.commitments}</h2>
      <ul className="desk-units">
        {view.commitments.map((one) => (
          <li key={one.commitmentId} data-commitment={one.state}>
            <b>{one.text}</b>
            <span>{words.commitmentStates[one.state]}</span>
            <Chip tone={one.state === 'open' && one.due < today ? 'late' : 'plain'}>
              {words.page.until(dayName(one.due, today, language))}
            </Chip>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** What the caller may do: the next step first, the rest behind it. */
const Acts = ({ view, me, open }: { view: SuggestionView; me: Me; open: (name: CaseAct) => void }) => {
  const words = useDeskWords();
  const track = view.tracks.find(({ unitId }) => unitId === me.unitId) ?? null;
  const next = nextStep({ state: view.state, mayDo: view.mayDo, track });
  const others = knownActs(view.mayDo).filter((name) => name !== next);
  return (
    <section aria-label={words.page.mayDo} className="desk-todo">
      {next && (
        <p className="desk-next">
          <b>{words.page.next}</b>
          <Button look="primary" onClick={() => open(next)}>
            {words.acts[next]}
          </Button>
        </p>
      )}
      <div className="desk-others">
        {others.map((name) => (
          <Button key={name} data-act={name} onClick={() => open(name)}>
            {words.acts[name]}
          </Button>
        ))}
      </div>
      {next === null && others.length === 0 && <p>{words.page.nothingToDo}</p>}
    </section>
  );
};

const useDesk = ({ huying, me }: CasePageProps, view: SuggestionView) => {
  const { today, wire } = useSpeech();
  const words = useDeskWords();
  const { suggestionId, roomId } = view;
  const loads = useMemo(
    () => loadsOf(huying, { suggestionId, roomId }, words),
    [huying, suggestionId, roomId, words],
  );
  return { view, me, today, words, roleNames: wire.words.trackRoles, ...loads };
};

const Shown = (props: CasePageProps & { view: SuggestionView; file: CaseFile }) => {
  const { view, file, me } = props;
  const words = useDeskWords();
  const { say } = useSpeech();
  const desk = useDesk(props, view);
  const { kept } = useKeptForm(formOfCase(view.suggestionId));
  // A form that was open when the page went away is open again, as long as it may still be sent.
  const [act, setAct] = useState<CaseAct | null>(
    () => (kept?.aside ? undefined : knownActs(view.mayDo).find((name) => name === kept?.form)) ?? null,
  );
  useTitle(`${view.title} · ${say.product}`);
  const papers = usePapers(file, view.revision);
  return (
    <>
      <header className="desk-head">
        <p>
          <Chip tone="brand">{say.number(view.number)}</Chip>
          <Chip tone="plain">
            <span data-state={view.state}>{words.states[view.state]}</span>
          </Chip>
          {view.topicId !== null && <Chip tone="late">{say.state.supervised}</Chip>}
          {view.round > 1 && <Chip tone="warn">{words.page.round(view.round)}</Chip>}
          {view.roomId !== null && <Link href={`/rooms/${view.roomId}`}>{words.page.room}</Link>}
        </p>
        <h1>{view.title}</h1>
        <p>
          {view.lead ? say.person(view.lead.name, view.lead.label) : (view.delegationName ?? '')}
          {view.seconding.length > 0 &&
            ` · ${say.caseCard.seconding} ${say.caseCard.persons(view.seconding.length)}`}
        </p>
      </header>
      <div className="case-columns">
        <div className="case-work">
          <Acts view={view} me={me} open={setAct} />
          <Units view={view} />
          <Commitments view={view} />
          <Papers papers={papers} roomId={view.roomId} />
        </div>
        <div className="case-past">
          <Timeline file={file} snapshot={file.read()} />
        </div>
        <section aria-label={words.page.text} className="case-said">
          <h2>{words.page.text}</h2>
          <p className="case-text">
            <Written text={view.text === '' ? say.caseFile.noText : view.text} block />
          </p>
        </section>
      </div>
      {act && <ActDialog key={act} name={act} desk={desk} file={file} close={() => setAct(null)} />}
    </>
  );
};

/** A case at length: what the caller may do, who handles it, what was written, what has happened. */
export const CasePage = (props: CasePageProps) => {
  const { file, snapshot } = useCaseFile(props.huying, props.suggestionId);
  const { say, fault } = useSpeech();
  return (
    <article className="desk">
      <Refusal>{snapshot.fault && fault(snapshot.fault)}</Refusal>
      {snapshot.view ? (
        <Shown {...props} view={snapshot.view} file={file} />
      ) : (
        snapshot.fault === null && <p>{say.loading}</p>
      )}
    </article>
  );
};
