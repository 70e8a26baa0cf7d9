import { useCallback, useEffect, useState } from 'react';
import { Fault, type Huying, type SecondFactor as Standing } from '../../../client-sdk/index.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { dayName, civilDateOf } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { ConfirmForm, EndForm, PasswordForm } from './second-factor-forms.tsx';
import { useAccountWords } from './wording/use-words.ts';
import './second-factor.css';

/** What is being done: nothing, the password asked, the picture shown, the codes shown, or the end asked for. */
type Stage =
  | { is: 'still' }
  | { is: 'password' }
  | { is: 'picture'; address: string }
  | { is: 'codes'; codes: readonly string[] }
  | { is: 'ending' };

/** Whether a code is asked for besides the password; turning that on and off. */
export const SecondFactor = ({ huying }: { huying: Huying }) => {
  const { fault, today, language } = useSpeech();
  const { second: words } = useAccountWords();
  const [standing, setStanding] = useState<Standing | null>(null);
  const [stage, setStage] = useState<Stage>({ is: 'still' });
  const [refusal, setRefusal] = useState('');

  const say = useCallback(
    (error: unknown) => {
      const wrong = error instanceof Fault && error.code === 'SIGN_IN_REFUSED';
      setRefusal(wrong ? words.wrongPassword : fault(error));
    },
    [fault, words],
  );
  useEffect(() => {
    if (stage.is === 'still') huying.ask('second-factor:show', {}).then(setStanding, say);
  }, [huying, stage, say]);

  /** One act, and where it leads. */
  const attempt = async (act: () => Promise<Stage>) => {
    setRefusal('');
    await act().then(setStage, say);
  };
  const still = () => {
    setRefusal('');
    setStage({ is: 'still' });
  };

  if (standing === null) return <Refusal>{refusal}</Refusal>;
  const { since, recoveryCodesLeft, obliged } = standing;
  return (
    <section className="second-factor" aria-labelledby="second-factor-title">
      <h2 id="second-factor-title">{words.title}</h2>
      <p className="second-factor-why">
        {since === null
          ? words.off
          : `${words.on(dayName(civilDateOf(since), today, language))} · ${words.left(recoveryCodesLeft)}`}{' '}
        {obliged && words.obliged}
      </p>
      <Refusal>{refusal}</Refusal>
      {stage.is === 'still' && (
        <Button onClick={() => setStage({ is: since === null ? 'password' : 'ending' })}>
          {since === null ? words.begin : words.end}
        </Button>
      )}
      {stage.is === 'password' && (
        <PasswordForm
          cancel={still}
          send={(password) =>
            attempt(async () => ({
              is: 'picture',
              ...(await huying.ask('second-factor:begin', { password })),
            }))
          }
        />
      )}
      {stage.is === 'picture' && (
        <ConfirmForm
          address={stage.address}
          cancel={still}
          send={(code) =>
            attempt(async () => ({
              is: 'codes',
              codes: (await huying.ask('second-factor:confirm', { code })).recoveryCodes,
            }))
          }
        />
      )}
      {stage.is === 'codes' && <RecoveryCodes codes={stage.codes} done={still} />}
      {stage.is === 'ending' && (
        <EndForm
          cancel={still}
          send={(given) =>
            attempt(async () => {
              await huying.ask('second-factor:end', given);
              return { is: 'still' };
            })
          }
        />
      )}
    </section>
  );
};
