import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Field } from '../kit/field.tsx';
import { useAccountWords } from './wording/use-words.ts';

interface FormProps<T> {
  send: (given: T) => Promise<void>;
  cancel: () => void;
}

const Form = ({
  send,
  cancel,
  act,
  children,
}: FormProps<undefined> & { act: string; children: ReactNode }) => {
  const { second: words } = useAccountWords();
  const [sending, setSending] = useState(false);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        setSending(true);
        void send(undefined).finally(() => setSending(false));
      }}
    >
      {children}
      <div className="second-factor-acts">
        <Button look="primary" type="submit" disabled={sending}>
          {act}
        </Button>
        <Button look="quiet" onClick={cancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
};

const Password = ({ value, change }: { value: string; change: (value: string) => void }) => {
  const { second: words } = useAccountWords();
  return (
    <Field
      label={words.password}
      type="password"
      autoComplete="current-password"
      required
      maxLength={128}
      value={value}
      onChange={(event) => change(event.target.value)}
    />
  );
};

const Code = ({ hint, value, change }: { hint: string; value: string; change: (value: string) => void }) => {
  const { second: words } = useAccountWords();
  return (
    <Field
      label={words.code}
      hint={hint}
      autoComplete="one-time-code"
      required
      maxLength={40}
      value={value}
      onChange={(event) => change(event.target.value)}
    />
  );
};

/** The password once more. */
export const PasswordForm = ({ send, cancel }: FormProps<string>) => {
  const { second: words } = useAccountWords();
  const [password, setPassword] = useState('');
  return (
    <Form send={() => send(password)} cancel={cancel} act={words.goOn}>
      <Password value={password} change={setPassword} />
    </Form>
  );
};

/** The picture for the authenticator app, and the first code from it. */
export const ConfirmForm = ({ address, send, cancel }: FormProps<string> & { address: string }) => {
  const { second: words } = useAccountWords();
  const [code, setCode] = useState('');
  const [picture, setPicture] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    void import('../kit/qr.ts').then(({ qrOf }) => setPicture(qrOf(address)));
  }, [address]);
  return (
    <Form send={() => send(code)} cancel={cancel} act={words.confirm}>
      <p>{words.scan}</p>
      {picture && (
        <svg
          className="second-factor-picture"
          role="img"
          aria-label={words.picture}
          viewBox={`0 0 ${picture.size} ${picture.size}`}
        >
          <rect width="100%" height="100%" fill="white" />
          <path d={picture.path} fill="black" />
        </svg>
      )}
      <p>{words.secret}</p>
      <output className="second-factor-secret">{new URL(address).searchParams.get('secret')}</output>
      <Code hint={words.codeHint} value={code} change={setCode} />
    </Form>
  );
};

/** Password and a code, to turn it off. */
export const EndForm = ({ send, cancel }: FormProps<{ password: string; code: string }>) => {
  const { second: words } = useAccountWords();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  return (
    <Form send={() => send({ password, code })} cancel={cancel} act={words.end}>
      <Password value={password} change={setPassword} />
      <Code hint={words.endHint} value={code} change={setCode} />
    </Form>
  );
};
