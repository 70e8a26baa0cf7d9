import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../shared/ids.ts';
import type { InboxItem } from '../../../shared/rooms.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { type InboxOrder, makeInboxOrder } from '../../../server/rooms/inbox.store.ts';
import { isRedisUnreachable } from '../../../server/store/redis.ts';
import { roomsBench, type RoomsBench } from '../../support/rooms.ts';

describe('the order of an inbox', () => {
  let bench: RoomsBench;
  let order: InboxOrder;
  let li: PersonId;
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(1);
    order = makeInboxOrder(bench.redis.redis, bench.redis.prefix);
    [li] = bench.people as [PersonId];
  });
  after(() => bench.close());

  const inbox = async () => {
    const page = (await bench.ask('inbox:list', { cursor: null }, li)) as {
      items: InboxItem[];
      total: number;
    };
    expect(page.total).to.equal(page.items.length);
    return page.items.map(({ room }) => room.roomId);
  };
  const post = (roomId: RoomId) =>
    bench.ask('message:post', { roomId, text: '您好', sendKey: randomUUID() }, li);

  it('has a room whose maker died before it could tell, once the room is made again', async () => {
    const spec = bench.spec('o1', [li]);
    await inbox(); // kept from here on
    await bench.rooms.ensure([spec], 'system');
    await bench.redis.redis.zRem(`${bench.redis.prefix}:inbox:${li}`, roomIdOf('o1'));
    expect(await inbox()).to.eql([]);
    await bench.rooms.ensure([spec], 'system');
    expect(await inbox()).to.eql([roomIdOf('o1')]);
  });

  it('follows what was said before Redis went away, as soon as it is back', async () => {
    const ids = ['o2', 'o3', 'o4'];
    for (const id of ids) {
      bench.clock.forward(1_000);
      await bench.rooms.ensure([bench.spec(id, [li])], 'system');
    }
    const [first, second] = ids.map(roomIdOf) as [RoomId, RoomId];
    bench.clock.forward(1_000);
    await post(first);
    bench.redis.redis.destroy();
    const refusal = await bench.rooms.flush().catch((error: unknown) => error);
    expect(isRedisUnreachable(refusal)).to.equal(true);
    await bench.redis.redis.connect();
    bench.clock.forward(1_000);
    await post(second);
    bench.told.length = 0;
    await bench.rooms.flush();
    expect((await inbox()).slice(0, 2)).to.eql([second, first]);
    const heads = bench.told.filter(({ what }) => what === 'head:moved');
    expect(heads.map(({ body }) => (body as { roomId: string }).roomId)).to.have.members([first, second]);
  });

  it('keeps a room that came while it was being built', async () => {
    const person = randomUUID() as PersonId;
    const [known, stale, late] = [randomUUID(), randomUUID(), randomUUID()] as [RoomId, RoomId, RoomId];
    const at = bench.clock.now();
    await order.rebuild(person, () => Promise.resolve([{ roomId: stale, at }]));
    await order.rebuild(person, async () => {
      await order.touch([{ roomId: late, at, people: [person] }]);
      return [{ roomId: known, at }];
    });
    const { places } = await order.page(person, null, 10);
    expect(places.map(({ roomId }) => roomId)).to.have.members([known, late]);
  });
});
