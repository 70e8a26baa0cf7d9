import { useState } from 'react';
import { useSpeech } from '../../wording/speech.tsx';
import { rateOf } from '../import.rules.ts';
import { useHandOverWords } from '../wording/use-words.ts';

interface ProgressProps {
  done: number;
  total: number;
  /** The numbers in a sentence. */
  words: string;
}

const SECONDS_A_MINUTE = 60;

/** The last look, and the first one, from which it is reckoned how fast it goes. */
interface Seen {
  readonly done: number;
  readonly first: { readonly done: number; readonly at: number };
  readonly rate: number | null;
}

const seenNow = (before: Seen | null, now: { done: number; at: number }): Seen =>
  before === null || before.done > now.done
    ? { done: now.done, first: now, rate: null }
    : { ...before, done: now.done, rate: rateOf(before.first, now) };

/** How far something has come: numbers, and from the second look on how fast it goes and what is left. */
export const Progress = ({ done, total, words: sentence }: ProgressProps) => {
  const { now } = useSpeech();
  const { run: words } = useHandOverWords();
  const [seen, setSeen] = useState<Seen | null>(null);
  if (seen?.done !== done) setSeen(seenNow(seen, { done, at: now() }));
  const rate = seen?.rate ?? null;
  const minutes = rate === null ? null : Math.floor((total - done) / rate / SECONDS_A_MINUTE);
  return (
    <div className="import-progress">
      <p role="status">{sentence}</p>
      <progress value={done} max={Math.max(1, total)} aria-label={sentence} />
      {rate !== null && minutes !== null && done < total && (
        <p className="import-hint">
          {words.rate(rate < 10 ? rate.toFixed(1) : String(Math.round(rate)))} · {words.left(minutes)}
        </p>
      )}
    </div>
  );
};
