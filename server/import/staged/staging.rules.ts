import { IMPORT_LIMITS, LONGEST_CELL } from '../../../shared/values/import.ts';
import { secretMarkIn } from '../../../shared/secret-marks.ts';
import type { CellProblem, RawRow } from '../reading/table.rules.ts';
import { WITHHELD } from '../row-cells.rules.ts';

/** Characters of one row that are kept: a document holds no more than 16 MB. */
const LONGEST_ROW = 1_000_000;

/** A row as it may be kept, and whether something in it bore the mark of a state secret, which is kept nowhere. */
export interface StagedRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problems: readonly { readonly column: number; readonly code: CellProblem }[];
  readonly isSecret: boolean;
}

/** Takes out what must not be kept, and cuts what is far beyond any limit: such a row is refused all the same. */
export function staged({ line, cells, problems }: RawRow): StagedRow {
  let left = LONGEST_ROW;
  const found = [...problems];
  const secret = new Set<number>();
  // One more than there may be columns: that there are more is seen by it.
  const kept = cells.slice(0, IMPORT_LIMITS.columns + 1).map((cell, column) => {
    if (secretMarkIn(cell) !== null) {
      secret.add(column);
      found.push({ column, code: 'STATE_SECRET' });
      return WITHHELD;
    }
    const text = cell.slice(0, Math.min(left, LONGEST_CELL + 1)); // one more than any field may have
    if (text.length < cell.length && text.length <= LONGEST_CELL) found.push({ column, code: 'TOO_LONG' });
    left -= text.length;
    return text;
  });
  return { line, cells: kept, problems: found, isSecret: secret.size > 0 };
}
