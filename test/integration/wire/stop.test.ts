import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { io } from 'socket.io-client';
import { nodeDrained } from '../../../shared/presence.ts';
import { engines } from '../../support/engines.ts';
import type { TestPerson } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { environmentOn, type ServerProcess, startProcess } from '../faults/server-process.ts';
import { settle } from '../faults/village.ts';

/** True when a new socket is let in. */
async function isLetIn(url: string, token: string): Promise<boolean> {
  const socket = io(url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true });
  const letIn = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('connect_error', () => resolve(false));
  });
  socket.close();
  return letIn;
}

const isTold = ({ heard }: WireClient) => heard.some(({ event }) => event === nodeDrained.name);

describe('a process that is asked to stop', function () {
  this.timeout(180_000);
  const folder = mkdtempSync(join(tmpdir(), 'huying-stop-'));
  let environment: Record<string, string>;
  let li: TestPerson;
  let server: ServerProcess | undefined;
  before(async () => {
    environment = { ...environmentOn({ ...(await engines()), folder }), PORT: '0' };
    const { people } = await settle(environment, { people: 1, rooms: 1 });
    [li] = people as [TestPerson];
  });
  afterEach(() => server?.kill());
  after(() => rmSync(folder, { recursive: true, force: true }));

  const startWith = async (drainSeconds: string) => {
    const started = await startProcess({ ...environment, HUYING_DRAIN_SECONDS: drainSeconds });
    server = started;
    return { started, client: await wireClient(started.url, li) };
  };

  it('lets no socket in any more, answers those that are there, and ends at once when it is asked again', async () => {
    const { started, client } = await startWith('600');
    expect(await isLetIn(started.url, client.token)).to.equal(true);
    started.askToStop();
    await until('it is told', () => isTold(client));
    expect(await isLetIn(started.url, client.token)).to.equal(false);
    expect((await client.socket('session:me', {})).ok).to.equal(true);
    started.askToStop();
    await until('it has ended', () => started.exitCode() !== null, 60_000);
    expect(started.exitCode()).to.equal(143);
  });

  it('ends by itself when all have gone, before its time is over', async () => {
    const { started, client } = await startWith('600');
    started.askToStop();
    await until('it is told', () => isTold(client));
    expect(client.connected()).to.equal(true);
    client.close();
    await until('it has ended', () => started.exitCode() !== null, 60_000);
    expect(started.exitCode()).to.equal(0);
    expect(started.surprises()).to.deep.equal([]);
  });
});
