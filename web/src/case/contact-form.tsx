import { useId, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { ContactMethod, SuggestionView } from '../../../shared/suggestions.ts';
import { CONTACT_METHODS, PHASES } from '../../../shared/values/suggestions.ts';
import { Button } from '../kit/button.tsx';
import { Choices, Field, Refusal } from '../kit/field.tsx';
import { useKeptForm } from '../kit/kept-forms.ts';
import { inputOfInstant, instantOfInput } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { nextPhase } from './phases.rules.ts';
import './contact-form.css';

/** What a contact form needs. */
export interface ContactFormProps {
  huying: Huying;
  suggestion: SuggestionView;
  track: SuggestionView['tracks'][number];
  /** Numbers of the messages it rests on. */
  seqs: readonly number[];
  /** Makes the key under which repeats are one record. */
  newKey: () => string;
  close: (recorded: boolean) => void;
}

type Named = SuggestionView['seconding'][number];

const People = ({
  people,
  lead,
  chosen,
  choose,
}: {
  people: readonly Named[];
  lead: Named | null;
  chosen: ReadonlySet<PersonId>;
  choose: (chosen: ReadonlySet<PersonId>) => void;
}) => {
  const { say } = useSpeech();
  const toggle = (id: PersonId) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose(next);
  };
  return (
    <fieldset className="field">
      <legend className="field-label">{say.contact.withWhom}</legend>
      <div className="contact-people">
        {people.map((person) => (
          <label key={person.personId}>
            <input
              type="checkbox"
              checked={chosen.has(person.personId)}
              onChange={() => toggle(person.personId)}
            />
            <span>
              {person === lead && <b>{say.caseCard.lead} </b>}
              {say.person(person.name, person.label)}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

const textIn = (kept: unknown): string => (typeof kept === 'string' ? kept : '');

/** Five questions about one contact with the deputies; phase, unit, time and the lead deputy are filled in. */
export const ContactForm = ({ huying, suggestion, track, seqs, newKey, close }: ContactFormProps) => {
  const { say, fault, now, wire } = useSpeech();
  const summaryId = useId();
  const { lead, seconding } = suggestion;
  const people = lead === null ? seconding : [lead, ...seconding];
  const [recordKey] = useState(newKey);
  const [latest] = useState(() => inputOfInstant(now()));
  const [phase, setPhase] = useState(() => nextPhase(track));
  const [method, setMethod] = useState<ContactMethod | null>(seqs.length > 0 ? 'room' : null);
  const [when, setWhen] = useState(latest);
  const [withIds, setWithIds] = useState<ReadonlySet<PersonId>>(() => new Set(lead ? [lead.personId] : []));
  const { kept, keep, drop } = useKeptForm(`contact/${suggestion.suggestionId}`);
  const [summary, setSummary] = useState(() => textIn(kept?.values['summary']));
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');

  const submit = () => {
    const at = instantOfInput(when);
    if (method === null || at === null) return;
    if (withIds.size === 0) {
      setRefusal(say.contact.nobody);
      return;
    }
    setSending(true);
    setRefusal('');
    huying
      .ask('contact:record', {
        suggestionId: suggestion.suggestionId,
        unitId: track.unitId,
        phase,
        method,
        at,
        withIds: [...withIds],
        summary,
        messageSeqs: [...seqs],
        recordKey,
      })
      .then(
        () => {
          drop();
          close(true);
        },
        (error: unknown) => {
          setSending(false);
          setRefusal(fault(error));
        },
      );
  };

  if (people.length === 0) return <p>{say.contact.noDeputy}</p>;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Choices
        label={say.contact.phase}
        name="phase"
        options={PHASES.map((value) => ({ value, label: say.phase[value] }))}
        value={phase}
        choose={setPhase}
      />
      <Choices
        label={say.contact.method}
        name="method"
        options={CONTACT_METHODS.map((value) => ({ value, label: wire.words.methods[value] }))}
        value={method}
        choose={setMethod}
      />
      <Field
        label={say.contact.when}
        type="datetime-local"
        required
        max={latest}
        value={when}
        onChange={(event) => setWhen(event.target.value)}
      />
      <People people={people} lead={lead} chosen={withIds} choose={setWithIds} />
      <div className="field">
        <label className="field-label" htmlFor={summaryId}>
          {say.contact.summary}
        </label>
        <textarea
          id={summaryId}
          className="input"
          required
          minLength={2}
          maxLength={2000}
          placeholder={say.contact.summaryHint}
          value={summary}
          onChange={(event) => {
            setSummary(event.target.value);
            keep({ form: 'contact', values: { summary: event.target.value } });
          }}
        />
      </div>
      <p className="contact-basis">
        {seqs.length > 0 ? say.contact.basis(seqs.length) : say.contact.noBasis}
      </p>
      <Refusal>{refusal}</Refusal>
      <div className="contact-acts">
        <Button
          onClick={() => {
            drop();
            close(false);
          }}
        >
          {say.cancel}
        </Button>
        <Button look="primary" type="submit" disabled={sending}>
          {sending ? say.contact.saving : say.contact.save}
        </Button>
      </div>
    </form>
  );
};
