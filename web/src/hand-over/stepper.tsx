import { Link } from 'wouter';
import type { ImportState } from '../../../shared/import.ts';
import { stepAt } from './import.rules.ts';
import { useHandOverWords } from './wording/use-words.ts';
import { type StepName, STEPS } from './wording/words.ts';

interface StepperProps {
  /** Null: nothing has begun. */
  state: ImportState | null;
  step: StepName;
  addressOf: (step: StepName) => string;
}

/** The five steps: where one is, and those to which one can go. */
export const Stepper = ({ state, step: current, addressOf }: StepperProps) => {
  const { steps: words } = useHandOverWords();
  return (
    <nav aria-label={words.label}>
      <ol className="stepper">
        {STEPS.map((step, i) => {
          const isOpen = step !== 'file' && state !== null && stepAt(state, step) === step;
          return (
            <li key={step} className={step === current ? 'stepper-now' : undefined}>
              {isOpen && step !== current ? (
                <Link href={addressOf(step)}>
                  <b aria-hidden="true">{i + 1}</b> {words[step]}
                </Link>
              ) : (
                <span aria-current={step === current ? 'step' : undefined}>
                  <b aria-hidden="true">{i + 1}</b> {words[step]}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <p className="hidden-words">{words.at(STEPS.indexOf(current) + 1, STEPS.length)}</p>
    </nav>
  );
};
