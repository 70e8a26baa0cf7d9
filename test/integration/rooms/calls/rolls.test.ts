import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Roll, SeatRole } from '../../../../shared/seats.ts';
import { codeOf } from '../../../support/code-of.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';
import { inboxItem, post, roomOf } from './room-of.ts';

describe('who has read a message', () => {
  let bench: RoomsBench;
  let roomId: RoomId;
  let subjectId: string;
  let lead: PersonId;
  let seats: [PersonId, SeatRole][];
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(231);
    lead = bench.people[0] as PersonId;
    seats = bench.people
      .slice(0, 230)
      .map((id, i): [PersonId, SeatRole] => [id, i === 0 ? 'lead-deputy' : 'seconding-deputy']);
  });
  after(() => bench.close());
  beforeEach(async () => {
    ({ roomId, subjectId } = await roomOf(bench, seats));
  });
  const roll = (seq: number, cursor: string | null = null, who = lead) =>
    bench.ask('read:roll', { roomId, seq, cursor }, who) as Promise<{ roll: Roll; commonSeq: number }>;
  const mark = (seq: number, who: PersonId) =>
    bench.ask('read:mark', { roomId, seq }, who) as Promise<{ readSeq: number }>;

  it('is listed a hundred a page, everybody once, and nobody still missing is passed over', async () => {
    const { seq } = await post(bench.ask, [roomId, lead], '请阅');
    await Promise.all(bench.people.slice(200, 230).map((id) => mark(seq, id)));
    const first = (await roll(seq)).roll;
    expect(first).to.include({ total: 229, done: 30 }); // without who wrote it
    expect(first.people).to.have.length(100);
    const [seen] = first.people;
    await mark(seq, seen?.seat.personId as PersonId); // moves behind those who have not
    const second = (await roll(seq, first.cursor)).roll;
    const third = (await roll(seq, second.cursor)).roll;
    expect(third.cursor).to.equal(null);
    const missing = [first, second, third].flatMap((r) => r.people.filter((p) => !p.done));
    expect(missing).to.have.length(199);
    expect(new Set(missing.map((p) => p.seat.personId)).size).to.equal(199);
    expect(third.people.at(-1)?.done).to.equal(true);
  });

  it('gives the first page for a cursor that cannot be read, and the end for one beyond all', async () => {
    const { seq } = await post(bench.ask, [roomId, lead], '请阅');
    expect((await roll(seq, '')).roll.people).to.have.length(100);
    expect((await roll(seq, '~~~'.repeat(60))).roll).to.deep.include({ people: [], cursor: null });
  });

  it('says up to which number everybody has read; who leaves does not hold it back', async () => {
    const { seq } = await post(bench.ask, [roomId, lead], '请阅');
    await Promise.all(bench.people.slice(0, 229).map((id) => mark(seq, id)));
    expect((await roll(seq)).commonSeq).to.equal(0);
    await bench.rooms.reconcile(
      subjectId,
      seats.slice(0, 229).map(([personId, role]) => ({ personId, roles: [role] })),
      { personId: 'system', why: '代表辞职' },
    );
    expect((await roll(seq)).commonSeq).to.equal(seq);
    expect((await roll(seq)).roll).to.include({ total: 228, done: 228 });
  });

  it('is refused for what was never said, and to strangers', async () => {
    expect(await codeOf(roll(2))).to.equal('UNKNOWN_MESSAGE');
    expect(await codeOf(roll(1, null, bench.people[230]))).to.equal('NOT_A_MEMBER');
  });

  it('is of deputies a matter of who wrote it and of the office; to others it is as if only they sat there', async () => {
    const [deputy, second, unit, colleague, clerk] = bench.people as [
      PersonId,
      PersonId,
      PersonId,
      PersonId,
      PersonId,
    ];
    const small = await roomOf(bench, [
      [deputy, 'lead-deputy'],
      [second, 'seconding-deputy'],
      [unit, 'lead-unit'],
      [colleague, 'lead-unit'],
      [clerk, 'office'],
    ]);
    const of = async (who: PersonId, said: number) => {
      const input = { roomId: small.roomId, seq: said, cursor: null };
      const { roll: list, commonSeq } = (await bench.ask('read:roll', input, who)) as {
        roll: Roll;
        commonSeq: number;
      };
      const { counts } = (await bench.ask(
        'read:count',
        { roomId: small.roomId, seqs: [said, said, 99] },
        who,
      )) as { counts: unknown };
      return {
        people: list.people.map(({ seat }) => seat.personId).sort(),
        roles: list.byRole.map(({ role }) => role),
        ...{ total: list.total, done: list.done, commonSeq, counts },
      };
    };
    const { seq } = await post(bench.ask, [small.roomId, unit], '请各位看一看');
    for (const who of [unit, colleague, clerk])
      await bench.ask('read:mark', { roomId: small.roomId, seq }, who);
    const all = [deputy, second, colleague, clerk].sort();
    const roles = ['lead-deputy', 'seconding-deputy', 'lead-unit', 'office'];
    const whole = {
      people: all,
      roles,
      total: 4,
      done: 2,
      commonSeq: 0,
      counts: [{ seq, read: 2, unread: 2 }],
    };
    expect(await of(unit, seq)).to.deep.equal(whole);
    expect(await of(clerk, seq)).to.deep.equal(whole);
    const part = {
      ...{ people: [colleague, clerk].sort(), roles: ['lead-unit', 'office'], total: 2, done: 2 },
      ...{ commonSeq: seq, counts: [{ seq, read: 2, unread: 0 }] },
    };
    expect(await of(colleague, seq)).to.deep.equal(part);
    expect(await of(second, seq)).to.deep.equal(part);
  });

  it('is counted for a hundred messages at once in a room of hundreds, without their authors', async () => {
    const { seq: first } = await post(bench.ask, [roomId, lead], '第一条');
    const { seq: last } = await post(bench.ask, [roomId, lead], '第二条');
    await Promise.all(bench.people.slice(1, 11).map((id) => mark(first, id)));
    const seqs = Array.from({ length: 100 }, (_, i) => first + i);
    expect(await bench.ask('read:count', { roomId, seqs }, lead)).to.deep.equal({
      counts: [
        { seq: first, read: 10, unread: 219 },
        { seq: last, read: 0, unread: 229 },
      ],
    });
  });

  it('only ever grows, under fifty marks at once through two nodes', async () => {
    const [, reader] = bench.people as [PersonId, PersonId];
    const other = bench.askOf(bench.anotherNode());
    await Promise.all(Array.from({ length: 49 }, (_, i) => post(bench.ask, [roomId, lead], `${i}`)));
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => 50 - i).map(async (seq) => {
        const ask = seq % 2 ? other : bench.ask;
        const { readSeq } = (await ask('read:mark', { roomId, seq }, reader)) as { readSeq: number };
        expect(readSeq).to.be.at.least(seq);
        return readSeq;
      }),
    );
    expect(Math.max(...answers)).to.equal(50);
    expect(await inboxItem(bench, reader, roomId)).to.include({ readSeq: 50, unread: 0 });
    expect(await mark(3, reader)).to.deep.equal({ readSeq: 50 });
  });
});
