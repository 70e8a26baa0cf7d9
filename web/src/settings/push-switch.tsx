import { useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import { Fault } from '../../../shared/faults.ts';
import { Refusal } from '../kit/field.tsx';
import { Switch } from '../kit/switch.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { ring, ringing, ringNoMore, type Ringing } from './push.ts';
import { useSettingsWords } from './wording/use-words.ts';

/** Whether reminders ring on this device while the application is closed; nothing where they cannot. */
export const PushSwitch = ({ huying }: { huying: Huying }) => {
  const { fault } = useSpeech();
  const words = useSettingsWords();
  const [is, setIs] = useState<Ringing>('none');
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let wanted = true;
    ringing(huying).then(
      (now) => {
        if (wanted) setIs(now);
      },
      () => undefined, // without a line it is not offered
    );
    return () => {
      wanted = false;
    };
  }, [huying]);
  const turn = (on: boolean) => {
    setRefusal('');
    (on ? ring(huying) : ringNoMore(huying)).then(setIs, (error: unknown) =>
      // What the browser or its push service throws has no words of ours.
      setRefusal(error instanceof Fault ? fault(error) : words.pushFailed),
    );
  };
  if (is === 'none') return null;
  return (
    <>
      <Switch
        label={words.push}
        hint={is === 'refused' ? words.pushRefused : words.pushHint}
        on={is === 'on'}
        turn={turn}
      />
      <Refusal>{refusal}</Refusal>
    </>
  );
};
