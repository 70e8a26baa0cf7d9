import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { TimelineEntry } from '../../../shared/cases.ts';
import type { PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { Seat } from '../../../shared/seats.ts';
import type { TopicView } from '../../../shared/supervision.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { newId } from '../../../server/ops/clock.ts';
import type { TopicDoc } from '../../../server/suggestions/supervision/topics.store.ts';
import type { Caller } from '../../../server/wire/ports.ts';
import { codeOf, type House, openHouse } from './house.ts';

describe('a topic of key supervision', () => {
  let house: House;
  let committee: Caller;
  let other: Caller;
  let leader: Caller;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
    committee = await addPerson('教科甲', ['committee'], '科技部');
    other = await addPerson('外事甲', ['committee'], '外交部');
    leader = await addPerson('李主任', [], '科技部');
  });
  after(() => house.close());

  /** Somebody who is in no list of the house. */
  async function addPerson(name: string, roles: Caller['roles'], of: string): Promise<Caller> {
    const personId = newId() as PersonId;
    const unitId = house.unit(of);
    await house.org.people.upsertMany(house.congressId, [
      { id: personId, code: name, name, roles: [...roles], unitId },
    ]);
    return { ...house.callerOf('办公甲'), personId, roles, unitId, name, label: of };
  }

  const create = (change: object = {}) =>
    house.ask(
      'topic:create',
      {
        ...{ actKey: randomUUID(), year: 2022, title: '推进乡村教育', leadUnitIds: [house.unit('教育部')] },
        ...{ committeeUnitId: house.unit('科技部'), leaderId: leader.personId, ...change },
      },
      '办公甲',
    ) as Promise<TopicView>;
  const on = ({ topicId, revision }: TopicView) => ({ topicId, revision, actKey: randomUUID() });
  const designate = async (id: SuggestionId, { topicId }: TopicView) => {
    const { revision } = (await house.ask(
      'suggestion:show',
      { suggestionId: id },
      '办公甲',
    )) as SuggestionView;
    const given = { suggestionId: id, revision, actKey: randomUUID(), topicId, why: '列为重点督办' };
    return house.ask('supervision:designate', given, '办公甲');
  };
  const supervision = async (id: SuggestionId) => {
    const asked = { suggestionId: id, before: 0 };
    const { entries } = (await house.ask('case:timeline', asked, '办公甲')) as { entries: TimelineEntry[] };
    return entries
      .filter(({ kind }) => /^(designat|supervis)/.test(kind))
      .map(({ kind, by }) => [kind, by?.name])
      .reverse();
  };
  const seated = async (id: SuggestionId) => {
    const asked = { roomId: roomIdOf(id), cursor: null };
    const { members } = (await house.ask('member:list', asked, '办公甲')) as { members: Seat[] };
    return members.filter(({ roles }) => roles.includes('supervisor')).length;
  };
  /** What the room itself says of it, to whoever sits there. */
  const isMarked = async (id: SuggestionId) => {
    const { room } = (await house.ask('room:open', { roomId: roomIdOf(id) }, '办公甲')) as {
      room: RoomHeader;
    };
    return room.supervised;
  };
  const list = (who: string | Caller, year: number | null = null) =>
    house.ask('topic:list', { year }, who) as Promise<{ topics: TopicView[] }>;

  it('brings its committee and who leads it into the rooms of its suggestions, with its plan and what is done, until it ends', async function () {
    this.timeout(60_000);
    const [early, late] = [await house.handedOver(), await house.add()];
    let topic = await create();
    expect(await isMarked(early)).to.equal(false);
    await designate(early, topic);
    await designate(late, topic);
    expect(await seated(early)).to.equal(2);
    expect(await isMarked(early)).to.equal(true);
    topic = (await house.ask('topic:plan', { ...on(topic), plan: '三次现场督办' }, committee)) as TopicView;
    await house.handOver([late]);
    expect(await seated(late)).to.equal(2);
    expect(await isMarked(late)).to.equal(true);
    const done = { form: 'meeting', on: '2022-04-01', summary: '召开座谈会' };
    topic = (await house.ask('topic:note', { ...on(topic), ...done }, leader)) as TopicView;
    const joined = await house.handedOver();
    await designate(joined, topic);

    const both = [
      ['designated', '办公甲'],
      ['supervision-planned', '教科甲'],
      ['supervised', '李主任'],
    ];
    for (const id of [early, late]) expect(await supervision(id)).to.deep.equal(both);
    expect(await supervision(joined), 'what was done before it came is not its own').to.deep.equal(
      both.slice(0, 2),
    );
    const [seen] = (await list(committee)).topics;
    expect(seen).to.deep.include({ title: '推进乡村教育', state: 'open', year: 2022 });
    expect(seen?.plan).to.deep.include({ text: '三次现场督办' });
    expect(seen?.notes.map(({ form, by }) => [form, by.name])).to.deep.equal([['meeting', '李主任']]);
    expect(seen?.suggestions.map((s) => s.suggestionId)).to.have.members([early, late, joined]);

    topic = seen ?? topic;
    await house.ask('topic:close', { ...on(topic), why: '督办结束' }, '办公甲');
    for (const id of [early, late, joined]) {
      expect((await supervision(id)).at(-1)).to.deep.equal(['designation-ended', '办公甲']);
      expect(await seated(id)).to.equal(0);
      expect(await isMarked(id)).to.equal(false);
    }
    expect((await list('办公甲')).topics[0]).to.deep.include({ state: 'closed', suggestions: [] });
    expect(await codeOf(designate(early, topic))).to.equal('WRONG_STATE');
    expect(house.surprises).to.deep.equal([]);
  });

  it('is there for the office, its committee and who leads it; for other committees it does not exist', async () => {
    const topic = await create({ year: 2023 });
    const shown = async (who: string | Caller) =>
      (await list(who, 2023)).topics.some((t) => t.topicId === topic.topicId);
    expect(await shown('办公甲')).to.equal(true);
    expect(await shown(committee)).to.equal(true);
    expect(await shown(other)).to.equal(false);
    for (const who of ['王领衔', '教育甲']) expect(await codeOf(list(who)), who).to.equal('NOT_ALLOWED');
    const plan = { ...on(topic), plan: '不是本委员会的' };
    expect(await codeOf(house.ask('topic:plan', plan, other))).to.equal('NOT_FOUND');
    expect(await codeOf(house.ask('topic:plan', plan, '王领衔'))).to.equal('NOT_ALLOWED');
    expect(await codeOf(house.ask('topic:close', { ...on(topic), why: '结束' }, committee))).to.equal(
      'NOT_ALLOWED',
    );
    const elsewhere = { ...house.callerOf('办公甲'), congressId: newId() as Caller['congressId'] };
    expect(await codeOf(house.ask('topic:plan', plan, elsewhere))).to.equal('NOT_FOUND');
  });

  it('keeps one plan when two people file one at the same moment, and one for a repeat', async () => {
    const topic = await create();
    const asked = [committee, leader].map((who) => ({ who, input: { ...on(topic), plan: who.name } }));
    const codes = await Promise.all(
      asked.map(({ who, input }) => codeOf(house.ask('topic:plan', input, who))),
    );
    expect(codes.sort()).to.deep.equal(['STALE_REVISION', 'ok']);
    const kept = (await list(committee)).topics.find((t) => t.topicId === topic.topicId);
    const winner = asked.find(({ who }) => who.name === kept?.plan?.text);
    const repeated = (await house.ask('topic:plan', winner?.input, winner?.who ?? committee)) as TopicView;
    expect(repeated.revision).to.equal(2);
  });

  it('is carried into its cases by whoever comes next when a process dies after keeping what was done', async () => {
    const id = await house.handedOver();
    const topic = await create();
    await designate(id, topic);
    const at = house.clock.now();
    const deed = {
      ...{ kind: 'planned', plan: '写下就断电', n: 2, at, actKey: randomUUID(), asked: 'x' },
      by: { personId: committee.personId, name: '教科甲', label: '' },
    };
    const topics = house.collection<TopicDoc>('supervisionTopics');
    await topics.updateOne(
      { _id: topic.topicId },
      { $push: { deeds: deed } as never, $set: { revision: 2, unspreadSince: at } },
    );
    const another = house.rebuilt((parts) => parts).suggestions;
    await house.suggestions.reconcileLagging();
    expect(await supervision(id), 'somebody may still be at it').to.have.length(1);
    house.clock.forward(11_000);
    await Promise.all([house.suggestions.reconcileLagging(), another.reconcileLagging()]);
    expect(await supervision(id)).to.deep.equal([
      ['designated', '办公甲'],
      ['supervision-planned', '教科甲'],
    ]);
    expect((await topics.findOne({ _id: topic.topicId }))?.unspreadSince).to.equal(undefined);
  });
});
