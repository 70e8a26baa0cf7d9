import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Presence } from '../../../../shared/presence.ts';
import type { SeatRole } from '../../../../shared/seats.ts';
import type { Rooms } from '../../../../server/rooms/index.ts';
import { makePresenceStore } from '../../../../server/rooms/calls/presence.store.ts';
import { codeOf } from '../../../support/code-of.ts';
import { roomsBench, type RoomsBench } from '../../../support/rooms.ts';
import { until } from '../../../support/until.ts';
import { roomOf } from './room-of.ts';

describe('presence', () => {
  let bench: RoomsBench;
  let other: Rooms;
  let li: PersonId;
  let wang: PersonId;
  let stranger: PersonId;
  let roomId: RoomId;
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(3);
    other = bench.anotherNode();
    [li, wang, stranger] = bench.people as [PersonId, PersonId, PersonId];
    ({ roomId } = await roomOf(bench, [
      [li, 'lead-deputy'],
      [wang, 'seconding-deputy'],
    ]));
  });
  after(async () => {
    await bench.rooms.presence.stop();
    await other.presence.stop();
    await bench.close();
  });
  const list = async (personIds: readonly PersonId[], who = li) => {
    const { people } = (await bench.ask('presence:list', { roomId, personIds }, who)) as {
      people: { personId: PersonId; presence: Presence }[];
    };
    return new Map(people.map((p) => [p.personId, p.presence]));
  };
  const isNow = (presence: Presence) => async () => (await list([wang])).get(wang) === presence;
  const online = () => `${bench.redis.prefix}:online:${wang}`;

  it('is away, online on any node while a device is, and recent afterwards', async () => {
    expect((await list([wang])).get(wang)).to.equal('away');
    other.presence.came(wang);
    other.presence.came(wang); // a second device
    bench.rooms.presence.came(wang);
    await until('online', isNow('online'));
    bench.rooms.presence.left(wang);
    other.presence.left(wang);
    await until('one node', async () => (await bench.redis.redis.zCard(online())) === 1);
    expect((await list([wang])).get(wang)).to.equal('online');
    other.presence.left(wang);
    await until('recent', isNow('recent'));
  });

  it('of a node that was killed ends by itself', async () => {
    other.presence.came(wang);
    await until('online', isNow('online'));
    expect(await bench.redis.redis.pTTL(online())).to.be.within(1, 90_000);
    const [node] = await bench.redis.redis.zRange(online(), 0, -1);
    await bench.redis.redis.zAdd(online(), { score: 1, value: node ?? '' }); // its word is long past
    expect((await list([wang])).get(wang)).to.equal('recent');
    other.presence.left(wang);
  });

  it('is remembered for the days that are configured', async () => {
    const { redis, prefix } = bench.redis;
    await makePresenceStore({ redis, prefix, node: 'n', days: 5 }).see(li);
    expect(await redis.ttl(`${prefix}:seen:${li}`)).to.be.within(5 * 86_400 - 600, 5 * 86_400);
    expect((await list([li])).get(li)).to.equal('recent');
  });

  it('is noted once a minute for who does something', async () => {
    const seen = `${bench.redis.prefix}:seen:${li}`;
    const isKept = async () => (await bench.redis.redis.exists(seen)) === 1;
    bench.rooms.presence.seen(li);
    await until('seen', isKept);
    await bench.redis.redis.del(seen);
    bench.rooms.presence.seen(li);
    expect(await isKept()).to.equal(false); // had it been sent, it would stand before this question on the same line
    bench.pass(60_000);
    bench.rooms.presence.seen(li);
    await until('seen', isKept);
  });

  it('is told of members only, to members only', async () => {
    expect([...(await list([stranger, wang, wang])).keys()]).to.deep.equal([wang]);
    expect(await list([])).to.have.property('size', 0);
    expect(await codeOf(list([wang], stranger))).to.equal('NOT_A_MEMBER');
  });

  it('ends for all people of a node that stops in order', async () => {
    other.presence.came(wang);
    await until('online', isNow('online'));
    await other.presence.stop();
    expect((await list([wang])).get(wang)).to.equal('recent');
  });
});

describe('typing', () => {
  let bench: RoomsBench;
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(102);
  });
  after(() => bench.close());
  const seats = (count: number) =>
    bench.people
      .slice(0, count)
      .map((id, i): [PersonId, SeatRole] => [id, i === 0 ? 'lead-deputy' : 'seconding-deputy']);
  const type = (roomId: RoomId, who: PersonId) => bench.ask('typing:show', { roomId }, who);
  const told = () => bench.told.filter((t) => t.what === 'typing:showed');
  beforeEach(() => {
    bench.told.length = 0;
  });

  it('is told to the others in the room, at most every three seconds of each writer', async () => {
    const [li, wang] = bench.people as [PersonId, PersonId];
    const { roomId } = await roomOf(bench, seats(3));
    for (let i = 0; i < 5; i++) await type(roomId, li);
    await type(roomId, wang);
    expect(told()).to.deep.equal(
      [li, wang].map((personId, i) => ({
        to: `r:${roomId} but ${personId}`,
        what: 'typing:showed',
        body: { roomId, personId, name: `代表${i}` },
      })),
    );
    bench.pass(2_999);
    await type(roomId, li);
    expect(told()).to.have.length(2);
    bench.pass(1);
    await type(roomId, li);
    expect(told()).to.have.length(3);
  });

  it('is not told in rooms of more than a hundred, and not of who may not speak', async () => {
    const [li] = bench.people as [PersonId];
    const [full, large, closed] = [
      await roomOf(bench, seats(100)),
      await roomOf(bench, seats(101)),
      await roomOf(bench, seats(2)),
    ];
    await bench.database.connection
      .collection<{ _id: string }>('rooms')
      .updateOne({ _id: closed.roomId }, { $set: { state: 'read-only' } });
    for (const { roomId } of [full, large, closed]) await type(roomId, li);
    expect(told().map((t) => t.to)).to.deep.equal([`r:${full.roomId} but ${li}`]);
    expect(await codeOf(type(full.roomId, bench.people[101] as PersonId))).to.equal('NOT_A_MEMBER');
  });
});
