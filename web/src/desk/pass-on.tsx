import { useEffect, useId, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import type { PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Field, Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { useDeskWords } from './wording/use-words.ts';

interface Colleague {
  readonly personId: PersonId;
  readonly name: string;
  readonly title: string;
}

interface PassOnProps {
  huying: Huying;
  unitId: UnitId;
  sections: readonly string[];
  cases: readonly { readonly suggestionId: SuggestionId; readonly number: string }[];
  moved: () => void;
}

/** Passes cases on one by one: what one refuses is no matter of the others. Answers what was refused, and why. */
async function passOn(
  { huying, unitId, cases }: PassOnProps,
  to: { readonly personIds: PersonId[]; readonly department?: string },
): Promise<{ number: string; why: unknown }[]> {
  const left: { number: string; why: unknown }[] = [];
  for (const { suggestionId, number } of cases)
    try {
      await huying.ask('track:name-contacts', { suggestionId, unitId, ...to });
    } catch (why) {
      left.push({ number, why });
    }
  return left;
}

const useColleagues = (huying: Huying, unitId: UnitId) => {
  const { fault } = useSpeech();
  const [people, setPeople] = useState<readonly Colleague[] | null>(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    huying.ask('unit:people', { unitId }).then(
      (answer) => setPeople(answer.people),
      (error: unknown) => setRefusal(fault(error)),
    );
  }, [huying, unitId, fault]);
  return { people, refusal };
};

const PassOnDialog = (props: PassOnProps & { close: () => void }) => {
  const { huying, unitId, sections, cases, moved, close } = props;
  const { say, fault } = useSpeech();
  const { board, sending: sendingWords } = useDeskWords();
  const words = board.passOn;
  const listId = useId();
  const { people, refusal } = useColleagues(huying, unitId);
  const [picked, setPicked] = useState<readonly PersonId[]>([]);
  const [section, setSection] = useState('');
  const [sending, setSending] = useState(false);
  const [left, setLeft] = useState('');

  const submit = async () => {
    setSending(true);
    const department = section.trim();
    const refused = await passOn(props, {
      personIds: [...picked],
      ...(department !== '' && { department }),
    });
    setSending(false);
    const [first] = refused;
    if (first === undefined) {
      close();
      moved();
      return;
    }
    const numbers = refused.map(({ number }) => say.number(number)).join('、');
    const done = cases.length - refused.length;
    setLeft(`${done > 0 ? words.done(done) : ''}${words.left(numbers, fault(first.why))}`);
  };

  const leave = () => {
    close();
    if (left !== '') moved(); // some were
  };

  return (
    <Dialog title={words.title(cases.length)} closeWords={say.close} close={leave}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <fieldset className="field">
          <legend className="field-label">{words.people}</legend>
          {people?.map(({ personId, name, title }) => (
            <label key={personId} className="desk-yes">
              <input
                type="checkbox"
                checked={picked.includes(personId)}
                onChange={({ target }) =>
                  setPicked(target.checked ? [...picked, personId] : picked.filter((id) => id !== personId))
                }
              />
              <span>{say.person(name, title)}</span>
            </label>
          ))}
        </fieldset>
        {people?.length === 0 && <p>{words.nobody}</p>}
        <Field
          label={words.section}
          hint={words.hint}
          list={listId}
          maxLength={100}
          value={section}
          onChange={(event) => setSection(event.target.value)}
        />
        <datalist id={listId}>
          {sections.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Refusal>{left === '' ? refusal : left}</Refusal>
        <div className="desk-acts">
          <Button onClick={leave}>{say.cancel}</Button>
          <Button look="primary" type="submit" disabled={sending || picked.length === 0}>
            {sending ? sendingWords : words.open(cases.length)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

/** The button that passes the picked cases on, and what it asks. */
export const PassOn = (props: PassOnProps) => {
  const { board } = useDeskWords();
  const [open, setOpen] = useState(false);
  const n = props.cases.length;
  return (
    <>
      <Button disabled={n === 0} onClick={() => setOpen(true)}>
        {board.passOn.open(n)}
      </Button>
      {open && <PassOnDialog {...props} close={() => setOpen(false)} />}
    </>
  );
};
