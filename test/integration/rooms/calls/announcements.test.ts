import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Message, Reaction } from '../../../../shared/messages.ts';
import type { AnnouncementNotice } from '../../../../shared/notices.ts';
import type { Roll, SeatRole } from '../../../../shared/seats.ts';
import { makeNotices } from '../../../../server/notices/index.ts';
import { makeCalendar } from '../../../../server/org/index.ts';
import { newId } from '../../../../server/ops/clock.ts';
import { may } from '../../../../server/people/roles.rules.ts';
import type { ChangeDoc } from '../../../../server/rooms/changes/changes.store.ts';
import { makeReactionStore } from '../../../../server/rooms/changes/reactions.store.ts';
import { codeOf } from '../../../support/code-of.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';
import { post, roomOf } from './room-of.ts';

const ROLES: SeatRole[] = [
  'lead-deputy',
  'seconding-deputy',
  'seconding-deputy',
  'lead-unit',
  'co-unit',
  'service-staff',
  'office',
];

describe('announcements', () => {
  let bench: RoomsBench;
  let lead: PersonId;
  let second: PersonId;
  let third: PersonId;
  let unit: PersonId;
  let co: PersonId;
  let stranger: PersonId;
  let roomId: RoomId;
  let subjectId: string;
  let asks: RoomsBench['ask'][];
  let delivered: { to: PersonId; notice: AnnouncementNotice }[];
  let changeNumber = 0;

  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(8);
    [lead, second, third, unit, co] = bench.people as [PersonId, PersonId, PersonId, PersonId, PersonId];
    stranger = bench.people[7] as PersonId;
    asks = [bench.rooms, bench.anotherNode()].map((rooms) => {
      const notices = makeNotices({
        ...{ rooms, may, database: bench.database, org: bench.org, clock: bench.clock },
        ...{ redis: bench.redis.redis, prefix: bench.redis.prefix },
        calendar: makeCalendar({ database: bench.database }),
        standingOf: () => Promise.resolve(new Map()),
        unfinished: () => Promise.resolve([]),
        quietHoursOf: () => Promise.resolve(null),
        enqueue: () => Promise.resolve(),
        newId,
        onSurprise: (error) => {
          throw error;
        },
        tell: {
          people: (ids, _what, body) => {
            for (const to of ids) delivered.push({ to, notice: body as AnnouncementNotice });
          },
        },
      });
      return bench.askOf({ bindings: [...rooms.bindings, ...notices.bindings] });
    });
  });
  after(() => bench.close());
  beforeEach(async () => {
    const seats = ROLES.map((role, i): [PersonId, SeatRole] => [bench.people[i] as PersonId, role]);
    ({ roomId, subjectId } = await roomOf(bench, seats));
    delivered = [];
  });

  const [A, B] = [0, 1];
  const ask: RoomsBench['ask'] = (...asked) => (asks[A] as RoomsBench['ask'])(...asked);
  const announce = (who: PersonId, more: object = {}) =>
    ask(
      'announcement:post',
      { roomId, text: '周五实地调研', sendKey: randomUUID(), ackRequired: true, ...more },
      who,
    ) as Promise<Message>;
  const react = (seq: number, who: PersonId, reaction: Reaction = 'received') =>
    makeReactionStore(bench.database).set([
      { roomId, seq, personId: who, reaction, on: true, n: (changeNumber += 1) },
    ]);
  const roll = (seq: number, who = lead, cursor: string | null = null) =>
    ask('announcement:roll', { roomId, seq, cursor }, who) as Promise<Roll>;
  const remind = (seq: number, who = lead, node = A) =>
    (asks[node] as RoomsBench['ask'])('announcement:remind', { roomId, seq }, who) as Promise<{
      reminded: number;
    }>;
  const setBody = (seq: number, body: object) =>
    bench.database.connection.collection('messages').updateOne({ roomId, seq }, { $set: { body } });
  const RECALLED = { kind: 'recalled', by: '代表0', byOffice: false, why: '' };

  it('are for those whose seat allows it, in their own name, said once', async () => {
    for (const [i, role] of ROLES.entries()) {
      const allowed = ['lead-deputy', 'lead-unit', 'service-staff', 'office'].includes(role);
      const code = await codeOf(announce(bench.people[i] as PersonId));
      expect(code, role).to.equal(allowed ? 'ok' : 'NOT_ALLOWED');
    }
    expect(await codeOf(announce(stranger))).to.equal('NOT_A_MEMBER');
    const sendKey = randomUUID();
    const mentions = [{ kind: 'everyone' }];
    const message = await announce(lead, { sendKey, mentions });
    expect(message).to.deep.include({
      author: { kind: 'person', personId: lead, name: '代表0', label: '北京团' },
      body: { kind: 'card', card: { type: 'announcement', text: '周五实地调研', ackRequired: true } },
      notified: 6,
    });
    expect((await announce(lead, { sendKey, mentions })).seq).to.equal(message.seq);
    expect(await codeOf(announce(lead, { sendKey, mentions, ackRequired: false }))).to.equal(
      'SEND_KEY_REUSED',
    );
  });

  it('have a roll: confirmed by 收到 alone, the author from the start, by role, those who have not first', async () => {
    const { seq } = await announce(lead);
    await react(seq, second);
    await react(seq, unit);
    await react(seq, co, 'thanks');
    const { total, done, byRole, people, cursor } = await roll(seq);
    expect({ total, done, cursor }).to.deep.equal({ total: 7, done: 3, cursor: null });
    expect(byRole).to.deep.include({ role: 'seconding-deputy', total: 2, done: 1 });
    expect(byRole).to.deep.include({ role: 'co-unit', total: 1, done: 0 });
    expect(people.map((p) => [p.seat.roles[0], p.done])).to.deep.equal([
      ['seconding-deputy', false],
      ['co-unit', false],
      ['office', false],
      ['service-staff', false],
      ['lead-deputy', true],
      ['seconding-deputy', true],
      ['lead-unit', true],
    ]);
    expect(people[0]?.seat).to.include({ personId: third, name: '代表2' });
  });

  it('count nobody who left, though they had confirmed', async () => {
    const { seq } = await announce(lead);
    await react(seq, second);
    const seats = [lead, third].map((personId) => ({ personId, roles: ['lead-deputy' as const] }));
    await bench.rooms.reconcile(subjectId, seats, { personId: 'system', why: '代表辞职' });
    expect(await roll(seq)).to.deep.include({ total: 2, done: 1 });
    expect(await codeOf(roll(seq, second))).to.equal('NOT_A_MEMBER');
  });

  it('have no roll where none was put up, or it was taken back', async () => {
    const { seq } = await announce(lead);
    const plain = await post(bench.ask, [roomId, lead], '不是公告');
    for (const other of [1, plain.seq, 99]) expect(await codeOf(roll(other))).to.equal('UNKNOWN_MESSAGE');
    await setBody(seq, RECALLED);
    expect(await codeOf(roll(seq))).to.equal('UNKNOWN_MESSAGE');
    expect(await codeOf(remind(seq))).to.equal('MESSAGE_RECALLED');
  });

  it('are reminded of to those alone who have not confirmed, once an hour, and it is kept who did it', async () => {
    const { seq } = await announce(lead);
    await react(seq, second);
    expect(await remind(seq)).to.deep.equal({ reminded: 5 });
    expect(delivered.map((d) => d.to)).to.have.members(
      bench.people.slice(0, 7).filter((id) => id !== lead && id !== second),
    );
    expect(delivered[0]?.notice).to.include({
      ...{ rule: 'announcement', roomId, seq, excerpt: '周五实地调研', by: '代表0', readAt: null },
    });
    bench.clock.forward(3_599_999);
    const refusal = await remind(seq, unit).catch((e: unknown) => e);
    expect(refusal).to.deep.include({ code: 'TOO_FAST', facts: { retryAfterMs: 1 } });
    bench.clock.forward(1);
    await react(seq, third);
    expect(await remind(seq, unit)).to.deep.equal({ reminded: 4 });
    expect(delivered).to.have.length(9);
    const kept = await bench.database.connection
      .collection<ChangeDoc>('changes')
      .find({ roomId, 'deed.kind': 'reminded' })
      .toArray();
    expect(kept.map(({ by, why, deed }) => ({ by, why, deed }))).to.deep.equal([
      { by: lead, why: '', deed: { kind: 'reminded', seq, round: 1 } },
      { by: unit, why: '', deed: { kind: 'reminded', seq, round: 2 } },
    ]);
  });

  it('are not reminded of by others, in closed rooms, or where nothing was to be confirmed', async () => {
    const { seq } = await announce(lead);
    const { seq: unasked } = await announce(lead, { ackRequired: false });
    expect(await codeOf(remind(seq, second))).to.equal('NOT_ALLOWED');
    expect(await codeOf(remind(seq, stranger))).to.equal('NOT_A_MEMBER');
    expect(await codeOf(remind(unasked))).to.equal('UNKNOWN_MESSAGE');
    await bench.database.connection
      .collection<{ _id: string }>('rooms')
      .updateOne({ _id: roomId }, { $set: { state: 'read-only' } });
    expect(await codeOf(remind(seq))).to.equal('ROOM_CLOSED');
    expect(delivered).to.deep.equal([]);
  });

  it('are reminded of once, though two nodes are asked at once or one died half way', async () => {
    const { seq } = await announce(lead);
    await Promise.allSettled([remind(seq, lead, A), remind(seq, unit, B)]);
    expect(delivered.map((d) => d.to).sort()).to.deep.equal([...new Set(delivered.map((d) => d.to))].sort());
    expect(delivered).to.have.length(6);

    const other = await announce(lead);
    await remind(other.seq);
    const { connection } = bench.database;
    const lost = { roomId, seq: other.seq, personId: { $in: [third, co] } };
    await connection.collection('notices').deleteMany(lost); // as if the node had died before these
    await connection.collection('changes').deleteMany({ roomId, 'deed.seq': other.seq });
    await connection
      .collection<{ _id: string }>('rooms')
      .updateOne({ _id: roomId }, { $inc: { changeSeq: -1 } });
    delivered = [];
    expect(await remind(other.seq)).to.deep.equal({ reminded: 6 });
    expect(delivered.map((d) => d.to)).to.have.members([third, co]);
  });

  it('remind nobody when all have confirmed, and no hour begins', async () => {
    const { seq } = await announce(lead);
    for (const who of bench.people.slice(1, 7)) await react(seq, who);
    for (let i = 0; i < 2; i++) expect(await remind(seq)).to.deep.equal({ reminded: 0 });
  });

  it('show in a notice what they say now, and nothing once they are taken back or the reader has left', async () => {
    const { seq } = await announce(lead);
    await remind(seq);
    const noticed = async () => {
      const { notices } = (await ask('notice:list', { cursor: null }, second)) as {
        notices: AnnouncementNotice[];
      };
      return notices.find((n) => n.roomId === roomId);
    };
    expect((await noticed())?.excerpt).to.equal('周五实地调研');
    await setBody(seq, { kind: 'card', card: { type: 'announcement', text: '改到周六', ackRequired: true } });
    expect((await noticed())?.excerpt).to.equal('改到周六');
    const { noticeId } = (await noticed()) as AnnouncementNotice;
    expect(await ask('notice:read', { noticeId }, second)).to.include({ excerpt: '改到周六' });
    const seats = [{ personId: lead, roles: ['lead-deputy' as const] }];
    await bench.rooms.reconcile(subjectId, seats, { personId: 'system', why: '代表辞职' });
    expect((await noticed())?.excerpt).to.equal('');
  });
});
