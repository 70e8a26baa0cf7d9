import type { SectionColumn } from '../../../shared/figures.ts';
import { SECTION_COLUMNS } from '../../../shared/values/figures.ts';
import type { CivilDate, UnitId } from '../../../shared/ids.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import type { Days } from '../../notices/index.ts';
import { IN_HANDLING } from '../case/stages.rules.ts';
import type { UnitCase } from './figures.store.ts';

/** What the unit owes in one case. */
export interface Owed {
  /** Of a contact with the deputies. */
  readonly phase: Phase | null;
  readonly due: CivilDate | null;
}

/** A case of the unit with the columns in which it counts. */
export interface Counted {
  readonly found: UnitCase;
  readonly section: string;
  readonly columns: ReadonlySet<SectionColumn>;
  readonly due: CivilDate | null;
}

/** In which columns a case counts for a unit that owes this in it. */
export function countedFor(
  unitId: UnitId,
  { found, owed }: { found: UnitCase; owed: readonly Owed[] },
  { today, soon }: Days,
): Counted {
  const dues = owed.flatMap(({ due }) => due ?? []).sort();
  const is: Readonly<Record<SectionColumn, boolean>> = {
    'at-work': IN_HANDLING.some((state) => state === found.state),
    pre: owed.some(({ phase }) => phase === 'pre'),
    mid: owed.some(({ phase }) => phase === 'mid'),
    post: owed.some(({ phase }) => phase === 'post'),
    soon: dues.some((due) => due >= today && due < soon),
    overdue: dues.some((due) => due < today),
    feedback: found.state === 'feedback',
    promises: found.commitments.some((one) => one.unitId === unitId && one.state === 'open'),
  };
  return {
    found,
    section: found.tracks.find((track) => track.unitId === unitId)?.department ?? '',
    columns: new Set(SECTION_COLUMNS.filter((column) => is[column])),
    due: dues[0] ?? null,
  };
}

/** How many count in each column. */
export const sumsOf = (cases: readonly Counted[]): Record<SectionColumn, number> =>
  Object.fromEntries(
    SECTION_COLUMNS.map((column) => [column, cases.filter(({ columns }) => columns.has(column)).length]),
  ) as Record<SectionColumn, number>;

/** What is due first in front, what has no day last; of one day as the office’s list has them. */
export const placeOf = ({ due, found: { orderKey } }: Counted): string => `${due ?? '~'} ${orderKey}`;
