import type { CaseRole, CaseState } from '../../../shared/cases.ts';
import type { Caller } from '../../wire/ports.ts';
import type { Case } from './case.rules.ts';

type Standing = Pick<
  Case,
  'source' | 'leadId' | 'seconders' | 'delegationId' | 'tracks' | 'committeeUnitId' | 'supervisionLeaderId'
>;
type Person = Pick<Caller, 'personId' | 'roles' | 'unitId' | 'delegationId'>;

/** As whom somebody acts in a case; nobody is `system`. */
export function rolesIn(found: Standing, person: Person): ReadonlySet<CaseRole> {
  return new Set<CaseRole>([
    ...deputyRoles(found, person),
    ...unitRoles(found, person),
    ...(person.roles.includes('office') ? (['office'] as const) : []),
    ...(person.roles.includes('coordinator') ? (['coordinator'] as const) : []),
    ...(supervises(found, person) ? (['committee'] as const) : []),
  ]);
}

function deputyRoles({ leadId, seconders, source, delegationId }: Standing, person: Person): CaseRole[] {
  const roles: CaseRole[] = [];
  if (leadId === person.personId) roles.push('lead-deputy');
  // Also who declined: a word may be changed until it is handed in.
  if (seconders.some((s) => s.personId === person.personId)) roles.push('seconding-deputy');
  const heads = person.roles.includes('delegation-head') && delegationId !== null;
  if (heads && source === 'delegation' && person.delegationId === delegationId) roles.push('delegation-head');
  return roles;
}

/** 综合处 is whoever handles for the unit; 经办人 whom the unit named for the case, or all of them where it named nobody. */
function unitRoles({ tracks }: Standing, { personId, roles, unitId }: Person): CaseRole[] {
  const track = unitId === null ? undefined : tracks.find((t) => t.unitId === unitId);
  if (!track) return [];
  const isNamed = track.contactIds.length === 0 || track.contactIds.includes(personId);
  return [
    ...(roles.includes('unit-contact') ? (['registry'] as const) : []),
    ...(roles.includes('unit-contact') && isNamed ? (['contact'] as const) : []),
    ...(roles.includes('unit-leader') ? (['unit-leader'] as const) : []),
  ];
}

/** A committee’s people, while the case is key-supervised by it, and who leads the supervision. */
const supervises = (
  { committeeUnitId, supervisionLeaderId }: Pick<Case, 'committeeUnitId' | 'supervisionLeaderId'>,
  { personId, roles, unitId }: Person,
): boolean =>
  supervisionLeaderId === personId ||
  (roles.includes('committee') && committeeUnitId !== null && committeeUnitId === unitId);

/** Not submitted yet: its deputies’ own, whatever roles others have. */
export const isPrivate = (state: CaseState): boolean => state === 'draft' || state === 'seconding';
