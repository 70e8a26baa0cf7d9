import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Actor } from '../case/act.rules.ts';
import type { Case } from '../case/case.rules.ts';

/** Whoever proposes may go on with it: the lead deputy, or for a delegation’s its head. Throws NOT_ALLOWED. */
export function refuseOthers({ source }: Pick<Case, 'source'>, { roles }: Pick<Actor, 'roles'>): void {
  if (!roles.has(source === 'delegation' ? 'delegation-head' : 'lead-deputy')) throw new Fault('NOT_ALLOWED');
}

/** The person behind an act that only people do. */
export function personOf({ personId }: Pick<Actor, 'personId'>): PersonId {
  if (personId === 'system') throw new Fault('NOT_ALLOWED');
  return personId;
}
