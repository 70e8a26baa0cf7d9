import type { Caller } from '../../wire/ports.ts';
import type { CaseAct } from './act.rules.ts';
import type { Case } from './case.rules.ts';
import { ABOUT } from './offered.rules.ts';
import { rolesIn } from './standing.rules.ts';

/** What of a case lists know. */
type Listed = Parameters<typeof rolesIn>[0] & Pick<Case, 'state'>;

/** Names of the acts that somebody may do. */
export interface MayDo {
  /** As role and state have it: as much as a list of cases says. */
  readonly inState: (found: Listed, caller: Caller) => string[];
  /** Of those, what the case has something to do about. */
  readonly now: (found: Case, caller: Caller) => string[];
}

/** Reads it from the table of acts. */
export function mayDoOf(acts: readonly CaseAct[]): MayDo {
  const inState = (found: Listed, caller: Caller): string[] => {
    const roles = rolesIn(found, caller);
    return acts
      .filter((act) => act.when.includes(found.state) && act.may.some((role) => roles.has(role)))
      .map((act) => act.name);
  };
  return {
    inState,
    now: (found, caller) => inState(found, caller).filter((name) => ABOUT[name]?.(found, caller) ?? true),
  };
}
