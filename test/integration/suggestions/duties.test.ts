import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { instantAt } from '../../../server/org/index.ts';
import { cardKey, roomIdOf } from '../../../server/rooms/index.ts';
import type { CivilDate, SuggestionId } from '../../../shared/ids.ts';
import type { Duty, DutyNotice } from '../../../shared/notices.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { codeOf, type House, type Name, openHouse } from './house.ts';

describe('duties follow the record', () => {
  let house: House;
  beforeEach(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  afterEach(() => house.close());

  const at = (day: CivilDate, time = '09:00') => house.clock.set(instantAt(day, time).toISOString());
  const lead = (unit: Name) => ({ unitId: house.unit(unit), role: 'lead' as const, contactIds: [] });
  const alone = () => house.handedOver({ tracks: [lead('教育部')] });
  const act = async (id: SuggestionId, [name, who]: readonly [string, Name], input: object = {}) => {
    const view = (await house.ask('suggestion:show', { suggestionId: id }, '办公甲')) as SuggestionView;
    const given = { suggestionId: id, revision: view.revision, actKey: randomUUID(), ...input };
    return (await house.ask(name, given, who)) as SuggestionView;
  };
  const signFor = (id: SuggestionId) =>
    act(id, ['track:sign-for', '教育长'], {
      ...{ unitId: house.unit('教育部'), department: '', contactIds: [house.person('教育乙')] },
    });
  const speak = (id: SuggestionId, who: Name, text: string) =>
    house.ask('message:post', { roomId: roomIdOf(id), text, sendKey: randomUUID() }, who);
  const contact = (id: SuggestionId, phase: 'pre' | 'mid' | 'post') =>
    house.ask(
      'contact:record',
      {
        ...{ suggestionId: id, unitId: house.unit('教育部'), phase, method: 'phone' },
        ...{ at: house.clock.now().toISOString(), withIds: [house.person('王领衔')], summary: '电话沟通' },
        ...{ messageSeqs: [], recordKey: randomUUID() },
      },
      '教育乙',
    );
  const reply = (id: SuggestionId) =>
    act(id, ['reply:issue', '教育长'], {
      ...{ docNumber: '教函〔2022〕7号', replyClass: 'B', points: ['正在办。'], text: '现答复如下。' },
      ...{ copies: [], publicity: 'full', publicityReason: '', leadRelays: false, faceToFace: null },
      commitments: [{ text: '年底前出台', due: '2022-12-30' }],
    });
  const openOf = async (id: SuggestionId) =>
    (await house.notices.duties.openOf(id)).map((d) => [d.rule, d.due] as const);
  const rulesOf = async (id: SuggestionId) => [...new Set((await openOf(id)).map(([rule]) => rule))].sort();
  const kept = (id: SuggestionId, rule: Duty['rule']) =>
    house
      .collection<{ _id: string; state: string; due: string }>('duties')
      .find({ suggestionId: id, rule })
      .toArray();
  /** Sweeps, and carries out all that was queued. */
  const remind = async () => {
    await house.notices.sweep();
    for (const { key } of house.queued.splice(0))
      await house.notices.deliver(key.slice(0, key.lastIndexOf('|')));
  };
  const noticesOf = async (who: Name) =>
    ((await house.ask('notice:list', { cursor: null }, who)) as { notices: DutyNotice[] }).notices;

  it('from the hand-over to the promise, each by its rule', async () => {
    const id = await alone();
    expect(await openOf(id)).to.deep.equal([
      ['R3', '2022-04-06'],
      ['R2', '2022-04-07'],
      ['R4', '2022-04-18'],
      ['R6', '2022-04-29'],
      ...(['R10', 'R11', 'R13'] as const).map((rule) => [rule, '2022-07-01'] as const),
    ]);
    at('2022-04-06');
    await signFor(id);
    expect(await rulesOf(id)).to.deep.equal(['R10', 'R11', 'R13', 'R6']);
    expect((await kept(id, 'R6')).map((d) => [d.state, d.due])).to.deep.equal([['open', '2022-05-06']]);
    at('2022-04-08');
    await contact(id, 'pre');
    expect(await rulesOf(id)).to.deep.equal(['R10', 'R11', 'R13']);
    at('2022-05-09');
    await contact(id, 'mid');
    at('2022-06-20');
    await reply(id);
    expect(await rulesOf(id)).to.deep.equal(['R16', 'R17', 'R18', 'R21', 'R23']);
    expect((await kept(id, 'R11')).map((d) => d.state)).to.deep.equal(['done']);
    expect((await kept(id, 'R13')).map((d) => d.state)).to.deep.equal(['lapsed']);
  });

  it('the deputies hear that there is a reply, each once and gently', async () => {
    const id = await alone();
    at('2022-04-06');
    await signFor(id);
    await contact(id, 'pre');
    await contact(id, 'mid');
    at('2022-04-11', '15:00');
    await reply(id);
    await remind();
    await remind();
    for (const who of ['王领衔', '李附议']) {
      const [notice, ...more] = (await noticesOf(who)).filter((n) => n.rule === 'R15');
      expect(more, who).to.deep.equal([]);
      expect(notice?.about.map((a) => a.suggestionId)).to.deep.equal([id]);
    }
    expect((await noticesOf('钱旁人')).map((n) => n.rule)).to.deep.equal([]);
  });

  it('settling again changes nothing, and a dead process’s entry is settled by the repair', async () => {
    const id = await alone();
    at('2022-04-06');
    const killed = () => Promise.reject(new Error('killed'));
    const crashing = house.rebuilt((parts) => ({
      ...parts,
      duties: { ...parts.duties, settle: killed, follow: killed },
    }));
    const view = (await house.ask('suggestion:show', { suggestionId: id }, '办公甲')) as SuggestionView;
    const input = { suggestionId: id, revision: view.revision, actKey: randomUUID() };
    const unitId = house.unit('教育部');
    await crashing.ask(
      'track:sign-for',
      { ...input, unitId, department: '', contactIds: [house.person('教育乙')] },
      '教育长',
    );
    expect(await rulesOf(id)).to.include('R2'); // signed, and nobody knows yet
    house.clock.forward(11_000);
    await house.suggestions.reconcileLagging();
    expect(await rulesOf(id)).to.not.include('R2');
    const all = () =>
      house.collection<{ _id: string; turn: number }>('duties').find({}).sort({ _id: 1 }).toArray();
    const before = await all();
    expect(await house.suggestions.duties.recount(house.congressId)).to.deep.equal({ moved: 0 });
    expect(await all()).to.deep.equal(before);
  });

  it('an edited calendar moves the last days of all that is open', async () => {
    const id = await alone();
    const rest = { date: '2022-04-08', kind: 'rest' as const, why: '本地放假', by: 'cli' };
    await house.parts.calendar.set(house.congressId, rest);
    expect((await house.suggestions.duties.recount(house.congressId)).moved).to.be.greaterThan(0);
    expect(new Map(await openOf(id)).get('R6')).to.equal('2022-05-05');
    const { room } = (await house.ask('room:open', { roomId: roomIdOf(id) }, '办公甲')) as {
      room: { nextDue: string };
    };
    expect(room.nextDue).to.equal('2022-05-05');
  });

  it('windows lapse on the day after their last, without anybody doing anything', async () => {
    const id = await alone();
    for (const day of ['2022-04-14', '2022-04-18', '2022-04-19']) {
      at(day);
      await remind();
    }
    expect((await kept(id, 'R4')).map((d) => d.state)).to.deep.equal(['lapsed']);
  });

  it('what was withdrawn owes nothing any more', async () => {
    const id = await alone();
    expect(await codeOf(act(id, ['suggestion:withdraw', '王领衔'], { why: '情况已变化' }))).to.equal('ok');
    await act(id, ['withdrawal:agree', '李附议']).catch(() => undefined); // where all have to agree
    const state = ((await house.ask('suggestion:show', { suggestionId: id }, '办公甲')) as SuggestionView)
      .state;
    expect(state).to.equal('withdrawn');
    expect(await openOf(id)).to.deep.equal([]);
  });

  describe('and what is said in the room', () => {
    const called = async (id: SuggestionId) => (await kept(id, 'R7')).map((d) => d.state);
    /** Long enough later for the rooms to be listened to again. */
    const listen = async () => {
      house.clock.forward(10 * 60_000);
      await house.suggestions.duties.listen();
    };

    it('a deputy who is not answered is owed an answer; who of the unit answers ends it', async () => {
      const id = await alone();
      at('2022-04-11');
      await speak(id, '李附议', '请问什么时候来调研？');
      await listen();
      expect(await called(id)).to.deep.equal(['open']);
      await speak(id, '王领衔', '我也想知道。');
      await speak(id, '办公甲', '请承办单位回应。');
      await listen();
      expect(await called(id)).to.deep.equal(['open']); // the office does not answer for a unit
      await speak(id, '教育甲', '下周一上午。');
      await listen();
      expect(await called(id)).to.deep.equal(['moot']);
    });

    it('it is answered otherwise too: by a contact that is recorded, or when it was taken back', async () => {
      const spoken = await alone();
      at('2022-04-11');
      await speak(spoken, '王领衔', '请来电。');
      await listen();
      await contactAs(spoken);
      expect(await called(spoken)).to.deep.equal(['moot']);
      const recalled = await alone();
      const { seq } = (await speak(recalled, '王领衔', '发错了群')) as { seq: number };
      await house.rebuilt((parts) => parts).suggestions.duties.listen();
      expect(await called(recalled)).to.deep.equal(['open']);
      await house.ask('message:recall', { roomId: roomIdOf(recalled), seq, why: '' }, '王领衔');
      await listen();
      expect(await called(recalled)).to.deep.equal(['moot']);
    });

    it('the unit is reminded after two days, unless it has answered since, however fresh its answer is', async () => {
      const [silent, answered] = [await alone(), await alone()];
      at('2022-04-11');
      for (const id of [silent, answered]) await speak(id, '王领衔', '请问进展如何？');
      await listen();
      at('2022-04-13');
      await house.notices.sweep();
      await speak(answered, '教育甲', '正在征求意见。'); // swept already, and not listened to yet
      for (const { key } of house.queued.splice(0))
        await house.notices.deliver(key.slice(0, key.lastIndexOf('|')));
      const heard = (await noticesOf('教育甲')).filter((n) => n.rule === 'R7');
      expect(heard.flatMap((n) => n.about.map((a) => a.suggestionId))).to.deep.equal([silent]);
    });

    it('cards and programs are nobody’s words', async () => {
      const id = await alone();
      at('2022-04-11');
      const card = { type: 'bulletin' as const, title: '一周简报', rows: [{ label: '发言', value: '0' }] };
      await house.rooms.postCard(roomIdOf(id), card, cardKey('test'));
      await listen();
      expect(await called(id)).to.deep.equal([]);
      const heard = await house
        .collection<{ _id: string; lastWordOn: string | null }>('heard')
        .findOne({ _id: id });
      expect(heard).to.include({ lastWordOn: null, unansweredOn: null });
    });

    it('silence of fifteen working days while it is handled is reminded of, until somebody speaks', async () => {
      const id = await alone();
      at('2022-04-06');
      await signFor(id);
      await contact(id, 'pre');
      await speak(id, '教育乙', '已与代表通话。');
      await listen();
      at('2022-04-25');
      await listen();
      expect(await kept(id, 'R25')).to.deep.equal([]);
      at('2022-04-26');
      await listen();
      expect((await kept(id, 'R25')).map((d) => d.state)).to.deep.equal(['open']);
      await remind();
      expect((await noticesOf('教育乙')).map((n) => n.rule)).to.include('R25');
      await speak(id, '教育乙', '调研安排在五月。');
      await listen();
      expect((await kept(id, 'R25')).map((d) => d.state)).to.deep.equal(['moot']);
    });

    const contactAs = (id: SuggestionId) =>
      house.ask(
        'contact:record',
        {
          ...{ suggestionId: id, unitId: house.unit('教育部'), phase: 'pre', method: 'phone' },
          ...{ at: house.clock.now().toISOString(), withIds: [house.person('王领衔')], summary: '电话沟通' },
          ...{ messageSeqs: [], recordKey: randomUUID() },
        },
        '教育甲',
      );
  });

  it('a new October asks for the yearly report of what was promised', async () => {
    const id = await alone();
    at('2022-04-06');
    await signFor(id);
    await contact(id, 'pre');
    await contact(id, 'mid');
    await reply(id);
    at('2022-09-30');
    await house.suggestions.duties.listen();
    expect(await kept(id, 'R22')).to.deep.equal([]);
    at('2022-10-09');
    await house.suggestions.duties.listen();
    expect((await kept(id, 'R22')).map((d) => [d.state, d.due])).to.deep.equal([['open', '2022-11-01']]);
  });
});
