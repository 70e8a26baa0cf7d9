import { useId, type InputHTMLAttributes, type ReactNode } from 'react';
import './field.css';

/** One labelled input line. */
export const Field = ({
  label,
  hint,
  ...input
}: { label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>) => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        dir="auto"
        {...input}
        id={id}
        className="input"
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      />
      {hint !== undefined && (
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
};

interface ChoicesProps<T extends string> {
  label: string;
  name: string;
  options: readonly { value: T; label: string }[];
  value: T | null;
  choose: (value: T) => void;
}

/** One of a few, as chips; arrow keys move, as in any group of radio buttons. */
export const Choices = <T extends string>({ label, name, options, value, choose }: ChoicesProps<T>) => (
  <fieldset className="field">
    <legend className="field-label">{label}</legend>
    <div className="choices">
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => choose(option.value)}
            required
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  </fieldset>
);

/** A refusal, read out at once; nothing when there is none. */
export const Refusal = ({ children }: { children: ReactNode }) => (
  <div role="alert">{children !== null && children !== '' && <p className="refusal">{children}</p>}</div>
);
