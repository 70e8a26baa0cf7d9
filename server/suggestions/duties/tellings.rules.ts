import type { CivilDate, UnitId } from '../../../shared/ids.ts';
import type { Telling } from '../../notices/index.ts';
import { dueBy, pastAmong, pastOf, type Reckoning } from './owing.rules.ts';

type At = Pick<Reckoning, 'entries' | 'found' | 'policy' | 'days'>;

/** What is told of a case: whether more time was granted (R14), that a unit has replied (R15), and that it will be filed (R29). */
export function tellingsOf(at: At): Telling[] {
  const telling =
    (rule: 'R14' | 'R15') =>
    ({ n, on, body: { unitId } }: { n: number; on: CivilDate; body: { unitId: UnitId } }): Telling => ({
      ...{ key: `${rule}|${n}|${unitId}`, rule, on, due: null, unitId },
    });
  return [
    ...pastOf(at.entries, 'extension-decided').map(telling('R14')),
    ...pastAmong(at.entries, 'replied', 'explained').map(telling('R15')),
    ...filing(at),
  ];
}

/** R29: closed, with nothing left open, it is filed after a term; then nobody can speak in its room any more. */
function filing(at: At): Telling[] {
  const { state, closedOn } = at.found;
  if (state !== 'closed' || closedOn === null) return [];
  const due = dueBy(closedOn, at.policy.terms.archive, at);
  return [{ key: `R29||${closedOn}`, rule: 'R29', on: closedOn, due, unitId: null }];
}
