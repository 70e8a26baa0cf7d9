import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { PersonId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { codeOf } from '../../support/code-of.ts';
import { roomsBench, type RoomsBench } from '../../support/rooms.ts';

describe('the log of a room', () => {
  let bench: RoomsBench;
  let li: PersonId;
  let wang: PersonId;
  let zhao: PersonId;

  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(3);
    [li, wang, zhao] = bench.people as [PersonId, PersonId, PersonId];
  });
  after(() => bench.close());

  const room = async (seated = [li, wang]) => (await bench.room(seated)).roomId;
  const post = (roomId: string, text: string, sendKey: string = randomUUID(), who = li) =>
    bench.ask('message:post', { roomId, text, sendKey }, who) as Promise<Message>;
  const list = (roomId: string, range: object, who = li) =>
    bench.ask('message:list', { roomId, limit: 100, ...range }, who) as Promise<{
      messages: Message[];
      from: number;
      to: number;
      head: number;
    }>;

  it('numbers what is said at once 1, 2, 3 … in the order of arrival', async () => {
    const roomId = await room();
    const sent = await Promise.all(Array.from({ length: 120 }, (_, i) => post(roomId, `第${i}句`)));
    expect(sent.map((m) => m.seq)).to.deep.equal(Array.from({ length: 120 }, (_, i) => i + 2));
    const { messages, head } = await list(roomId, { after: 1 });
    expect(head).to.equal(121);
    expect(messages.map((m) => m.body)).to.deep.equal(
      Array.from({ length: 100 }, (_, i) => ({ kind: 'text', text: `第${i}句` })),
    );
  });

  it('keeps one message when the same sendKey comes fifty times at once, from two nodes', async () => {
    const roomId = await room();
    const key = randomUUID();
    const sent = await Promise.all(Array.from({ length: 50 }, () => post(roomId, '一次', key)));
    expect(new Set(sent.map((m) => m.seq)).size).to.equal(1);
    expect((await list(roomId, { after: 1 })).messages).to.have.length(1);
  });

  it('refuses the same sendKey with another text', async () => {
    const roomId = await room();
    const key = randomUUID();
    await post(roomId, '原话', key);
    expect(await codeOf(post(roomId, '改口', key))).to.equal('SEND_KEY_REUSED');
    const both = await Promise.all(
      ['甲', '乙'].map((text) => codeOf(post(roomId, text, '0b9ad5a4-6d5c-4a27-a7f7-0d6e4dd4d9a1'))),
    );
    expect(both.sort()).to.deep.equal(['SEND_KEY_REUSED', 'ok']);
  });

  it('tells the room after it was kept, and again when it is sent again', async () => {
    const roomId = await room();
    const key = randomUUID();
    bench.told.length = 0;
    const message = await post(roomId, '说了', key);
    await post(roomId, '说了', key);
    const told = bench.told.filter((t) => t.what === 'message:posted');
    expect(told).to.deep.equal([
      { to: `r:${roomId}`, what: 'message:posted', body: message },
      { to: `r:${roomId}`, what: 'message:posted', body: message },
    ]);
  });

  it('goes on with the right numbers when Redis has lost its counters', async () => {
    const roomId = await room();
    await post(roomId, '前');
    await bench.redis.redis.del(`${bench.redis.prefix}:seq:${roomId}`);
    expect((await post(roomId, '后')).seq).to.equal(3);
  });

  it('goes on with the right numbers when Redis came back with an older counter, losing nothing', async () => {
    const roomId = await room();
    for (const text of ['一', '二', '三']) await post(roomId, text);
    await bench.redis.redis.set(`${bench.redis.prefix}:seq:${roomId}`, '2');
    const more = await Promise.all(['四', '五', '六'].map((t) => post(roomId, t)));
    expect(more.map((m) => m.seq)).to.have.members([5, 6, 7]);
    const { messages } = await list(roomId, { after: 1 });
    expect(messages.map((m) => m.seq)).to.deep.equal([2, 3, 4, 5, 6, 7]);
  });

  it('stops short of an empty number, and closes it when it stays empty', async () => {
    const roomId = await room();
    await post(roomId, '前');
    await bench.redis.redis.incr(`${bench.redis.prefix}:seq:${roomId}`); // taken, never stored
    expect((await post(roomId, '后')).seq).to.equal(4);
    const page = await list(roomId, { after: 0 });
    expect(page).to.include({ from: 1, to: 2, head: 4 });
    expect(page.messages.map((m) => m.seq)).to.deep.equal([1, 2]);
    bench.pass(499);
    expect(await list(roomId, { after: 2 })).to.deep.include({ from: 3, to: 2, messages: [] });
    bench.pass(1);
    const closed = await list(roomId, { after: 2 });
    expect(closed).to.include({ from: 3, to: 4 });
    expect(closed.messages.map((m) => m.body.kind)).to.deep.equal(['tombstone', 'text']);
  });

  it('gives another number to who comes back to one that was closed meanwhile', async () => {
    const roomId = await room();
    await bench.redis.redis.set(`${bench.redis.prefix}:seq:${roomId}`, '2'); // 2 is taken, not stored
    await post(roomId, '后');
    await list(roomId, { after: 1 });
    bench.pass(500);
    const { messages } = await list(roomId, { after: 1 });
    expect(messages.map((m) => m.body.kind)).to.deep.equal(['tombstone', 'text']);
    await bench.redis.redis.set(`${bench.redis.prefix}:seq:${roomId}`, '1'); // the late writer holds 2
    expect((await post(roomId, '迟到')).seq).to.equal(4);
  });

  it('closes at once what has been empty for hours', async () => {
    const roomId = await room();
    await bench.redis.redis.set(`${bench.redis.prefix}:seq:${roomId}`, '2');
    await post(roomId, '后');
    bench.clock.forward(3_600_001);
    expect(await list(roomId, { after: 1 })).to.include({ from: 2, to: 3 });
  });

  it('moves the head before it acknowledges', async () => {
    const roomId = await room();
    const { seq } = await post(roomId, '头');
    const opened = (await bench.ask('room:open', { roomId }, wang)) as {
      room: { seq: number };
      readSeq: number;
    };
    expect(opened.room.seq).to.equal(seq);
    expect(opened.readSeq).to.equal(0);
  });

  it('refuses a stranger, and tells nobody', async () => {
    const roomId = await room();
    await bench.rooms.flush(); // what is told late belongs to earlier rooms
    bench.told.length = 0;
    expect(await codeOf(post(roomId, '在吗', randomUUID(), zhao))).to.equal('NOT_A_MEMBER');
    expect(await codeOf(list(roomId, {}, zhao))).to.equal('NOT_A_MEMBER');
    expect(await codeOf(post(roomIdOf('no such room'), '在吗'))).to.equal('NOT_A_MEMBER');
    expect(bench.told).to.deep.equal([]);
  });
});
