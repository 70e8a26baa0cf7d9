import type { TrackRole } from '../../../../shared/suggestions.ts';
import { TRACK_ROLES } from '../../../../shared/values/suggestions.ts';
import { Button } from '../../kit/button.tsx';
import { Choices } from '../../kit/field.tsx';
import { useDeskWords } from '../wording/use-words.ts';
import type { Desk } from './desk.ts';
import { type Field, line, optionsOf, type Option, type Shown } from './field.tsx';
import { LoadedSelect, Select } from './pickers.tsx';

interface TrackAssigned {
  unitId: string;
  role: TrackRole;
  part: string;
}

const part = line(0, 500);

const Row = ({
  desk,
  given,
  set,
  remove,
  at,
}: {
  desk: Desk;
  given: TrackAssigned;
  set: (given: TrackAssigned) => void;
  remove: () => void;
  at: number;
}) => {
  const words = useDeskWords();
  return (
    <li className="desk-row" aria-label={words.tracks.row(at + 1)}>
      <LoadedSelect
        label={words.tracks.unit}
        value={given.unitId}
        set={(unitId) => set({ ...given, unitId })}
        load={desk.units}
        none={null}
      />
      <Select
        label={words.tracks.role}
        value={given.role}
        set={(role) => set({ ...given, role: role as TrackRole })}
        options={optionsOf(TRACK_ROLES, desk.roleNames)}
        none={null}
      />
      {part.show({
        name: `part-${at}`,
        label: words.tracks.part,
        value: given.part,
        set: (text) => set({ ...given, part: text }),
      })}
      <Button look="quiet" onClick={remove}>
        {words.tracks.remove}
      </Button>
    </li>
  );
};

/** Units with their roles and what each handles. */
const Tracks = ({
  desk,
  label,
  value,
  set,
}: Pick<Shown<TrackAssigned[]>, 'label' | 'value' | 'set'> & { desk: Desk }) => {
  const words = useDeskWords();
  return (
    <fieldset className="field">
      <legend className="field-label">{label}</legend>
      <ol className="desk-rows">
        {value.map((given, at) => (
          <Row
            key={at}
            desk={desk}
            given={given}
            at={at}
            set={(changed) => set(value.map((one, i) => (i === at ? changed : one)))}
            remove={() => set(value.filter((_, i) => i !== at))}
          />
        ))}
      </ol>
      <Button
        onClick={() => set([...value, { unitId: '', role: value.length === 0 ? 'lead' : 'co', part: '' }])}
      >
        {words.tracks.add}
      </Button>
    </fieldset>
  );
};

/** Units with their roles; `first`: a row stands there at once. */
export const tracks = (desk: Desk, first: boolean): Field<TrackAssigned[]> => ({
  start: first ? [{ unitId: '', role: 'lead', part: '' }] : [],
  show: (shown) => <Tracks {...shown} desk={desk} />,
});

type Decision = { kind: 'refuse' } | { kind: 'agree'; to: TrackAssigned[] };

/** Whether a return is agreed to, and who takes it then. */
export const decision = (desk: Desk): Field<Decision | null> => ({
  start: null,
  show: ({ name, label, value, set }) => (
    <>
      <Choices
        label={label}
        name={name}
        options={optionsOf(['agree', 'refuse'] as const, desk.words.decisions)}
        value={value?.kind ?? null}
        choose={(kind) => set(kind === 'refuse' ? { kind } : { kind, to: [] })}
      />
      {value?.kind === 'agree' && (
        <Tracks
          desk={desk}
          label={desk.words.tracks.instead}
          value={value.to}
          set={(to) => set({ kind: 'agree', to })}
        />
      )}
    </>
  ),
});

type Change = { fromUnitId: string; to: TrackAssigned[] } | null;

/** Another unit in the place of one, or all stays. */
export const change = (desk: Desk, units: readonly Option[]): Field<Change> => ({
  start: null,
  show: ({ label, value, set }) => (
    <>
      <Select
        label={label}
        value={value?.fromUnitId ?? ''}
        set={(fromUnitId) => set(fromUnitId === '' ? null : { fromUnitId, to: value?.to ?? [] })}
        options={units}
        none={desk.words.tracks.stay}
      />
      {value && (
        <Tracks
          desk={desk}
          label={desk.words.tracks.instead}
          value={value.to}
          set={(to) => set({ ...value, to })}
        />
      )}
    </>
  ),
});
