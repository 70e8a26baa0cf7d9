import { useContext, useEffect, useState } from 'react';
import type { Huying } from '../../../client-sdk/index.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import { RenewalContext } from './renewal.ts';
import type { Updates } from './updates.ts';
import { useAppWords } from './wording/use-words.ts';
import './update-bar.css';

/** How often it is asked whether there is a newer version, in milliseconds; when the line returns it is asked, too. */
const LOOK_MS = 3_600_000;

interface BarProps {
  updates: Updates;
  settled: () => Promise<void>;
  /** On a computer that others use, too, nothing outlives the page. */
  shared: boolean;
}

const Bar = ({ updates, settled, shared }: BarProps) => {
  const { say } = useSpeech();
  const words = useAppWords();
  const { update } = useReadable(updates);
  const [put, setPut] = useState(false);
  if (update === 'none' || put) return null;
  return (
    <p className="update-bar">
      <Icon name="down" />
      {shared ? words.updateShared : words.updateReady}
      <Button onClick={() => void updates.take(settled)}>{say.update}</Button>
      <Button look="quiet" onClick={() => setPut(true)}>
        {words.later}
      </Button>
    </p>
  );
};

/** Says that there is a newer version, and leaves it to the person when it comes. */
export const UpdateBar = ({ huying }: { huying: Pick<Huying, 'on' | 'terms'> }) => {
  const { updates: find, settled } = useContext(RenewalContext);
  const [updates, setUpdates] = useState<Updates | null>(null);
  useEffect(() => {
    find().then(setUpdates, () => undefined); // without them the page stays as it is
  }, [find]);
  useEffect(() => {
    if (updates === null) return undefined;
    const look = () => void updates.look();
    const timer = setInterval(look, LOOK_MS);
    // A server that was away may have come back as a newer one.
    const stop = huying.on('state', (state) => {
      if (state === 'online') look();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [updates, huying]);
  const shared = huying.terms?.shared === true;
  return <div role="status">{updates !== null && <Bar {...{ updates, settled, shared }} />}</div>;
};
