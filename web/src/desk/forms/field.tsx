import { useId, type ReactNode } from 'react';
import type { CivilDate } from '../../../../shared/ids.ts';
import { Choices, Field as LabelledInput } from '../../kit/field.tsx';

/** What a control is given. */
export interface Shown<T> {
  name: string;
  label: string;
  value: T;
  set: (value: T) => void;
}

/** One field of a form: what stands in it at first, and how it is filled in. */
export interface Field<T> {
  readonly start: T;
  readonly show: (shown: Shown<T>) => ReactNode;
  /** What is sent of what stands there; left out: all of it. */
  readonly sent?: (value: T) => T;
}

/** Fields of a form by the names under which the contract takes them; null until one was chosen. */
export type Fields<I> = {
  readonly [K in keyof I]: Field<Exclude<I[K], undefined>> | Field<Exclude<I[K], undefined> | null>;
};

/** Something to choose, and what it is called. */
export interface Option<T extends string = string> {
  value: T;
  label: string;
}

/** Options in the words of a catalogue, in the order of the contract. */
export const optionsOf = <T extends string>(
  values: readonly T[],
  words: Readonly<Record<T, string>>,
): Option<T>[] => values.map((value) => ({ value, label: words[value] }));

/** Several lines of text. */
export const Prose = ({
  label,
  value,
  set,
  least,
  most,
}: Pick<Shown<string>, 'label' | 'value' | 'set'> & { least: number; most: number }) => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="input"
        required={least > 0}
        minLength={least}
        maxLength={most}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </div>
  );
};

/** One line; `least` 0: may be left empty. */
export const line = (least: number, most: number, start = ''): Field<string> => ({
  start,
  show: ({ label, value, set }) => (
    <LabelledInput
      label={label}
      required={least > 0}
      minLength={least}
      maxLength={most}
      value={value}
      onChange={(event) => set(event.target.value)}
    />
  ),
});

/** One line that says nothing when it is left empty. */
export const lineOrNone = (least: number, most: number): Field<string | null> => ({
  start: null,
  show: ({ label, value, set }) => (
    <LabelledInput
      label={label}
      minLength={least}
      maxLength={most}
      value={value ?? ''}
      onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
    />
  ),
});

/** Several lines; `least` 0: may be left empty. */
export const prose = (least: number, most: number, start = ''): Field<string> => ({
  start,
  show: (shown) => <Prose {...shown} least={least} most={most} />,
});

/** Several lines that say nothing when left empty. */
export const proseOrNone = (least: number, most: number): Field<string | null> => ({
  start: null,
  show: ({ value, set, ...shown }) => (
    <Prose
      {...shown}
      value={value ?? ''}
      set={(text) => set(text === '' ? null : text)}
      least={least}
      most={most}
    />
  ),
});

/** Texts, one in each row of a box; `least` 0: may be left empty. */
export const rows = (least: number): Field<string[]> => ({
  start: [],
  sent: (texts) => texts.filter((text) => text.trim() !== ''),
  show: ({ value, set, ...shown }) => (
    <Prose
      {...shown}
      value={value.join('\n')}
      set={(text) => set(text === '' ? [] : text.split('\n'))}
      least={least}
      most={200_000}
    />
  ),
});

/** Yes or no. */
export const yes = (start = false): Field<boolean> => ({
  start,
  show: ({ label, value, set }) => (
    <label className="desk-yes">
      <input type="checkbox" checked={value} onChange={(event) => set(event.target.checked)} />
      <span>{label}</span>
    </label>
  ),
});

/** Yes or no, to be said in so many words. */
export const either = (words: { yes: string; no: string }): Field<boolean | null> => ({
  start: null,
  show: ({ name, label, value, set }) => (
    <Choices
      label={label}
      name={name}
      options={[
        { value: 'yes', label: words.yes },
        { value: 'no', label: words.no },
      ]}
      value={value === null ? null : value ? 'yes' : 'no'}
      choose={(said) => set(said === 'yes')}
    />
  ),
});

/** One of a few. */
export const choice = <T extends string>(
  options: readonly Option<T>[],
  start: T | null = null,
): Field<T | null> => ({
  start,
  show: ({ name, label, value, set }) => (
    <Choices label={label} name={name} options={options} value={value} choose={set} />
  ),
});

/** A day. */
export const day = (start: CivilDate = '', most?: CivilDate): Field<CivilDate> => ({
  start,
  show: ({ label, value, set }) => (
    <LabelledInput
      label={label}
      type="date"
      required
      {...(most === undefined ? {} : { max: most })}
      value={value}
      onChange={(event) => set(event.target.value)}
    />
  ),
});

/** A day, or none. */
export const dayOrNone = (): Field<CivilDate | null> => ({
  start: null,
  show: ({ label, value, set }) => (
    <LabelledInput
      label={label}
      type="date"
      value={value ?? ''}
      onChange={(event) => set(event.target.value === '' ? null : event.target.value)}
    />
  ),
});

/** What follows from where the form stands, and is not asked. */
export const fixed = <T,>(start: T): Field<T> => ({ start, show: () => null });
