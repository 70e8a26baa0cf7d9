import type { RoomHeader } from '../../../shared/rooms.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { Chip } from '../kit/chip.tsx';
import { Icon } from '../kit/icon.tsx';
import { civilDateOf, dayName, daysBetween } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { owingTracks, phaseBoxes, type PhaseBox } from './phases.rules.ts';
import type { Case } from './use-case.ts';
import './case-card.css';

const unitsOf = (tracks: SuggestionView['tracks']) => tracks.map((track) => track.unitName).join('、');

const Fact = ({ label, children, only }: { label: string; children: string; only?: 'deputies' }) => (
  <div className={only && 'case-fact-deputies'}>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

const useBoxNote = () => {
  const { say, today, language, wire } = useSpeech();
  return ({ phase, state, due, by, done, owing }: PhaseBox): string => {
    if (by) return `${dayName(civilDateOf(by.at), today, language)} · ${wire.words.methods[by.method]}`;
    if (owing > 1 && done > 0) return say.phaseBox.unitOf(done, owing);
    if (due) return say.due.before(dayName(due, today, language));
    if (state === 'done') return '';
    return phase === 'post' ? say.phaseBox.postAfter : say.phaseBox.midAfter;
  };
};

const Phases = ({ boxes }: { boxes: readonly PhaseBox[] }) => {
  const { say } = useSpeech();
  const noteOf = useBoxNote();
  return (
    <ol className="phases" aria-label={say.phaseBox.label}>
      {boxes.map((box, at) => (
        <li
          key={box.phase}
          className={`phase phase-${box.state}`}
          data-phase={box.phase}
          data-state={box.state}
        >
          <span className="phase-dot" aria-hidden="true">
            {box.state === 'done' ? <Icon name="tick" /> : at + 1}
          </span>
          <span>
            {say.phaseBox[box.state === 'next' ? 'now' : box.state](say.phase[box.phase])}
            <small>{noteOf(box)}</small>
          </span>
        </li>
      ))}
    </ol>
  );
};

const DueFact = ({ due }: { due: string }) => {
  const { say, today, language } = useSpeech();
  const days = daysBetween(today, due);
  return (
    <div className="case-fact-due">
      <dt>{say.caseCard.nextDue}</dt>
      <dd>
        <span className="case-due">{dayName(due, today, language)}</span>{' '}
        <Chip tone={days < 0 ? 'late' : 'plain'}>{days < 0 ? say.due.late(-days) : say.due.left(days)}</Chip>
      </dd>
    </div>
  );
};

/** The case in a few lines, on top of its room: who asked, who handles it, the three contacts, the next day due. */
export const CaseCard = ({ found, header }: { found: Case; header: RoomHeader }) => {
  const { say, fault, wire } = useSpeech();
  const { suggestion, contacts, refusal } = found;
  if (suggestion === null)
    return refusal === null ? (
      <div className="case-coming" />
    ) : (
      <p className="case-facts">
        {say.caseCard.missing} {fault(refusal)}
      </p>
    );
  const co = suggestion.tracks.filter((track) => track.role === 'co');
  const owing = owingTracks(suggestion.tracks);
  const [first] = owing;
  return (
    <>
      <dl className="case-facts">
        <Fact label={say.caseCard.lead}>
          {suggestion.lead?.name ?? suggestion.delegationName ?? say.caseCard.noDeputies}
        </Fact>
        {suggestion.seconding.length > 0 && (
          <Fact label={say.caseCard.seconding} only="deputies">
            {say.caseCard.persons(suggestion.seconding.length)}
          </Fact>
        )}
        {first && <Fact label={wire.words.trackRoles[first.role]}>{unitsOf(owing)}</Fact>}
        {co.length > 0 && <Fact label={wire.words.trackRoles.co}>{unitsOf(co)}</Fact>}
        {header.nextDue && <DueFact due={header.nextDue} />}
      </dl>
      <Phases boxes={phaseBoxes(suggestion, contacts, { phase: header.phase, due: header.nextDue })} />
    </>
  );
};
