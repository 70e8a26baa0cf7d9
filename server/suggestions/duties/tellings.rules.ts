import type { CivilDate, UnitId } from '../../../shared/ids.ts';
import { pastAmong, pastOf, type Told } from './owing.rules.ts';

/** Something that people hear of once, when it has happened. Nobody owes anything by it. */
export interface Telling {
  /** rule | entry | subject: the same telling whenever it is reckoned. */
  readonly key: string;
  readonly rule: 'R14' | 'R15';
  readonly on: CivilDate;
  readonly unitId: UnitId;
}

/** What a history tells of itself: whether more time was granted (R14), and that a unit has replied (R15). */
export function tellingsOf(entries: readonly Told[]): Telling[] {
  const telling =
    (rule: Telling['rule']) => (past: { n: number; on: CivilDate; body: { unitId: UnitId } }) => ({
      ...{ key: `${rule}|${past.n}|${past.body.unitId}`, rule },
      ...{ on: past.on, unitId: past.body.unitId },
    });
  return [
    ...pastOf(entries, 'extension-decided').map(telling('R14')),
    ...pastAmong(entries, 'replied', 'explained').map(telling('R15')),
  ];
}
