import { useId } from 'react';
import './switch.css';

interface SwitchProps {
  label: string;
  /** What it does, in a sentence. */
  hint?: string;
  on: boolean;
  turn: (on: boolean) => void;
}

/** Something that is on or off; the whole line can be hit. */
export const Switch = ({ label, hint, on, turn }: SwitchProps) => {
  const id = useId();
  return (
    <div className="switch">
      <label className="switch-line">
        <span>{label}</span>
        <input
          type="checkbox"
          role="switch"
          checked={on}
          onChange={(event) => turn(event.target.checked)}
          {...(hint === undefined ? {} : { 'aria-describedby': id })}
        />
      </label>
      {hint !== undefined && (
        <span className="field-hint" id={id}>
          {hint}
        </span>
      )}
    </div>
  );
};
