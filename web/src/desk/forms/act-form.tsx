import { useState } from 'react';
import type { CaseAct, CaseFile } from '../../../../client-sdk/index.ts';
import type { SuggestionId } from '../../../../shared/ids.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Refusal } from '../../kit/field.tsx';
import { useKeptForm } from '../../kit/kept-forms.ts';
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
  /** Under which name what is written here outlives the page. */
  keptAs: string;
  fields: AnyFields;
  /** Resolves when it is done. */
  send: (values: Readonly<Record<string, unknown>>) => Promise<unknown>;
  done: () => void;
  cancel: () => void;
}

/** What stands in a form: what it begins with, and over it what was written, also before the page was loaded anew. */
const useValues = ({ name, keptAs, fields }: Pick<FormProps, 'name' | 'keptAs' | 'fields'>) => {
  const { kept, keep, drop } = useKeptForm(keptAs);
  const [written, setWritten] = useState<Readonly<Record<string, unknown>>>(() =>
    kept?.form === name ? kept.values : {},
  );
  const [restored] = useState(() => Object.keys(written).some((field) => field in fields));
  const values = Object.fromEntries(
    Object.entries(fields).map(([field, { start }]) => [field, field in written ? written[field] : start]),
  );
  const write = (field: string, value: unknown) => {
    const next = { ...written, [field]: value };
    setWritten(next);
    keep({ form: name, values: next });
  };
  return { values, write, restored, drop };
};

/** A form made from the description of its fields; a refusal is shown as a sentence, and what was written stays. */
export const FieldsForm = ({ name, keptAs, fields, send, done, cancel }: FormProps) => {
  const words = useDeskWords();
  const { say, fault } = useSpeech();
  const { values, write, restored, drop } = useValues({ name, keptAs, fields });
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const submit = () => {
    setSending(true);
    setRefusal('');
    const sent = Object.entries(fields).map(([field, { sent: of }]) => {
      const value = values[field];
      return [field, of ? of(value) : value];
    });
    send(Object.fromEntries(sent) as Readonly<Record<string, unknown>>).then(
      () => {
        drop();
        done();
      },
      (error: unknown) => {
        setSending(false);
        setRefusal(fault(error));
      },
    );
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
      {restored && (
        <p className="desk-restored" role="status">
          {words.restored}
        </p>
      )}
      {Object.entries(fields).map(([field, { show }]) => (
        <div key={field} className="desk-field" data-field={field}>
          {show({
            name: field,
            label: words.labelOf(name, field),
            value: values[field],
            set: (value) => write(field, value),
          })}
        </div>
      ))}
      {Object.keys(fields).length === 0 && <p>{words.sure}</p>}
      <Refusal>{refusal}</Refusal>
      <div className="desk-acts">
        <Button
          onClick={() => {
            drop();
            cancel();
          }}
        >
          {say.cancel}
        </Button>
        <Button look="primary" type="submit" disabled={sending}>
          {sending ? words.sending : words.acts[name]}
        </Button>
      </div>
    </form>
  );
};

/** Of one case one form is kept: the one that was open. */
export const formOfCase = (suggestionId: SuggestionId): string => `case/${suggestionId}`;

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
  const keptAs = formOfCase(desk.view.suggestionId);
  const { putAside } = useKeptForm(keptAs);
  const send = (values: Readonly<Record<string, unknown>>) =>
    // The fields are those of this act: FORMS says so.
    file.do(name, values as never, seen).catch((error: unknown) => {
      // By now the page behind shows what has changed; whoever confirms again has seen it.
      setSeen(file.read().view?.revision ?? seen);
      throw error;
    });
  return (
    <Dialog
      title={words.acts[name]}
      closeWords={say.close}
      // Whoever closes the sheet may come back to it; whoever cancels does not want to.
      close={() => {
        putAside();
        close();
      }}
    >
      <FieldsForm {...{ name, keptAs, fields, send }} done={close} cancel={close} />
    </Dialog>
  );
};
