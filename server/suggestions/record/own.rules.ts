import type { DelegationId, PersonId, UnitId } from '../../../shared/ids.ts';
import type { Caller } from '../../wire/ports.ts';

/** As whom somebody has suggestions of their own. */
export type Part =
  | { readonly as: 'lead' | 'seconder'; readonly personId: PersonId }
  | { readonly as: 'delegation'; readonly delegationId: DelegationId }
  | { readonly as: 'unit' | 'committee'; readonly unitId: UnitId };

/** The parts that a person may have in suggestions; a delegation’s are each of its deputies’ own. */
export function partsOf({
  personId,
  roles,
  unitId,
  delegationId,
}: Pick<Caller, 'personId' | 'roles' | 'unitId' | 'delegationId'>): Part[] {
  const isDeputy = roles.includes('deputy') || roles.includes('delegation-head');
  const handles = roles.includes('unit-contact') || roles.includes('unit-leader');
  return [
    ...(isDeputy
      ? ([
          { as: 'lead', personId },
          { as: 'seconder', personId },
        ] as const)
      : []),
    ...(isDeputy && delegationId !== null ? [{ as: 'delegation', delegationId } as const] : []),
    ...(handles && unitId !== null ? [{ as: 'unit', unitId } as const] : []),
    ...(roles.includes('committee') && unitId !== null ? [{ as: 'committee', unitId } as const] : []),
  ];
}
