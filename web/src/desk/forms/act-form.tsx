import { useState } from 'react';
import type { CaseAct, CaseFile } from '../../../../client-sdk/index.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Refusal } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useDeskWords } from '../wording/use-words.ts';
import type { Desk } from './desk.ts';
import type { Field } from './field.tsx';
import { FORMS } from './forms.ts';
import type { FormName } from '../wording/words.ts';

/** Fields of some form, whichever. */
export type AnyFields = Readonly<Record<string, Field<unknown>>>;

interface FormProps {
  /** Which form: its own words for a field stand before the common ones. */
  name: FormName;
  fields: AnyFields;
  /** Resolves when it is done. */
  send: (values: Readonly<Record<string, unknown>>) => Promise<unknown>;
  done: () => void;
  cancel: () => void;
}

/** A form made from the description of its fields; a refusal is shown as a sentence, and what was written stays. */
export const FieldsForm = ({ name, fields, send, done, cancel }: FormProps) => {
  const words = useDeskWords();
  const { say, fault } = useSpeech();
  const [values, setValues] = useState<Readonly<Record<string, unknown>>>(() =>
    Object.fromEntries(Object.entries(fields).map(([field, { start }]) => [field, start])),
  );
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const submit = () => {
    setSending(true);
    setRefusal('');
    const sent = Object.entries(fields).map(([field, { sent: of }]) => {
      const value = values[field];
      return [field, of ? of(value) : value];
    });
    send(Object.fromEntries(sent) as Readonly<Record<string, unknown>>).then(done, (error: unknown) => {
      setSending(false);
      setRefusal(fault(error));
    });
  };
  return (
    <form
      className="form"
      data-form={name}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {Object.entries(fields).map(([field, { show }]) => (
        <div key={field} className="desk-field" data-field={field}>
          {show({
            name: field,
            label: words.labelOf(name, field),
            value: values[field],
            set: (value) => setValues((before) => ({ ...before, [field]: value })),
          })}
        </div>
      ))}
      {Object.keys(fields).length === 0 && <p>{words.sure}</p>}
      <Refusal>{refusal}</Refusal>
      <div className="desk-acts">
        <Button onClick={cancel}>{say.cancel}</Button>
        <Button look="primary" type="submit" disabled={sending}>
          {sending ? words.sending : words.acts[name]}
        </Button>
      </div>
    </form>
  );
};

/** The form of one act upon a case, on a sheet. */
export const ActDialog = ({
  name,
  desk,
  file,
  close,
}: {
  name: CaseAct;
  desk: Desk;
  file: CaseFile;
  close: () => void;
}) => {
  const words = useDeskWords();
  const { say } = useSpeech();
  // What stands in the form is decided upon the case as it was when it was opened.
  const [fields] = useState(() => FORMS[name](desk) as unknown as AnyFields);
  const [seen, setSeen] = useState(desk.view.revision);
  const send = (values: Readonly<Record<string, unknown>>) =>
    // The fields are those of this act: FORMS says so.
    file.do(name, values as never, seen).catch((error: unknown) => {
      // By now the page behind shows what has changed; whoever confirms again has seen it.
      setSeen(file.read().view?.revision ?? seen);
      throw error;
    });
  return (
    <Dialog title={words.acts[name]} closeWords={say.close} close={close}>
      <FieldsForm name={name} fields={fields} send={send} done={close} cancel={close} />
    </Dialog>
  );
};
