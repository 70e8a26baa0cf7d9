import { Fault } from '../../../shared/faults.ts';
import type { listImportRows, mendImportRow, showImportCell } from '../../../shared/import.ts';
import { type ROW_LISTS, ROWS_A_PAGE } from '../../../shared/values/import.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import { withBadCharacters } from '../reading/table.rules.ts';
import { type AccessImport, inState, type ShowImport } from './access.actions.ts';
import { asJudgement } from './carry-on.actions.ts';
import type { ImportDoc, ImportStore } from './imports.store.ts';
import type { OpenReading } from './judge.actions.ts';
import type { RowDoc, RowStore } from './rows.store.ts';
import { GOOD, type Verdict } from './verdicts.rules.ts';
import { countOf, rowView } from './view.rules.ts';

export interface RowsParts {
  readonly imports: ImportStore;
  readonly rows: RowStore;
  readonly openReading: OpenReading;
  readonly access: AccessImport;
  readonly show: ShowImport;
  readonly clock: Clock;
}

const VERDICTS_OF: Readonly<Record<(typeof ROW_LISTS)[number], readonly Verdict[]>> = {
  wrong: ['wrong'],
  good: GOOD,
  taken: ['taken'],
};

/** import:rows. */
export const makeListRows =
  ({ rows, access }: RowsParts): Handler<typeof listImportRows> =>
  async ({ importId, which, after }, caller) => {
    const { fileId, state } = await access(caller, importId);
    if (fileId === null || state === 'ended') return { rows: [], total: 0, next: null };
    const verdicts = VERDICTS_OF[which];
    const asked = { verdicts, after: after ?? 0, limit: ROWS_A_PAGE + 1 };
    const [found, counts] = await Promise.all([rows.page(fileId, asked), rows.count(fileId)]);
    const page = found.slice(0, ROWS_A_PAGE);
    return {
      rows: page.map(rowView),
      total: countOf(counts, verdicts),
      next: found.length > page.length ? (page.at(-1)?.line ?? null) : null,
    };
  };

/** import:cell. */
export const makeShowCell =
  ({ rows, access }: RowsParts): Handler<typeof showImportCell> =>
  async ({ importId, line, column }, caller) => {
    const { fileId } = await access(caller, importId);
    const row = fileId === null ? null : await rows.byLine(fileId, line);
    if (row === null) throw new Fault('NOT_FOUND', { importId, line });
    return { text: row.cells[column] ?? '' };
  };

/**
 * import:mend. Rows that speak of the suggestion of which this one spoke, or speaks now, are judged with it: which of
 * them stands may have changed.
 */
export const makeMend =
  (parts: RowsParts): Handler<typeof mendImportRow> =>
  async ({ importId, line, cells }, caller) => {
    const { imports, rows, access, show, clock } = parts;
    const doc = inState(await access(caller, importId), ['checked', 'stopped', 'done']);
    const before = await rows.byLine(doc.fileId, line);
    if (before === null || cells.some(({ column }) => column >= doc.columns.length))
      throw new Fault('NOT_FOUND', { importId, line });
    if (before.verdict === 'taken') throw new Fault('WRONG_STATE', { importId, state: doc.state });
    await rows.mend(mended(before, cells));
    await judgeAgain(parts, doc, before);
    const changed = { rows: await rows.count(doc.fileId), changedAt: clock.now() };
    const now = await imports.move(doc, [doc.state], changed);
    const row = await rows.byLine(doc.fileId, line);
    if (now === null || row === null) throw new Fault('WRONG_STATE', { importId, state: doc.state });
    return { row: rowView(row), import: await show(now) };
  };

/** The row with other texts; what was wrong with the old ones is forgotten. */
function mended(row: RowDoc, cells: readonly { column: number; text: string }[]): RowDoc {
  const texts = new Map(cells.map(({ column, text }) => [column, text]));
  const length = Math.max(row.cells.length, ...[...texts.keys()].map((column) => column + 1));
  return withBadCharacters({
    ...row,
    cells: Array.from({ length }, (_, column) => texts.get(column) ?? row.cells[column] ?? ''),
    problems: row.problems.filter(({ column, code }) => !texts.has(column) && code !== 'BAD_CHARACTER'),
  });
}

async function judgeAgain(
  { rows, openReading }: RowsParts,
  doc: ImportDoc & { fileId: string },
  { line, key: oldKey }: RowDoc,
): Promise<void> {
  const { fileId } = doc;
  const alone = await rows.byLine(fileId, line);
  if (alone === null) return;
  const [first] = await (await openReading(doc)).judge([alone]);
  const keys = [oldKey, first?.key ?? null].flatMap((key) => key ?? []);
  const others = (await rows.ofKeys(fileId, keys)).filter((row) => row.line !== line);
  const together = [...others, alone].sort((a, b) => a.line - b.line);
  const judged = await (await openReading(doc)).judge(together);
  await rows.judge(fileId, judged.map(asJudgement));
}
