import type { CongressId, DelegationId, PersonId, UnitId } from '../../shared/ids.ts';
import type { Caller } from '../wire/ports.ts';

/** The acts of the role table by which somebody looks people up in lists. */
type LookUpAct = 'unit:people' | 'unit:people-any' | 'delegation:people' | 'delegation:people-any';
export type MayLookUp = (roles: Caller['roles'], act: LookUpAct) => boolean;

type Looker = Pick<Caller, 'personId' | 'congressId' | 'roles' | 'unitId' | 'delegationId'>;

/** Where somebody stands, as far as it decides who may look them up. */
interface Sought {
  readonly congressId: CongressId;
  readonly active: boolean;
  readonly unitId: UnitId | null;
  readonly delegationId: DelegationId | null;
}

/** The people of a unit are for the unit itself, and for who may see those of any. */
export const mayOpenUnit = (may: MayLookUp, by: Looker, unitId: UnitId): boolean =>
  (by.unitId === unitId && may(by.roles, 'unit:people')) || may(by.roles, 'unit:people-any');

/** The people of a delegation are for the delegation itself, and for who may see those of any. */
export const mayOpenDelegation = (may: MayLookUp, by: Looker, delegationId: DelegationId): boolean =>
  (by.delegationId === delegationId && may(by.roles, 'delegation:people')) ||
  may(by.roles, 'delegation:people-any');

/** Whether somebody stands in a list that is open to the one who looks; nobody does who has left, or is of another congress. */
export const isInOpenList = (may: MayLookUp, by: Looker, sought: Sought): boolean =>
  isAround(by, sought) &&
  ((sought.unitId !== null && mayOpenUnit(may, by, sought.unitId)) ||
    (sought.delegationId !== null && mayOpenDelegation(may, by, sought.delegationId)));

/** Of the same congress, and still there. */
export const isAround = (by: Pick<Looker, 'congressId'>, sought: Sought): boolean =>
  sought.active && sought.congressId === by.congressId;

/** How people are found besides in the lists: rooms know. */
export interface Finding {
  /** Whether two people sit in one room. */
  readonly meets: (one: PersonId, other: PersonId) => Promise<boolean>;
  /** The places of those of these names that fit what was typed, the best first. */
  readonly fitting: (typed: string, names: readonly string[]) => number[];
}
