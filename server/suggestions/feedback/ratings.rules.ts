import type { Rating } from '../../../shared/cases.ts';
import { Fault } from '../../../shared/faults.ts';

/** Who is dissatisfied says why. */
export function refuseUnexplained(ratings: readonly Rating[], words: string): void {
  if (words === '' && ratings.includes('dissatisfied')) throw new Fault('REASON_NEEDED');
}
