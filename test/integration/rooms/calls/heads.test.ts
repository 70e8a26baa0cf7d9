import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { InboxItem } from '../../../../shared/rooms.ts';
import { makeChangeStore } from '../../../../server/rooms/changes/changes.store.ts';
import { makeHeads } from '../../../../server/rooms/heads.actions.ts';
import { makeInboxOrder } from '../../../../server/rooms/inbox.store.ts';
import { makeMemberStore } from '../../../../server/rooms/members.store.ts';
import { makeRoomStore } from '../../../../server/rooms/room.store.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';
import { until } from '../../../support/until.ts';
import { inboxItem, post, roomOf } from './room-of.ts';

const because = { personId: 'system' as const, why: '更换承办单位' };

describe('head notes and seats that are being rewritten', () => {
  let bench: RoomsBench;
  let li: PersonId;
  let wang: PersonId;
  let roomId: RoomId;
  let subjectId: string;
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(3);
    [li, wang] = bench.people as [PersonId, PersonId];
  });
  after(() => bench.close());
  beforeEach(async () => {
    ({ roomId, subjectId } = await roomOf(bench, [
      [li, 'lead-deputy'],
      [wang, 'seconding-deputy'],
    ]));
  });
  const collection = (name: string) => bench.database.connection.collection<{ _id: string }>(name);
  const onlyLi = () => [{ personId: li, roles: ['lead-deputy' as const] }];
  const speak = async (node = bench.rooms) => {
    bench.told.length = 0;
    await post(bench.askOf(node), [roomId, li], '说');
    await node.flush();
    const notes = bench.told.filter((t) => t.what === 'head:moved');
    const ours = notes.filter((t) => (t.body as { roomId: RoomId }).roomId === roomId);
    return [...new Set(ours.map((t) => t.to))];
  };
  /** A reconcile that dies after it wrote the seats, before the room’s number moved. */
  const dieHalfWay = async () => {
    const at = bench.clock.now();
    await collection('rooms').updateOne({ _id: roomId }, { $set: { unsettled: 0, unsettledBy: 'dead' } });
    await makeChangeStore(bench.database).insert([
      {
        ...{ _id: `${roomId}:1`, roomId, n: 1, claim: 'dead', open: true, by: 'system', why: '', at },
        deed: { kind: 'members-changed', memberCount: 1, came: [], moved: [], left: [wang] },
      },
    ]);
    const seat = { _id: `${roomId}:${wang}` };
    await collection('members').updateOne(seat, { $set: { leftAt: at, seatChange: 1 } });
  };

  it('do not reach who lost the seat, though who wrote that died before the room’s number moved', async () => {
    expect(await speak()).to.include(`u:${wang}`); // the seats are remembered from here on
    await dieHalfWay();
    expect(await speak()).to.deep.equal([`u:${li}`]);
    await bench.rooms.reconcile(subjectId, onlyLi(), because);
    expect(bench.evicted).to.include(`${wang} ${roomId}`);
    expect(bench.told.map((t) => `${t.what} ${t.to}`)).to.include(`room:revoked u:${wang}`);
    expect(await collection('rooms').findOne({ _id: roomId })).to.deep.include({
      ...{ unsettled: null, memberCount: 1, memberVersion: 1 },
    });
    expect(await speak()).to.deep.equal([`u:${li}`]);
  });

  it('do not reach who left while the note was being kept', async () => {
    const { database, clock } = bench;
    const order = makeInboxOrder(bench.redis.redis, bench.redis.prefix);
    const heard: PersonId[] = [];
    const silent = () => undefined;
    const heads = makeHeads({
      rooms: makeRoomStore(database),
      members: makeMemberStore(database),
      order: {
        ...order,
        touch: async (activity) => {
          await order.touch(activity);
          await bench.rooms.reconcile(subjectId, onlyLi(), because);
        },
      },
      tell: { room: silent, evict: silent, disconnect: silent, people: (ids) => void heard.push(...ids) },
      clock,
      onSurprise: (error) => {
        throw error;
      },
    });
    heads.moved(roomId);
    await heads.flush();
    expect(heard).to.deep.equal([li]);
  });

  it('leave a room unsettled while another node rewrites its seats', async () => {
    await dieHalfWay();
    const other = bench.anotherNode();
    await Promise.all([bench.rooms, other].map((node) => node.reconcile(subjectId, onlyLi(), because)));
    const doc = await collection('rooms').findOne({ _id: roomId });
    expect(doc).to.deep.include({ unsettled: null, memberCount: 1 });
    await bench.rooms.reconcile(subjectId, onlyLi(), because); // nothing is left to do
    expect(await collection('rooms').findOne({ _id: roomId })).to.deep.equal(doc);
  });

  it('reach the members of a room that stays busy, up to its last message, each once', async () => {
    const heard = () =>
      bench.told
        .filter((t) => t.what === 'head:moved' && t.to === `u:${wang}`)
        .map((t) => t.body as { roomId: RoomId; seq: number })
        .flatMap((note) => (note.roomId === roomId ? [note.seq] : []));
    const say = (text: string) => post(bench.ask, [roomId, li], text);
    bench.told.length = 0;
    const { seq } = await say('一');
    await until('the first is noted', () => heard().includes(seq));
    await Promise.all(['二', '三', '四'].map(say));
    await until('the last is noted', () => heard().includes(seq + 3));
    expect(heard()).to.deep.equal([...new Set(heard())]);
  });

  it('that bring a room back to who left are put right by the inbox', async () => {
    const inbox = () =>
      bench.ask('inbox:list', { cursor: null }, wang) as Promise<{ items: InboxItem[]; total: number }>;
    const before = await inbox();
    await bench.rooms.reconcile(subjectId, onlyLi(), because);
    await bench.redis.redis.zAdd(`${bench.redis.prefix}:inbox:${wang}`, {
      score: Date.parse('2030-01-01'),
      value: roomId,
    });
    for (let i = 0; i < 2; i++) {
      const { items, total } = await inbox();
      expect(total).to.equal(before.total - 1);
      expect(items.map(({ room }) => room.roomId)).to.not.include(roomId);
    }
  });

  it('are made good when Redis came back without its last second', async () => {
    const { redis, prefix } = bench.redis;
    const other = await roomOf(bench, [
      [li, 'lead-deputy'],
      [wang, 'seconding-deputy'],
    ]);
    const place = () => redis.zScore(`${prefix}:inbox:${wang}`, roomId);
    bench.clock.forward(1_000);
    await post(bench.ask, [other.roomId, li], '别处');
    await bench.rooms.flush();
    await inboxItem(bench, wang, roomId);
    const old = await place();
    bench.clock.forward(1_000);
    await speak();
    expect(await place()).to.not.equal(old);
    await redis.zAdd(`${prefix}:inbox:${wang}`, { score: old ?? 0, value: roomId }); // lost
    redis.destroy();
    await redis.connect();
    await bench.rooms.flush();
    expect(await place()).to.equal(bench.clock.now().getTime());
  });
});
