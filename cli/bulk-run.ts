import { say as wireSay } from '../client-sdk/wording/index.ts';
import { Fault } from '../shared/faults.ts';
import { suggestionId, type CongressId, type SuggestionId } from '../shared/ids.ts';
import { type BulkRow, headingOf } from './bulk-rows.ts';
import { RowRefused } from './bulk-acts.ts';
import type { Connected } from './connect.ts';
import { csvText } from './csv.ts';
import { EXIT, type Exit } from './outcome.ts';
import { writeOut, type Terminal } from './terminal.ts';

/** How a row ended. */
interface Ended {
  readonly row: BulkRow;
  readonly outcome: 'done' | 'already' | 'refused';
  readonly why: string;
}

/** Does one row; `already`: it was done before. */
export type DoRow = (row: BulkRow, id: SuggestionId) => Promise<'done' | 'already'>;

/** Which suggestion each row means: by its case, else by its number in the session that is on. */
async function idsOf(
  { suggestions }: Connected,
  { congressId, session }: { congressId: CongressId; session: number },
  rows: readonly BulkRow[],
): Promise<(SuggestionId | null)[]> {
  const numbers = rows.map((row) => row.cell('number')).filter((number) => number !== '');
  const byNumber = await suggestions.record.idsByNumber(congressId, session, numbers);
  return rows.map((row) => {
    const named = suggestionId.safeParse(row.cell('case'));
    return named.success ? named.data : (byNumber.get(row.cell('number')) ?? null);
  });
}

const locale = ({ language }: Terminal) => (language === 'zh' ? 'zh-CN' : 'en');

/** Does the rows one after the other and answers each; a row that is refused holds nobody up. */
export async function runRows(
  parts: Connected,
  {
    rows,
    session,
    congressId,
    doRow,
  }: {
    rows: readonly BulkRow[];
    session: number;
    congressId: CongressId;
    doRow: DoRow;
  },
  terminal: Terminal,
): Promise<Ended[]> {
  const { fault } = wireSay(locale(terminal));
  const ids = await idsOf(parts, { congressId, session }, rows);
  const progress = terminal.progress();
  const ended: Ended[] = [];
  try {
    for (const [at, row] of rows.entries()) {
      const id = ids[at] ?? null;
      if (id === null) ended.push({ row, outcome: 'refused', why: terminal.say('bulkUnknownCase') });
      else
        try {
          ended.push({ row, outcome: await doRow(row, id), why: '' });
        } catch (error) {
          if (error instanceof RowRefused) ended.push({ row, outcome: 'refused', why: error.message });
          else if (error instanceof Fault) ended.push({ row, outcome: 'refused', why: fault(error) });
          else throw error;
        }
      progress.at(at + 1, rows.length);
    }
  } finally {
    progress.end();
  }
  return ended;
}

const nameOf = ({ row }: Ended): string => row.cell('number') || row.cell('title') || row.cell('case');
const SHOWN = 20; // refused rows on the screen

/** Says how the rows ended, and writes each into the report. */
export async function tellRows(
  ended: readonly Ended[],
  report: string | undefined,
  terminal: Terminal,
): Promise<Exit> {
  const { say, print } = terminal;
  const count = (outcome: Ended['outcome']) => ended.filter((one) => one.outcome === outcome).length;
  const refused = ended.filter(({ outcome }) => outcome === 'refused');
  print(
    say('bulkDone', {
      ...{ all: ended.length, done: count('done') },
      ...{ already: count('already'), refused: refused.length },
    }),
  );
  for (const one of refused.slice(0, SHOWN))
    print(say('bulkRow', { line: one.row.line, name: nameOf(one), why: one.why }));
  if (refused.length > SHOWN) print(say('moreRefused', { more: refused.length - SHOWN }));
  if (refused.length > 0) print(say('bulkAgain'));
  if (report !== undefined) {
    const lines = ended.map((one) => [one.row.line, nameOf(one), one.outcome, one.why]);
    await writeOut(terminal, report, csvText([['line', headingOf('number'), 'outcome', 'why'], ...lines]));
    print(say('reportWritten', { file: report }));
  }
  return refused.length > 0 ? EXIT.partly : EXIT.well;
}
