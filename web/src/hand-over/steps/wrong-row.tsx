import { useId, useState, type ReactNode } from 'react';
import type { Huying } from '../../../../client-sdk/index.ts';
import type { ImportId } from '../../../../shared/ids.ts';
import type { ImportRow, SuggestionImport } from '../../../../shared/import.ts';
import { CELL_SHOWN } from '../../../../shared/values/import.ts';
import { Button } from '../../kit/button.tsx';
import { Chip } from '../../kit/chip.tsx';
import { Refusal } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { useHandOverWords } from '../wording/use-words.ts';
import { placesOf, replaced, type RowFault } from './mending.rules.ts';

const names = (fact: unknown): readonly string[] =>
  Array.isArray(fact) ? fact.filter((one): one is string => typeof one === 'string') : [];

/** What is wrong, and what to do; names much like the unknown one are a tap away. */
const Remedies = ({
  faults,
  use,
}: {
  faults: readonly RowFault[];
  use: ((wrong: string, right: string) => void) | null;
}) => {
  const { check: words } = useHandOverWords();
  return (
    <ul className="import-remedies">
      {faults.map((one, i) => {
        const { cause, cure } = words.faults[one.code](one.facts);
        return (
          <li key={i} data-fault={one.code}>
            <strong>{cause}</strong> <span>{cure}</span>
            {use !== null &&
              names(one.facts['nearest']).map((name) => (
                <Button key={name} onClick={() => use(String(one.facts['name'] ?? ''), name)}>
                  {words.use(name)}
                </Button>
              ))}
          </li>
        );
      })}
    </ul>
  );
};

interface CellProps {
  name: string;
  text: string;
  /** Null: all of it is here; else how long it is, and how the rest comes. */
  whole: { length: number; fetch: () => void } | null;
  faults: readonly RowFault[];
  write: (text: string) => void;
}

const LONG = 60; // characters, from which on a cell has several lines

const Cell = ({ name, text, whole, faults, write }: CellProps) => {
  const { check: words } = useHandOverWords();
  const id = useId();
  const remedies = <Remedies faults={faults} use={whole ? null : (a, b) => write(replaced(text, a, b))} />;
  const field = {
    id,
    className: 'input',
    dir: 'auto',
    value: text,
    'aria-describedby': `${id}-why`,
  } as const;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {name}
      </label>
      {whole !== null ? (
        <Button id={id} onClick={whole.fetch}>
          {words.wholeText(whole.length)}
        </Button>
      ) : text.length > LONG ? (
        <textarea {...field} rows={6} onChange={(event) => write(event.target.value)} />
      ) : (
        <input {...field} autoComplete="off" onChange={(event) => write(event.target.value)} />
      )}
      <div id={`${id}-why`}>{remedies}</div>
    </div>
  );
};

interface WrongRowProps {
  huying: Huying;
  importId: ImportId;
  row: ImportRow;
  columns: SuggestionImport['columns'];
  mended: (row: ImportRow, now: SuggestionImport) => void;
}

const useMending = ({ huying, importId, row, mended }: WrongRowProps) => {
  const { fault } = useSpeech();
  const [written, setWritten] = useState<ReadonlyMap<number, string>>(new Map());
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const failed = (error: unknown) => setRefusal(fault(error));
  const write = (column: number, text: string) => setWritten((now) => new Map(now).set(column, text));
  const kept = (column: number) => row.cells.find((cell) => cell.column === column);
  return {
    refusal,
    sending,
    write,
    isChanged: written.size > 0,
    textOf: (column: number) => written.get(column) ?? kept(column)?.text ?? '',
    wholeOf: (column: number) => {
      const length = kept(column)?.length ?? 0;
      if (written.has(column) || length <= CELL_SHOWN) return null;
      const { line } = row;
      const fetch = () => {
        huying.ask('import:cell', { importId, line, column }).then(({ text }) => write(column, text), failed);
      };
      return { length, fetch };
    },
    save: () => {
      if (written.size === 0) return;
      setSending(true);
      setRefusal('');
      const cells = [...written].map(([column, text]) => ({ column, text }));
      huying
        .ask('import:mend', { importId, line: row.line, cells })
        .then(({ row: now, import: whole }) => {
          setWritten(new Map());
          mended(now, whole);
        }, failed)
        .finally(() => setSending(false));
    },
  };
};

const Words = ({ row, children }: { row: ImportRow; children: ReactNode }) => {
  const { say } = useSpeech();
  const { check: words } = useHandOverWords();
  return (
    <tr data-line={row.line}>
      <td className="import-line" data-label={words.line}>
        {row.line}
      </td>
      <td className="import-what" data-label={words.suggestion}>
        <small>{say.number(row.number)}</small>
        <span dir="auto">{row.title}</span>
      </td>
      <td>{children}</td>
    </tr>
  );
};

/** One wrong row, its wrong cells to be written in place; Enter saves it. Once it is right it says so and stays. */
export const WrongRow = (props: WrongRowProps) => {
  const { row, columns } = props;
  const { check: words, columns: columnWords } = useHandOverWords();
  const { refusal, sending, write, isChanged, textOf, wholeOf, save } = useMending(props);
  if (row.faults.length === 0)
    return (
      <Words row={row}>
        <Chip tone="ok">{words.mended}</Chip>
      </Words>
    );
  const nameOf = (column: number) => columns[column]?.heading || columnWords.noHeading(column + 1);
  return (
    <Words row={row}>
      <form
        className="import-mending"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {[...placesOf(row, columns)].map(([column, faults]) =>
          column === null ? (
            <Remedies key="row" faults={faults} use={null} />
          ) : (
            <Cell
              key={column}
              name={nameOf(column)}
              text={textOf(column)}
              whole={wholeOf(column)}
              faults={faults}
              write={(text) => write(column, text)}
            />
          ),
        )}
        <Refusal>{refusal}</Refusal>
        <div>
          <Button type="submit" disabled={!isChanged || sending}>
            {words.save}
          </Button>
        </div>
      </form>
    </Words>
  );
};
