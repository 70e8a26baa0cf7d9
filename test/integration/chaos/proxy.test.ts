import { expect } from 'chai';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { connect, type Huying, type Message } from '../../../client-sdk/index.ts';
import { bringUpProxy, freePort, type Proxy } from '../../../embedded/index.ts';
import type { Session } from '../../../shared/people.ts';
import { type OwnEngines, ownEngines } from '../faults/own-engines.ts';
import {
  type Environment,
  environmentOn,
  type ServerProcess,
  startProcess,
} from '../faults/server-process.ts';
import { settle, type Village } from '../faults/village.ts';
import type { TestPerson } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { overHttp } from '../../support/wire-client.ts';

const BREATH_MS = 50; // between two sentences of one person: all of them are kept until the end
const KNOCKS = 60; // sign-ins from one address in a minute, on each node

describe('two web nodes behind the proxy', function () {
  this.timeout(300_000);
  let engines: OwnEngines;
  let environment: Environment;
  let village: Village;
  let proxy: Proxy;
  let ports: number[];
  let nodes: ServerProcess[];
  const clients: Huying[] = [];
  const sockets: Socket[] = [];

  const startNode = (i: number) =>
    startProcess({
      ...environment,
      HUYING_ROLES: 'web',
      HUYING_TRUST_PROXY: '1',
      HUYING_KNOCKS_PER_MINUTE: String(KNOCKS),
      PORT: String(ports[i]),
    });
  /** What a node itself says it holds. */
  async function socketsOf(i: number): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${ports[i]}/metrics`)).text();
    return Number(/^huying_sockets (\d+)/m.exec(text)?.[1]);
  }
  /** Until the proxy has taken notice that all nodes are up: who was with one stays there. */
  const allAreUp = () =>
    until(
      'both nodes are used',
      async () => (await Promise.all(['web1', 'web2'].map(staysWith))).every(Boolean),
      60_000,
    );
  async function staysWith(node: string): Promise<boolean> {
    const answer = await fetch(`${proxy.url}/livez`, { headers: { cookie: `huying_node=${node}` } });
    await answer.arrayBuffer();
    return answer.ok && answer.headers.get('set-cookie') === null; // another node would give its own
  }

  before(async () => {
    engines = await ownEngines();
    environment = environmentOn(engines);
    village = await settle(environment, { people: 8, rooms: 1 });
    ports = [await freePort(), await freePort()];
    nodes = await Promise.all([startNode(0), startNode(1)]);
    const cacheDir = process.env['HUYING_CACHE_DIR'];
    proxy = await bringUpProxy({
      configuration: join(import.meta.dirname, '../../../deploy/haproxy.cfg'),
      nodes: ports.map((port) => `127.0.0.1:${port}`),
      log: join(engines.folder, 'proxy.log'),
      say: () => undefined,
      ...(cacheDir ? { cacheDir } : {}),
    });
    await allAreUp();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
    for (const socket of sockets.splice(0)) socket.close();
  });
  after(async () => {
    await proxy.stop();
    await Promise.all(nodes.map((node) => node.stop()));
    await engines.stop();
  });

  async function sdkClient(person: TestPerson): Promise<{ client: Huying; told: Message[] }> {
    const client = connect({ url: proxy.url, answerMs: 3_000 });
    clients.push(client);
    await client.signIn(person.login, person.password);
    const told: Message[] = [];
    const room = client.room(roomId());
    room.on('message', (message) => told.push(message));
    await room.open();
    return { client, told };
  }
  const roomId = () => {
    const [room] = village.rooms;
    if (!room) throw new Error('no room');
    return room.roomId;
  };
  const seated = () => village.rooms[0]?.seated ?? [];
  async function tokenOf({ login, password }: TestPerson): Promise<string> {
    const { reply } = await overHttp(proxy.url, 'session:sign-in', {
      input: { login, password, keep: 'body', device: 'test' },
    });
    if (!reply.ok) throw new Error(reply.fault.code);
    return (reply.data as Session).accessToken;
  }

  for (const transport of ['polling', 'websocket'] as const)
    it(`carries ${transport} clients, each to one node all the time`, async () => {
      const people = seated().slice(0, 6);
      const heard: string[][] = [];
      for (const person of people) {
        const socket = io(proxy.url, {
          auth: { token: await tokenOf(person) },
          transports: [transport],
          upgrade: false,
          reconnection: false,
          withCredentials: true, // keeps cookies in Node
          forceNew: true,
        });
        sockets.push(socket);
        const lines: string[] = [];
        heard.push(lines);
        socket.on('message:posted', ({ body }: Message) => lines.push(body.kind === 'text' ? body.text : ''));
        await new Promise<void>((resolve, reject) =>
          socket.once('connect', resolve).once('connect_error', reject),
        );
        await socket.timeout(10_000).emitWithAck('room:open', { roomId: roomId() });
      }
      expect(await socketsOf(0), 'shared out by load').to.equal(3);
      expect(await socketsOf(1)).to.equal(3);
      const texts = people.map((_, i) => `${transport} 第${i}句`);
      for (const [i, text] of texts.entries()) {
        const sendKey = crypto.randomUUID();
        await sockets[i]?.timeout(10_000).emitWithAck('message:post', { roomId: roomId(), text, sendKey });
      }
      for (const lines of heard)
        await until('all is heard, across nodes', () => lines.length === texts.length);
      expect(heard).to.eql(people.map(() => texts));
      expect(sockets.every(({ connected }) => connected)).to.equal(true);
    });

  it('leaves a node that stops in order, and one that is killed, without an error for clients', async () => {
    const talkers = await Promise.all(seated().map(sdkClient));
    const written: string[] = [];
    const failures: unknown[] = [];
    let isOver = false;
    const talking = Promise.all(
      talkers.map(async ({ client }, i) => {
        for (let n = 0; !isOver; n += 1) {
          const text = `${i} 的第${n}句`;
          await client
            .room(roomId())
            .send(text)
            .then(
              () => written.push(text),
              (error: unknown) => failures.push(error),
            );
          await pause(BREATH_MS);
        }
      }),
    );
    const moved = async (from: number) => {
      const before = written.length;
      await until('all are online', () => talkers.every(({ client }) => client.state === 'online'), 60_000);
      expect(await socketsOf(1 - from)).to.equal(talkers.length);
      await until('they go on writing', () => written.length > before + 30, 60_000);
    };
    await until('they talk', () => written.length > 30, 60_000);
    await nodes[0]?.stop();
    await moved(0);
    nodes[0] = await startNode(0);
    await allAreUp();
    await nodes[1]?.kill();
    await moved(1);
    isOver = true;
    await talking;
    nodes[1] = await startNode(1);
    expect(failures).to.eql([]);
    const textOf = ({ body }: Message) => (body.kind === 'text' ? body.text : '');
    for (const { told } of talkers) {
      const last = () => told.map(textOf).filter((text) => written.includes(text));
      await until('all is told', () => last().length === written.length, 90_000);
      expect(last().sort(), 'once each').to.eql([...written].sort());
      expect(told.map(({ seq }) => seq)).to.eql(talkers[0]?.told.map(({ seq }) => seq));
    }
  });

  it('believes nobody who says where they come from', async () => {
    const knock = async (i: number, url: string) => {
      const response = await fetch(`${url}/api/v1/session/refresh`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': `10.1.2.${i}`,
          'x-real-ip': `10.1.3.${i}`,
          forwarded: `for=10.1.4.${i}`,
        },
        body: JSON.stringify({ refreshToken: 'x' }),
      });
      return response.status;
    };
    const one = `http://127.0.0.1:${ports[0]}`;
    const many = Array.from({ length: 4 * KNOCKS }, (_, i) => i);
    // Without the proxy each is taken for a sender of its own: what the header does when it is believed.
    const direct = await Promise.all(many.map((i) => knock(i, one)));
    expect(direct).not.to.include(429);
    const through = await Promise.all(many.map((i) => knock(i, proxy.url)));
    expect(through, 'all from one address').to.include(429);
  });

  it('says when to come back while no node is up', async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    const answer = async () => {
      const response = await fetch(`${proxy.url}/api/v1/session/refresh`, { method: 'POST' });
      return { response, body: await response.json() };
    };
    await until(
      'the proxy has noticed',
      async () => (await answer()).response.headers.has('retry-after'),
      30_000,
    );
    const { response, body } = await answer();
    expect(response.status).to.equal(503);
    expect(response.headers.get('retry-after')).to.equal('2');
    expect(body).to.eql({ ok: false, fault: { code: 'UNAVAILABLE', facts: { retryAfterMs: 2_000 } } });
  });
});
