import { useState } from 'react';
import type { Huying } from '../../../../client-sdk/index.ts';
import type { ImportRow, SuggestionImport } from '../../../../shared/import.ts';
import { Button } from '../../kit/button.tsx';
import { csvText } from '../../kit/csv.ts';
import { Refusal } from '../../kit/field.tsx';
import { saveFile } from '../../kit/save-file.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { useHandOverWords } from '../wording/use-words.ts';
import { allWrongRows } from './wrong-rows.ts';

/** What was not handed over, as a line of the same table. */
export interface NotDone {
  readonly number: string;
  readonly why: string;
}

interface ExportProps {
  huying: Huying;
  shown: SuggestionImport;
  label: string;
  also?: readonly NotDone[];
}

/** Saves the rows that were not taken in, each with cause and cure; and what was not handed over. */
export const ExportWrong = ({ huying, shown, label, also = [] }: ExportProps) => {
  const { fault } = useSpeech();
  const { check: words } = useHandOverWords();
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState('');
  const lineOf = (row: ImportRow): string[] => {
    const said = row.faults.map(({ code, facts }) => words.faults[code](facts));
    return [
      ...[String(row.line), row.number, row.title],
      said.map(({ cause }) => cause).join('；'),
      said.map(({ cure }) => cure).join('；'),
    ];
  };
  const save = () => {
    setSaving(true);
    allWrongRows(huying, shown.importId)
      .then((rows) => {
        const head = [words.line, words.suggestion, '', words.causeHead, words.cureHead];
        const others = also.map(({ number, why }) => ['', number, '', why, '']);
        const name = `${shown.file.name.replace(/\.[^.]*$/, '')}-${label}.csv`;
        saveFile(name, 'text/csv', csvText([head, ...rows.map(lineOf), ...others]));
      })
      .catch((error: unknown) => setRefusal(fault(error)))
      .finally(() => setSaving(false));
  };
  return (
    <>
      <Button disabled={saving} onClick={save}>
        {saving ? words.exporting : label}
      </Button>
      <Refusal>{refusal}</Refusal>
    </>
  );
};
