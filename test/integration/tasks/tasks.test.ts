import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type * as z from 'zod/mini';
import { instantAt } from '../../../server/org/index.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import type { countTaskChanges, listTasks, TaskQueue, TaskResults } from '../../../shared/tasks.ts';
import { type House, type Name, openHouse } from '../suggestions/house.ts';

type Listed = z.output<typeof listTasks.output>;

describe('the list of tasks', () => {
  let house: House;
  beforeEach(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  afterEach(() => house.close());

  const at = (day: CivilDate, time = '09:30') => house.clock.set(instantAt(day, time).toISOString());
  const lead = () => ({ unitId: house.unit('教育部'), role: 'lead' as const, contactIds: [] });
  const alone = () => house.handedOver({ tracks: [lead()] });
  const list = (who: Name, queue: TaskQueue = 'first', more: object = {}) =>
    house.ask('task:list', { queue, cursor: null, ...more }, who) as Promise<Listed>;
  const act = async (name: string, ids: readonly SuggestionId[], more: object, who: Name = '教育甲') => {
    const roomIds = ids.map((id) => roomIdOf(id));
    const { results } = (await house.ask(name, { roomIds, ...more }, who)) as TaskResults;
    return results.map(({ refused }) => refused);
  };
  const speak = (id: SuggestionId, who: Name, more: object = {}) =>
    house.ask('message:post', { roomId: roomIdOf(id), text: '请看', sendKey: randomUUID(), ...more }, who);
  const contact = (id: SuggestionId, who: Name = '教育甲') =>
    house.ask(
      'contact:record',
      {
        ...{ suggestionId: id, unitId: house.unit('教育部'), phase: 'pre', method: 'phone' },
        ...{ at: house.clock.now().toISOString(), withIds: [house.person('王领衔')], summary: '电话沟通' },
        ...{ messageSeqs: [], recordKey: randomUUID() },
      },
      who,
    );
  const reasons = ({ items }: Listed) => items.map(({ room, reason }) => [room.number, reason]);

  it('says why each room is there, the most urgent first, and forgets it with the act that ends it', async () => {
    const [late, fine] = [await alone(), await alone()];
    at('2022-04-06');
    await contact(fine);
    at('2022-04-30');
    const before = await list('教育甲');
    expect(reasons(before)).to.deep.equal([
      ['7001', 'overdue'],
      ['7002', 'overdue'],
    ]);
    expect(before.items[0]).to.deep.include({ lead: '王领衔', replyDue: '2022-07-01', later: null });
    expect(before.items[0]?.contacts).to.deep.equal({ pre: 'current', mid: 'later', post: 'later' });
    expect(before.items[1]?.contacts).to.deep.equal({ pre: 'done', mid: 'current', post: 'later' });
    expect(before.counts).to.deep.include({ 'contact-pre': 1, 'contact-mid': 2, all: 2 });
    await contact(late);
    const after = await list('教育甲');
    expect(after.counts['contact-pre']).to.equal(0);
    expect(after.items.map(({ cause }) => cause?.rule)).to.not.include('R6');
  });

  it('names a deputy’s question from the next working day on, and no longer once the unit has answered', async () => {
    const id = await alone();
    at('2022-04-06');
    await speak(id, '王领衔');
    await house.suggestions.duties.listen();
    at('2022-04-07');
    expect((await list('教育甲')).counts.unanswered).to.equal(1);
    await speak(id, '教育甲');
    const { counts } = await list('教育甲'); // nobody has listened since
    expect(counts.unanswered).to.equal(0);
  });

  it('shows only rooms in which somebody sits, and none to who was removed', async () => {
    const id = await alone();
    expect((await list('教育甲', 'all')).items).to.have.length(1);
    expect((await list('财政甲', 'all')).items).to.deep.equal([]);
    expect(await act('task:pass-on', [id], { personIds: [house.person('教育乙')] })).to.deep.equal([null]);
    expect(await list('教育甲', 'all')).to.deep.include({ items: [], total: 0 });
    expect((await list('教育乙', 'all')).items.map(({ officer }) => officer)).to.deep.equal(['教育乙']);
    for (const [name, more] of [
      ['task:later', { until: 'tomorrow' }],
      ['task:quiet', { on: true }],
      ['task:read', {}],
      ['task:pass-on', { personIds: [house.person('教育甲')] }],
    ] as const)
      expect(await act(name, [id], more), name).to.deep.equal(['NOT_A_MEMBER']);
  });

  it('passes on each room by itself: some may be refused, and again changes nothing', async () => {
    const [own, joint] = [await alone(), await house.handedOver({ tracks: [lead()], leadId: null })];
    const foreign = await house.handedOver({
      tracks: [{ unitId: house.unit('财政部'), role: 'lead', contactIds: [] }],
    });
    const personIds = [house.person('教育甲'), house.person('教育乙')];
    for (let turn = 0; turn < 2; turn += 1)
      expect(await act('task:pass-on', [own, foreign, joint], { personIds })).to.deep.equal([
        ...[null, 'NOT_A_MEMBER', null],
      ]);
    expect(await act('task:pass-on', [own], { personIds: [house.person('财政甲')] })).to.deep.equal([
      'UNKNOWN_PERSON',
    ]);
    expect(await act('task:pass-on', [own], { personIds }, '王领衔')).to.deep.equal(['NOT_YOUR_TRACK']);
  });

  it('never lets somebody put off what is overdue', async () => {
    const id = await alone();
    at('2022-06-27');
    const [task] = (await list('教育甲', 'soon')).items;
    expect(task?.reason).to.equal('overdue'); // due soon is the reply; the first contact was due long ago
    expect(await act('task:later', [id], { until: 'tomorrow' })).to.deep.equal(['TOO_LATE']);
    expect((await list('教育甲')).total).to.equal(1);
  });

  it('brings back what was put off when its day has come, and when somebody says so', async () => {
    const id = await alone();
    await speak(id, '王领衔', { mentions: [{ kind: 'person', personId: house.person('教育甲') }] });
    expect(reasons(await list('教育甲'))).to.deep.equal([['7001', 'soon']]);
    expect(await act('task:later', [id], { until: 'tomorrow' })).to.deep.equal([null]);
    expect((await list('教育甲')).total).to.equal(0);
    expect((await list('教育甲', 'later')).items[0]?.later).to.equal('2022-04-02');
    expect((await list('教育甲')).counts['contact-pre']).to.equal(1);
    expect(await act('task:later', [id], { until: 'now' })).to.deep.equal([null]);
    expect((await list('教育甲')).total).to.equal(1);
    await act('task:later', [id], { until: 'tomorrow' });
    at('2022-04-02');
    expect((await list('教育甲')).total).to.equal(1);
  });

  it('is quiet of what is only unread until somebody mentions the person', async () => {
    const id = await alone();
    const unread = async () => (await list('教育甲')).counts.unread;
    expect(await act('task:quiet', [id], { on: true })).to.deep.equal([null]);
    await speak(id, '李附议');
    expect(await unread()).to.equal(0);
    expect((await list('教育甲', 'quiet')).counts).to.deep.include({ quiet: 1, 'contact-pre': 1 });
    await speak(id, '李附议', { mentions: [{ kind: 'person', personId: house.person('教育甲') }] });
    expect((await list('教育甲')).counts).to.deep.include({ quiet: 0, unread: 1, mentioned: 1 });
  });

  it('marks rooms read, and tells the person’s other devices', async () => {
    const id = await alone();
    await speak(id, '王领衔');
    house.told.length = 0;
    for (let turn = 0; turn < 2; turn += 1)
      expect(await act('task:read', [id, id], {})).to.deep.equal([null]);
    expect(house.told.filter(({ what }) => what === 'read:marked')).to.have.length(1);
    expect((await list('教育甲', 'all')).items[0]?.unread).to.equal(0);
  });

  it('comes in pages that neither repeat nor leave out, and is found by number, title, deputy, unit and phase', async () => {
    const ids = [];
    for (let n = 0; n < 32; n += 1) ids.push(await house.add({ tracks: [lead()] }));
    await house.handOver(ids);
    const first = await list('教育甲', 'all');
    expect(first.items).to.have.length(30);
    const second = await list('教育甲', 'all', { cursor: first.cursor });
    expect(second).to.deep.include({ cursor: null, total: 32 });
    const numbers = [...first.items, ...second.items].map(({ room }) => room.number);
    expect(numbers).to.deep.equal([...numbers].sort());
    expect(new Set(numbers).size).to.equal(32);
    const found = async (filter: object) => (await list('教育甲', 'all', { filter })).total;
    expect(await found({ text: '7007' })).to.equal(1);
    expect(await found({ text: '关于第7件事' })).to.equal(1);
    expect(await found({ text: '王领' })).to.equal(32);
    expect(await found({ text: '没有这样的' })).to.equal(0);
    expect(await found({ unitId: house.unit('财政部') })).to.equal(0);
    expect(await found({ phase: 'pre' })).to.equal(32);
    expect(await found({ phase: 'post' })).to.equal(0);
    expect(await found({ section: '养老处' })).to.equal(0);
  });

  it('says how many rows have changed since they were shown', async () => {
    const [one] = [await alone(), await alone()];
    const { items } = await list('教育甲', 'all');
    const shown = items.map(({ room, mark }) => ({ roomId: room.roomId, mark }));
    const changes = async () =>
      (
        (await house.ask('task:changes', { queue: 'all', shown }, '教育甲')) as z.output<
          typeof countTaskChanges.output
        >
      ).changes;
    expect(await changes()).to.equal(0);
    await speak(one, '王领衔');
    expect(await changes()).to.equal(1);
    await alone();
    expect(await changes()).to.equal(2);
  });

  it('of an office has what the office owes, and not what units owe', async () => {
    await alone();
    at('2022-05-10');
    expect((await list('办公甲', 'all')).total).to.equal(1);
    expect((await list('办公甲')).counts.overdue).to.equal(0);
    expect((await list('教育甲')).counts.overdue).to.equal(1);
  });
});
