import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import { roomIdOf } from '../../../../server/rooms/index.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';
import { inboxItem, post, roomOf } from './room-of.ts';

interface Digest {
  heads: { roomId: RoomId; seq: number; changeSeq: number }[];
  since: string;
  limited: boolean;
}

describe('the digest of heads', () => {
  let bench: RoomsBench;
  let li: PersonId;
  let wang: PersonId;
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(2);
    [li, wang] = bench.people as [PersonId, PersonId];
  });
  after(() => bench.close());
  const make = () =>
    roomOf(bench, [
      [li, 'lead-deputy'],
      [wang, 'seconding-deputy'],
    ]);
  const digest = (since: string | null, who = wang) =>
    bench.ask('head:digest', { since }, who) as Promise<Digest>;
  const roomsIn = ({ heads }: Digest) => heads.map((h) => h.roomId);
  const key = () => `${bench.redis.prefix}:recent:${wang}`;

  it('is limited at first, then says what happened since the last, though the last word was lost', async () => {
    await bench.redis.redis.del(key());
    const [a, b] = [await make(), await make()];
    const first = await digest(null);
    expect(first.limited).to.equal(true);
    await post(bench.ask, [a.roomId, li], '末句');
    await bench.rooms.flush();
    const second = await digest(first.since);
    expect(second).to.deep.include({ limited: false });
    expect(second.heads).to.deep.equal([
      { roomId: a.roomId, seq: 2, changeSeq: 0, at: bench.clock.now().toISOString() },
    ]);
    await post(bench.ask, [b.roomId, li], '另一间');
    await bench.rooms.flush();
    const third = await digest(second.since);
    expect(roomsIn(third)[0]).to.equal(b.roomId);
    expect(third.limited).to.equal(false);
    expect(roomsIn(await digest(first.since))).to.have.members([a.roomId, b.roomId]); // asked again, said again
  });

  it('has what another node did', async () => {
    const { roomId } = await make();
    const { since } = await digest(null);
    const node = bench.anotherNode();
    await post(bench.askOf(node), [roomId, li], '另一台');
    await node.flush();
    expect(roomsIn(await digest(since))).to.include(roomId);
  });

  it('has what was changed, which moves no room up in the inbox', async () => {
    const [low, high] = [await make(), await make()];
    const { seq } = await post(bench.ask, [low.roomId, li], '原话');
    bench.clock.forward(1_000);
    await post(bench.ask, [high.roomId, li], '最新');
    await bench.rooms.flush();
    const order = async () => {
      const { items } = (await bench.ask('inbox:list', { cursor: null }, wang)) as {
        items: { room: { roomId: RoomId } }[];
      };
      return items.map(({ room }) => room.roomId);
    };
    const before = await order();
    const { since } = await digest(null);
    bench.told.length = 0;
    await bench.ask('message:edit', { roomId: low.roomId, seq, text: '改过' }, li);
    await bench.rooms.flush();
    const { changeSeq } = (await inboxItem(bench, wang, low.roomId)).room;
    expect(changeSeq).to.equal(1);
    const next = await digest(since);
    expect(next.heads.find((h) => h.roomId === low.roomId)).to.deep.include({ seq, changeSeq });
    const moved = bench.told.filter((t) => t.what === 'head:moved' && t.to === `u:${wang}`);
    expect(moved.map((t) => (t.body as { changeSeq: number }).changeSeq)).to.include(changeSeq);
    expect(await order()).to.deep.equal(before);
    expect(before.indexOf(high.roomId)).to.be.lessThan(before.indexOf(low.roomId));
  });

  it('has nothing of a room for who was taken out of it', async () => {
    const { roomId, subjectId } = await make();
    const { since } = await digest(null);
    await post(bench.ask, [roomId, li], '还在');
    await bench.rooms.flush();
    const seats = [{ personId: li, roles: ['lead-deputy' as const] }];
    await bench.rooms.reconcile(subjectId, seats, { personId: 'system', why: '代表辞职' });
    await bench.redis.redis.zAdd(key(), { score: Date.parse('2100-01-01'), value: roomId }); // a stale note
    expect(roomsIn(await digest(since))).to.not.include(roomId);
  });

  it('is limited for a cursor older than an hour, from the future, of another Redis, or made up', async () => {
    const { since } = await digest(null);
    const [life = '', ms = ''] = since.split('.');
    const hour = 3_600_000;
    for (const bad of [
      `${life}.${Number(ms) - hour - 60_000}`,
      `${life}.${Number(ms) + hour}`,
      `abcdefabcdef.${ms}`,
      life,
      `${life}.1e5`,
      '',
      '甲乙丙',
    ])
      expect((await digest(bad)).limited, bad).to.equal(true);
    expect((await digest(since)).limited).to.equal(false);
  });

  it('is limited after Redis lost it, and keeps no more than an hour', async () => {
    const { since } = await digest(null);
    await bench.redis.redis.del(key());
    expect((await digest(since)).limited).to.equal(true);
    const { roomId } = await make();
    await bench.redis.redis.zAdd(key(), [
      { score: 1, value: '-' },
      { score: 2, value: roomId },
    ]);
    expect(roomsIn(await digest(null))).to.not.include(roomId);
    expect(await bench.redis.redis.zScore(key(), roomId)).to.equal(null);
    expect(await bench.redis.redis.pTTL(key())).to.be.within(1, 3_600_000);
  });

  it('gives two hundred rooms and says that there are more', async () => {
    const ids = Array.from({ length: 201 }, (_, i) => `d${i}`);
    await digest(null);
    await bench.rooms.ensure(
      ids.map((id) => bench.spec(id, [li, wang])),
      'system',
    );
    const { heads, limited } = await digest(null);
    expect(limited).to.equal(true);
    expect(heads).to.have.length(200);
    expect(ids.map(roomIdOf)).to.include.members(heads.map((h) => h.roomId));
  });
});
