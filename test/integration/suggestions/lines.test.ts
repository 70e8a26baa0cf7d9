import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { ContactRecord, SuggestionView } from '../../../shared/suggestions.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { codeOf, EngineAway, type House, type Name, openHouse } from './house.ts';

describe('what happens in a case', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  after(() => house.close());

  const show = (id: SuggestionId, ask = house.ask) =>
    ask('suggestion:show', { suggestionId: id }, '办公甲') as Promise<SuggestionView>;
  /** Does it upon the case as it stands. */
  const act = async (
    id: SuggestionId,
    [name, who]: readonly [string, Name],
    { ask = house.ask, ...input }: { ask?: House['ask'] } & Record<string, unknown> = {},
  ) => {
    const { revision } = await show(id, ask);
    const given = { suggestionId: id, revision, actKey: randomUUID(), ...input };
    return (await ask(name, given, who)) as SuggestionView;
  };
  const said = async (id: SuggestionId, who: Name = '教育甲') => {
    const asked = { roomId: roomIdOf(id), limit: 100 };
    const { messages } = (await house.ask('message:list', asked, who)) as { messages: Message[] };
    return messages.flatMap(({ body, author }) =>
      body.kind === 'system' && body.key.startsWith('case-') ? [{ ...body, author }] : [],
    );
  };
  const keys = async (id: SuggestionId, who?: Name) => (await said(id, who)).map(({ key }) => key);
  const roomOf = async (id: SuggestionId) =>
    ((await house.ask('room:open', { roomId: roomIdOf(id) }, '办公甲')) as { room: RoomHeader }).room;

  const alone = () =>
    house.handedOver({ tracks: [{ unitId: house.unit('教育部'), role: 'lead', contactIds: [] }] });
  const sign = (id: SuggestionId, ask = house.ask) =>
    act(id, ['track:sign-for', '教育长'], {
      ...{ ask, unitId: house.unit('教育部'), department: '基教司', contactIds: [house.person('教育甲')] },
    });
  const contact = (id: SuggestionId, phase: 'pre' | 'mid') =>
    house.ask(
      'contact:record',
      {
        ...{ suggestionId: id, unitId: house.unit('教育部'), phase, method: 'phone' },
        ...{ at: house.clock.now().toISOString(), withIds: [house.person('王领衔')] },
        ...{ summary: '电话沟通', messageSeqs: [], recordKey: randomUUID() },
      },
      '教育甲',
    ) as Promise<ContactRecord>;
  const reply = (id: SuggestionId) =>
    act(id, ['reply:issue', '教育长'], {
      ...{ docNumber: '教函〔2022〕7号', replyClass: 'A', points: ['已办。'], text: '现答复如下。' },
      ...{ copies: [], publicity: 'full', publicityReason: '', leadRelays: false, faceToFace: null },
      commitments: [],
    });
  const feedback = (id: SuggestionId, result: 'satisfied' | 'dissatisfied') =>
    act(id, ['feedback:give', '王领衔'], {
      ...{ attitude: 'satisfied', result, opinion: '没有回应', wantsRehandling: result === 'dissatisfied' },
    });

  it('is heard in its room, from the receipt to the archive, once each and in order', async function () {
    this.timeout(60_000);
    const id = await alone();
    await sign(id);
    const { contactId } = await contact(id, 'pre');
    await act(id, ['contact:confirm', '王领衔'], { contactId });
    await contact(id, 'mid');
    await reply(id);
    await feedback(id, 'dissatisfied');
    await act(id, ['rehandling:order', '办公甲'], { unitIds: [house.unit('教育部')], why: '请逐条回应' });
    for (const phase of ['pre', 'mid'] as const) await contact(id, phase);
    await reply(id);
    expect(JSON.stringify(await said(id)), 'before it is closed').to.not.match(/satisfied|没有回应/);
    await feedback(id, 'satisfied');
    await act(id, ['case:archive', '办公甲']);

    expect(await keys(id)).to.deep.equal([
      'case-signed-for',
      'case-contact-confirmed',
      'case-replied',
      'case-feedback-asked',
      'case-rehandling-ordered',
      'case-replied',
      'case-feedback-asked',
      'case-feedback-given',
      'case-closed',
      'case-archived',
    ]);
    const [first, confirmed, , , again] = await said(id);
    expect(first).to.deep.include({ params: { unit: '教育部', department: '基教司' } });
    expect(first?.author).to.deep.include({ kind: 'bot' });
    expect(confirmed?.params).to.deep.equal({ unit: '教育部', name: '王领衔' });
    expect(again?.params).to.deep.include({ units: '教育部', why: '请逐条回应' });
    expect((await roomOf(id)).state).to.equal('archived');
    expect(house.surprises).to.deep.equal([]);
  });

  it('is heard by those who come for it, while who has left hears it no more', async () => {
    const id = await alone();
    const { revision } = await show(id);
    const tracks = [{ unitId: house.unit('外交部'), role: 'lead' }];
    await house.ask('suggestion:revise', { suggestionId: id, revision, why: '职责调整', tracks }, '办公甲');
    const [line] = await said(id, '外交甲');
    expect(line).to.deep.include({
      key: 'case-units-changed',
      params: { left: '教育部', came: '外交部', why: '职责调整' },
    });
    expect(await codeOf(keys(id, '教育甲'))).to.equal('NOT_A_MEMBER');
  });

  it('shows with each unit what it owes next, as its duties have it, and what comes after once that is done', async () => {
    const id = await alone();
    const next = async () => {
      const owed = (await house.notices.duties.openOf(id)).filter((d) => d.unitName === '教育部');
      return owed.flatMap(({ due }) => due ?? []).sort()[0];
    };
    const shown = async () => (await show(id)).tracks[0]?.nextDue;
    const first = await shown();
    expect(first?.due)
      .to.be.a('string')
      .that.equals(await next());
    await sign(id);
    const second = await shown();
    expect(second?.due)
      .to.be.a('string')
      .that.equals(await next());
    expect(second).to.not.deep.equal(first);
    const unassigned = await show(await house.add());
    expect(unassigned.tracks[0]?.nextDue).to.equal(null);
  });

  it('freezes the room when it is taken back', async () => {
    const id = await alone();
    await act(id, ['suggestion:withdraw', '王领衔'], { why: '情况有变' });
    if ((await show(id)).state !== 'withdrawn') await act(id, ['withdrawal:agree', '李附议']);
    expect((await keys(id)).at(-1)).to.equal('case-withdrawn');
    expect((await roomOf(id)).state).to.equal('read-only');
    const post = { roomId: roomIdOf(id), text: '还能说吗', sendKey: randomUUID() };
    expect(await codeOf(house.ask('message:post', post, '王领衔'))).to.equal('ROOM_CLOSED');
  });

  /** A process that dies before it says the n-th line. */
  const dyingBefore = (n: number) => {
    let count = 0;
    return house.rebuilt((parts) => ({
      ...parts,
      rooms: {
        ...parts.rooms,
        postLine: (...line) => {
          count += 1;
          return count < n ? parts.rooms.postLine(...line) : Promise.reject(new EngineAway());
        },
      },
      onSurprise: () => 'died',
    }));
  };

  it('is said by whoever comes next when a process dies before, between or after its lines', async function () {
    this.timeout(60_000);
    for (const n of [1, 2, 3]) {
      const id = await alone();
      await sign(id);
      await contact(id, 'pre');
      await contact(id, 'mid');
      const dying = dyingBefore(n);
      const { revision } = await show(id);
      await dying.ask(
        'reply:issue',
        {
          ...{ suggestionId: id, revision, actKey: randomUUID(), docNumber: '教函〔2022〕8号' },
          ...{ replyClass: 'A', points: ['已办。'], text: '现答复如下。', copies: [], publicity: 'full' },
          ...{ publicityReason: '', leadRelays: false, faceToFace: null, commitments: [] },
        },
        '教育长',
      );
      const all = ['case-signed-for', 'case-replied', 'case-feedback-asked'];
      expect(await keys(id), `died before line ${n}`).to.deep.equal(all.slice(0, n));
      house.clock.forward(11_000);
      const other = house.rebuilt((parts) => parts).suggestions;
      await Promise.all([house.suggestions.reconcileLagging(), other.reconcileLagging()]);
      expect(await keys(id), `after the repair of ${n}`).to.deep.equal(all);
    }
    expect(house.surprises).to.deep.equal([]);
  });

  it('keeps its order when another act was done before the first was said', async () => {
    const id = await alone();
    await sign(id, dyingBefore(1).ask);
    expect(await keys(id)).to.deep.equal([]);
    const personIds = [house.person('教育乙')];
    await house.ask(
      'track:name-contacts',
      { suggestionId: id, unitId: house.unit('教育部'), personIds },
      '教育长',
    );
    expect(await keys(id, '教育乙')).to.deep.equal(['case-signed-for', 'case-contacts-named']);
  });

  it('is said once, though a name has changed before a dead process’s work is finished', async () => {
    const id = await alone();
    const entries = house.collection<{ _id: string; unsettledSince?: Date }>('caseEntries');
    await sign(id);
    const before = await said(id);
    const unitId = house.unit('教育部');
    const rename = (name: string) =>
      house.org.units.upsertMany(house.congressId, [{ id: unitId, name: '教育部', shortName: name }]);
    await rename('国家教育部');
    await entries.updateOne({ _id: `${id}:3` }, { $set: { unsettledSince: house.clock.now() } });
    house.clock.forward(11_000);
    await house.suggestions.reconcileLagging();
    expect(await said(id)).to.deep.equal(before);
    expect((await entries.findOne({ _id: `${id}:3` }))?.unsettledSince).to.equal(undefined);
    await rename('教育部');
  });
});
