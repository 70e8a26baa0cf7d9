import type { PersonRole } from '../../shared/people.ts';

/** Where a person stands, shown beside the name: the office, else a deputy's delegation, else unit, else delegation. */
export function labelOf(person: {
  readonly roles: readonly PersonRole[];
  readonly congressName: string;
  readonly unitName: string | null;
  readonly delegationName: string | null;
}): string {
  if (person.roles.includes('office')) return `${person.congressName}代表工作机构`;
  const isDeputy = person.roles.includes('deputy');
  const [first, second] = isDeputy
    ? [person.delegationName, person.unitName]
    : [person.unitName, person.delegationName];
  return first ?? second ?? '';
}
