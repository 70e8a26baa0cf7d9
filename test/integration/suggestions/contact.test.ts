import { expect } from 'chai';
import type { SharedFile } from '../../../shared/files.ts';
import { FILE_KINDS, FILE_STATES } from '../../../shared/values/files.ts';
import { fileId, type SuggestionId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { ContactRecord, SuggestionView } from '../../../shared/suggestions.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { codeOf, openHouse, type House, type Name } from './house.ts';

describe('a contact between unit and deputies', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse('2022-04-08T02:00:00.000Z');
  });
  after(() => house.close());

  const given = (id: SuggestionId, change: object = {}) => ({
    suggestionId: id,
    unitId: house.unit('教育部'),
    phase: 'pre',
    method: 'visit',
    at: '2022-04-08T01:00:00.000Z',
    withIds: [house.person('王领衔')],
    summary: '登门听取了代表的想法',
    messageSeqs: [],
    recordKey: crypto.randomUUID(),
    ...change,
  });
  const record = (input: object, who: Name = '教育甲', ask = house.ask) =>
    ask('contact:record', input, who) as Promise<ContactRecord>;
  const cards = async (id: SuggestionId) => {
    const { messages } = (await house.ask(
      'message:list',
      { roomId: roomIdOf(id), limit: 100 },
      '办公甲',
    )) as { messages: Message[] };
    return messages.flatMap((m) =>
      m.body.kind === 'card' && m.body.card.type === 'contact' ? [m.body.card] : [],
    );
  };
  /** Somebody says something in the room; its number. */
  const said = async (id: SuggestionId, who: Name): Promise<number> => {
    const sentence = { roomId: roomIdOf(id), text: '请说说想法', sendKey: crypto.randomUUID() };
    return ((await house.ask('message:post', sentence, who)) as Message).seq;
  };
  /** Somebody’s file is shown in the room; its number. */
  const shown = async (id: SuggestionId, who: Name, file: Pick<SharedFile, 'kind'> & Partial<SharedFile>) => {
    const shows: SharedFile = {
      ...{ fileId: fileId.parse(crypto.randomUUID()), name: '语音.m4a', bytes: 9, state: 'ready', why: null },
      ...{ revision: 3, mime: 'audio/mp4', scanned: true, renditions: ['original'] },
      ...file,
    };
    const message = { roomId: roomIdOf(id), sendKey: crypto.randomUUID() };
    const body = { kind: 'file' as const, file: shows };
    return (await house.rooms.files.say({ ...message, body }, house.callerOf(who))).seq;
  };
  const header = async (id: SuggestionId) =>
    ((await house.ask('room:open', { roomId: roomIdOf(id) }, '办公甲')) as { room: RoomHeader }).room;
  const contacted = async (id: SuggestionId) =>
    ((await house.ask('suggestion:show', { suggestionId: id }, '办公甲')) as SuggestionView).tracks.map(
      (t) => t.contacted,
    );
  /** Units that still owe the contact before handling. */
  const owing = async (id: SuggestionId) =>
    (await house.notices.duties.openOf(id)).filter((d) => d.rule === 'R6').map((d) => d.unitName);
  const state = async (id: SuggestionId) => ({
    contacted: await contacted(id),
    duties: (await owing(id)).length,
    phase: (await header(id)).phase,
    nextDue: (await header(id)).nextDue,
  });

  it('with the lead deputy ends the phase: card, duty and header follow', async () => {
    const id = await house.handedOver();
    const made = await record(given(id, { withIds: [house.person('王领衔'), house.person('李附议')] }));
    expect(made).to.deep.include({
      unitName: '教育部',
      reachedLead: true,
      recordedAt: '2022-04-08T02:00:00.000Z',
    });
    expect(made.recordedBy.name).to.equal('教育甲');
    expect(await cards(id)).to.deep.equal([
      {
        type: 'contact',
        suggestionId: id,
        contactId: made.contactId,
        phase: 'pre',
        unitName: '教育部',
        method: 'visit',
        at: '2022-04-08T01:00:00.000Z',
        withNames: ['王领衔', '李附议'],
        summary: '登门听取了代表的想法',
        messageSeqs: [],
      },
    ]);
    expect(await state(id)).to.deep.equal({
      contacted: [['pre'], []],
      duties: 0,
      phase: 'mid',
      nextDue: '2022-05-09', // of the co-handling unit’s opinion
    });
    const { contacts } = (await house.ask('contact:list', { suggestionId: id }, '李附议')) as {
      contacts: ContactRecord[];
    };
    expect(contacts).to.deep.equal([made]);
  });

  it('with seconding deputies alone is kept and shown, and ends nothing while there is a lead deputy', async () => {
    const id = await house.handedOver();
    const made = await record(given(id, { withIds: [house.person('李附议')] }));
    expect(made.reachedLead).to.equal(false);
    expect(await cards(id)).to.have.length(1);
    expect(await state(id)).to.deep.include({ contacted: [[], []], duties: 1, phase: 'pre' });
  });

  it('with any deputy ends the phase where there is no lead deputy, or where they have left office', async () => {
    const without = await house.handedOver({ leadId: null });
    expect((await record(given(without, { withIds: [house.person('李附议')] }))).reachedLead).to.equal(true);
    const left = await house.handedOver({ leadId: house.person('赵附议') });
    await house.org.people.upsertMany(house.congressId, [{ code: '赵附议', name: '赵附议', active: false }]);
    expect((await record(given(left, { withIds: [house.person('李附议')] }))).reachedLead).to.equal(true);
    await house.org.people.upsertMany(house.congressId, [{ code: '赵附议', name: '赵附议', active: true }]);
  });

  it('waits for every unit that owes one', async () => {
    const id = await house.handedOver({
      tracks: ['教育部', '财政部'].map((unit) => ({
        unitId: house.unit(unit),
        role: 'separate' as const,
        contactIds: [],
      })),
    });
    await record(given(id));
    expect(await state(id)).to.deep.include({ contacted: [['pre'], []], duties: 1, phase: 'pre' });
    await record(given(id, { unitId: house.unit('财政部') }), '财政甲');
    expect(await state(id)).to.deep.include({ contacted: [['pre'], ['pre']], duties: 0, phase: 'mid' });
  });

  it('of a delegation’s suggestion is with people of the delegation', async () => {
    const id = await house.handedOver({
      ...{ source: 'delegation', leadId: null, secondingIds: [] },
      delegationId: house.delegation('天津市代表团'),
    });
    expect(await codeOf(record(given(id)))).to.equal('UNKNOWN_PERSON');
    expect((await record(given(id, { withIds: [house.person('赵附议')] }))).reachedLead).to.equal(true);
  });

  it('is recorded once however often the request comes, and another under its key is refused', async () => {
    const id = await house.handedOver();
    const input = given(id);
    const answers = await Promise.all([record(input), record(input), record(input)]);
    expect(new Set(answers.map((a) => a.contactId)).size).to.equal(1);
    expect(await record(input)).to.deep.equal(answers[0]);
    expect(await cards(id)).to.have.length(1);
    expect(await codeOf(record({ ...input, summary: '另一番话' }))).to.equal('SEND_KEY_REUSED');
  });

  it('is recorded only by people of a unit that handles the suggestion', async () => {
    const id = await house.handedOver();
    for (const who of ['王领衔', '办公甲'])
      expect(await codeOf(record(given(id), who)), who).to.equal('NOT_ALLOWED');
    expect(await codeOf(record(given(id), '财政甲')), 'for another unit').to.equal('NOT_YOUR_TRACK');
    expect(await codeOf(record(given(id, { unitId: house.unit('外交部') }), '外交甲'))).to.equal('NOT_FOUND');
    const leader = await record(given(id), '教育长');
    expect(leader.recordedBy.name).to.equal('教育长');
    const reading = await house.handedOver({
      tracks: [{ unitId: house.unit('教育部'), role: 'reference', contactIds: [] }],
    });
    expect(await codeOf(record(given(reading)))).to.equal('NOT_YOUR_TRACK');
    const early = await house.add();
    expect(await codeOf(record(given(early))), 'before the hand-over').to.equal('NOT_ALLOWED');
  });

  it('is with deputies of the suggestion, in the past, and rests on messages that are there', async () => {
    const id = await house.handedOver();
    expect(await codeOf(record(given(id, { withIds: [house.person('钱旁人')] })))).to.equal('UNKNOWN_PERSON');
    expect(await codeOf(record(given(id, { at: '2022-04-08T02:00:00.001Z' })))).to.equal('IN_THE_FUTURE');
    const seq = await said(id, '王领衔');
    expect(await codeOf(record(given(id, { messageSeqs: [seq, 999] })))).to.equal('UNKNOWN_MESSAGE');
    expect(await codeOf(record(given(id, { messageSeqs: [seq] }), '教育长')), 'not in the room').to.equal(
      'UNKNOWN_MESSAGE',
    );
    expect((await record(given(id, { messageSeqs: [seq, seq] }))).messageSeqs).to.deep.equal([seq]);
  });

  for (const kind of FILE_KINDS)
    it(`may rest on a ${kind} of the room, by which the deputy answers as by words`, async () => {
      const id = await house.handedOver();
      const asked = await said(id, '教育甲');
      const only = await record(given(id, { method: 'room', messageSeqs: [asked] }));
      expect(only.reachedLead).to.equal(false);
      const answer = await shown(id, '王领衔', { kind });
      const rests = await record(given(id, { method: 'room', messageSeqs: [asked, answer] }));
      expect(rests).to.deep.include({ reachedLead: true, messageSeqs: [asked, answer] });
      expect((await cards(id)).at(-1)?.messageSeqs).to.deep.equal([asked, answer]);
    });

  it('rests on nothing that is on its way, was refused or taken back, nor on what the product says', async () => {
    const id = await house.handedOver();
    const gone = await said(id, '教育甲');
    await house.ask('message:recall', { roomId: roomIdOf(id), seq: gone, why: '' }, '教育甲');
    const voices = await Promise.all(
      FILE_STATES.filter((state) => state !== 'ready').map((state) =>
        shown(id, '王领衔', { kind: 'voice', state }),
      ),
    );
    for (const seq of [1, gone, ...voices])
      expect(await codeOf(record(given(id, { messageSeqs: [seq] }))), `${seq}`).to.equal('UNKNOWN_MESSAGE');
    expect(await cards(id)).to.deep.equal([]);
  });

  for (const [step, broken] of [
    ['card', 'rooms'],
    ['duty', 'duties'],
  ] as const)
    it(`is completed after a crash before its ${step}: by the same request, or by the repair`, async () => {
      const crashing = house.rebuilt((parts) => ({
        ...parts,
        rooms: broken === 'rooms' ? { ...parts.rooms, postCard: killed } : parts.rooms,
        duties: broken === 'duties' ? { ...parts.duties, settle: killed, follow: killed } : parts.duties,
      }));
      const done = { contacted: [['pre'], []], duties: 0, phase: 'mid', nextDue: '2022-05-09' };

      const repeated = await house.handedOver();
      const input = given(repeated);
      expect(await codeOf(record(input, '教育甲', crashing.ask))).to.equal('Error: killed');
      await record(input);
      expect(await state(repeated)).to.deep.equal(done);
      expect(await cards(repeated)).to.have.length(1);

      const repaired = await house.handedOver();
      expect(await codeOf(record(given(repaired), '教育甲', crashing.ask))).to.equal('Error: killed');
      house.clock.forward(11_000);
      expect((await house.suggestions.reconcileLagging()).contacts).to.equal(1);
      expect(await state(repaired)).to.deep.equal(done);
      expect(await cards(repaired)).to.have.length(1);
      expect((await house.suggestions.reconcileLagging()).contacts).to.equal(0);
      house.clock.set('2022-04-08T02:00:00.000Z');
    });

  it('still counts when the unit leaves the suggestion and comes back', async () => {
    const id = await house.handedOver();
    await record(given(id));
    const revise = async (units: string[]) => {
      const { revision } = (await house.ask(
        'suggestion:show',
        { suggestionId: id },
        '办公甲',
      )) as SuggestionView;
      const tracks = units.map((unit) => ({ unitId: house.unit(unit), role: 'separate' }));
      await house.ask('suggestion:revise', { suggestionId: id, revision, why: '调整分办', tracks }, '办公甲');
    };
    await revise(['财政部']);
    expect(await owing(id)).to.deep.equal(['财政部']);
    await revise(['财政部', '教育部']);
    expect(await contacted(id)).to.deep.equal([[], ['pre']]);
    expect(await owing(id)).to.deep.equal(['财政部']);
  });
});

const killed = () => Promise.reject(new Error('killed'));
