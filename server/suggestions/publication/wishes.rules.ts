import type { Publicity } from '../../../shared/cases.ts';
import { Fault } from '../../../shared/faults.ts';
import type { Case } from '../case/case.rules.ts';

const FROM_LEAST: readonly Publicity[] = ['none', 'summary', 'full'];

/** The most of a case that anybody may make public: what its deputies wished and its level allows. */
export const mostPublic = ({
  publicity,
  keepSecret,
  secrecy,
}: Pick<Case, 'publicity' | 'keepSecret' | 'secrecy'>): Publicity =>
  keepSecret || secrecy !== 'public' ? 'none' : publicity;

/** Refuses to make more of a case public than that. */
export function refuseMoreThanWished(found: Case, publicity: Publicity): void {
  const most = mostPublic(found);
  if (FROM_LEAST.indexOf(publicity) > FROM_LEAST.indexOf(most))
    throw new Fault('AGAINST_POLICY', { value: 'publicity', most });
}
