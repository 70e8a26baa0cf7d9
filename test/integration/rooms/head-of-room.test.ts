import { expect } from 'chai';
import type { RoomId } from '../../../shared/ids.ts';
import { makeRoomStore } from '../../../server/rooms/room.store.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { roomsBench, type RoomsBench } from '../../support/rooms.ts';

describe('the head of a room', () => {
  let bench: RoomsBench;
  let ids: RoomId[];
  const store = () => makeRoomStore(bench.database);
  const head = (roomId: RoomId, seq: number, excerpt = '话') => ({
    roomId,
    last: { seq, author: '李', excerpt, kind: 'text' },
    at: new Date(1_000 * seq),
  });

  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(1);
    const names = ['h1', 'h2', 'h3'];
    await bench.rooms.ensure(
      names.map((name) => bench.spec(name, bench.people)),
      'system',
    );
    ids = names.map(roomIdOf);
  });
  after(() => bench.close());

  it('moves in many rooms at once, each to its own, and others stay', async () => {
    const [first, second, third] = ids as [RoomId, RoomId, RoomId];
    await store().moveHeads([head(second, 7), head(first, 5)]);
    const found = await store().byIds(ids);
    expect([first, second, third].map((id) => found.get(id)?.seq)).to.deep.equal([5, 7, 1]);
    expect(found.get(second)?.last).to.deep.equal(head(second, 7).last);
    expect(found.get(first)?.lastAt).to.deep.equal(new Date(5_000));
    expect(found.get(first)).to.not.have.property('moved');
  });

  it('never moves back', async () => {
    const [first] = ids as [RoomId];
    await store().moveHeads([head(first, 9)]);
    await store().moveHeads([head(first, 8)]);
    const room = await store().byId(first);
    expect(room?.seq).to.equal(9);
    expect(room?.last?.seq).to.equal(9);
    expect(room?.lastAt).to.deep.equal(new Date(9_000));
  });

  it('says words with $ as they were said', async () => {
    const [first] = ids as [RoomId];
    await store().moveHeads([head(first, 20, '$name $$ROOT')]);
    expect((await store().byId(first))?.last?.excerpt).to.equal('$name $$ROOT');
  });
});
