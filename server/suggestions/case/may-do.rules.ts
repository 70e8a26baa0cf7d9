import type { Caller } from '../../wire/ports.ts';
import type { CaseAct } from './act.rules.ts';
import type { Case } from './case.rules.ts';
import { rolesIn } from './standing.rules.ts';

/** Names of the acts that somebody may do to a case as it stands. */
export type MayDo = (found: Parameters<typeof rolesIn>[0] & Pick<Case, 'state'>, caller: Caller) => string[];

/** Reads it from the table of acts. */
export const mayDoOf =
  (acts: readonly CaseAct[]): MayDo =>
  (found, caller) => {
    const roles = rolesIn(found, caller);
    return acts
      .filter((act) => act.when.includes(found.state) && act.may.some((role) => roles.has(role)))
      .map((act) => act.name);
  };
