import { useCallback, useEffect, useId, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { CivilDate, PersonId } from '../../../shared/ids.ts';
import type { Me } from '../../../shared/people.ts';
import type { AnswerOf } from '../../../shared/protocol.ts';
import { Button } from '../kit/button.tsx';
import { Field, Refusal } from '../kit/field.tsx';
import { dayName } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useDeskWords } from './wording/use-words.ts';

type Unit = AnswerOf<'absence:list'>;
type Colleague = Unit['people'][number];

/** The people of the unit with their absences, read again whenever one was changed. */
const useUnit = (huying: Huying) => {
  const { fault } = useSpeech();
  const [unit, setUnit] = useState<Unit | null>(null);
  const [refusal, setRefusal] = useState('');
  const read = useCallback(() => {
    huying.ask('absence:list', {}).then(
      (found) => {
        setRefusal('');
        setUnit(found);
      },
      (error: unknown) => setRefusal(fault(error)),
    );
  }, [huying, fault]);
  useEffect(() => {
    read();
    return huying.on('state', (state) => {
      if (state === 'online') read();
    });
  }, [huying, read]);
  return { unit, refusal, read };
};

interface ColleaguesProps {
  label: string;
  people: readonly Colleague[];
  value: PersonId | '';
  choose: (id: PersonId) => void;
}

const Colleagues = ({ label, people, value, choose }: ColleaguesProps) => {
  const { say } = useSpeech();
  const { absences: words } = useDeskWords();
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        required
        value={value}
        onChange={(event) => choose(event.target.value as PersonId)}
      >
        <option value="">{words.choose}</option>
        {people.map(({ person }) => (
          <option key={person.personId} value={person.personId}>
            {say.person(person.name, person.title)}
          </option>
        ))}
      </select>
    </div>
  );
};

interface FormProps {
  me: Me;
  unit: Unit;
  send: (absence: {
    personId: PersonId;
    substituteId: PersonId;
    from: CivilDate;
    until: CivilDate;
  }) => Promise<void>;
}

/** For oneself; who leads the unit, for anybody of it. */
const AbsenceForm = ({ me, unit: { people, today }, send }: FormProps) => {
  const { absences: words, sending: sendingWords } = useDeskWords();
  const [who, setWho] = useState<PersonId | ''>(me.personId);
  const [substitute, setSubstitute] = useState<PersonId | ''>('');
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const [sending, setSending] = useState(false);
  const submit = async () => {
    if (who === '' || substitute === '') return;
    setSending(true);
    await send({ personId: who, substituteId: substitute, from, until });
    setSending(false);
  };
  return (
    <form
      className="form absence-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {me.roles.includes('unit-leader') && (
        <Colleagues label={words.who} people={people} value={who} choose={setWho} />
      )}
      <Colleagues
        label={words.substitute}
        people={people.filter(({ person }) => person.personId !== who)}
        value={substitute}
        choose={setSubstitute}
      />
      <Field
        label={words.from}
        type="date"
        required
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Field
        label={words.until}
        type="date"
        required
        min={from > today ? from : today}
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
      <Button type="submit" disabled={sending}>
        {sending ? sendingWords : words.save}
      </Button>
    </form>
  );
};

/** Who of the unit is away and who stands in; said for oneself, or by who leads the unit for anybody of it. */
export const Absences = ({ huying, me }: { huying: Huying; me: Me }) => {
  const { today, language, fault } = useSpeech();
  const { absences: words } = useDeskWords();
  const { unit, refusal, read } = useUnit(huying);
  const [refused, setRefused] = useState('');
  const [kept, setKept] = useState(false);
  const day = (date: CivilDate) => dayName(date, today, language);
  const act = (asked: Promise<unknown>): Promise<void> => {
    setKept(false);
    return asked.then(
      () => {
        setRefused('');
        setKept(true);
        read();
      },
      (error: unknown) => setRefused(fault(error)),
    );
  };
  const away = unit?.people.flatMap(({ person, absence }) => (absence ? { person, absence } : [])) ?? [];
  return (
    <details className="absences">
      <summary>
        {words.title} {away.length > 0 && <small>{words.away(away.length)}</small>}
      </summary>
      <p className="board-note">{words.note}</p>
      {unit && away.length === 0 && <p>{words.none}</p>}
      <ul className="desk-duties">
        {away.map(({ person, absence }) => (
          <li key={person.personId} className="desk-duty" data-away={person.personId}>
            <span className="absence-line">
              {words.line(person.name, day(absence.from), day(absence.until), absence.substitute.name)}
            </span>
            {(person.personId === me.personId || me.roles.includes('unit-leader')) && (
              <Button onClick={() => void act(huying.ask('absence:end', { personId: person.personId }))}>
                {words.endOf(person.name)}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Refusal>{refused === '' ? refusal : refused}</Refusal>
      <p role="status">{kept && words.kept}</p>
      {unit && (
        <AbsenceForm me={me} unit={unit} send={(absence) => act(huying.ask('absence:set', absence))} />
      )}
    </details>
  );
};
