import { useEffect, useId, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Refusal } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useDeskWords } from '../wording/use-words.ts';
import type { Load } from './desk.ts';
import type { Field, Option, Shown } from './field.tsx';

/** Longer lists can be narrowed by typing. */
const MANY = 12;

/** Options that are fetched; null while that is under way. */
const useOptions = (load: Load): { options: readonly Option[] | null; refusal: string } => {
  const { fault } = useSpeech();
  const [options, setOptions] = useState<readonly Option[] | null>(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    let wanted = true;
    load().then(
      (found) => {
        if (wanted) setOptions(found);
      },
      (error: unknown) => {
        if (wanted) setRefusal(fault(error));
      },
    );
    return () => {
      wanted = false;
    };
  }, [load, fault]);
  return { options, refusal };
};

/** A list of which one is chosen. */
export const Select = ({
  label,
  value,
  set,
  options,
  none,
}: Pick<Shown<string>, 'label' | 'value' | 'set'> & {
  options: readonly Option[];
  /** What choosing nothing is called; null: something has to be chosen. */
  none: string | null;
}) => {
  const id = useId();
  const words = useDeskWords();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        required={none === null}
        value={value}
        onChange={(event) => set(event.target.value)}
      >
        <option value="">{none ?? words.pick}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
};

/** Same, of a list that is fetched. */
export const LoadedSelect = ({
  load,
  ...rest
}: Omit<Parameters<typeof Select>[0], 'options'> & { load: Load }) => {
  const { options, refusal } = useOptions(load);
  return (
    <>
      <Select {...rest} options={options ?? []} />
      <Refusal>{refusal}</Refusal>
    </>
  );
};

export const Boxes = ({
  label,
  value,
  set,
  options,
}: Pick<Shown<string[]>, 'label' | 'value' | 'set'> & { options: readonly Option[] }) => {
  const words = useDeskWords();
  const [wanted, setWanted] = useState('');
  const shown = options.filter((one) => one.label.includes(wanted) || value.includes(one.value));
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      {options.length > MANY && (
        <input
          className="input"
          type="search"
          aria-label={words.narrow(label)}
          placeholder={words.narrow(label)}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      <div className="desk-boxes">
        {shown.map((option) => (
          <label className="desk-yes" key={option.value}>
            <input
              type="checkbox"
              checked={value.includes(option.value)}
              onChange={(event) =>
                set(
                  event.target.checked
                    ? [...value, option.value]
                    : value.filter((one) => one !== option.value),
                )
              }
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

const LoadedBoxes = ({ load, ...rest }: Omit<Parameters<typeof Boxes>[0], 'options'> & { load: Load }) => {
  const { options, refusal } = useOptions(load);
  return (
    <>
      <Boxes {...rest} options={options ?? []} />
      <Refusal>{refusal}</Refusal>
    </>
  );
};

/** Looks for people or suggestions by name, number or pinyin, and keeps those that were chosen. */
const Finder = ({
  label,
  value,
  set,
  find,
}: Pick<Shown<string[]>, 'label' | 'value' | 'set'> & {
  find: (text: string) => Promise<readonly Option[]>;
}) => {
  const words = useDeskWords();
  const { fault } = useSpeech();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly Option[] | null>(null);
  const [known, setKnown] = useState<readonly Option[]>([]);
  const [refusal, setRefusal] = useState('');
  const look = () => {
    if (text.trim() === '') return;
    find(text.trim()).then(
      (options) => {
        setFound(options);
        setKnown((before) => [...before, ...options.filter((o) => !before.some((b) => b.value === o.value))]);
        setRefusal('');
      },
      (error: unknown) => setRefusal(fault(error)),
    );
  };
  const listed = known.filter((o) => value.includes(o.value) || found?.some((f) => f.value === o.value));
  return (
    <div className="desk-finder">
      <div className="desk-find">
        <input
          className="input"
          type="search"
          aria-label={words.find(label)}
          placeholder={words.find(label)}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            look();
          }}
        />
        <Button onClick={look}>{words.look}</Button>
      </div>
      {found?.length === 0 && <p>{words.nobodyFound}</p>}
      <Boxes label={label} value={value} set={set} options={listed} />
      <Refusal>{refusal}</Refusal>
    </div>
  );
};

/** One of what is known. */
export const pickOne = (options: readonly Option[]): Field<string> => ({
  start: options.length === 1 ? (options[0]?.value ?? '') : '',
  show: (shown) => <Select {...shown} options={options} none={null} />,
});

/** One of what is fetched. */
export const pickLoaded = (load: Load): Field<string> => ({
  start: '',
  show: (shown) => <LoadedSelect {...shown} load={load} none={null} />,
});

/** One of what is fetched, or none. */
export const pickOrNone = (load: Load, none: string): Field<string | null> => ({
  start: null,
  show: ({ value, set, ...shown }) => (
    <LoadedSelect
      {...shown}
      value={value ?? ''}
      set={(one) => set(one === '' ? null : one)}
      load={load}
      none={none}
    />
  ),
});

/** Some of what is known. */
export const pickSome = <T extends string>(
  options: readonly Option<T>[],
  start: readonly T[] = [],
): Field<T[]> => ({
  start: [...start],
  show: ({ label, value, set }) => (
    <Boxes label={label} value={value} set={(some) => set(some as T[])} options={options} />
  ),
});

/** Some of what is fetched. */
export const pickLoadedSome = (load: Load, start: readonly string[] = []): Field<string[]> => ({
  start: [...start],
  show: ({ label, value, set }) => <LoadedBoxes label={label} value={value} set={set} load={load} />,
});

/** Some of what is found by a name. */
export const findSome = (find: (text: string) => Promise<readonly Option[]>): Field<string[]> => ({
  start: [],
  show: ({ label, value, set }) => <Finder label={label} value={value} set={set} find={find} />,
});
