import { useEffect, useState } from 'react';
import { Icon } from '../kit/icon.tsx';
import { useSpeech } from '../wording/speech.tsx';
import type { Line } from './use-line.ts';
import './line-bar.css';

/** How long "connected again" stays, in milliseconds. */
const GLAD_MS = 3_000;

/** Says how the connection is, when there is something to say. */
export const LineBar = ({ line }: { line: Line }) => {
  const { say } = useSpeech();
  const [before, setBefore] = useState(line);
  const [glad, setGlad] = useState(false);
  if (before !== line) {
    setBefore(line);
    setGlad(line === 'online' && before !== 'connecting');
  }
  useEffect(() => {
    if (!glad) return undefined;
    const timer = setTimeout(() => setGlad(false), GLAD_MS);
    return () => clearTimeout(timer);
  }, [glad]);
  const shown = line !== 'online' || glad;
  return (
    <div className="line-bar" role="status">
      {shown && (
        <p data-line={line}>
          <Icon name={line === 'online' ? 'tick' : 'clock'} />
          {say.line[line]}
        </p>
      )}
    </div>
  );
};
