import { demoId, generateDemo, type DemoCongress, type DemoPerson } from '../demo/index.ts';
import type { Org } from '../server/org/index.ts';
import type { Caller } from '../server/wire/ports.ts';
import type { CongressId, DelegationId, PersonId, UnitId } from '../shared/ids.ts';

export const SCALES = ['small', 'year'] as const;
export type Scale = (typeof SCALES)[number];

/** The small scale plays so many of the demo’s suggestions. */
const SMALL = 40;

const COMMITTEES = [
  '监察和司法委员会',
  '财政经济委员会',
  '教育科学文化卫生委员会',
  '外事委员会',
  '环境与资源保护委员会',
  '农业与农村委员会',
  '社会建设委员会',
];

/** A demo congress with everybody whom a whole year needs: committees, a coordinating office, heads of delegations. */
export function castOf(scale: Scale, seed: number): DemoCongress {
  const demo = generateDemo(scale, seed);
  const name = `${scale} ${seed}`;
  const committees = COMMITTEES.map((title) => ({
    ...{ id: demoId(name, `unit ${title}`) as UnitId, name: title, shortName: title },
    ...{ kind: '专门委员会', parent: '全国人民代表大会' },
  }));
  const person = (code: string, place: Partial<DemoPerson>): DemoPerson => ({
    ...{ id: demoId(name, `person ${code}`) as PersonId, code, name: '演示人员', title: '工作人员' },
    ...{ unitId: null, delegationId: null, onDuty: true, phone: null, certificate: null, ...place },
  });
  return {
    ...demo,
    units: [...demo.units, ...committees],
    people: [
      ...headed(demo.people),
      ...committees.map(({ id }, i) => person(`C-${i + 1}`, { unitId: id, roles: ['committee'] })),
      person('G-1', { roles: ['coordinator'] }),
    ],
    suggestions: scale === 'small' ? demo.suggestions.slice(0, SMALL) : demo.suggestions,
  };
}

/** The first deputy of each delegation is its head. */
function headed(people: readonly DemoPerson[]): DemoPerson[] {
  const seen = new Set<DelegationId>();
  return people.map((person) => {
    const { delegationId, roles = [] } = person;
    if (delegationId === null || !roles.includes('deputy') || seen.has(delegationId)) return person;
    seen.add(delegationId);
    return { ...person, roles: [...roles, 'delegation-head'] };
  });
}

/** Who is who, for those who act. */
export interface Cast {
  readonly congressId: CongressId;
  /** As the sign-in gate would find them. */
  callerOf(id: PersonId): Caller;
  /** Who handles for a unit: the one on duty first. */
  contactsOf(unitId: UnitId): readonly PersonId[];
  leaderOf(unitId: UnitId): PersonId;
  headOf(delegationId: DelegationId): PersonId;
  /** Who registers, decides and files; and who reviews what another of them proposed. */
  readonly office: PersonId;
  readonly secondOfOffice: PersonId;
  readonly deputies: readonly PersonId[];
  readonly committees: readonly { readonly unitId: UnitId; readonly personId: PersonId }[];
  /** Units that handle suggestions, the busiest first. */
  readonly units: readonly UnitId[];
}

/** Reads the people of a congress that was loaded. */
export async function readCast(org: Org, congressId: CongressId, demo: DemoCongress): Promise<Cast> {
  const callers = await callersOf(org, congressId, demo.people);
  const withRole = (role: Caller['roles'][number]) =>
    [...callers.values()].filter((c) => c.roles.includes(role));
  const ofUnit = (role: Caller['roles'][number]) => {
    const found = new Map<UnitId | null, PersonId[]>();
    for (const { unitId, personId } of withRole(role))
      found.set(unitId, [...(found.get(unitId) ?? []), personId]);
    return (unitId: UnitId) => found.get(unitId) ?? [];
  };
  const [leaders, contacts] = [ofUnit('unit-leader'), ofUnit('unit-contact')];
  const heads = new Map(withRole('delegation-head').map((c) => [c.delegationId, c.personId]));
  const [office, secondOfOffice] = withRole('office').map((c) => c.personId);
  return {
    congressId,
    callerOf: (id) => there(callers.get(id)),
    contactsOf: contacts,
    leaderOf: (unitId) => there(leaders(unitId)[0]),
    headOf: (delegationId) => there(heads.get(delegationId)),
    ...{ office: there(office), secondOfOffice: there(secondOfOffice) },
    deputies: withRole('deputy').map((c) => c.personId),
    committees: withRole('committee').flatMap(({ unitId, personId }) =>
      unitId === null ? [] : [{ unitId, personId }],
    ),
    units: demo.units.filter(({ kind }) => kind !== '专门委员会').map(({ id }) => id),
  };
}

async function callersOf(
  org: Org,
  congressId: CongressId,
  people: readonly DemoPerson[],
): Promise<Map<PersonId, Caller>> {
  const cards = await org.people.cards(people.map(({ id }) => id));
  // In the order of the demo, in which who is on duty comes first: they sit in rooms before a unit names anybody.
  return new Map(
    people.map(({ id: personId }) => {
      const { roles, unitId, delegationId, name, label } = there(cards.get(personId));
      const caller = {
        personId,
        sessionId: 'rehearsal',
        congressId,
        roles,
        unitId,
        delegationId,
        name,
        label,
      };
      return [personId, caller];
    }),
  );
}

/** What a loaded congress has for certain. */
export function there<T>(found: T | undefined | null): T {
  if (found === undefined || found === null) throw new Error('the rehearsal lacks somebody or something');
  return found;
}
