import type { PersonId } from '../shared/ids.ts';
import type { PersonRole } from '../shared/people.ts';
import type { DemoCongress, DemoPerson } from './congress.ts';
import { allOf, type Load } from './loads.ts';
import { makeNames } from './names.ts';
import { demoId, type Random } from './random.ts';
import type { Plan } from './scales.ts';
import type { Names, Topics } from './sources.ts';

/** The people of a demo congress by what they do in it. */
export interface DemoPeople {
  readonly all: DemoPerson[];
  /** By place of the delegation in the plan. */
  readonly deputies: readonly (readonly DemoPerson[])[];
  /** By place of the unit in the plan: the one on duty first. */
  readonly contacts: readonly (readonly DemoPerson[])[];
}

interface Ground {
  readonly seed: string;
  readonly plan: Plan;
  readonly units: DemoCongress['units'];
  readonly delegations: DemoCongress['delegations'];
  readonly loads: readonly Load[];
  readonly words: { readonly names: Names; readonly topics: Topics };
  readonly random: Random;
}

/** A handler beside the one on duty for so many tracks of a unit. */
const TRACKS_PER_HANDLER = 60;
const SERVICE_STAFF = 3;
const OFFICE_STAFF = 5;

/** Makes up deputies, staff of units and delegations, the office and an administrator. */
export function makePeople(ground: Ground): DemoPeople {
  const person = personMaker(ground);
  const { deputyTitles, staffTitles } = ground.words.topics;
  const pick = (list: readonly string[]) => ground.random.pick(list);

  const deputies = ground.plan.delegations.map(({ real, deputies: count }, d) =>
    times(count, (n) =>
      person(`D${two(d + 1)}${three(n)}`, ['deputy'], {
        delegation: d,
        from: real.name,
        title: pick(deputyTitles),
        // In some rooms the whole delegation speaks through its first deputies.
        onDuty: n <= 2,
      }),
    ),
  );
  const contacts = ground.loads.map((load, u) =>
    times(2 + Math.floor(allOf(load) / TRACKS_PER_HANDLER), (n) =>
      person(`U${three(u + 1)}-${two(n)}`, ['unit-contact'], {
        unit: u,
        title: pick(staffTitles),
        onDuty: n === 1,
      }),
    ),
  );
  const leaders = ground.units.map((_, u) =>
    person(`U${three(u + 1)}-00`, ['unit-leader'], { unit: u, title: '分管负责人' }),
  );
  const staff = ground.plan.delegations.flatMap(({ real }, d) =>
    times(SERVICE_STAFF, (n) =>
      person(`S${two(d + 1)}-${n}`, ['service-staff'], {
        delegation: d,
        from: real.name,
        title: '代表团工作人员',
        onDuty: n === 1,
      }),
    ),
  );
  const office = times(OFFICE_STAFF, (n) =>
    person(`O-${n}`, ['office'], { title: n === 1 ? '议案建议处处长' : '议案建议处干部', onDuty: n === 1 }),
  );
  const administrator = person('A-1', ['administrator'], { title: '系统管理员' });
  return {
    deputies,
    contacts,
    all: [...deputies.flat(), ...contacts.flat(), ...leaders, ...staff, ...office, administrator],
  };
}

interface Place {
  readonly unit?: number;
  readonly delegation?: number;
  /** Delegation whose names are common there. */
  readonly from?: string;
  readonly title: string;
  readonly onDuty?: boolean;
}

function personMaker({ seed, units, delegations, words, random }: Ground) {
  const nameOf = makeNames(words.names, random.about('names'));
  return (code: string, roles: PersonRole[], place: Place): DemoPerson => ({
    id: demoId(seed, `person ${code}`) as PersonId,
    code,
    name: nameOf(place.from ?? null),
    title: place.title,
    roles,
    unitId: place.unit === undefined ? null : (units[place.unit]?.id ?? null),
    delegationId: place.delegation === undefined ? null : (delegations[place.delegation]?.id ?? null),
    onDuty: place.onDuty ?? false,
    // 100… is no mobile number in China: nobody can be rung up by it.
    phone: `100${String(random.int(100_000_000)).padStart(8, '0')}`,
    certificate: roles.includes('deputy') ? `演示-${code}` : null,
  });
}

const times = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i + 1));
const two = (n: number) => String(n).padStart(2, '0');
const three = (n: number) => String(n).padStart(3, '0');
