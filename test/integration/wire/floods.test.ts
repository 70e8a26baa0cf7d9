import { expect } from 'chai';
import type { Reply } from '../../../shared/contract.ts';
import { nodeDrained } from '../../../shared/presence.ts';
import type { Fault } from '../../../shared/faults.ts';
import { makeAdmission } from '../../../server/wire/admission.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

const codeOf = (reply: Reply<unknown>) => (reply.ok ? 'ok' : reply.fault.code);

describe('a flood', () => {
  let server: TestServer;
  let li: TestPerson;
  before(async function () {
    this.timeout(180_000);
    server = await startServer({ env: { HUYING_READS_PER_SECOND: '40' } });
    [li] = (await server.addPeople(1)) as [TestPerson];
  });
  after(() => server.stop());

  it('of 10,000 requests from one account costs it its socket, and nobody else anything', async function () {
    this.timeout(60_000);
    const [wang] = (await server.addPeople(1)) as [TestPerson];
    const flooder = await wireClient(server.url, wang);
    const other = await wireClient(server.url, li);
    let answered = 0;
    for (let i = 0; i < 10_000; i++)
      void flooder.socket(i % 2 === 0 ? 'session:me' : 'no:such', {}).then(
        () => (answered += 1),
        () => undefined, // cut off before the answer
      );
    await until('it is cut off', () => !flooder.connected(), 30_000);
    expect(answered).to.be.below(10_000);
    expect(codeOf(await other.socket('session:me', {}))).to.equal('ok');
    other.close();
  });
});

describe('admission', () => {
  const stage = (lag = { ms: 0 }, time = { ms: 0 }) =>
    makeAdmission({
      limits: { handshakes: 2, requests: 4 },
      lagMs: () => lag.ms,
      tick: () => time.ms,
      counters: { count: () => undefined, size: () => undefined },
    });
  const refused = (work: () => unknown): Fault | null => {
    try {
      work();
      return null;
    } catch (error) {
      return error as Fault;
    }
  };

  it('lets who is signed in go before strangers, and both before new sockets', () => {
    const admission = stage();
    const leave = [admission.enter('stranger'), admission.enter('stranger')];
    const fault = refused(() => admission.enter('stranger'));
    expect(fault).to.include({ code: 'UNAVAILABLE' });
    expect(fault?.facts['retryAfterMs']).to.be.within(500, 2_000);
    leave.push(admission.enter('caller'), admission.enter('caller'));
    expect(refused(() => admission.enter('caller'))).to.include({ code: 'UNAVAILABLE' });
    const sockets = Array.from({ length: 11 }, () => refused(() => admission.enter('handshake')()));
    expect(sockets.at(-1)).to.include({ code: 'UNAVAILABLE' }); // ten in a second come in all the same
    leave.forEach((go) => go());
    expect(admission.busy()).to.equal(0);
    expect(refused(() => admission.enter('handshake'))).to.equal(null);
  });

  it('refuses in that order while the event loop is late', () => {
    const lag = { ms: 0 };
    const admission = stage(lag);
    const lateBy = (ms: number) => {
      lag.ms = ms;
      return (['handshake', 'stranger', 'caller'] as const).filter(
        (who) => refused(() => admission.enter(who)()) === null,
      );
    };
    expect(lateBy(100)).to.deep.equal(['handshake', 'stranger', 'caller']);
    lag.ms = 3_000;
    for (const who of ['handshake', 'stranger', 'caller'] as const)
      while (refused(() => admission.enter(who)()) === null); // until those are in who come in all the same
    expect(lateBy(300)).to.deep.equal(['stranger', 'caller']);
    expect(lateBy(600)).to.deep.equal(['caller']);
    expect(lateBy(3_000)).to.deep.equal([]);
  });

  it('lets a few in each second however late the loop is, for ever', () => {
    const lag = { ms: 60_000 };
    const time = { ms: 0 };
    const admission = stage(lag, time);
    const inOf = (who: 'handshake' | 'stranger' | 'caller') =>
      Array.from({ length: 1_000 }, () => refused(() => admission.enter(who)())).filter((f) => f === null)
        .length;
    for (let second = 0; second < 5; second++) {
      expect(inOf('handshake')).to.equal(10);
      expect(inOf('stranger')).to.equal(20);
      expect(inOf('caller')).to.equal(100);
      time.ms += 1_000;
    }
  });

  it('sends those away one after the other, and nobody for longer than sixteen seconds', () => {
    const time = { ms: 0 };
    const admission = stage({ ms: 0 }, time);
    admission.enter('handshake');
    admission.enter('handshake');
    const waits = Array.from({ length: 10_000 }, () =>
      Number(refused(() => admission.enter('handshake'))?.facts['retryAfterMs']),
    );
    expect(waits[0]).to.be.within(500, 1_010);
    expect(waits[1_000]).to.be.within(5_500, 6_010);
    expect(Math.max(...waits)).to.be.within(15_500, 16_000);
    time.ms = 60_000;
    expect(refused(() => admission.enter('handshake'))?.facts['retryAfterMs']).to.be.within(500, 1_010);
  });

  it('lets no socket in any more once it is closed, but works on what is asked', () => {
    const admission = stage();
    admission.close();
    expect(refused(() => admission.enter('handshake'))).to.include({ code: 'UNAVAILABLE' });
    expect(refused(() => admission.enter('caller'))).to.equal(null);
  });
});

describe('an orderly stop', () => {
  let server: TestServer;
  let clients: WireClient[];
  before(async function () {
    this.timeout(180_000);
    server = await startServer();
  });
  after(() => server.stop());

  it('tells sockets to go elsewhere, answers what was asked, and lets nobody in any more', async function () {
    this.timeout(60_000);
    const node = await server.anotherNode({ HUYING_DRAIN_SECONDS: '2' });
    const people = await server.addPeople(6);
    clients = await Promise.all(people.map((p) => wireClient(node.url, p)));
    const elsewhere = await wireClient(server.url, people[0] as TestPerson);
    const stopped = node.stop();
    await until('all are told', () =>
      clients.every((c) => c.heard.some((h) => h.event === nodeDrained.name)),
    );
    expect(clients[0]?.heard.at(-1)?.body).to.deep.equal({ withinMs: 1_200 });
    const asked = clients.filter((c) => c.connected()).map((c) => c.socket('session:me', {}));
    const late = await fetch(`${node.url}/readyz`).catch(() => null);
    expect(late?.status ?? 503).to.equal(503);
    const answers = await Promise.allSettled(asked);
    for (const answer of answers)
      if (answer.status === 'fulfilled') expect(codeOf(answer.value)).to.equal('ok');
    await stopped;
    await until('all are closed', () => clients.every((c) => !c.connected()));
    expect(elsewhere.connected()).to.equal(true);
    elsewhere.close();
  });
});
