import { Link } from 'wouter';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { ContactRecord, Phase, SuggestionView } from '../../../shared/suggestions.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { civilDateOf, dayName } from '../wording/days.rules.ts';
import { Written } from '../kit/written.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { owingTracks } from './phases.rules.ts';
import type { Case } from './use-case.ts';
import './case-file.css';

const Next = ({ phase, due, record }: { phase: Phase; due: string | null; record: () => void }) => {
  const { say, today, language } = useSpeech();
  return (
    <div className="case-next">
      <b>{say.caseFile.next(say.phase[phase])}</b>
      <p>{due ? say.caseFile.nextBy(dayName(due, today, language)) : say.caseFile.nextAny}</p>
      <Button look="primary" onClick={record}>
        <Icon name="pen" />
        {say.caseFile.record}
      </Button>
    </div>
  );
};

const Units = ({ tracks }: { tracks: SuggestionView['tracks'] }) => {
  const { say, wire } = useSpeech();
  const owing = new Set(owingTracks(tracks));
  return (
    <section>
      <h3>{say.caseFile.units}</h3>
      <ul className="case-lines">
        {tracks.map((track) => (
          <li key={track.unitId}>
            <span>
              {wire.words.trackRoles[track.role]} {track.unitName}
            </span>
            {owing.has(track) && (
              <span>
                {PHASES.filter((phase) => track.contacted.includes(phase))
                  .map((phase) => say.phaseBox.done(say.phase[phase]))
                  .join('、')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Contacts = ({ contacts }: { contacts: readonly ContactRecord[] }) => {
  const { say, today, language, wire } = useSpeech();
  return (
    <section>
      <h3>
        {say.caseFile.contacts}
        <span>{say.caseFile.times(contacts.length)}</span>
      </h3>
      {contacts.length === 0 && <p>{say.caseFile.noContacts}</p>}
      <ol>
        {contacts.map((one) => (
          <li className="case-contact" key={one.contactId}>
            <p>
              {dayName(civilDateOf(one.at), today, language)} {say.phase[one.phase]}{' '}
              {wire.words.methods[one.method]}
            </p>
            <p>
              {one.unitName}：{one.withWhom.map((person) => person.name).join('、')}
              {!one.reachedLead && `（${say.caseFile.notLead}）`}
            </p>
            <p>
              <Written text={one.summary} block />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
};

const Facts = ({ suggestion }: { suggestion: SuggestionView }) => {
  const { say, today, language } = useSpeech();
  const { lead, seconding, assignedOn, category } = suggestion;
  return (
    <section>
      <h3>{say.caseFile.deputies}</h3>
      <p>
        {lead === null
          ? (suggestion.delegationName ?? say.caseCard.noDeputies)
          : `${say.caseCard.lead} ${say.person(lead.name, lead.label)}`}
      </p>
      {seconding.length > 0 && (
        <p>
          {say.caseCard.seconding} {seconding.map((person) => person.name).join('、')}
        </p>
      )}
      <ul className="case-lines">
        <li>
          <span>{say.caseFile.congress}</span>
          <span>{say.caseFile.session(suggestion.congressName, suggestion.session)}</span>
        </li>
        {category !== '' && (
          <li>
            <span>{say.caseFile.category}</span>
            <span>{category}</span>
          </li>
        )}
        {assignedOn !== null && (
          <li>
            <span>{say.caseCard.assigned}</span>
            <span>{dayName(assignedOn, today, language)}</span>
          </li>
        )}
      </ul>
      <p>{suggestion.wantsWrittenReply ? say.caseFile.written : say.caseFile.noWritten}</p>
    </section>
  );
};

interface CaseFileProps {
  found: Case;
  header: RoomHeader;
  /** Null: this person records no contacts here. */
  record: (() => void) | null;
}

/** The case at length: what comes next, who handles it, the contacts made, the text. */
export const CaseFile = ({ found, header, record }: CaseFileProps) => {
  const { say } = useSpeech();
  const { suggestion, contacts } = found;
  if (suggestion === null) return null;
  return (
    <div className="case-file">
      {record && header.phase && <Next phase={header.phase} due={header.nextDue} record={record} />}
      <Link className="button" href={`/cases/${suggestion.suggestionId}`}>
        <Icon name="file" />
        {say.caseFile.open}
      </Link>
      <Units tracks={suggestion.tracks} />
      <Contacts contacts={contacts} />
      <Facts suggestion={suggestion} />
      <section>
        <h3>{say.caseFile.text}</h3>
        <p className="case-text">
          <Written text={suggestion.text === '' ? say.caseFile.noText : suggestion.text} block />
        </p>
      </section>
    </div>
  );
};
