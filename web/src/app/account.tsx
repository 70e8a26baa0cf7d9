import { useState, type ReactNode } from 'react';
import type { Me } from '../../../shared/people.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import './account.css';

interface AccountProps {
  me: Me;
  signOut: (everywhere: boolean) => Promise<void>;
  /** What else there is to see and do about it. */
  children: ReactNode;
}

/** Who is signed in, and the way out. */
export const Account = ({ me, signOut, children }: AccountProps) => {
  const { say, fault, language, speak } = useSpeech();
  const [refusal, setRefusal] = useState('');
  const leave = (everywhere: boolean) => {
    signOut(everywhere).catch((error: unknown) => setRefusal(fault(error)));
  };
  return (
    <section className="account">
      <h1>{say.account.title}</h1>
      <dl>
        <dt>{say.account.place}</dt>
        <dd>
          {me.label} {me.name}
        </dd>
        <dt>{say.account.congress}</dt>
        <dd>{me.congressName}</dd>
      </dl>
      <Refusal>{refusal}</Refusal>
      <div className="account-acts">
        <Button onClick={() => leave(false)}>{say.nav.signOut}</Button>
        <Button onClick={() => leave(true)}>{say.nav.signOutEverywhere}</Button>
        <Button look="quiet" onClick={() => speak(language === 'en' ? 'zh-CN' : 'en')}>
          {say.account.language}
        </Button>
      </div>
      {children}
    </section>
  );
};
