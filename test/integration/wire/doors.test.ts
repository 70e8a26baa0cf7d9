import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import type { Reply } from '../../../shared/contract.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Session } from '../../../shared/people.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

describe('the two doors', () => {
  let server: TestServer;
  let li: TestPerson;
  let wang: TestPerson;
  const sockets: Socket[] = [];

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    [li, wang] = (await server.addPeople(2)) as [TestPerson, TestPerson];
  });
  after(async () => {
    for (const socket of sockets) socket.close();
    await server.stop();
  });

  async function http(path: string, body: unknown, token?: string, raw = JSON.stringify(body)) {
    const response = await fetch(`${server.url}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: raw,
    });
    return {
      status: response.status,
      headers: response.headers,
      reply: (await response.json()) as Reply<never>,
    };
  }
  async function signIn(person: TestPerson): Promise<Session> {
    const { login, password } = person;
    const { reply } = await http('session/sign-in', { login, password, keep: 'body', device: 'test' });
    if (!reply.ok) throw new Error(reply.fault.code);
    return reply.data;
  }
  async function connect(token: string): Promise<Socket> {
    const socket = io(server.url, { auth: { token }, transports: ['websocket'], reconnection: false });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) =>
      socket.once('connect', resolve).once('connect_error', reject),
    );
    return socket;
  }
  const ask = async (socket: Socket, name: string, input: unknown) =>
    (await socket.timeout(5_000).emitWithAck(name, input)) as Reply<never>;
  const codeOf = (reply: Reply<unknown>) => (reply.ok ? 'ok' : reply.fault.code);

  it('answer the same request alike, and carry what is said to who has the room open', async () => {
    const { roomId } = await server.addRoom([li, wang]);
    const a = await connect((await signIn(li)).accessToken);
    const session = await signIn(wang);
    const b = await connect(session.accessToken);
    const heard: Message[] = [];
    b.on('message:posted', (m: Message) => heard.push(m));
    expect((await ask(b, 'room:open', { roomId })).ok).to.equal(true);
    const said = await ask(a, 'message:post', { roomId, text: '建议已收到', sendKey: crypto.randomUUID() });
    await until('the other hears it', () => heard.length === 1);
    expect(said).to.deep.equal({ ok: true, data: heard[0] });
    const overSocket = await ask(b, 'message:list', { roomId, limit: 10 });
    const overHttp = await http('message/list', { roomId, limit: 10 }, session.accessToken);
    expect(overHttp.status).to.equal(200);
    expect(overHttp.reply).to.deep.equal(overSocket);
  });

  it('refuse who is not signed in, with a code and the right status', async () => {
    expect((await http('inbox/list', { cursor: null })).status).to.equal(401);
    expect((await http('inbox/list', { cursor: null }, 'nonsense')).reply).to.deep.include({ ok: false });
    const error = await connect('nonsense').catch((e: unknown) => e as { data?: { code: string } });
    expect(error).to.have.nested.property('data.code', 'NOT_SIGNED_IN');
  });

  it('name the fields of bad input and answer unreadable, huge and unknown requests', async () => {
    const token = (await signIn(li)).accessToken;
    const bad = await http('message/post', { roomId: 'x', text: 5 }, token);
    expect(bad.status).to.equal(400);
    expect(bad.reply).to.deep.equal({
      ok: false,
      fault: { code: 'INVALID_INPUT', facts: { paths: ['roomId', 'text', 'sendKey'] } },
    });
    expect((await http('inbox/list', null, token, '{"cursor":')).status).to.equal(400);
    expect((await http('inbox/list', null, token, `"${'x'.repeat(1_100_000)}"`)).status).to.equal(400);
    expect((await http('no/such', {}, token)).status).to.equal(404);
    const socket = await connect(token);
    expect(codeOf(await ask(socket, 'no:such', {}))).to.equal('INVALID_INPUT');
    expect(codeOf(await ask(socket, 'session:sign-in', {}))).to.equal('INVALID_INPUT');
    socket.emit('message:post', { roomId: 1 }); // without an acknowledgement
    socket.emit('message:post');
    expect(codeOf(await ask(socket, 'session:me', {}))).to.equal('ok');
  });

  it('close the sockets of a session that signs out', async () => {
    const { accessToken } = await signIn(li);
    const socket = await connect(accessToken);
    expect((await http('session/sign-out', { everywhere: false }, accessToken)).status).to.equal(200);
    await until('the socket is closed', () => !socket.connected);
    expect((await http('session/me', {}, accessToken)).status).to.equal(401);
  });

  it('take a removed member out of the room on the spot', async () => {
    const { roomId, subjectId } = await server.addRoom([li, wang]);
    const a = await connect((await signIn(li)).accessToken);
    const b = await connect((await signIn(wang)).accessToken);
    const heard: string[] = [];
    b.onAny((event: string, body: { roomId?: string }) => {
      if (body.roomId === roomId) heard.push(event); // of rooms of the tests before, they may still hear
    });
    await ask(b, 'room:open', { roomId });
    await server.parts.rooms.reconcile(subjectId, [{ personId: li.personId, roles: ['lead-deputy'] }], {
      personId: 'system',
      why: '离任',
    });
    await until('b is told', () => heard.includes('room:revoked'));
    heard.length = 0;
    await ask(a, 'message:post', { roomId, text: '他走了', sendKey: crypto.randomUUID() });
    await server.parts.rooms.flush();
    expect(codeOf(await ask(b, 'session:me', {}))).to.equal('ok'); // a round trip after it
    expect(heard).to.deep.equal([]);
    expect(codeOf(await ask(b, 'message:list', { roomId, limit: 5 }))).to.equal('NOT_A_MEMBER');
  });

  it('slow down who posts too fast, saying for how long', async () => {
    const slow = await startServer({ env: { HUYING_POST_PER_SECOND: '1' } });
    try {
      const [zhao] = (await slow.addPeople(1)) as [TestPerson];
      const { roomId } = await slow.addRoom([zhao]);
      const response = await fetch(`${slow.url}/api/v1/session/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: zhao.login, password: zhao.password, keep: 'body', device: '' }),
      });
      const { data } = (await response.json()) as { data: Session };
      const socket = io(slow.url, { auth: { token: data.accessToken }, transports: ['websocket'] });
      sockets.push(socket);
      const replies = await Promise.all(
        Array.from({ length: 6 }, () =>
          ask(socket, 'message:post', { roomId, text: '快', sendKey: crypto.randomUUID() }),
        ),
      );
      expect(replies.map(codeOf).filter((c) => c === 'ok')).to.have.length(4);
      const refused = replies.find((r) => !r.ok);
      expect(refused).to.have.nested.property('fault.code', 'TOO_FAST');
      expect(refused).to.have.nested.property('fault.facts.retryAfterMs').that.is.above(0);
    } finally {
      await slow.stop();
    }
  });

  it('serve health, keep metrics to this machine, and send the security headers', async () => {
    const ready = await fetch(`${server.url}/readyz`);
    const { clockAheadMs, ...rest } = (await ready.json()) as { clockAheadMs: number };
    const engines = { mongodb: true, redis: true };
    expect(rest).to.deep.equal({ ok: true, stopping: false, engines, channels: { mail: false } });
    expect(clockAheadMs).to.be.a('number');
    expect(ready.headers.get('content-security-policy')).to.include("default-src 'self'");
    expect(ready.headers.get('x-powered-by')).to.equal(null);
    const metrics = await fetch(`${server.url}/metrics`);
    expect(await metrics.text()).to.include('huying_request_seconds_count');
    const proxied = await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(proxied.status).to.equal(403);
  });
});
