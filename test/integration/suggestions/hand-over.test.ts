import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { HandOver } from '../../../shared/hand-over.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { engines } from '../../support/engines.ts';
import { until } from '../../support/until.ts';
import { codeOf, EngineAway, openHouse, type House } from './house.ts';

describe('hand-over', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  after(() => house.close());

  const show = (id: SuggestionId) =>
    house.ask('suggestion:show', { suggestionId: id }, '办公甲') as Promise<SuggestionView>;
  const openRoom = async (id: SuggestionId) =>
    ((await house.ask('room:open', { roomId: roomIdOf(id) }, '办公甲')) as { room: RoomHeader }).room;
  const messages = async (id: SuggestionId) =>
    (
      (await house.ask('message:list', { roomId: roomIdOf(id), limit: 100 }, '办公甲')) as {
        messages: Message[];
      }
    ).messages;
  const dutiesOf = async (id: SuggestionId) =>
    (await house.notices.duties.openOf(id)).filter((d) => d.rule === 'R6');

  it('gives a suggestion its room, its people, the welcome card and the duty of the lead unit', async () => {
    const id = await house.add({ number: '7238', title: '关于乡村教师的建议' });
    const end = await house.handOver([id]);
    expect(end).to.deep.include({
      state: 'finished',
      total: 1,
      done: 1,
      failures: [],
      assignedOn: '2022-04-01',
    });

    expect(await show(id)).to.deep.include({
      state: 'assigned',
      assignedOn: '2022-04-01',
      roomId: roomIdOf(id),
    });
    expect(await house.seatsOf(id)).to.deep.equal({
      王领衔: ['lead-deputy'],
      李附议: ['seconding-deputy'],
      教育甲: ['lead-unit'],
      财政甲: ['co-unit'],
      办公甲: ['office'],
    });
    const room = await openRoom(id);
    expect(room).to.include({ name: '第7238号代表建议办理群', phase: 'pre', nextDue: '2022-04-29' });
    const [card, ...others] = await messages(id);
    expect(others).to.deep.equal([]);
    expect(card?.body).to.deep.equal({
      kind: 'card',
      card: {
        type: 'welcome',
        suggestionId: id,
        number: '7238',
        title: '关于乡村教师的建议',
        leadUnits: ['教育部'],
        coUnits: ['财政部'],
        assignedOn: '2022-04-01',
        contactDue: '2022-04-29',
        wantsWrittenReply: true,
      },
    });
    expect(await dutiesOf(id)).to.have.length(1);
    expect((await dutiesOf(id))[0]).to.include({
      unitName: '教育部',
      since: '2022-04-01',
      due: '2022-04-29',
    });
  });

  it('gives records without deputies, number or wish for a written reply their room all the same', async () => {
    const title = '关'.repeat(60);
    const id = await house.handedOver({
      ...{ number: '', title, source: 'unknown', leadId: null, secondingIds: [], wantsWrittenReply: false },
      tracks: [{ unitId: house.unit('教育部'), role: 'reference', contactIds: [] }],
    });
    expect(await house.seatsOf(id)).to.deep.equal({ 教育甲: ['reference-unit'], 办公甲: ['office'] });
    const room = await openRoom(id);
    expect(room).to.include({ name: `${'关'.repeat(49)}…`, nextDue: null });
    expect(await dutiesOf(id)).to.deep.equal([]);
  });

  it('seats a delegation by its contact group when the delegation proposes', async () => {
    const id = await house.handedOver({
      ...{ source: 'delegation', leadId: null, secondingIds: [] },
      delegationId: house.delegation('天津市代表团'),
    });
    expect(await house.seatsOf(id))
      .to.include.keys('钱旁人', '孙联络')
      .and.not.include.keys('赵附议');
  });

  it('lists what cannot be handed over and hands over the rest', async () => {
    const good = await house.add();
    const without = await house.add({ tracks: [] });
    const nobody = crypto.randomUUID() as SuggestionId;
    const end = await house.handOver([without, good, nobody]);
    expect(end).to.include({ state: 'finished', total: 3, done: 1 });
    expect(end?.failures.map((f) => [f.suggestionId, f.reason])).to.have.deep.members([
      [without, 'NO_UNITS'],
      [nobody, 'NOT_FOUND'],
    ]);
    expect((await show(good)).state).to.equal('assigned');
    expect(await show(without)).to.deep.include({ state: 'registered', assignedOn: null, roomId: null });

    const tracks = [{ unitId: house.unit('财政部'), role: 'lead' }];
    await house.ask(
      'suggestion:revise',
      { suggestionId: without, revision: 1, why: '补充承办单位', tracks },
      '办公甲',
    );
    expect(await house.handOver([without])).to.deep.include({ done: 1, failures: [] });
    expect(await house.seatsOf(without)).to.have.property('财政甲');
  });

  it('hands over one by one when one breaks the batch, and lists only that one', async () => {
    const [first, bad, last] = [await house.add(), await house.add(), await house.add()];
    const { suggestions } = house.rebuilt((parts) => ({
      ...parts,
      rooms: {
        ...parts.rooms,
        ensure: (specs, by) =>
          specs.some((s) => s.subjectId === bad)
            ? Promise.reject(new Error('this one breaks'))
            : parts.rooms.ensure(specs, by),
      },
    }));
    const start = { congressId: house.congressId, personId: 'system' as const };
    const begun = await suggestions.handOver.start(start, {
      selection: { kind: 'ids', ids: [first, bad, last] },
      assignedOn: null,
    });
    await suggestions.handOver.run(begun.handOverId);
    const end = await suggestions.handOver.progress(begun.handOverId);
    expect(end).to.include({ done: 2, state: 'finished' });
    expect(end?.failures.map((f) => f.suggestionId)).to.deep.equal([bad]);
    expect(end?.failures[0]?.reason).to.match(/^INTERNAL incident-/);
    await house.handOver([bad]);
    expect((await show(bad)).state).to.equal('assigned');
  });

  it('stops where an engine is away, and goes on from there', async () => {
    const ids = await addMany(250);
    let calls = 0;
    const { suggestions } = house.rebuilt((parts) => ({
      ...parts,
      duties: {
        ...parts.duties,
        begin: (standings) => {
          calls += 1;
          return calls === 2 ? Promise.reject(new EngineAway()) : parts.duties.begin(standings);
        },
      },
    }));
    const begun = await suggestions.handOver.start(
      { congressId: house.congressId, personId: 'system' },
      { selection: { kind: 'ids', ids }, assignedOn: '2022-03-31' },
    );
    const broken = await suggestions.handOver.run(begun.handOverId).then(
      () => null,
      (error: unknown) => error,
    );
    expect(broken).to.be.instanceOf(EngineAway);
    const halfway = await house.suggestions.handOver.progress(begun.handOverId);
    expect(halfway).to.include({ state: 'running', total: 250 });

    house.queued.length = 0;
    await house.suggestions.handOver.resumeUnfinished();
    expect(house.queued).to.deep.include({ job: 'hand-over.run', key: begun.handOverId });
    await house.suggestions.handOver.run(begun.handOverId);
    const end = await house.suggestions.handOver.progress(begun.handOverId);
    expect(end).to.include({ state: 'finished', total: 250, done: 250 });
    await everythingOnce(ids);
  });

  it('goes on from where a killed process stood', async () => {
    const ids = await addMany(2_000);
    const begun = await house.suggestions.handOver.start(
      { congressId: house.congressId, personId: 'system' },
      { selection: { kind: 'ids', ids }, assignedOn: null },
    );
    const { mongodbUrl } = await engines();
    const child = spawn(
      process.execPath,
      ['--import=tsx', join(import.meta.dirname, 'hand-over-process.ts')],
      {
        env: {
          ...process.env,
          MONGODB_URL: mongodbUrl,
          DATABASE: house.database.connection.name,
          REDIS_URL: house.redis.url,
          PREFIX: house.redis.prefix,
          HAND_OVER: begun.handOverId,
        },
        stdio: 'inherit',
      },
    );
    const gone = once(child, 'exit');
    const assigned = () =>
      house.collection('suggestions').countDocuments({ _id: { $in: ids }, state: 'assigned' });
    await until('the first batches stand', async () => (await assigned()) >= 400, 40_000);
    child.kill('SIGKILL');
    await gone;
    expect(await assigned(), 'killed in the middle').to.be.lessThan(2_000);

    await house.suggestions.handOver.run(begun.handOverId);
    expect(await house.suggestions.handOver.progress(begun.handOverId)).to.deep.include({
      ...{ state: 'finished', total: 2_000, done: 2_000, failures: [] },
    });
    await everythingOnce(ids);
  }).timeout(90_000);

  it('makes nothing twice when two runs of it, and another hand-over, go on at once', async () => {
    const ids = await addMany(230);
    const start = { congressId: house.congressId, personId: house.person('办公甲') };
    const one = await house.suggestions.handOver.start(start, {
      selection: { kind: 'ids', ids },
      assignedOn: '2022-03-30',
    });
    const two = await house.suggestions.handOver.start(start, {
      selection: { kind: 'all' },
      assignedOn: null,
    });
    const other = house.rebuilt((parts) => parts).suggestions;
    await Promise.all([
      house.suggestions.handOver.run(one.handOverId),
      other.handOver.run(one.handOverId),
      other.handOver.run(two.handOverId),
    ]);
    expect(await house.suggestions.handOver.progress(one.handOverId)).to.include({
      state: 'finished',
      total: 230,
      done: 230,
    });
    expect(await house.suggestions.handOver.progress(two.handOverId)).to.include({ state: 'finished' });
    await everythingOnce(ids);
    const days = await house
      .collection<{ _id: string; assignedOn: string }>('suggestions')
      .find({ _id: { $in: ids } })
      .toArray();
    for (const { _id, assignedOn } of days) {
      const card = (
        await house
          .collection<{ _id: string; roomId: string; body: { card: { assignedOn: string } } }>('messages')
          .findOne({ roomId: roomIdOf(_id), seq: 1 })
      )?.body.card;
      expect(card?.assignedOn, 'card and record name the same day').to.equal(assignedOn);
    }
  });

  it('compares rooms that a broken run had begun with the people of today', async () => {
    const id = await house.add();
    const { suggestions } = house.rebuilt((parts) => ({
      ...parts,
      duties: { ...parts.duties, begin: () => Promise.reject(new EngineAway()) },
    }));
    const begun = await suggestions.handOver.start(
      { congressId: house.congressId, personId: 'system' },
      { selection: { kind: 'ids', ids: [id] }, assignedOn: null },
    );
    await suggestions.handOver.run(begun.handOverId).catch(() => undefined);
    await house.ask(
      'suggestion:revise',
      { suggestionId: id, revision: 1, why: '代表补充', secondingIds: [house.person('赵附议')] },
      '办公甲',
    );
    await house.suggestions.handOver.run(begun.handOverId);
    house.clock.forward(20_000);
    while ((await house.suggestions.reconcileLagging()).rooms > 0); // one pass takes a bounded number
    expect(await house.seatsOf(id))
      .to.include.keys('赵附议')
      .and.not.include.keys('李附议');
  });

  it('tells the person who started it how far it has come, at most twice a second', async () => {
    const ids = await addMany(10);
    house.told.length = 0;
    await house.handOver(ids);
    const progress = house.told.filter((t) => t.what === 'hand-over:progressed');
    expect(progress.map((t) => t.to)).to.deep.equal([
      ...Array<string>(2).fill(`u:${house.person('办公甲')}`),
    ]);
    expect(progress.map((t) => (t.body as HandOver).done)).to.deep.equal([0, 10]);
  });

  describe('asked for through the door', () => {
    const start = (input: object, who: string) =>
      house.ask('hand-over:start', input, who) as Promise<HandOver>;
    const all = { selection: { kind: 'all' }, assignedOn: null };

    it('is for the office, and shown to its own congress', async () => {
      await house.add();
      expect(await codeOf(start(all, '王领衔'))).to.equal('NOT_ALLOWED');
      const begun = await start(all, '办公乙');
      expect(house.queued).to.deep.include({ job: 'hand-over.run', key: begun.handOverId });
      expect(begun).to.include({ state: 'waiting', total: 1, done: 0 });
      const { handOverId } = begun;
      expect(await codeOf(house.ask('hand-over:show', { handOverId }, '教育甲'))).to.equal('NOT_ALLOWED');
      const elsewhere = { ...house.callerOf('办公甲'), congressId: crypto.randomUUID() as never };
      expect(await codeOf(house.ask('hand-over:show', { handOverId }, elsewhere))).to.equal('NOT_FOUND');
      expect(await house.ask('hand-over:show', { handOverId }, '办公甲')).to.deep.equal(begun);
      await house.suggestions.handOver.run(handOverId);
    });

    it('refuses a day to come and an empty selection', async () => {
      expect(await codeOf(start(all, '办公甲'))).to.equal('NOTHING_SELECTED');
      const ids = [crypto.randomUUID()];
      const unknown = { selection: { kind: 'ids', ids }, assignedOn: null };
      expect(await codeOf(start(unknown, '办公甲'))).to.equal('NOTHING_SELECTED');
      await house.add();
      expect(await codeOf(start({ ...all, assignedOn: '2022-04-02' }, '办公甲'))).to.equal('IN_THE_FUTURE');
    });

    it('takes today as Shanghai has it', async () => {
      house.clock.set('2022-04-06T16:30:00.000Z'); // half past midnight of the 7th there
      const id = await house.add();
      expect((await house.handOver([id]))?.assignedOn).to.equal('2022-04-07');
    });
  });

  async function addMany(count: number): Promise<SuggestionId[]> {
    const rows = Array.from({ length: count }, () => house.row());
    return (await house.suggestions.record.upsertMany(house.congressId, rows)).map((o) => o.id);
  }

  async function everythingOnce(ids: SuggestionId[]): Promise<void> {
    const roomIds = ids.map(roomIdOf);
    const countOf = (name: string, filter: object) => house.collection(name).countDocuments(filter);
    expect(await countOf('rooms', { _id: { $in: roomIds } })).to.equal(ids.length);
    expect(await countOf('members', { roomId: { $in: roomIds }, leftAt: null })).to.equal(ids.length * 5);
    expect(await countOf('messages', { roomId: { $in: roomIds } })).to.equal(ids.length);
    expect(await countOf('duties', { suggestionId: { $in: ids }, rule: 'R6' })).to.equal(ids.length);
    expect(await countOf('suggestions', { _id: { $in: ids }, state: 'assigned' })).to.equal(ids.length);
  }
});
