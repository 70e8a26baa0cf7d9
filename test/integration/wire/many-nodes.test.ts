import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { startServer, type TestNode, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

const because = { personId: 'system' as const, why: '离任' };

/** Numbers of the messages that a client heard in a room. */
const heardIn = (client: WireClient, roomId: RoomId): number[] =>
  client.heard
    .filter((h) => h.event === 'message:posted' && (h.body as Message).roomId === roomId)
    .map((h) => (h.body as Message).seq);

const post = (client: WireClient, roomId: RoomId, text = '已收到') =>
  client.socket('message:post', { roomId, text, sendKey: randomUUID() });

/** What this node tells meanwhile is lost for all others. */
async function withoutPublishing(node: Pick<TestNode, 'parts'>, work: () => Promise<void>): Promise<void> {
  const { redis } = node.parts;
  const { sPublish } = redis;
  Object.assign(redis, { sPublish: () => Promise.reject(new Error('no line')) });
  await work().finally(() => Object.assign(redis, { sPublish }));
}

describe('two nodes', () => {
  let server: TestServer;
  let other: TestNode;
  let li: TestPerson;
  let wang: TestPerson;
  const clients: WireClient[] = [];
  const connect = async (url: string, person: TestPerson) => {
    const client = await wireClient(url, person);
    clients.push(client);
    return client;
  };

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    other = await server.anotherNode();
    [li, wang] = (await server.addPeople(2)) as [TestPerson, TestPerson];
  });
  after(async () => {
    for (const client of clients) client.close();
    await other.stop();
    await server.stop();
  });

  it('tell each other from the moment on at which a room is open', async () => {
    const a = await connect(server.url, li);
    const b = await connect(other.url, wang);
    for (let i = 0; i < 20; i++) {
      const { roomId } = await server.addRoom([li, wang]);
      for (let again = 0; again < 3; again++) {
        // Left and entered again at once: the subscription of this node must outlive it.
        await b.socket('room:open', { roomId });
        void b.socket('room:close', { roomId });
      }
      await b.socket('room:open', { roomId });
      await post(a, roomId);
      await until(`message ${i} is heard`, () => heardIn(b, roomId).length === 1);
    }
  });

  it('serve their own sockets when nothing can be published', async () => {
    const { roomId } = await server.addRoom([li, wang]);
    const a = await connect(server.url, li);
    const b = await connect(server.url, wang);
    await b.socket('room:open', { roomId });
    await withoutPublishing(server, async () => {
      expect((await post(a, roomId)).ok).to.equal(true);
      await until('b hears it', () => heardIn(b, roomId).length === 1);
    });
  });
});

/** Numbers are given out by this node only after what is returned was called; `asked`: somebody waits for one. */
function withholdNumbers({ redis }: TestNode['parts']) {
  const evaluate = redis.eval.bind(redis);
  let letGo: () => void = () => undefined;
  let isAsked = false;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  const held = async (...args: Parameters<typeof evaluate>) => {
    isAsked = true;
    await released;
    return evaluate(...args);
  };
  Object.assign(redis, { eval: held });
  return {
    asked: () => isAsked,
    release: () => {
      Object.assign(redis, { eval: evaluate });
      letGo();
    },
  };
}

describe('a member who was removed', () => {
  let server: TestServer;
  /** Hears nothing of the first node but messages: the word of the removal is lost. */
  let deaf: TestNode;
  let people: TestPerson[];
  const clients: WireClient[] = [];

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    deaf = await server.anotherNode();
    people = await server.addPeople(4);
  });
  after(async () => {
    for (const client of clients) client.close();
    await deaf.stop();
    await server.stop();
  });

  it('gets nothing that is said afterwards, though the word of the removal was lost', async () => {
    const [li, wang, zhao, qian] = people as [TestPerson, TestPerson, TestPerson, TestPerson];
    const { roomId, subjectId } = await server.addRoom([li, wang, zhao]);
    const speaker = await wireClient(server.url, li);
    const gone = await wireClient(deaf.url, wang);
    const stays = await wireClient(deaf.url, zhao);
    const comes = await wireClient(deaf.url, qian);
    clients.push(speaker, gone, stays, comes);
    for (const client of [gone, stays]) await client.socket('room:open', { roomId });
    await post(speaker, roomId);
    await until('both hear it', () => heardIn(gone, roomId).length + heardIn(stays, roomId).length === 2);

    await withoutPublishing(server, () =>
      server.parts.rooms.reconcile(
        subjectId,
        [li, zhao, qian].map(({ personId }) => ({ personId, roles: ['seconding-deputy' as const] })),
        because,
      ),
    );
    expect((await comes.socket('room:open', { roomId })).ok).to.equal(true);

    for (let i = 0; i < 5; i++) await post(speaker, roomId);
    await until('who stays hears all', () => heardIn(stays, roomId).length === 6);
    await until('who comes hears all', () => heardIn(comes, roomId).length === 5);
    const numbers = heardIn(stays, roomId);
    expect(numbers).to.deep.equal([...numbers].sort((a, b) => a - b));
    expect((await gone.socket('session:me', {})).ok).to.equal(true); // a round trip after it
    expect(heardIn(gone, roomId)).to.have.length(1);
    expect(gone.heard.map((h) => h.event)).to.include('room:revoked');
    expect(await gone.socket('message:list', { roomId, limit: 5 })).to.have.nested.property(
      'fault.code',
      'NOT_A_MEMBER',
    );
  });

  it('gets nothing that was asked for before the removal, and kept after it', async () => {
    const [li, wang, zhao] = people as [TestPerson, TestPerson, TestPerson];
    const { roomId, subjectId } = await server.addRoom([li, wang, zhao]);
    const remover = await server.anotherNode();
    const speaker = await wireClient(server.url, li);
    const gone = await wireClient(deaf.url, wang);
    const stays = await wireClient(deaf.url, zhao);
    clients.push(speaker, gone, stays);
    for (const client of [gone, stays]) await client.socket('room:open', { roomId });
    await post(speaker, roomId);
    await until('both hear it', () => heardIn(gone, roomId).length + heardIn(stays, roomId).length === 2);

    const numbers = withholdNumbers(server.parts);
    const posted = post(speaker, roomId, '移出之后才保存');
    await until('access was given', numbers.asked);
    await withoutPublishing(remover, () =>
      remover.parts.rooms.reconcile(
        subjectId,
        [li, zhao].map(({ personId }) => ({ personId, roles: ['seconding-deputy' as const] })),
        because,
      ),
    );
    numbers.release();
    expect((await posted).ok).to.equal(true);
    await until('who stays hears it', () => heardIn(stays, roomId).length === 2);
    expect((await gone.socket('session:me', {})).ok).to.equal(true); // a round trip after it
    expect(heardIn(gone, roomId)).to.have.length(1);
    await remover.stop();
  });
});
