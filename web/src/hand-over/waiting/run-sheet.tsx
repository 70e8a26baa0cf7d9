import { Fault, FAULTS, type FaultCode } from '../../../../shared/faults.ts';
import type { HandOver } from '../../../../shared/hand-over.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import type { Tone } from '../../kit/tone.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { useHandOverWords } from '../wording/use-words.ts';

const TONES: Record<HandOver['state'], Tone> = {
  waiting: 'plain',
  running: 'brand',
  finished: 'ok',
  failed: 'late',
};

/** How far a hand-over has come, with what could not be done and why. */
export const RunSheet = ({ run, dismiss }: { run: HandOver; dismiss: () => void }) => {
  const { say, fault } = useSpeech();
  const words = useHandOverWords().waiting;
  const reasonOf = (reason: string) => (reason in FAULTS ? fault(new Fault(reason as FaultCode)) : reason);
  const over = run.state === 'finished' || run.state === 'failed';
  return (
    <div className="run" data-run={run.state}>
      <p className="run-top" role="status">
        <Chip tone={TONES[run.state]}>{words.states[run.state]}</Chip>
        <span>{words.progress(run.done, run.total)}</span>
        {run.failures.length > 0 && <span>{words.failures(run.failures.length)}</span>}
      </p>
      <progress value={run.done} max={Math.max(1, run.total)} aria-label={words.states[run.state]} />
      {run.failures.length > 0 && (
        <ul className="run-failures">
          {run.failures.map((failure) => (
            <li key={failure.suggestionId}>
              {say.number(failure.number)}：{reasonOf(failure.reason)}
            </li>
          ))}
        </ul>
      )}
      {over && (
        <div>
          <Button onClick={dismiss}>{words.done}</Button>
        </div>
      )}
    </div>
  );
};
