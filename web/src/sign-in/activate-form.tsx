import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Field, Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { useSending } from './use-sending.ts';

/** The first password, with the one-time code that the office handed out. */
export const ActivateForm = ({
  activate,
}: {
  activate: (login: string, code: string, password: string) => Promise<void>;
}) => {
  const { say } = useSpeech();
  const [login, setLogin] = useState('');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const { sending, refusal, setRefusal, send } = useSending(() =>
    activate(login.trim(), code.trim(), password),
  );
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (password === repeat) send();
        else setRefusal(say.activate.differ);
      }}
    >
      <Field
        label={say.signIn.login}
        autoComplete="username"
        autoCapitalize="none"
        required
        maxLength={64}
        value={login}
        onChange={(event) => setLogin(event.target.value)}
      />
      <Field
        label={say.activate.code}
        hint={say.activate.codeHint}
        autoComplete="one-time-code"
        required
        maxLength={40}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Field
        label={say.activate.password}
        hint={say.activate.passwordHint}
        type="password"
        autoComplete="new-password"
        required
        maxLength={128}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Field
        label={say.activate.repeat}
        type="password"
        autoComplete="new-password"
        required
        maxLength={128}
        value={repeat}
        onChange={(event) => setRepeat(event.target.value)}
      />
      <Refusal>{refusal}</Refusal>
      <Button look="primary" type="submit" disabled={sending}>
        {sending ? say.signIn.entering : say.activate.enter}
      </Button>
    </form>
  );
};
