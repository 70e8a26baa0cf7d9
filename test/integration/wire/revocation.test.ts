import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { personId, type PersonId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { LiveSession } from '../../../shared/people.ts';
import { newId } from '../../../server/ops/clock.ts';
import { type CallingSocket, makeLiveCallers } from '../../../server/wire/live-callers.ts';
import type { Caller } from '../../../server/wire/ports.ts';
import { startServer, type TestNode, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

describe('a revocation, when no node hears what another tells', () => {
  let server: TestServer;
  let other: TestNode;
  let people: TestPerson[];
  before(async function () {
    this.timeout(180_000);
    server = await startServer({ env: { HUYING_ADAPTER: 'memory' } });
    other = await server.anotherNode();
    people = await server.addPeople(5);
  });
  after(async () => {
    await other.stop();
    await server.stop();
  });

  /** The socket of this person on the other node is closed, and the token is refused there. */
  async function isClosed(client: WireClient): Promise<void> {
    await until('the socket is closed', () => !client.connected());
    const { status } = await client.http('session:me', {});
    expect(status).to.equal(401);
  }

  it('closes the sockets of an account that is disabled', async () => {
    const [li, wang] = people as [TestPerson, TestPerson];
    const client = await wireClient(other.url, li);
    const unconcerned = await wireClient(other.url, wang);
    await server.parts.people.accounts.disable(li.personId);
    await isClosed(client);
    expect((await unconcerned.socket('session:me', {})).ok).to.equal(true);
    unconcerned.close();
  });

  it('closes all sockets of somebody who signs out everywhere', async () => {
    const [, wang] = people as [TestPerson, TestPerson];
    const there = await wireClient(other.url, wang);
    const here = await wireClient(server.url, wang);
    expect((await here.http('session:sign-out', { everywhere: true })).status).to.equal(200);
    await isClosed(there);
    await isClosed(here);
  });

  it('closes the sockets of the one device that somebody ends from another', async () => {
    const sun = people[4] as TestPerson;
    const there = await wireClient(other.url, sun);
    const here = await wireClient(server.url, sun);
    const { reply } = await here.http('session:list', {});
    if (!reply.ok) throw new Error(reply.fault.code);
    const { sessions } = reply.data as { sessions: LiveSession[] };
    const sessionId = sessions.find((session) => !session.current)?.sessionId;
    expect((await here.http('session:end', { sessionId })).status).to.equal(200);
    await isClosed(there);
    expect((await here.socket('session:me', {})).ok).to.equal(true);
    here.close();
  });

  it('closes the sockets of somebody who left office by an import', async () => {
    const [, , zhao] = people as [TestPerson, TestPerson, TestPerson];
    const client = await wireClient(other.url, zhao);
    await server.parts.org.people.upsertMany(server.congressId, [
      { code: zhao.login, name: zhao.name, active: false },
    ]);
    await isClosed(client);
  });

  it('lets a socket speak under a name that an import changed', async () => {
    const qian = people[3] as TestPerson;
    const { roomId } = await server.addRoom([qian]);
    const client = await wireClient(other.url, qian);
    await server.parts.org.people.upsertMany(server.congressId, [{ code: qian.login, name: '钱学新' }]);
    await until('the new name stands on what is said', async () => {
      const sendKey = randomUUID();
      const reply = await client.socket('message:post', { roomId, text: '改名', sendKey });
      return reply.ok && (reply.data as Message).author.name === '钱学新';
    });
    expect(client.connected()).to.equal(true);
    client.close();
  });
});

describe('live callers', () => {
  const caller = (name: string): Caller => ({
    personId: personId.parse(newId()),
    sessionId: name,
    congressId: 'c' as Caller['congressId'],
    ...{ roles: [], unitId: null, delegationId: null, name, label: '' },
  });
  function socketOf(name: string) {
    const socket = { id: name, data: { caller: caller(name) }, closed: false };
    return Object.assign(socket, { disconnect: () => (socket.closed = true) });
  }
  const stage = (sockets: CallingSocket[], gone: Set<string>) => {
    let entries: { n: number; sessionIds: string[]; personIds: PersonId[] }[] = [];
    const errors: unknown[] = [];
    let broken = false;
    const live = makeLiveCallers({
      revocations: {
        last: () => Promise.resolve(7),
        after: (n) => Promise.resolve(entries.filter((e) => e.n > n)),
      },
      callersNow: (claims) =>
        broken
          ? Promise.reject(new Error('away'))
          : Promise.resolve(claims.map((c) => (gone.has(c.sessionId) ? null : caller(c.sessionId)))),
      sockets: () => sockets,
      socketsOf: ({ sessionIds }) => sockets.filter((s) => sessionIds.includes(s.id)),
      counters: { count: () => undefined, size: () => undefined },
      onError: (error) => errors.push(error),
    });
    return {
      live,
      errors,
      revoke: (sessionId: string) => {
        entries = [...entries, { n: 8 + entries.length, sessionIds: [sessionId], personIds: [] }];
      },
      breakIt: (is: boolean) => (broken = is),
    };
  };

  it('are all looked at in time, though a crash lost the word of it', async () => {
    const sockets = Array.from({ length: 120 }, (_, i) => socketOf(`s${i}`));
    const { live } = stage(sockets, new Set(['s3', 's119']));
    await live.start();
    await until('both are closed', () => sockets.filter((s) => s.closed).length === 2);
    live.stop();
    expect(sockets.filter((s) => s.closed).map((s) => s.id)).to.deep.equal(['s3', 's119']);
  });

  it('are looked at when the log moved on during their handshake, and again when the database was away', async () => {
    const sockets: ReturnType<typeof socketOf>[] = [];
    const gone = new Set<string>();
    const { live, revoke, breakIt, errors } = stage(sockets, gone);
    await live.start();
    const mark = live.mark();
    revoke('late');
    gone.add('late');
    breakIt(true);
    await until('the log is read', () => live.mark() !== mark);
    const late = socketOf('late');
    sockets.push(late);
    live.connected(late, mark);
    await until('it is tried', () => errors.length > 0);
    expect(late.closed).to.equal(false);
    breakIt(false);
    await until('it is closed', () => late.closed);
    live.stop();
  });
});
