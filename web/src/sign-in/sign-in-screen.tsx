import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Mark } from '../kit/icon.tsx';
import { useTitle } from '../kit/use-title.ts';
import { useSpeech } from '../wording/speech.tsx';
import { ActivateForm } from './activate-form.tsx';
import { PasswordForm } from './password-form.tsx';
import './sign-in.css';

interface SignInProps {
  signIn: (login: string, password: string) => Promise<void>;
  activate: (login: string, code: string, password: string) => Promise<void>;
}

/** The door: account and password, or the first password by one-time code. */
export const SignInScreen = ({ signIn, activate }: SignInProps) => {
  const { say, language, speak } = useSpeech();
  const [first, setFirst] = useState(false);
  useTitle(`${first ? say.activate.title : say.signIn.title} · ${say.product}`);
  return (
    <div className="sign-in">
      <main className="sign-in-sheet">
        <div className="sign-in-brand">
          <Mark />
          <div>
            <p>{say.product}</p>
            <p>{say.motto}</p>
          </div>
        </div>
        <h1>{first ? say.activate.title : say.signIn.title}</h1>
        {first ? (
          <ActivateForm
            activate={async (login, code, password) => {
              await activate(login, code, password);
              await signIn(login, password);
            }}
          />
        ) : (
          <PasswordForm signIn={signIn} />
        )}
        <Button look="quiet" onClick={() => setFirst(!first)}>
          {first ? say.activate.back : say.signIn.first}
        </Button>
      </main>
      <footer className="sign-in-foot">
        <p>{say.signIn.secrecy}</p>
        <p>{say.signIn.help}</p>
        <Button look="quiet" onClick={() => speak(language === 'en' ? 'zh-CN' : 'en')}>
          {say.signIn.language}
        </Button>
      </footer>
    </div>
  );
};
