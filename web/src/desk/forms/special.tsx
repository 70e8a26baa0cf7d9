import type { z } from 'zod/mini';
import { SECRECY_LEVELS } from '../../../../shared/values/cases.ts';
import type { issueReply } from '../../../../shared/handling.ts';
import { ORIGINS } from '../../../../shared/values/suggestions.ts';
import type { correctCase } from '../../../../shared/timeline.ts';
import { Button } from '../../kit/button.tsx';
import { Field as LabelledInput } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useDeskWords } from '../wording/use-words.ts';
import type { DeskWords } from '../wording/words.ts';
import type { Desk, Load } from './desk.ts';
import { type Field, Prose, optionsOf, type Option, type Shown } from './field.tsx';
import { Boxes, LoadedSelect, Select, pickSome } from './pickers.tsx';

type Letter = z.input<typeof issueReply.input>;
type Promised = Letter['commitments'][number];

const Promises = ({ label, value, set }: Pick<Shown<Promised[]>, 'label' | 'value' | 'set'>) => {
  const words = useDeskWords();
  const put = (at: number, promised: Promised) => set(value.map((one, i) => (i === at ? promised : one)));
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <ol className="desk-rows">
        {value.map((promised, at) => (
          <li className="desk-row" key={at} aria-label={words.promises.row(at + 1)}>
            <Prose
              label={words.promises.text}
              value={promised.text}
              set={(text) => put(at, { ...promised, text })}
              least={2}
              most={2_000}
            />
            <LabelledInput
              label={words.promises.due}
              type="date"
              required
              value={promised.due}
              onChange={(event) => put(at, { ...promised, due: event.target.value })}
            />
            <Button look="quiet" onClick={() => set(value.filter((_, i) => i !== at))}>
              {words.promises.remove}
            </Button>
          </li>
        ))}
      </ol>
      <Button onClick={() => set([...value, { text: '', due: '' }])}>{words.promises.add}</Button>
    </fieldset>
  );
};

/** What a reply promises, and by when. */
export const promises = (): Field<Promised[]> => ({ start: [], show: (shown) => <Promises {...shown} /> });

/** Which class of the congress’s scheme a reply has; a congress without a scheme has none. */
export const replyClass = (desk: Desk): Field<string> => ({
  start: '',
  show: (shown) => <LoadedSelect {...shown} load={desk.replyClasses} none={desk.words.noClass} />,
});

type FaceToFace = Letter['faceToFace'];

/** Whether, when and to whom a reply was explained in person. */
export const faceToFace = (desk: Desk, deputies: readonly Option[]): Field<FaceToFace> => {
  const present = pickSome(deputies);
  return {
    start: null,
    show: ({ name, label, value, set }) => (
      <>
        <label className="desk-yes">
          <input
            type="checkbox"
            checked={value !== null}
            onChange={(event) =>
              set(
                event.target.checked
                  ? { on: desk.today, place: '', present: deputies.map((one) => one.value) }
                  : null,
              )
            }
          />
          <span>{label}</span>
        </label>
        {value && (
          <>
            <LabelledInput
              label={desk.words.face.on}
              type="date"
              required
              max={desk.today}
              value={value.on}
              onChange={(event) => set({ ...value, on: event.target.value })}
            />
            <LabelledInput
              label={desk.words.face.place}
              required
              minLength={2}
              maxLength={100}
              value={value.place}
              onChange={(event) => set({ ...value, place: event.target.value })}
            />
            {present.show({
              name: `${name}-present`,
              label: desk.words.face.present,
              value: value.present,
              set: (people) => set({ ...value, present: people }),
            })}
          </>
        )}
      </>
    ),
  };
};

type Correction = z.input<typeof correctCase.input>['set'];

const CORRECTED = [
  'number',
  'title',
  'text',
  'category',
  'wantsWrittenReply',
  'secrecy',
  'betweenSessions',
  'origins',
] as const;

/** A value that is wrong as it stands, to begin with. */
function standing({ view }: Desk, field: Correction['field']): Correction {
  switch (field) {
    case 'wantsWrittenReply':
    case 'betweenSessions':
      return { field, value: view[field] };
    case 'origins':
      return { field, value: view.origins };
    case 'secrecy':
      return { field, value: view.secrecy };
    case 'number':
    case 'title':
    case 'text':
    case 'category':
      return { field, value: view[field] };
  }
}

const CorrectValue = ({
  desk,
  value,
  set,
}: {
  desk: Desk;
  value: Correction;
  set: (v: Correction) => void;
}) => {
  const label = desk.words.correction.value;
  const { wire } = useSpeech();
  if (value.field === 'origins')
    return (
      <Boxes
        label={label}
        value={value.value}
        set={(some) => set({ field: 'origins', value: ORIGINS.filter((one) => some.includes(one)) })}
        options={optionsOf(ORIGINS, wire.words.boards.origins)}
      />
    );
  if (value.field === 'wantsWrittenReply' || value.field === 'betweenSessions')
    return (
      <label className="desk-yes">
        <input
          type="checkbox"
          checked={value.value}
          onChange={(event) => set({ field: value.field, value: event.target.checked })}
        />
        <span>{desk.words.correction.fields[value.field]}</span>
      </label>
    );
  if (value.field === 'secrecy') {
    const levels = optionsOf(SECRECY_LEVELS, desk.words.secrecies);
    const choose = (level: string) => {
      const known = SECRECY_LEVELS.find((one) => one === level);
      if (known) set({ field: 'secrecy', value: known });
    };
    return <Select label={label} value={value.value} set={choose} options={levels} none={null} />;
  }
  const { field } = value;
  return (
    <Prose
      label={label}
      value={value.value}
      set={(text) => set({ field, value: text })}
      least={field === 'number' || field === 'title' ? 1 : 0}
      most={field === 'text' ? 50_000 : 200}
    />
  );
};

/** Which value is wrong, and what it should be. */
export const correction = (desk: Desk): Field<Correction | null> => ({
  start: null,
  show: ({ label, value, set }) => (
    <>
      <Select
        label={label}
        value={value?.field ?? ''}
        set={(field) => {
          const known = CORRECTED.find((one) => one === field);
          set(known ? standing(desk, known) : null);
        }}
        options={optionsOf(CORRECTED, desk.words.correction.fields)}
        none={null}
      />
      {value && <CorrectValue desk={desk} value={value} set={set} />}
    </>
  ),
});

interface Committee {
  committeeUnitId: string;
  leaderId: string | null;
}

/** Which committee supervises, and who of its people leads that. */
export const committee = (
  units: Load,
  peopleOfUnit: Desk['peopleOfUnit'],
  words: Pick<DeskWords, 'fields' | 'nobody'>,
): Field<Committee> => ({
  start: { committeeUnitId: '', leaderId: null },
  show: ({ value, set }) => (
    <>
      <LoadedSelect
        label={words.fields.committeeUnitId}
        value={value.committeeUnitId}
        set={(committeeUnitId) => set({ committeeUnitId, leaderId: null })}
        load={units}
        none={null}
      />
      {value.committeeUnitId !== '' && (
        <LoadedSelect
          key={value.committeeUnitId}
          label={words.fields.leaderId}
          value={value.leaderId ?? ''}
          set={(one) => set({ ...value, leaderId: one === '' ? null : one })}
          load={peopleOfUnit(value.committeeUnitId)}
          none={words.nobody}
        />
      )}
    </>
  ),
});
