import type { UnitRow } from '../../org/index.ts';
import { namesIn } from '../cells.rules.ts';
import type { Planned } from '../refusals.rules.ts';
import type { RowCells } from '../row-cells.rules.ts';

/** Reads a handling unit. A column that the file does not have leaves what is known as it is. */
export function unitRow(cells: RowCells): Planned<UnitRow> {
  const name = cells.get('name').replace(/\n/g, ' ');
  if (name === '') cells.refuse('NO_NAME', 'name');
  return cells.done({
    name,
    shortName: cells.get('shortName') || undefined,
    kind: cells.given('kind'),
    parent: cells.given('parent'),
    aliases: namesIn(cells.get('aliases'), () => false),
  });
}
