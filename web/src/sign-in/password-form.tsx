import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Field, Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { useSending } from './use-sending.ts';

/** Account or phone, and password; paste and password managers welcome. */
export const PasswordForm = ({ signIn }: { signIn: (login: string, password: string) => Promise<void> }) => {
  const { say } = useSpeech();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const { sending, refusal, send } = useSending(() => signIn(login.trim(), password));
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field
        label={say.signIn.login}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        required
        maxLength={64}
        value={login}
        onChange={(event) => setLogin(event.target.value)}
      />
      <Field
        label={say.signIn.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={128}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Refusal>{refusal}</Refusal>
      <Button look="primary" type="submit" disabled={sending}>
        {sending ? say.signIn.entering : say.signIn.enter}
      </Button>
    </form>
  );
};
