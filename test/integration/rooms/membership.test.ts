import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { PersonId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { InboxItem, RoomHeader } from '../../../shared/rooms.ts';
import type { Seat } from '../../../shared/seats.ts';
import { roomIdOf, type SeatSpec } from '../../../server/rooms/index.ts';
import type { RoomAt } from '../../../server/wire/ports.ts';
import { codeOf } from '../../support/code-of.ts';
import { roomsBench, type RoomsBench, testDoor } from '../../support/rooms.ts';

const because = { personId: 'system' as const, why: '更换承办单位' };
const seat = (personId: PersonId): SeatSpec => ({ personId, roles: ['lead-deputy'] });

describe('who sits in a room', () => {
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

  const post = (roomId: string, text: string, who: PersonId) =>
    bench.ask('message:post', { roomId, text, sendKey: randomUUID() }, who) as Promise<Message>;
  const inbox = (who: PersonId, cursor: string | null = null) =>
    bench.ask('inbox:list', { cursor }, who) as Promise<{
      items: InboxItem[];
      cursor: string | null;
      total: number;
    }>;

  it('is made once, however often: rooms, seats and the welcome card stay as they are', async () => {
    const specs = ['m1', 'm2'].map((id) => bench.spec(id, [li, wang]));
    await Promise.all([bench.rooms.ensure(specs, 'system'), bench.rooms.ensure(specs, 'system')]);
    await bench.rooms.ensure(specs, 'system');
    const { messages } = (await bench.ask('message:list', { roomId: roomIdOf('m1'), limit: 10 }, li)) as {
      messages: Message[];
    };
    expect(messages.map((m) => m.body.kind)).to.deep.equal(['card']);
    const { members } = (await bench.ask('member:list', { roomId: roomIdOf('m1'), cursor: null }, li)) as {
      members: Seat[];
    };
    expect(members.map((m) => [m.name, m.roles])).to.deep.equal([
      ['代表0', ['lead-deputy']],
      ['代表1', ['seconding-deputy']],
    ]);
  });

  it('completes what a crash left: cards and seats without a room are invisible, then all of it stands', async () => {
    const spec = bench.spec('m3', [li]);
    await bench.rooms.ensure([spec], 'system');
    await bench.database.connection.collection<{ _id: string }>('rooms').deleteOne({ _id: roomIdOf('m3') });
    expect(await codeOf(post(roomIdOf('m3'), '在吗', li))).to.equal('NOT_A_MEMBER');
    await bench.rooms.ensure([spec], 'system');
    expect((await post(roomIdOf('m3'), '在', li)).seq).to.equal(2);
  });

  it('lets who leaves see nothing from that moment and who comes the whole record', async () => {
    const roomId = roomIdOf('m4');
    await bench.rooms.ensure([bench.spec('m4', [li, wang])], 'system');
    await post(roomId, '第一句', li);
    bench.told.length = 0;
    await bench.rooms.reconcile('m4', [seat(li), seat(zhao)], because);

    for (const name of ['message:list', 'room:open', 'member:list', 'message:post'])
      expect(
        await codeOf(
          bench.ask(name, { roomId, cursor: null, limit: 5, text: '我', sendKey: randomUUID() }, wang),
        ),
        name,
      ).to.equal('NOT_A_MEMBER');
    expect((await inbox(wang)).items.map((i) => i.room.roomId)).to.not.include(roomId);
    expect(bench.evicted).to.include(`${wang} ${roomId}`);
    expect(bench.told.map((t) => `${t.what} ${t.to}`)).to.include.members([
      `room:revoked u:${wang}`,
      `room:entered u:${zhao}`,
      `room:changed r:${roomId}`,
    ]);
    const seen = (await bench.ask('message:list', { roomId, limit: 50 }, zhao)) as { messages: Message[] };
    expect(seen.messages.map((m) => m.body.kind)).to.deep.equal(['card', 'text', 'system', 'system']);
    expect(seen.messages.at(-1)?.body).to.deep.equal({
      kind: 'system',
      key: 'member-left',
      params: { names: '代表1', why: '更换承办单位' },
    });
    expect((await inbox(zhao)).items.find((i) => i.room.roomId === roomId)?.unread).to.equal(2);
  });

  it('changes nothing when it is done again, and welcomes back who returns with what they had read', async () => {
    const roomId = roomIdOf('m5');
    await bench.rooms.ensure([bench.spec('m5', [li, wang])], 'system');
    await post(roomId, '读过', li);
    await bench.ask('read:mark', { roomId, seq: 2 }, wang);
    await bench.rooms.reconcile('m5', [seat(li)], because);
    await bench.rooms.reconcile('m5', [seat(li)], because);
    const before = (await bench.ask('room:open', { roomId }, li)) as { room: RoomHeader };
    expect(before.room).to.include({ memberCount: 1, seq: 3 });
    await bench.rooms.reconcile('m5', [seat(li), seat(wang)], because);
    const back = (await bench.ask('room:open', { roomId }, wang)) as { readSeq: number };
    expect(back.readSeq).to.equal(2);
  });

  it('takes the door away from somebody who was removed while opening', async () => {
    const roomId = roomIdOf('m6');
    await bench.rooms.ensure([bench.spec('m6', [li, wang])], 'system');
    const door = testDoor();
    const slow = {
      ...door,
      enter: async (room: RoomAt) => {
        await door.enter(room);
        await bench.rooms.reconcile('m6', [seat(li)], because);
      },
    };
    expect(await codeOf(bench.ask('room:open', { roomId }, wang, slow))).to.equal('NOT_A_MEMBER');
    expect([...door.inside]).to.deep.equal([]);
  });

  it('marks as read only forwards and never beyond the newest message', async () => {
    const roomId = roomIdOf('m7');
    await bench.rooms.ensure([bench.spec('m7', [li, wang])], 'system');
    await post(roomId, '一', wang);
    const mark = async (seq: number) =>
      ((await bench.ask('read:mark', { roomId, seq }, li)) as { readSeq: number }).readSeq;
    expect(await mark(99)).to.equal(2);
    expect(await mark(1)).to.equal(2);
  });
});

describe('catching up', () => {
  let bench: RoomsBench;
  let li: PersonId;
  let wang: PersonId;
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(2);
    [li, wang] = bench.people as [PersonId, PersonId];
  });
  after(() => bench.close());
  const post = (roomId: string, text: string) =>
    bench.ask('message:post', { roomId, text, sendKey: randomUUID() }, li);
  interface Synced {
    rooms: { state: string; roomId: string; messages?: Message[] }[];
  }

  it('gives what is missing, says limited when it is too much, and gone to strangers', async () => {
    await bench.rooms.ensure(
      [bench.spec('c1', [li, wang]), bench.spec('c2', [li, wang]), bench.spec('c3', [li])],
      'system',
    );
    const [c1, c2, c3] = [roomIdOf('c1'), roomIdOf('c2'), roomIdOf('c3')];
    await Promise.all(Array.from({ length: 5 }, (_, i) => post(c1, `${i}`)));
    await Promise.all(Array.from({ length: 60 }, (_, i) => post(c2, `${i}`)));
    const door = testDoor();
    await door.enter({ _id: c3, memberVersion: 0 });
    const { rooms } = (await bench.ask(
      'room:sync',
      { rooms: [c1, c2, c3].map((roomId) => ({ roomId, seq: 3, changeSeq: 0 })) },
      wang,
      door,
    )) as Synced;
    expect(rooms.map((r) => r.state)).to.deep.equal(['current', 'limited', 'gone']);
    expect(rooms[0]?.messages?.map((m) => m.seq)).to.deep.equal([4, 5, 6]);
    expect(rooms[1]?.messages).to.deep.equal([]);
    expect(rooms[2]).to.deep.equal({ state: 'gone', roomId: c3 });
    expect([...door.inside]).to.deep.equal([]);
  });

  it('gives nothing to a client that holds everything, and tells one that holds more than there is to start anew', async () => {
    await bench.rooms.ensure([bench.spec('c4', [li])], 'system');
    const sync = async (seq: number, changeSeq: number) =>
      ((await bench.ask('room:sync', { rooms: [{ roomId: roomIdOf('c4'), seq, changeSeq }] }, li)) as Synced)
        .rooms[0];
    expect(await sync(1, 0)).to.deep.include({ state: 'current', messages: [], to: 1 });
    for (const [seq, changeSeq] of [
      [99, 0],
      [1, 99],
      [-1, 0],
      [1, -1],
    ] as const)
      expect(await sync(seq, changeSeq)).to.deep.include({ state: 'limited', messages: [] });
  });
});

describe('the inbox', () => {
  let bench: RoomsBench;
  let li: PersonId;
  let wang: PersonId;
  const ids = Array.from({ length: 75 }, (_, i) => `i${i}`);
  before(async function () {
    this.timeout(180_000);
    bench = await roomsBench(2);
    [li, wang] = bench.people as [PersonId, PersonId];
    await bench.rooms.ensure(
      ids.map((id) => bench.spec(id, [li, wang])),
      'system',
    );
  });
  after(() => bench.close());
  const inbox = (who: PersonId, cursor: string | null = null) =>
    bench.ask('inbox:list', { cursor }, who) as Promise<{
      items: InboxItem[];
      cursor: string | null;
      total: number;
    }>;
  const post = (roomId: string) =>
    bench.ask('message:post', { roomId, text: '好', sendKey: randomUUID() }, li);

  it('gives all rooms once, 30 a page, though all were made in the same millisecond', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    const sizes: number[] = [];
    do {
      const page = await inbox(li, cursor);
      seen.push(...page.items.map((i) => i.room.roomId));
      sizes.push(page.items.length);
      expect(page.total).to.equal(75);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(sizes).to.deep.equal([30, 30, 15]);
    expect(new Set(seen)).to.deep.equal(new Set(ids.map(roomIdOf)));
  });

  it('puts the room with the latest activity first, with its unread and last words', async () => {
    bench.clock.forward(1_000);
    await inbox(wang); // kept from here on
    await post(roomIdOf('i40'));
    await bench.rooms.flush();
    const { items } = await inbox(wang);
    expect(items[0]).to.deep.include({
      unread: 2,
      last: { seq: 2, author: '代表0', excerpt: '好', kind: 'text' },
    });
    expect(items[0]?.room.roomId).to.equal(roomIdOf('i40'));
    expect(bench.told.filter((t) => t.what === 'head:moved').map((t) => t.to)).to.include(`u:${wang}`);
  });

  it('is right again after Redis lost everything', async () => {
    await bench.redis.redis.flushAll();
    const { items, total } = await inbox(wang);
    expect(total).to.equal(75);
    expect(items[0]?.room.roomId).to.equal(roomIdOf('i40'));
  });

  it('finds after a crash what was said but not yet noted in the order', async () => {
    await inbox(li); // kept from here on
    await post(roomIdOf('i10'));
    await bench.rooms.flush();
    bench.clock.forward(1_000);
    const dying = bench.anotherNode();
    await dying.postCard(roomIdOf('i7'), { type: 'service-welcome', delegationName: '北京团' }, randomUUID());
    // The node dies here: its flush never comes. Another one starts.
    const { items: before } = await inbox(li);
    expect(before[0]?.room.roomId).to.equal(roomIdOf('i10'));
    expect(await bench.anotherNode().catchUp()).to.be.at.least(1);
    const { items: after } = await inbox(li);
    expect(after[0]?.room.roomId).to.equal(roomIdOf('i7'));
  });
});
