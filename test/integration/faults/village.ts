import type { Parts } from '../../../server/app.ts';
import type { CongressId, PersonId, RoomId } from '../../../shared/ids.ts';
import { newId } from '../../../server/ops/clock.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import type { TestPerson } from '../../support/server.ts';
import { type Environment, openParts } from './server-process.ts';

/** A room and who sits in it. */
export interface VillageRoom {
  readonly roomId: RoomId;
  readonly seated: readonly TestPerson[];
}

/** People with accounts, and rooms in which several of them sit. */
export interface Village {
  readonly people: readonly TestPerson[];
  readonly rooms: readonly VillageRoom[];
}

const SEATS = 6;

/** Fills an empty database: in each room sit six neighbours of the row of people, so everybody sits in several. */
export async function settle(
  environment: Environment,
  size: { people: number; rooms: number },
): Promise<Village> {
  const parts = await openParts(environment);
  try {
    const congress = await parts.org.congresses.upsert({
      level: 'national',
      name: '第十三届全国人民代表大会',
      body: '全国人大',
      term: 13,
      session: 5,
    });
    const people = await moveIn(parts, congress._id, size.people);
    return { people, rooms: await furnish(parts, congress._id, { people, count: size.rooms }) };
  } finally {
    await parts.close();
  }
}

async function moveIn({ org, people }: Parts, congressId: CongressId, count: number): Promise<TestPerson[]> {
  const persons = Array.from({ length: count }, (_, i) => ({
    personId: newId() as PersonId,
    name: `代表${i}`,
    login: `d${i}`,
    password: `Huying-village-${i}`,
  }));
  await org.people.upsertMany(
    congressId,
    persons.map((p) => ({ id: p.personId, code: p.login, name: p.name, roles: ['deputy'] })),
  );
  await people.accounts.createMany(persons.map(({ personId, login }) => ({ personId, congressId, login })));
  for (const { personId, password } of persons) await people.accounts.setPassword(personId, password);
  return persons;
}

async function furnish(
  { rooms }: Parts,
  congressId: CongressId,
  { people, count }: { people: TestPerson[]; count: number },
): Promise<VillageRoom[]> {
  const twice = [...people, ...people];
  const made = Array.from({ length: count }, (_, i) => {
    const first = Math.floor((i * people.length) / count);
    return { subjectId: newId(), seated: twice.slice(first, first + Math.min(SEATS, people.length)) };
  });
  await rooms.ensure(
    made.map(({ subjectId, seated }, i) => ({
      subjectId,
      kind: 'suggestion',
      congressId,
      suggestionId: null,
      name: `第${i + 1}号代表建议办理群`,
      title: '关于加强乡村教育助力乡村振兴的建议',
      number: String(i + 1),
      phase: 'pre',
      nextDue: null,
      seats: seated.map(({ personId }) => ({ personId, roles: ['seconding-deputy'] })),
      welcome: { type: 'service-welcome', delegationName: '北京团' },
    })),
    'system',
  );
  return made.map(({ subjectId, seated }) => ({ roomId: roomIdOf(subjectId), seated }));
}
