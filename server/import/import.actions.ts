import type { CongressId } from '../../shared/ids.ts';
import type { RowOutcome } from '../org/index.ts';
import type { NewId } from '../wire/ports.ts';
import { openCongresses, type Congresses, type Target } from './congresses.actions.ts';
import { headingsOf, listFieldsOf, type ImportKind } from './headings.rules.ts';
import type { Table } from './reading/table.rules.ts';
import type { Planned, Refusal } from './refusals.rules.ts';
import { totalsOf, type ImportReport, type Outcome, type RowReport } from './report.rules.ts';
import { rowCells, type RowCells } from './row-cells.rules.ts';
import { isDerivedCode } from './rows/person-row.rules.ts';
import {
  delegationWork,
  peopleWork,
  suggestionWork,
  unitWork,
  type ImportParts,
  type Into,
  type Work,
  type WrittenPerson,
} from './works.actions.ts';

export interface ImportOptions {
  /** Says what would become of each row, and writes nothing. */
  readonly dryRun: boolean;
  /** Makes units that nobody knows instead of refusing the row. */
  readonly createUnits: boolean;
  readonly createCongresses: boolean;
  /** Congress of rows that name none; null: the only one there is. */
  readonly congress: string | null;
  readonly onProgress?: (done: number, total: number) => void;
  /** Hears of people written (not in a dry run), also of those who were there already. */
  readonly onPeople?: (people: readonly WrittenPerson[]) => void;
  /** Hears of rows that were refused for the mark of a state secret (not in a dry run): where they stood, never what they said. */
  readonly onSecretMarks?: (congressId: CongressId, lines: readonly number[]) => Promise<void>;
}

/** Rows read, looked up and written together. */
const GROUP = 500;

interface Opened {
  readonly line: number;
  readonly cells: RowCells;
  readonly target: Target | null;
  readonly number: string;
  readonly title: string;
}

/** Takes a table into the record. Throws Unreadable when nothing of it can be used; else every row has its outcome. */
export function makeImport(parts: ImportParts & { readonly newId: NewId }) {
  return async (kind: ImportKind, table: Table, options: ImportOptions): Promise<ImportReport> => {
    const headings = headingsOf(kind, table.rows);
    const lists = listFieldsOf(kind);
    const congresses = await openCongresses(parts.org, parts.newId, options);
    const opened = headings.rows.map((row): Opened => {
      const cells = rowCells(headings, row, lists);
      return { line: row.line, cells, target: congresses.target(cells), ...calledOf(kind, cells) };
    });

    const created = { congresses: new Set<string>(), units: new Set<string>() };
    const rows = await runKind(kind, parts, { opened, congresses, options, created });
    if (!options.dryRun) await tellSecretMarks(opened, rows, options);
    const { format, encoding, delimiter, sheet } = table;
    return {
      kind,
      dryRun: options.dryRun,
      file: { format, encoding, delimiter, sheet },
      ignoredHeadings: headings.unknown,
      rows,
      totals: totalsOf(rows),
      created: { congresses: [...created.congresses], units: [...created.units] },
    };
  };
}

/** One word for each congress, with the lines of all its rows that bear such a mark. */
async function tellSecretMarks(
  opened: readonly Opened[],
  rows: readonly RowReport[],
  { onSecretMarks }: ImportOptions,
): Promise<void> {
  const lines = new Map<CongressId, number[]>();
  rows.forEach(({ line, refusals }, i) => {
    const congressId = opened[i]?.target?.id;
    if (congressId === undefined || !refusals.some(({ code }) => code === 'STATE_SECRET')) return;
    lines.set(congressId, [...(lines.get(congressId) ?? []), line]);
  });
  for (const [congressId, of] of lines) await onSecretMarks?.(congressId, of);
}

interface Run {
  readonly opened: readonly Opened[];
  readonly congresses: Congresses;
  readonly options: ImportOptions;
  readonly created: { readonly congresses: Set<string>; readonly units: Set<string> };
}

function runKind(kind: ImportKind, parts: ImportParts, run: Run): Promise<RowReport[]> {
  switch (kind) {
    case 'delegations':
      return runWork(delegationWork(parts), run);
    case 'units':
      return runWork(unitWork(parts), run);
    case 'people':
      return runWork(peopleWork(parts), run);
    case 'suggestions':
      return runWork(suggestionWork(parts), run);
  }
}

async function runWork<P>(work: Work<P>, run: Run): Promise<RowReport[]> {
  const rows: RowReport[] = [];
  const group = makeGroup(work, run);
  for (let from = 0; from < run.opened.length; from += GROUP) {
    rows.push(...(await group(run.opened.slice(from, from + GROUP))));
    run.options.onProgress?.(rows.length, run.opened.length);
  }
  return rows;
}

const calledOf = (kind: ImportKind, cells: RowCells): Pick<Opened, 'number' | 'title'> => ({
  number:
    kind === 'people'
      ? cells.get('code')
      : kind === 'units'
        ? ''
        : cells.get(kind === 'delegations' ? 'no' : 'number'),
  title: cells.get(kind === 'suggestions' ? 'title' : 'name'),
});

/** Plans and writes rows; what is wrong with a row stays with that row. */
function makeGroup<P>(work: Work<P>, { congresses, options, created }: Run) {
  const lineOfKey = new Map<string, number>();

  const intoOf = (congressId: CongressId): Into => ({
    congressId,
    preview: options.dryRun,
    createUnits: options.createUnits,
    onUnit: (name) => created.units.add(name),
    onPeople: (people) => {
      if (!options.dryRun) options.onPeople?.(people);
    },
  });

  /** An earlier row of the file about the same thing stands; this one is refused. */
  const onceOnly = (opened: Opened, planned: Planned<P>): Planned<P> => {
    if (!planned.ok) return planned;
    const own = work.keyOf(planned.row);
    const key = `${opened.target?.name ?? ''} ${own}`;
    const line = lineOfKey.get(key);
    if (line === undefined) {
      lineOfKey.set(key, opened.line);
      return planned;
    }
    const code = isDerivedCode(own) ? 'NEEDS_CODE' : 'DUPLICATE_IN_FILE';
    return { ok: false, refusals: [{ code, column: null, facts: { line } }] };
  };

  const ofCongress = async (target: Target, rows: readonly Opened[]): Promise<RowReport[]> => {
    const asked = rows.map(({ cells, target: t }) => ({ cells, session: t?.session ?? 0 }));
    const plans = await work.plan(asked, intoOf(target.id));
    const planned = plans.map((plan, i) => onceOnly(at(rows, i), plan));
    const good = planned.flatMap((plan, i) => (plan.ok ? [{ row: plan.row, at: i }] : []));
    const outcomes = new Map<number, RowOutcome<string>>();
    if (good.length > 0) {
      const congressId = await congresses.make(target.name);
      if (target.isNew) created.congresses.add(target.name);
      const written = await work.write(
        good.map(({ row }) => row),
        intoOf(congressId),
      );
      written.forEach((outcome, i) => outcomes.set(at(good, i).at, outcome));
    }
    return rows.map((row, i) => reportOf(row, at(planned, i), outcomes.get(i)));
  };

  return async (rows: readonly Opened[]): Promise<RowReport[]> => {
    const reports = new Map<Opened, RowReport>();
    const homeless = rows.filter(({ target }) => target === null);
    for (const row of homeless) reports.set(row, reportOf(row, row.cells.done(null), undefined));
    for (const name of new Set(rows.flatMap(({ target }) => (target === null ? [] : [target.name])))) {
      const own = rows.filter(({ target }) => target?.name === name);
      const target = own[0]?.target;
      if (!target) continue;
      const done = await ofCongress(target, own);
      done.forEach((report, i) => reports.set(at(own, i), report));
    }
    return rows.map((row) => reports.get(row) ?? lost(row));
  };
}

function at<T>(list: readonly T[], i: number): T {
  const found = list[i];
  if (found === undefined) throw new Error('one answer for each row');
  return found;
}

function lost(row: Opened): never {
  throw new Error(`line ${row.line} has no outcome`);
}

const OUTCOME: Record<'added' | 'updated' | 'unchanged', Outcome> = {
  added: 'accepted',
  updated: 'updated',
  unchanged: 'unchanged',
};

function reportOf(
  { line, number, title }: Opened,
  planned: Planned<unknown>,
  outcome: RowOutcome<string> | undefined,
): RowReport {
  const refused = (refusals: readonly Refusal[]): RowReport => ({
    line,
    outcome: 'refused',
    number,
    title,
    refusals,
  });
  if (!planned.ok) return refused(planned.refusals);
  if (outcome === undefined) throw new Error(`line ${line} was not written`);
  if (outcome.outcome !== 'refused')
    return { line, outcome: OUTCOME[outcome.outcome], number, title, refusals: [] };
  const code = outcome.reason === 'SAME_ROW_TWICE' ? 'SAME_AS' : outcome.reason;
  return refused([{ code, column: null, facts: { by: outcome.by } }]);
}
