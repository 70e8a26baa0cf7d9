import { useEffect, useState } from 'react';
import { Icon } from '../kit/icon.tsx';
import { civilDateOf, recentDayName, wallClockOf } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import type { Line } from './use-line.ts';
import './line-bar.css';

/** How long "connected again" stays, in milliseconds. */
const GLAD_MS = 3_000;

/** So long a first connection may take before it is spoken of, in milliseconds: a bar that comes and goes moves the page. */
const PATIENCE_MS = 2_000;

/** Whether it has been so for that long. */
const useLasting = (is: boolean): boolean => {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!is) return undefined;
    const timer = setTimeout(() => setLasting(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [is]);
  return lasting;
};

/** From when it is what people see without a line; an instant in milliseconds. */
const AsOf = ({ asOf }: { asOf: number }) => {
  const { say, today, language } = useSpeech();
  const day = civilDateOf(asOf);
  const time =
    day === today ? wallClockOf(asOf) : `${recentDayName(day, today, language)} ${wallClockOf(asOf)}`;
  return <span data-as-of={new Date(asOf).toISOString()}>{say.line.asOf(time)}</span>;
};

/** Says how the connection is, when there is something to say; `asOf`: from when it is what people see, null: from now. */
export const LineBar = ({ line, asOf }: { line: Line; asOf: number | null }) => {
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
  const connecting = useLasting(line === 'connecting');
  const shown = line === 'online' ? glad : line !== 'connecting' || connecting;
  return (
    <div className="line-bar" role="status">
      {shown && (
        <p data-line={line}>
          <Icon name={line === 'online' ? 'tick' : 'clock'} />
          <span>{say.line[line]}</span>
          {line !== 'online' && asOf !== null && <AsOf asOf={asOf} />}
        </p>
      )}
    </div>
  );
};
