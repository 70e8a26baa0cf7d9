import { connect, type Huying } from '../../client-sdk/index.ts';
import { roomIdOf } from '../../server/rooms/index.ts';
import type { SuggestionId } from '../../shared/ids.ts';
import { newId } from '../../server/ops/clock.ts';
import type { Stage } from '../e2e/stage.ts';
import type { HandClock } from '../support/clock.ts';
import type { TestPerson } from '../support/server.ts';
import { until } from '../support/until.ts';

/** The morning on which all pictures are taken. */
export const NOW = '2027-04-09T01:12:00.000Z';
/** When everything begins: a clock never goes back. */
export const BEGINS = '2027-03-31T01:00:00.000Z';
const MINUTE_MS = 60_000;

const TALK: readonly (readonly [who: 'deputy' | 'unit' | 'coUnit', words: string])[] = [
  ['unit', '陈代表您好，建议已收到，由我司承办。今天先听听您的想法。'],
  ['deputy', '谢谢王处。我们在社区走访时，老人最盼的是就近吃饭、就近看病。'],
  ['coUnit', '住建部这边可以把养老设施纳入完整社区建设，材料下周送主办单位。'],
  ['deputy', '好的。农村互助幸福院的运行经费，也请一并考虑。'],
  ['unit', '都记下了。下周三上门向您汇报办理思路，您看上午方便吗？'],
];

const DELEGATIONS = ['北京代表团', '上海代表团', '广东代表团', '四川代表团', '西藏代表团', '新疆代表团'];

/** Delegations to look through, and whose the deputies are. */
async function seatDelegations({ server: { congressId, parts }, people }: Stage): Promise<void> {
  const rows = DELEGATIONS.map((name, i) => ({ no: i + 1, name }));
  const [, , guangdong] = await parts.org.delegations.upsertMany(congressId, rows);
  if (!guangdong || guangdong.outcome === 'refused') throw new Error('no delegation');
  await parts.org.people.upsertMany(
    congressId,
    [people.deputy, people.seconding].map(({ login, name }) => ({
      ...{ code: login, name, roles: ['deputy'] as const, delegationId: guangdong.id },
    })),
  );
}

/** Whatever is to be reminded of by now has been: nothing comes while pictures are taken. */
async function remind({ server: { parts } }: Stage): Promise<void> {
  await parts.notices.sweep();
  const deliveries = parts.database.connection.collection('deliveries');
  await until(
    'reminders have gone out',
    async () => (await deliveries.countDocuments({ state: 'pending' })) === 0,
  );
}

/** What has happened until the pictures are taken: one case is talked about, one is answered, one was handed over just now. */
export async function playScene(stage: Stage, clock: HandClock): Promise<void> {
  await seatDelegations(stage);
  await stage.handOver();
  const { people, units, suggestions } = stage;
  const [talkedAbout, answered] = suggestions;
  if (!talkedAbout || !answered) throw new Error('two suggestions are needed');
  const clients = new Map<TestPerson, Huying>();
  const through = async (person: TestPerson): Promise<Huying> => {
    const known = clients.get(person);
    if (known) return known;
    const client = connect({ url: stage.server.url });
    await client.signIn(person.login, person.password);
    clients.set(person, client);
    return client;
  };

  const taken = async (suggestionId: SuggestionId, phases: readonly ('pre' | 'mid' | 'post')[]) => {
    const unit = await through(people.unit);
    await unit
      .case(suggestionId)
      .do('track:sign-for', { unitId: units.lead, department: '', contactIds: [people.unit.personId] });
    for (const phase of phases)
      await unit.ask('contact:record', {
        ...{ suggestionId, unitId: units.lead, phase, method: 'phone', summary: '电话沟通了办理思路' },
        ...{ at: new Date(clock.now().getTime() - MINUTE_MS).toISOString() },
        ...{ withIds: [people.deputy.personId], messageSeqs: [], recordKey: newId() },
      });
  };

  try {
    clock.set('2027-04-06T02:00:00.000Z');
    await taken(answered, ['pre', 'mid', 'post']);
    const office = (await through(people.office)).case(answered);
    await office.do('opinion:waive', { unitId: units.co, why: '与主办单位的意见一致' });
    await (await through(people.leader)).case(answered).do('reply:issue', {
      ...{ docNumber: '民函〔2027〕8号', replyClass: 'A', points: ['已经列入年度计划'] },
      ...{ text: '感谢您的建议，办理情况答复如下。', copies: [], publicity: 'full' },
      ...{ publicityReason: '', leadRelays: false, faceToFace: null, commitments: [] },
    });
    clock.set('2027-04-09T00:40:00.000Z');
    await taken(talkedAbout, ['pre']);
    for (const [who, text] of TALK) {
      clock.forward(5 * MINUTE_MS);
      const roomId = roomIdOf(talkedAbout);
      const client = await through(people[who]);
      const { seq } = await client.room(roomId).send(text);
      await client.ask('read:mark', { roomId, seq }); // who answers has read what there was
    }
    clock.set(NOW);
    await remind(stage);
  } finally {
    for (const client of clients.values()) client.close();
  }
}
