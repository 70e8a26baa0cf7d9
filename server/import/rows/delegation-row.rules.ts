import type { DelegationRow } from '../../org/index.ts';
import { numberOf } from '../numerals.rules.ts';
import type { Planned } from '../refusals.rules.ts';
import type { RowCells } from '../row-cells.rules.ts';

/** Reads a delegation. A column that the file does not have leaves what is known as it is. */
export function delegationRow(cells: RowCells): Planned<DelegationRow> {
  const name = cells.get('name');
  if (name === '') cells.refuse('NO_NAME', 'name');
  const said = cells.get('no');
  const no = numberOf(said);
  if (said !== '' && no === null) cells.refuse('BAD_NUMBER', 'no', { text: said });
  return cells.done({
    no: no ?? undefined,
    name,
    shortName: cells.get('shortName') || undefined,
    kind: cells.given('kind'),
    electingUnit: cells.given('electingUnit'),
  });
}
