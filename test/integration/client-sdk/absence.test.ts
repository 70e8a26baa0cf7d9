import { expect } from 'chai';
import { type Fault } from '../../../client-sdk/index.ts';
import { memoryStorage } from '../../../client-sdk/storage.ts';
import { until } from '../../support/until.ts';
import { type ClientBench, clientBench, textsOf } from './client-bench.ts';
import { seeded } from './shaky-network.ts';

describe('client SDK that was away, or missed a word', function () {
  this.timeout(180_000);
  let bench: ClientBench;
  before(async () => {
    bench = await clientBench();
  });
  afterEach(() => bench.clear());
  after(() => bench.close());

  it('shows on every device how the person reacted, though the word of it was lost', async () => {
    const roomId = await bench.newRoom();
    const here = await bench.opened(await bench.signedIn(0), roomId);
    const { client, lossy, wake } = await bench.otherDevice(0);
    const there = await bench.opened(client, roomId);
    const shown = () => there.read().messages[0];
    lossy.lose(1, ['reaction:marked']);
    await here.react(1, 'agree');
    await until('the count is there', () => (shown()?.reactions ?? []).length === 1);
    await until('the word was lost', () => lossy.lost === 1);
    expect(shown()?.mine ?? []).to.eql([]);
    wake();
    await until('the own reaction is there', () => shown()?.mine?.[0] === 'agree');
    expect(there.read().messages.map(({ seq }) => seq)).to.eql([1]);
  });

  it('shows in every inbox what the person read elsewhere, though the word of it was lost', async () => {
    const roomId = await bench.newRoom();
    const here = await bench.opened(await bench.signedIn(0), roomId);
    const { client, lossy, wake } = await bench.otherDevice(0);
    await client.inbox.refresh();
    const unread = () => client.inbox.read().items.find(({ room }) => room.roomId === roomId)?.unread;
    expect(unread()).to.equal(1);
    lossy.lose(1, ['read:marked']);
    here.markRead(1);
    await until('the word was lost', () => lossy.lost === 1);
    expect(unread()).to.equal(1);
    wake();
    await until('read there, too', () => unread() === 0);
  });

  it('sends after a restart of the client what it could not send before', async () => {
    const roomId = await bench.newRoom();
    const storage = memoryStorage();
    const before = await bench.signedIn(0, { storage });
    bench.network.down(true);
    const lost = ['一', '二', '三'].map((text) =>
      before
        .room(roomId)
        .send(text)
        .catch((error: unknown) => (error as Fault).code),
    );
    await until('kept', async () => (await storage.keys('huying/person/')).length === 3);
    before.close();
    expect(await Promise.all(lost)).to.eql(['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE']);
    bench.network.down(false);
    const after = bench.make({ storage });
    expect((await after.resume())?.personId).to.equal(bench.person(0).personId);
    const room = await bench.opened(after, roomId);
    await until('sent', () => room.read().pending.length === 0 && textsOf(room).length === 3);
    expect(textsOf(room)).to.eql(['一', '二', '三']);
    expect(await storage.keys('huying/person/')).to.eql([]);
  });

  it('pages forward for listeners after a long absence: every message once and in order', async () => {
    const roomId = await bench.newRoom();
    const absent = await bench.signedIn(1);
    const room = await bench.opened(absent, roomId);
    const told: number[] = [];
    room.on('message', ({ seq }) => told.push(seq));
    bench.network.down(true);
    await until('offline', () => absent.state === 'offline' && room.read().state === 'behind');
    const writer = await bench.signedIn(0, { url: bench.server.url });
    await Promise.all(Array.from({ length: 230 }, (_, i) => writer.room(roomId).send(`第${i}句`)));
    bench.network.down(false);
    await until('caught up', () => told.length >= 231, 60_000);
    expect(told).to.eql(Array.from({ length: 231 }, (_, i) => i + 1));
  });

  it('starts the snapshot anew after a long absence when nobody listens to each message', async () => {
    const roomId = await bench.newRoom();
    const absent = await bench.signedIn(1);
    const room = await bench.opened(absent, roomId);
    let resets = 0;
    room.on('reset', () => (resets += 1));
    bench.network.down(true);
    await until('behind', () => room.read().state === 'behind');
    const writer = await bench.signedIn(0, { url: bench.server.url });
    await Promise.all(Array.from({ length: 130 }, (_, i) => writer.room(roomId).send(`第${i}句`)));
    bench.network.down(false);
    await until('live again', () => room.read().state === 'live', 60_000);
    expect(resets).to.equal(1);
    expect(room.read().messages.map(({ seq }) => seq)).to.eql(Array.from({ length: 50 }, (_, i) => 82 + i));
  });

  for (const seed of [1, 2, 3]) {
    it(`tells all the same, once and in order, while connections are cut at random (seed ${seed})`, async () => {
      const roomId = await bench.newRoom();
      const random = seeded(seed);
      const three = await Promise.all(
        [0, 1, 2].map((at) => bench.signedIn(at, { random: seeded(seed * 10 + at) })),
      );
      const told = three.map((): string[] => []);
      const rooms = await Promise.all(three.map((client) => bench.opened(client, roomId)));
      rooms.forEach((room, at) =>
        room.on('message', ({ seq, body }) =>
          told[at]?.push(`${seq} ${body.kind === 'text' ? body.text : ''}`),
        ),
      );
      const sends: Promise<{ seq: number }>[] = [];
      for (let i = 0; i < 200; i += 1) {
        const room = rooms[i % 3];
        if (room) sends.push(room.send(`第${i}句`));
        if (random() < 0.1) {
          await sends[Math.max(0, i - Math.floor(random() * 15))];
          bench.network.cut();
        }
      }
      const acknowledged = await Promise.all(sends);
      bench.network.cut();
      await until('all told everything', () => told.every((lines) => lines.length >= 201), 90_000);
      for (const lines of told) expect(lines).to.eql(told[0]);
      const seqs = (told[0] ?? []).map((line) => Number(line.split(' ')[0]));
      // Repeated sends may leave numbers empty; none comes twice or out of order.
      expect(seqs).to.eql([...new Set(seqs)].sort((a, b) => a - b));
      const lines = new Set(told[0]);
      expect(lines.size).to.equal(201);
      acknowledged.forEach(({ seq }, i) => expect(lines.has(`${seq} 第${i}句`)).to.equal(true));
    });
  }
});
