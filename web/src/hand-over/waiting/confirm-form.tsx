import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field, Refusal } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useHandOverWords } from '../wording/use-words.ts';

interface ConfirmProps {
  count: number;
  start: (assignedOn: string) => Promise<void>;
  close: () => void;
}

/** Asks for the count to be typed before anything is handed over. */
export const ConfirmForm = ({ count, start, close }: ConfirmProps) => {
  const { say, fault, today } = useSpeech();
  const words = useHandOverWords().waiting;
  const [typed, setTyped] = useState('');
  const [on, setOn] = useState(today);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const matches = typed.trim() === String(count);
  const submit = () => {
    if (!matches) return;
    setSending(true);
    start(on).catch((error: unknown) => {
      setSending(false);
      setRefusal(fault(error));
    });
  };
  return (
    <Dialog title={words.confirm(count)} closeWords={say.close} close={close}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>{words.what}</p>
        <Field
          label={words.on}
          type="date"
          required
          max={today}
          value={on}
          onChange={(event) => setOn(event.target.value)}
        />
        <Field
          label={words.type(count)}
          inputMode="numeric"
          autoComplete="off"
          required
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Refusal>{refusal}</Refusal>
        <Button look="primary" type="submit" disabled={!matches || sending}>
          {sending ? words.starting : words.go}
        </Button>
      </form>
    </Dialog>
  );
};
