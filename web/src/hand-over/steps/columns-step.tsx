import { useState } from 'react';
import type { SuggestionField, SuggestionImport } from '../../../../shared/import.ts';
import { LIST_FIELDS, NEEDED_FIELDS, SUGGESTION_FIELDS } from '../../../../shared/values/import.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Refusal } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import type { StepProps } from '../step-props.ts';
import { useHandOverWords } from '../wording/use-words.ts';

type Column = SuggestionImport['columns'][number];
type Chosen = ReadonlyMap<number, SuggestionField | null>;

/** What is missing among the fields, and what stands twice though it may not. */
function lacks(columns: readonly Column[], chosen: Chosen) {
  const held = columns.flatMap(({ column }) => chosen.get(column) ?? []);
  return {
    missing: NEEDED_FIELDS.filter((group) => !group.some((field) => held.includes(field))).flatMap(
      ([first]) => first ?? [],
    ),
    twice: SUGGESTION_FIELDS.filter(
      (field) => !LIST_FIELDS.has(field) && held.filter((one) => one === field).length > 1,
    ),
  };
}

interface LineProps {
  column: Column;
  field: SuggestionField | null;
  choose: (field: SuggestionField | null) => void;
  fixed: boolean;
}

const Line = ({ column, field, choose, fixed }: LineProps) => {
  const { columns: words } = useHandOverWords();
  const name = column.heading === '' ? words.noHeading(column.column + 1) : column.heading;
  const source = field === column.field ? column.by : 'chosen';
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="import-sample" data-label={words.sample}>
        {column.sample.map((text, i) => (
          <span key={i} dir="auto">
            {text}
          </span>
        ))}
      </td>
      <td data-label={words.field}>
        <select
          className="input"
          aria-label={`${name}：${words.field}`}
          disabled={fixed}
          value={field ?? ''}
          onChange={(event) => choose(SUGGESTION_FIELDS.find((one) => one === event.target.value) ?? null)}
        >
          <option value="">{words.leftAlone}</option>
          {SUGGESTION_FIELDS.map((one) => (
            <option key={one} value={one}>
              {words.fields[one]}
            </option>
          ))}
        </select>
      </td>
      <td>
        <Chip tone={source === 'similar' ? 'warn' : source === null ? 'plain' : 'ok'}>
          {source === null ? words.unknown : words.sources[source]}
        </Chip>
      </td>
    </tr>
  );
};

/** Step 2: which column holds what. Guessed, and remembered for the next file of the congress. */
export const ColumnsStep = ({ huying, watched, shown, go }: StepProps) => {
  const { fault } = useSpeech();
  const { columns: words } = useHandOverWords();
  const [chosen, setChosen] = useState<Chosen>(
    () => new Map(shown.columns.map(({ column, field }) => [column, field])),
  );
  const [updates, setUpdates] = useState(shown.updates);
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const fixed = shown.rows.taken > 0 || (shown.state !== 'read' && shown.state !== 'checked');
  const { missing, twice } = lacks(shown.columns, chosen);
  const submit = () => {
    setSending(true);
    const columns = [...chosen].map(([column, field]) => ({ column, field }));
    huying
      .ask('import:columns', { importId: shown.importId, columns, updates })
      .then(
        (now) => {
          watched.took(now);
          go('check');
        },
        (error: unknown) => {
          setRefusal(fault(error));
          watched.look();
        },
      )
      .finally(() => setSending(false));
  };
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{fixed ? words.fixed : words.what}</p>
      <table className="import-table import-columns">
        <thead>
          <tr>
            <th scope="col">{words.heading}</th>
            <th scope="col">{words.sample}</th>
            <th scope="col">{words.field}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {shown.columns.map((column) => (
            <Line
              key={column.column}
              column={column}
              field={chosen.get(column.column) ?? null}
              choose={(field) => setChosen((now) => new Map(now).set(column.column, field))}
              fixed={fixed}
            />
          ))}
        </tbody>
      </table>
      <label className="import-yes">
        <input
          type="checkbox"
          checked={updates}
          disabled={fixed}
          onChange={(event) => setUpdates(event.target.checked)}
        />
        <span>
          {words.updates}
          <small>{words.updatesHint}</small>
        </span>
      </label>
      <div role="status">
        {missing.length > 0 && (
          <p className="refusal">{words.missing(missing.map((field) => words.fields[field]))}</p>
        )}
        {twice.length > 0 && (
          <p className="refusal">{words.twice(twice.map((field) => words.fields[field]))}</p>
        )}
      </div>
      <Refusal>{refusal}</Refusal>
      {!fixed && (
        <div>
          <Button look="primary" type="submit" disabled={sending || missing.length > 0 || twice.length > 0}>
            {words.go}
          </Button>
        </div>
      )}
    </form>
  );
};
