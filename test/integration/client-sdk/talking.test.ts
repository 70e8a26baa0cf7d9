import { expect } from 'chai';
import { connect, Fault, type Huying, type Options, type Room } from '../../../client-sdk/index.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { memoryStorage } from '../../../client-sdk/storage.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { lossyNetwork } from '../../convergence/lossy-network.ts';
import { seeded, shakyNetwork, type ShakyNetwork } from './shaky-network.ts';

const textsOf = (room: Room): string[] =>
  room.read().messages.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));

describe('client SDK on a real server', function () {
  this.timeout(180_000);
  let server: TestServer;
  let network: ShakyNetwork;
  let people: TestPerson[];
  let clients: Huying[];

  before(async () => {
    server = await startServer({ env: { HUYING_KNOCKS_PER_MINUTE: '10000' } });
    people = await server.addPeople(4);
    network = await shakyNetwork(server.url);
  });
  after(async () => {
    await network.close();
    await server.stop();
  });
  beforeEach(() => {
    clients = [];
  });
  afterEach(() => {
    network.down(false);
    for (const client of clients) client.close();
  });

  const make = (o: Partial<Options> = {}): Huying => {
    const client = connect({ url: network.url, answerMs: 2_000, ...o });
    clients.push(client);
    return client;
  };
  const person = (at: number): TestPerson => {
    const found = people[at];
    if (!found) throw new Error(`no person ${at}`);
    return found;
  };
  async function signedIn(at: number, o: Partial<Options> = {}): Promise<Huying> {
    const client = make(o);
    await client.signIn(person(at).login, person(at).password);
    await until('connected', () => client.state === 'online');
    return client;
  }
  async function newRoom(seats = people): Promise<RoomId> {
    return (await server.addRoom(seats)).roomId;
  }
  async function opened(client: Huying, roomId: RoomId): Promise<Room> {
    const room = client.room(roomId);
    await room.open();
    await until('live', () => room.read().state === 'live');
    return room;
  }

  it('signs in, opens a room, and says something that the other hears', async () => {
    const roomId = await newRoom();
    const here = await opened(await signedIn(0), roomId);
    const there = await opened(await signedIn(1), roomId);
    expect(here.read().messages[0]?.body.kind).to.equal('card');
    expect(here.read().reachedStart).to.equal(true);
    const sent = await here.send('您好，我们已收到您的建议。');
    expect(sent.seq).to.equal(2);
    await until('heard', () => textsOf(there).length === 1);
    expect(textsOf(there)).to.eql(['您好，我们已收到您的建议。']);
    expect(there.read().header?.seq).to.equal(2);
  });

  it('refuses a wrong password with the fault, and stays signed out', async () => {
    const client = make();
    const error = await client.signIn(person(0).login, 'wrong').catch((e: unknown) => e);
    expect(error).to.be.instanceOf(Fault);
    expect((error as Fault).code).to.equal('SIGN_IN_REFUSED');
    expect([client.state, client.me]).to.eql(['signed-out', null]);
  });

  it('shows a stranger nothing of a room', async () => {
    const roomId = await newRoom(people.slice(0, 2));
    const room = (await signedIn(3)).room(roomId);
    const error = await room.open().catch((e: unknown) => e);
    expect((error as Fault).code).to.equal('NOT_A_MEMBER');
    expect(room.read()).to.include({ state: 'revoked', header: null });
  });

  it('reads history backwards to the start', async () => {
    const roomId = await newRoom();
    const one = await signedIn(0);
    const writer = one.room(roomId);
    await Promise.all(Array.from({ length: 120 }, (_, i) => writer.send(`第${i}句`)));
    const room = await opened(await signedIn(1), roomId);
    expect(room.read().messages.map(({ seq }) => seq)).to.eql(Array.from({ length: 50 }, (_, i) => 72 + i));
    while (!room.read().reachedStart) await room.older();
    expect(room.read().messages.map(({ seq }) => seq)).to.eql(Array.from({ length: 121 }, (_, i) => 1 + i));
    expect(textsOf(room)).to.eql(Array.from({ length: 120 }, (_, i) => `第${i}句`));
  });

  it('keeps the inbox up to date: words, unread, order, and what another device read', async () => {
    const [first, second] = [await newRoom(), await newRoom()];
    const reader = await signedIn(1);
    await reader.inbox.refresh();
    const other = await signedIn(1);
    await other.inbox.refresh();
    const writer = await signedIn(0);
    await writer.room(first).send('甲');
    await writer.room(second).send('乙');
    const item = (client: Huying, roomId: RoomId) =>
      client.inbox.read().items.find(({ room }) => room.roomId === roomId);
    await until('words of both rooms', () =>
      [first, second].every((id) => item(reader, id)?.last?.kind === 'text'),
    );
    expect(reader.inbox.read().items[0]?.room.roomId).to.equal(second);
    expect(item(reader, second)).to.deep.include({ unread: 2, readSeq: 0 });
    (await opened(reader, second)).markRead(2);
    await until('read here and there', () =>
      [reader, other].every((client) => item(client, second)?.unread === 0),
    );
  });

  it('drops a room at the moment the person is taken out of it', async () => {
    const { subjectId, roomId } = await server.addRoom(people);
    const client = await signedIn(3);
    const told: RoomId[] = [];
    client.on('revoked', (id) => told.push(id));
    const room = await opened(client, roomId);
    await server.parts.rooms.reconcile(
      subjectId,
      people.slice(0, 3).map(({ personId }) => ({ personId, roles: ['seconding-deputy'] })),
      { personId: 'system', why: '调整' },
    );
    await until('revoked', () => room.read().state === 'revoked');
    expect(room.read().messages).to.eql([]);
    expect(told).to.eql([roomId]);
  });

  it('keeps the member list up to date: who comes, goes, or may not speak', async () => {
    const [office] = await server.addPeople(1, ['office']);
    if (!office) throw new Error('nobody was added');
    const seated = [...people.slice(0, 2), office];
    const { subjectId, roomId } = await server.addRoom(seated);
    const seats = (who: readonly TestPerson[]) =>
      server.parts.rooms.reconcile(
        subjectId,
        who.map(({ personId }) => ({
          personId,
          roles: [personId === office.personId ? 'office' : 'lead-deputy'],
        })),
        { personId: 'system', why: '调整' },
      );
    await seats(seated);
    const room = await opened(await signedIn(0), roomId);
    const clerk = make();
    await clerk.signIn(office.login, office.password);
    expect(await room.members()).to.have.length(3);
    await seats([...seated, person(2)]);
    await until('who came is seen', () => room.read().members?.length === 4);
    await clerk.room(roomId).mute(person(1).personId, '2100-01-01T00:00:00.000Z', '扰乱秩序');
    const isMuted = () =>
      room.read().members?.find(({ personId }) => personId === person(1).personId)?.mutedUntil !== undefined;
    await until('who may not speak is seen', isMuted);
    await clerk.room(roomId).mute(person(1).personId, null, '已改正');
    await until('who may speak again is seen', () => !isMuted());
    await seats([person(0), office]);
    await until('who left is not seen', () => room.read().members?.length === 2);
  });

  it('shows on every device how the person reacted, though the word of it was lost', async () => {
    const roomId = await newRoom();
    const lossy = await lossyNetwork(server.url, seeded(1));
    try {
      let wake: () => void = () => undefined;
      const onWake = (woken: () => void) => {
        wake = woken;
        return () => undefined;
      };
      const here = await opened(await signedIn(0), roomId);
      const there = await opened(await signedIn(0, { url: lossy.url, onWake }), roomId);
      const shown = () => there.read().messages[0];
      lossy.lose(1, ['reaction:marked']);
      await here.react(1, 'agree');
      await until('the count is there', () => (shown()?.reactions ?? []).length === 1);
      await until('the word was lost', () => lossy.lost === 1);
      expect(shown()?.mine ?? []).to.eql([]);
      wake();
      await until('the own reaction is there', () => shown()?.mine?.[0] === 'agree');
      expect(there.read().messages.map(({ seq }) => seq)).to.eql([1]);
    } finally {
      await lossy.close();
    }
  });

  it('shows in every inbox what the person read elsewhere, though the word of it was lost', async () => {
    const roomId = await newRoom();
    const lossy = await lossyNetwork(server.url, seeded(1));
    try {
      let wake: () => void = () => undefined;
      const onWake = (woken: () => void) => {
        wake = woken;
        return () => undefined;
      };
      const here = await opened(await signedIn(0), roomId);
      const there = await signedIn(0, { url: lossy.url, onWake });
      await there.inbox.refresh();
      const unread = () => there.inbox.read().items.find(({ room }) => room.roomId === roomId)?.unread;
      expect(unread()).to.equal(1);
      lossy.lose(1, ['read:marked']);
      here.markRead(1);
      await until('the word was lost', () => lossy.lost === 1);
      expect(unread()).to.equal(1);
      wake();
      await until('read there, too', () => unread() === 0);
    } finally {
      await lossy.close();
    }
  });

  it('sends after a restart of the client what it could not send before', async () => {
    const roomId = await newRoom();
    const storage = memoryStorage();
    const before = await signedIn(0, { storage });
    network.down(true);
    const lost = ['一', '二', '三'].map((text) =>
      before
        .room(roomId)
        .send(text)
        .catch((error: unknown) => (error as Fault).code),
    );
    await until('kept', async () => (await storage.keys('huying/person/')).length === 3);
    before.close();
    expect(await Promise.all(lost)).to.eql(['UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE']);
    network.down(false);
    const after = make({ storage });
    expect((await after.resume())?.personId).to.equal(person(0).personId);
    const room = await opened(after, roomId);
    await until('sent', () => room.read().pending.length === 0 && textsOf(room).length === 3);
    expect(textsOf(room)).to.eql(['一', '二', '三']);
    expect(await storage.keys('huying/person/')).to.eql([]);
  });

  it('is signed out, and says so, when the person ends all sessions elsewhere', async () => {
    const here = await signedIn(2);
    const ended: string[] = [];
    here.on('ended', ({ code }) => ended.push(code));
    const there = await signedIn(2);
    await there.signOut({ everywhere: true });
    await until('ended', () => here.state === 'signed-out');
    expect(ended).to.eql(['SESSION_ENDED']);
    expect(await here.resume()).to.equal(null);
  });

  it('pages forward for listeners after a long absence: every message once and in order', async () => {
    const roomId = await newRoom();
    const absent = await signedIn(1);
    const room = await opened(absent, roomId);
    const told: number[] = [];
    room.on('message', ({ seq }) => told.push(seq));
    network.down(true);
    await until('offline', () => absent.state === 'offline' && room.read().state === 'behind');
    const writer = connect({ url: server.url });
    clients.push(writer);
    await writer.signIn(person(0).login, person(0).password);
    await Promise.all(Array.from({ length: 230 }, (_, i) => writer.room(roomId).send(`第${i}句`)));
    network.down(false);
    await until('caught up', () => told.length >= 231, 60_000);
    expect(told).to.eql(Array.from({ length: 231 }, (_, i) => i + 1));
  });

  it('starts the snapshot anew after a long absence when nobody listens to each message', async () => {
    const roomId = await newRoom();
    const absent = await signedIn(1);
    const room = await opened(absent, roomId);
    let resets = 0;
    room.on('reset', () => (resets += 1));
    network.down(true);
    const writer = connect({ url: server.url });
    clients.push(writer);
    await writer.signIn(person(0).login, person(0).password);
    await Promise.all(Array.from({ length: 130 }, (_, i) => writer.room(roomId).send(`第${i}句`)));
    network.down(false);
    await until('live again', () => room.read().state === 'live', 60_000);
    expect(resets).to.equal(1);
    expect(room.read().messages.map(({ seq }) => seq)).to.eql(Array.from({ length: 50 }, (_, i) => 82 + i));
  });

  for (const seed of [1, 2, 3]) {
    it(`tells all the same, once and in order, while connections are cut at random (seed ${seed})`, async () => {
      const roomId = await newRoom();
      const random = seeded(seed);
      const three = await Promise.all(
        [0, 1, 2].map((at) => signedIn(at, { random: seeded(seed * 10 + at) })),
      );
      const told = three.map((): string[] => []);
      const rooms = await Promise.all(three.map((client) => opened(client, roomId)));
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
          network.cut();
        }
      }
      const acknowledged = await Promise.all(sends);
      network.cut();
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
