import { useState } from 'react';
import type { QuietHours } from '../../../shared/preferences.ts';
import { mayBeQuiet } from '../../../shared/values/preferences.ts';
import { Field, Refusal } from '../kit/field.tsx';
import { Switch } from '../kit/switch.tsx';
import { useSettingsWords } from './wording/use-words.ts';

/** What is offered first. */
const NIGHT: QuietHours = { from: '21:00', to: '08:00' };

/** The hours in which no letters are sent; hours that cannot be are not kept, and stay to be mended. */
export const Quiet = ({
  quiet,
  set,
}: {
  quiet: QuietHours | null;
  set: (quiet: QuietHours | null) => void;
}) => {
  const words = useSettingsWords();
  const [typed, setTyped] = useState<QuietHours | null>(null);
  const shown = typed ?? quiet;
  const change = (next: QuietHours) => {
    const isGood = mayBeQuiet(next);
    setTyped(isGood ? null : next);
    if (isGood) set(next);
  };
  const turn = (on: boolean) => {
    setTyped(null);
    set(on ? NIGHT : null);
  };
  return (
    <div className="quiet">
      <Switch label={words.quiet} hint={words.quietHint} on={quiet !== null} turn={turn} />
      {quiet !== null && shown !== null && (
        <div className="quiet-hours">
          <Field
            label={words.from}
            type="time"
            required
            value={shown.from}
            onChange={(event) => change({ ...shown, from: event.target.value })}
          />
          <Field
            label={words.to}
            type="time"
            required
            value={shown.to}
            onChange={(event) => change({ ...shown, to: event.target.value })}
          />
        </div>
      )}
      <Refusal>{typed === null ? '' : words.quietWrong}</Refusal>
    </div>
  );
};
