import { join } from 'node:path';
import { expect } from 'chai';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { wireClient } from '../../support/wire-client.ts';
import { type Program, startProgram } from '../faults/program.ts';

const CLIENTS = join(import.meta.dirname, 'storm-clients.ts');
const COUNT = 1_000;

interface Seen {
  inside: number;
  met: Record<string, number>;
}

const latest = ({ lines }: Program): Seen => {
  const line = lines.findLast((l) => l.startsWith('{'));
  return line === undefined ? { inside: 0, met: {} } : (JSON.parse(line) as Seen);
};

describe('a storm', () => {
  let server: TestServer;
  let storm: Program | undefined;
  before(async function () {
    this.timeout(180_000);
    server = await startServer({ env: { HUYING_HANDSHAKES_AT_ONCE: '20' } });
  });
  after(async () => {
    await storm?.end('SIGKILL');
    await server.stop();
  });

  it(`of ${COUNT} connections at once lets all in, a few at a time, and the node stays well`, async function () {
    this.timeout(240_000);
    const [li] = (await server.addPeople(1)) as [TestPerson];
    const watcher = await wireClient(server.url, li);
    const program = startProgram(CLIENTS, [server.url, watcher.token, String(COUNT)]);
    storm = program;
    const health: number[] = [];
    await until(
      'all are in',
      async () => {
        health.push((await fetch(`${server.url}/livez`)).status);
        if (program.hasEnded()) throw new Error(program.lines.join('\n'));
        return latest(program).inside === COUNT;
      },
      200_000,
    );
    expect(new Set(health)).to.deep.equal(new Set([200]));
    const { met } = latest(program);
    expect(met).to.have.property('UNAVAILABLE');
    expect(met).not.to.have.any.keys('INTERNAL', 'NOT_SIGNED_IN');
    expect(server.parts.io.of('/').sockets.size).to.equal(COUNT + 1);
    watcher.close();
  });
});
