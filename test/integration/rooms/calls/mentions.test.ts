import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Message } from '../../../../shared/messages.ts';
import type { SeatRole } from '../../../../shared/seats.ts';
import { codeOf } from '../../../support/code-of.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';
import { inboxItem, post, roomOf } from './room-of.ts';

const ROLES: SeatRole[] = ['lead-deputy', 'seconding-deputy', 'seconding-deputy', 'lead-unit', 'co-unit'];

describe('mentions', () => {
  let bench: RoomsBench;
  let lead: PersonId;
  let second: PersonId;
  let third: PersonId;
  let unit: PersonId;
  let co: PersonId;
  let stranger: PersonId;
  let roomId: RoomId;
  let subjectId: string;
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(6);
    [lead, second, third, unit, co, stranger] = bench.people as [
      PersonId,
      PersonId,
      PersonId,
      PersonId,
      PersonId,
      PersonId,
    ];
  });
  after(() => bench.close());
  beforeEach(async () => {
    const seats = ROLES.map((role, i): [PersonId, SeatRole] => [bench.people[i] as PersonId, role]);
    ({ roomId, subjectId } = await roomOf(bench, seats));
    bench.told.length = 0;
  });
  const person = (personId: PersonId) => ({ kind: 'person', personId });
  const role = (of: SeatRole) => ({ kind: 'role', role: of });
  const EVERYONE = { kind: 'everyone' };
  const call = (who: PersonId, mentions: object[], more: object = {}) =>
    post(bench.ask, [roomId, who], { text: '请看', mentions, ...more });
  const noted = () => bench.told.filter((t) => t.what === 'mention:noted').map((t) => t.to);
  const mentionsOf = async (who: PersonId) => (await inboxItem(bench, who, roomId)).mentions;

  it('call people by name and by role, each once and never the author, and say how many', async () => {
    const message = await call(second, [role('seconding-deputy'), person(third), person(co), person(second)]);
    expect(message.notified).to.equal(2);
    expect(message.mentions).to.have.length(4);
    expect(noted()).to.have.members([`u:${third}`, `u:${co}`]);
    expect(await mentionsOf(third)).to.deep.equal([message.seq]);
    expect(await mentionsOf(co)).to.deep.equal([message.seq]);
    for (const other of [lead, second, unit]) expect(await mentionsOf(other)).to.deep.equal([]);
  });

  it('call a role that nobody has without a refusal, and nobody', async () => {
    expect((await call(lead, [role('separate-unit')])).notified).to.equal(0);
    expect(noted()).to.deep.equal([]);
  });

  it('of everybody are for those only whom the table of seats allows', async () => {
    for (const who of [lead, unit]) expect((await call(who, [EVERYONE])).notified).to.equal(4);
    for (const who of [second, co]) expect(await codeOf(call(who, [EVERYONE]))).to.equal('NOT_ALLOWED');
  });

  it('of who does not sit in the room are refused, and nothing is said', async () => {
    expect(await codeOf(call(lead, [person(second), person(stranger)]))).to.equal('UNKNOWN_PERSON');
    expect(await codeOf(call(lead, [role('co-unit'), person(stranger)]))).to.equal('UNKNOWN_PERSON');
    expect((await inboxItem(bench, lead, roomId)).room.seq).to.equal(1);
    expect(bench.told.filter((t) => t.what !== 'head:moved')).to.deep.equal([]);
  });

  it('are counted beforehand by the same rules', async () => {
    const count = async (who: PersonId, mentions: object[]) =>
      ((await bench.ask('mention:count', { roomId, mentions }, who)) as { notified: number }).notified;
    expect(await count(lead, [EVERYONE])).to.equal(4);
    expect(await count(second, [role('seconding-deputy'), role('lead-unit')])).to.equal(2);
    expect(await count(second, [])).to.equal(0);
    expect(await codeOf(count(second, [EVERYONE]))).to.equal('NOT_ALLOWED');
    expect(await codeOf(count(second, [person(stranger)]))).to.equal('UNKNOWN_PERSON');
    expect(await codeOf(count(stranger, [person(second)]))).to.equal('NOT_A_MEMBER');
  });

  it('vanish from the inbox when they were read', async () => {
    const [one, two] = [await call(lead, [person(second)]), await call(lead, [person(second)])];
    expect(await mentionsOf(second)).to.deep.equal([one.seq, two.seq]);
    await bench.ask('read:mark', { roomId, seq: one.seq }, second);
    expect(await mentionsOf(second)).to.deep.equal([two.seq]);
  });

  it('are kept to the newest twenty, in order, though they came at once through two nodes', async () => {
    const other = bench.askOf(bench.anotherNode());
    const sent = await Promise.all(
      Array.from({ length: 26 }, (_, i) =>
        post(i % 2 ? other : bench.ask, [roomId, lead], { text: `${i}`, mentions: [person(second)] }),
      ),
    );
    const newest = sent.map((m) => m.seq).sort((a, b) => a - b);
    expect(await mentionsOf(second)).to.deep.equal(newest.slice(-20));
  });

  it('that a crash left unmarked are marked by the sender’s retry, once', async () => {
    const sendKey = randomUUID();
    const { seq } = await call(lead, [EVERYONE], { sendKey });
    const members = bench.database.connection.collection<{ _id: string }>('members');
    await members.updateOne({ _id: `${roomId}:${co}` }, { $unset: { mentionSeqs: '' } });
    const again = await Promise.all([1, 2, 3].map(() => call(lead, [EVERYONE], { sendKey })));
    expect(new Set(again.map((m) => m.seq))).to.deep.equal(new Set([seq]));
    for (const who of [second, co]) expect(await mentionsOf(who)).to.deep.equal([seq]);
  });

  it('do not call who came after they were made, though the sender repeats them', async () => {
    const sendKey = randomUUID();
    await call(lead, [EVERYONE], { sendKey });
    const seats = [lead, second, stranger].map((personId, i) => ({
      personId,
      roles: [ROLES[i] as SeatRole],
    }));
    await bench.rooms.reconcile(subjectId, seats, { personId: 'system', why: '增加代表' });
    bench.told.length = 0;
    expect((await call(lead, [EVERYONE], { sendKey })).notified).to.equal(4);
    expect(noted()).to.deep.equal([`u:${second}`]);
    expect(await mentionsOf(stranger)).to.deep.equal([]);
  });

  it('belong to what a sendKey stands for, as the answered message does', async () => {
    const { seq } = await post(bench.ask, [roomId, second], '原话');
    const sendKey = randomUUID();
    const mentions = [person(second)];
    await call(lead, mentions, { sendKey, replyTo: seq });
    expect(await codeOf(call(lead, mentions, { sendKey, replyTo: seq }))).to.equal('ok');
    for (const other of [
      call(lead, mentions, { sendKey }),
      call(lead, mentions, { sendKey, replyTo: 1 }),
      call(lead, [person(third)], { sendKey, replyTo: seq }),
      post(bench.ask, [roomId, lead], { text: '请看', sendKey, replyTo: seq }),
      post(bench.ask, [roomId, lead], { text: '别的', sendKey, replyTo: seq, mentions }),
    ])
      expect(await codeOf(other)).to.equal('SEND_KEY_REUSED');
  });
});

describe('answers to a message', () => {
  let bench: RoomsBench;
  let li: PersonId;
  let wang: PersonId;
  let roomId: RoomId;
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(2);
    [li, wang] = bench.people as [PersonId, PersonId];
    ({ roomId } = await roomOf(bench, [
      [li, 'lead-deputy'],
      [wang, 'seconding-deputy'],
    ]));
  });
  after(() => bench.close());
  const set = (seq: number, body: object) =>
    bench.database.connection.collection('messages').updateOne({ roomId, seq }, { $set: { body } });
  const RECALLED = { kind: 'recalled', by: '代表0', byOffice: false, why: '' };

  it('freeze who was answered and the first eighty characters', async () => {
    const { seq } = await post(bench.ask, [roomId, li], `第一行\n${'长'.repeat(100)}`);
    const answer = await post(bench.ask, [roomId, wang], { text: '同意', replyTo: seq });
    const excerpt = `第一行 ${'长'.repeat(76)}`;
    expect(answer.quote).to.deep.equal({ seq, author: '代表0', excerpt, recalled: false });
    await set(seq, { kind: 'text', text: '改过' });
    const { messages } = (await bench.ask('message:list', { roomId, limit: 1 }, li)) as {
      messages: Message[];
    };
    expect(messages[0]?.quote?.excerpt).to.equal(excerpt);
  });

  it('are refused where nothing was said, or it was taken back', async () => {
    const { seq } = await post(bench.ask, [roomId, li], '收回');
    const answer = (replyTo: number) => codeOf(post(bench.ask, [roomId, wang], { text: '答', replyTo }));
    expect(await answer(seq + 1)).to.equal('UNKNOWN_MESSAGE');
    await set(seq, RECALLED);
    expect(await answer(seq)).to.equal('UNKNOWN_MESSAGE');
    await set(seq, { kind: 'tombstone' });
    expect(await answer(seq)).to.equal('UNKNOWN_MESSAGE');
  });

  it('that were kept stay acknowledged, though by now they would be refused', async () => {
    const { seq } = await post(bench.ask, [roomId, li], '先说');
    const sendKey = randomUUID();
    const kept = await post(bench.ask, [roomId, wang], { text: '再答', replyTo: seq, sendKey });
    await set(seq, RECALLED);
    await bench.database.connection
      .collection<{ _id: string }>('rooms')
      .updateOne({ _id: roomId }, { $set: { state: 'read-only' } });
    const again = await post(bench.ask, [roomId, wang], { text: '再答', replyTo: seq, sendKey });
    expect(again.seq).to.equal(kept.seq);
    expect(await codeOf(post(bench.ask, [roomId, wang], { text: '别的', sendKey }))).to.equal(
      'SEND_KEY_REUSED',
    );
    expect(await codeOf(post(bench.ask, [roomId, wang], '新的'))).to.equal('ROOM_CLOSED');
  });
});
