import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { Org } from '../../org/index.ts';
import type { NewId } from '../../wire/ports.ts';
import { openCongresses, type Congresses } from '../congresses.actions.ts';
import { listFieldsOf } from '../headings.rules.ts';
import { Unreadable } from '../reading/unreadable.rules.ts';
import type { Planned, Refusal } from '../refusals.rules.ts';
import { rowCells, type RowCells } from '../row-cells.rules.ts';
import type { PlannedSuggestion } from '../rows/suggestion-row.rules.ts';
import { type ImportParts, type Into, suggestionWork } from '../works.actions.ts';
import { columnsByField } from './guess.rules.ts';
import type { ImportDoc, StagedColumn } from './imports.store.ts';
import type { Judgement, RowDoc, RowFault } from './rows.store.ts';
import type { Verdict } from './verdicts.rules.ts';

/** A row that was judged, and what is written when it is good. */
export interface Judged extends Judgement {
  readonly row: PlannedSuggestion | null;
}

/** One reading of a file’s rows: what it knows of the congress is read once, and it remembers which rows it has seen. */
export interface Reading {
  judge(rows: readonly RowDoc[]): Promise<Judged[]>;
  /** Takes good rows into the record; the id of each, in order. Again it changes nothing. */
  write(rows: readonly PlannedSuggestion[]): Promise<SuggestionId[]>;
}

export type OpenReading = (of: Pick<ImportDoc, 'congressId' | 'columns' | 'updates'>) => Promise<Reading>;

const LISTS = listFieldsOf('suggestions');
const VERDICT: Readonly<Record<'added' | 'unchanged' | 'updated', Verdict>> = {
  added: 'fresh',
  unchanged: 'same',
  updated: 'changes',
};

/** Makes the reading of staged rows by the same rules as every import. */
export const makeOpenReading =
  (parts: ImportParts & { readonly org: Org; readonly newId: NewId }): OpenReading =>
  async ({ congressId, columns, updates }) => {
    const congress = await parts.org.congresses.byId(congressId);
    if (congress === null) throw new Unreadable('NO_SUCH_CONGRESS', { name: congressId });
    const own = { dryRun: true, createCongresses: false, congress: congress.name };
    const congresses = await openCongresses(parts.org, parts.newId, own);
    const work = suggestionWork(parts);
    const into = (preview: boolean): Into => ({
      ...{ congressId, preview, createUnits: false },
      ...{ onUnit: () => undefined, onPeople: () => undefined },
    });
    const lineOfKey = new Map<string, number>();
    const headings = { columns: columnsByField(columns), written: columns.map(({ heading }) => heading) };

    const open = (row: RowDoc) => {
      const cells = rowCells(headings, row, LISTS);
      return { row, cells, session: sessionIn(congresses, cells, congressId) };
    };

    /** What would become of good rows; a row that would change the record is wrong unless that is wanted. */
    const foretell = async (rows: readonly PlannedSuggestion[]): Promise<Verdict[]> =>
      (await work.write(rows, into(true))).map((one) => {
        if (one.outcome === 'refused') throw new Error(`a suggestion was refused: ${one.reason}`);
        const verdict = VERDICT[one.outcome];
        return verdict === 'changes' && !updates ? 'wrong' : verdict;
      });

    return {
      async judge(rows) {
        const opened = rows.map(open);
        const plans = await work.plan(opened, into(true));
        const found = opened.map(({ row, cells }, i) => {
          const plan = plans[i] ?? lost(row.line);
          const key = plan.ok ? work.keyOf(plan.row) : null;
          return { ...{ row, cells, key }, plan: onceOnly(lineOfKey, { line: row.line, key, plan }) };
        });
        const good = found.flatMap(({ plan }) => (plan.ok ? [plan.row] : []));
        const verdicts = (await foretell(good)).values();
        return found.map(({ row, cells, key, plan }) => {
          const verdict = plan.ok ? (verdicts.next().value ?? lost(row.line)) : 'wrong';
          return judged({ row, cells, key, plan, verdict, columns });
        });
      },
      async write(rows) {
        const outcomes = await work.write(rows, into(false));
        return outcomes.map((one) => {
          if (one.outcome === 'refused') throw new Error(`a suggestion was refused: ${one.reason}`);
          return one.id as SuggestionId;
        });
      },
    };
  };

/** The session of a row; a congress that is named and is not this one is complained about. */
function sessionIn(congresses: Congresses, cells: RowCells, congressId: CongressId): number {
  const target = congresses.target(cells);
  if (target !== null && target.id !== congressId)
    cells.refuse('OTHER_CONGRESS', 'congress', { name: target.name });
  return target?.session ?? 0;
}

/** An earlier row about the same suggestion stands; a later one is refused. */
function onceOnly(
  lineOfKey: Map<string, number>,
  { line, key, plan }: { line: number; key: string | null; plan: Planned<PlannedSuggestion> },
): Planned<PlannedSuggestion> {
  if (key === null) return plan;
  const first = lineOfKey.get(key);
  if (first === undefined || first === line) {
    lineOfKey.set(key, line);
    return plan;
  }
  return {
    ok: false,
    refusals: [{ code: 'DUPLICATE_IN_FILE', column: null, facts: { line: first } }],
  };
}

interface Found {
  readonly row: RowDoc;
  readonly cells: RowCells;
  readonly key: string | null;
  readonly plan: Planned<PlannedSuggestion>;
  readonly verdict: Verdict;
  readonly columns: readonly StagedColumn[];
}

function judged({ row, cells, key, plan, verdict, columns }: Found): Judged {
  const numberIn = columns.find(({ field }) => field === 'number')?.column ?? null;
  const inRecord: RowFault = { code: 'IN_RECORD', column: numberIn, facts: {} };
  const faults = plan.ok ? [inRecord] : plan.refusals.map((refusal) => faultOf(refusal, columns));
  const good = plan.ok && verdict !== 'wrong' ? plan.row : null;
  return {
    ...{ line: row.line, verdict, key, number: cells.get('number'), title: cells.get('title') },
    faults: verdict === 'wrong' ? faults : [],
    plan: good && planOf(good),
    row: good,
  };
}

/** The refusal by the place of its column. */
const faultOf = ({ code, column, facts }: Refusal, columns: readonly StagedColumn[]): RowFault => ({
  ...{ code, facts },
  column:
    column === null
      ? null
      : (columns.find(({ heading, field }) => heading === column || field === column)?.column ?? null),
});

/** What of a row its room follows from. Units of staged rows are all known. */
function planOf(row: PlannedSuggestion): NonNullable<RowDoc['plan']> {
  const { number, title, source, leadId, secondingIds, delegationId, wantsWrittenReply } = row;
  return {
    ...{ number, title, source, leadId, secondingIds, delegationId, wantsWrittenReply },
    tracks: row.tracks.map(({ unit, role, contactIds }) => {
      if (!('id' in unit)) throw new Error('a unit that nobody knows is refused');
      return { unitId: unit.id, role, contactIds };
    }),
  };
}

function lost(line: number): never {
  throw new Error(`line ${line} was not judged`);
}
