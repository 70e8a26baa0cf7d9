import type { PersonId, SuggestionId, UnitId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import { newId } from '../../server/ops/clock.ts';
import { roomIdOf } from '../../server/rooms/index.ts';
import type { TestPerson, TestServer } from './server.ts';

/** A suggestion that was handed over, with everybody who has a part in it. */
export interface TestCase {
  suggestionId: SuggestionId;
  roomId: ReturnType<typeof roomIdOf>;
  number: string;
  leadUnit: UnitId;
  coUnit: UnitId;
  /** A unit that has no part in it. */
  otherUnit: UnitId;
  lead: TestPerson;
  second: TestPerson;
  contact: TestPerson;
  leader: TestPerson;
  coContact: TestPerson;
  office: TestPerson;
  /** A deputy and a unit's contact person of the same congress who have no part in it. */
  strangerDeputy: TestPerson;
  strangerContact: TestPerson;
}

/** Words that stand nowhere else; who must not see the case must not see any of them. */
export const MARKS = { title: '关于青稞梯田保育的建议', text: '请支持高原梯田', person: '卓玛央金' };

let made = 0;

/** Makes the case through the same actions as real use: upserts, hand-over, accounts. */
export async function makeCase(server: Pick<TestServer, 'parts' | 'congressId'>): Promise<TestCase> {
  made += 1;
  const { org, people, suggestions } = server.parts;
  const { congressId } = server;
  const n = `${made}`;
  const units = await org.units.upsertMany(
    congressId,
    ['农业农村部', '财政部', '外交部'].map((name) => ({
      name: `${name}${n}司`,
      shortName: `${name}${n}`,
      kind: '国务院部门',
      parent: '国务院',
      aliases: [],
    })),
  );
  const [leadUnit, coUnit, otherUnit] = units.map((u) => idOf(u)) as [UnitId, UnitId, UnitId];

  const roles: [name: string, roles: PersonRole[], unitId: UnitId | null, onDuty: boolean][] = [
    [`${MARKS.person}甲`, ['deputy'], null, false],
    ['次仁', ['deputy'], null, false],
    [`${MARKS.person}丙`, ['unit-contact'], leadUnit, true],
    [`${MARKS.person}丁`, ['unit-leader'], leadUnit, false],
    [`${MARKS.person}戊`, ['unit-contact'], coUnit, true],
    ['办公室', ['office'], null, true],
    ['旁观代表', ['deputy'], null, false],
    ['旁观单位', ['unit-contact'], otherUnit, true],
  ];
  const persons = roles.map(([name], i) => ({
    personId: newId() as PersonId,
    name,
    login: `case${n}p${i}`,
    password: `Huying-case-${n}-${i}`,
  }));
  await org.people.upsertMany(
    congressId,
    roles.map(([name, r, unitId, onDuty], i) => ({
      id: persons[i]?.personId,
      code: `case${n}p${i}`,
      name,
      roles: r,
      unitId,
      onDuty,
    })),
  );
  await people.accounts.createMany(persons.map(({ personId, login }) => ({ personId, congressId, login })));
  for (const { personId, password } of persons) await people.accounts.setPassword(personId, password);
  const [lead, second, contact, leader, coContact, office, strangerDeputy, strangerContact] = persons as [
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
    TestPerson,
  ];

  const number = `${7000 + made}`;
  const [row] = await suggestions.record.upsertMany(congressId, [
    {
      session: 5,
      number,
      title: `${MARKS.title}${n}`,
      text: MARKS.text,
      category: '农林水利',
      source: 'joint',
      leadId: lead.personId,
      secondingIds: [second.personId],
      delegationId: null,
      wantsWrittenReply: true,
      tracks: [
        { unitId: leadUnit, role: 'lead', contactIds: [] },
        { unitId: coUnit, role: 'co', contactIds: [] },
      ],
      replyClass: '',
      repliedOn: '',
    },
  ]);
  if (!row) throw new Error('the suggestion was not made');
  const { handOverId } = await suggestions.handOver.start(
    { personId: office.personId, congressId },
    { selection: { kind: 'ids', ids: [row.id] }, assignedOn: null },
  );
  await suggestions.handOver.run(handOverId);
  return {
    ...{ suggestionId: row.id, roomId: roomIdOf(row.id), number, leadUnit, coUnit, otherUnit },
    ...{ lead, second, contact, leader, coContact, office, strangerDeputy, strangerContact },
  };
}

function idOf(outcome: { outcome: string; id?: UnitId }): UnitId {
  if (outcome.id === undefined) throw new Error(`a unit was ${outcome.outcome}`);
  return outcome.id;
}
