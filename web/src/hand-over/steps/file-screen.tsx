import { useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Huying } from '../../../../client-sdk/index.ts';
import { Fault } from '../../../../shared/faults.ts';
import type { ImportId } from '../../../../shared/ids.ts';
import type { SuggestionImport } from '../../../../shared/import.ts';
import { IMPORT_LIMITS } from '../../../../shared/values/import.ts';
import { WHY_UNREADABLE } from '../../../../shared/values/import.ts';
import { Button } from '../../kit/button.tsx';
import { Refusal } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { Stepper } from '../stepper.tsx';
import { useHandOverWords } from '../wording/use-words.ts';

const MEGABYTES = IMPORT_LIMITS.bytes / 2 ** 20;
const NAME_LENGTH = 200;

/** The sentence for what was thrown: what is wrong with a table has words of its own. */
const useTableFault = () => {
  const { fault } = useSpeech();
  const { file: words } = useHandOverWords();
  return (error: unknown): string => {
    if (!(error instanceof Fault) || error.code !== 'TABLE_UNREADABLE') return fault(error);
    const why = WHY_UNREADABLE.find((one) => one === error.facts['why']);
    return why === undefined ? fault(error) : words.unreadable[why](error.facts);
  };
};

/** Sends a file and goes on to its columns; one that cannot be read leaves the import to be given another. */
const useSending = (huying: Huying, begun: ImportId | null) => {
  const { file: words } = useHandOverWords();
  const sentence = useTableFault();
  const [, navigate] = useLocation();
  const waiting = useRef(begun);
  const [sending, setSending] = useState<string | null>(null);
  const [refusal, setRefusal] = useState('');
  const send = async (file: File) => {
    if (file.size > IMPORT_LIMITS.bytes) throw new Fault('TABLE_UNREADABLE', tooLarge(file));
    if (file.size === 0) throw new Fault('TABLE_UNREADABLE', { why: 'EMPTY_FILE' });
    const announced = { name: file.name.slice(0, NAME_LENGTH), bytes: file.size };
    waiting.current ??= (await huying.ask('import:begin', announced)).importId;
    const { importId } = await huying.sendTable(waiting.current, file);
    navigate(`/hand-over/${importId}/columns`, { replace: true });
  };
  return {
    words,
    sending,
    refusal,
    take: (file: File) => {
      setSending(file.name);
      setRefusal('');
      send(file)
        .catch((error: unknown) => setRefusal(sentence(error)))
        .finally(() => setSending(null));
    },
  };
};

const tooLarge = ({ size }: File) => ({ why: 'TOO_LARGE', bytes: size, limit: IMPORT_LIMITS.bytes });

const Choose = ({ huying, begun }: { huying: Huying; begun: ImportId | null }) => {
  const { words, sending, refusal, take } = useSending(huying, begun);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className="form import-file">
      <p>{words.what}</p>
      <p className="import-hint">{words.limits(IMPORT_LIMITS.rows, MEGABYTES)}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.csv,.txt"
        aria-label={words.choose}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = ''; // the same file again is a choice, too
          if (file) take(file);
        }}
      />
      <div>
        <Button look="primary" disabled={sending !== null} onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
      </div>
      {sending !== null && (
        <p role="status">
          {words.sending(sending)} <progress aria-label={words.sending(sending)} />
        </p>
      )}
      <Refusal>{refusal}</Refusal>
      <p className="import-hint">{words.template}</p>
      <p className="hand-over-acts">
        <a className="button" href="/api/v1/imports/template.xlsx" download>
          {words.workbook}
        </a>
        <a className="button" href="/api/v1/imports/template.csv" download>
          {words.csv}
        </a>
      </p>
    </div>
  );
};

/** Step 1 of an import that was begun: its file, or that it is there. */
export const FileStep = ({ huying, shown }: { huying: Huying; shown: SuggestionImport }) => {
  const { file: words } = useHandOverWords();
  return shown.state === 'begun' ? (
    <Choose huying={huying} begun={shown.importId} />
  ) : (
    <p>{words.isThere(shown.file.name, shown.rows.all)}</p>
  );
};

/** Step 1 of a new import. */
export const FileScreen = ({ huying }: { huying: Huying }) => {
  const words = useHandOverWords();
  return (
    <section className="hand-over import">
      <header className="hand-over-head">
        <h1>{words.imports.title}</h1>
        <Stepper state={null} step="file" addressOf={() => '/hand-over/new'} />
      </header>
      <div className="hand-over-body import-body">
        <Choose huying={huying} begun={null} />
        <footer className="import-foot">
          <Link className="button" href="/hand-over">
            {words.steps.home}
          </Link>
        </footer>
      </div>
    </section>
  );
};
