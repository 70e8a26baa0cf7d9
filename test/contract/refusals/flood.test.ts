import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { overHttp, type WireClient, wireClient } from '../../support/wire-client.ts';
import { rawSocket } from './raw-socket.ts';
import { expectNoSurprise, watchSurprises } from './surprises.ts';

const REQUESTS = 10_000;
const ROUNDS = 5;
const MOST_GROWTH_MB = 150;
/** As the product is configured, where a test server is not. */
const USUAL = { HUYING_POST_PER_SECOND: '5', HUYING_READS_PER_SECOND: '40', HUYING_ACTS_PER_SECOND: '6' };

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

describe('ten thousand requests at once from one account', function () {
  this.timeout(120_000);
  let server: TestServer;
  let surprises: unknown[];
  let hasty: WireClient;
  let calm: WireClient;
  let roomId: string;

  before(async function () {
    this.timeout(180_000);
    server = await startServer({ env: USUAL });
    surprises = watchSurprises(server);
    const people = (await server.addPeople(2)) as [TestPerson, TestPerson];
    ({ roomId } = await server.addRoom(people));
    hasty = await wireClient(server.url, people[0]);
    calm = await wireClient(server.url, people[1]);
  });
  after(async () => {
    hasty.close();
    calm.close();
    await server.stop();
  });

  /** Sends them all; how many were refused as too fast, and others, before all were answered or the socket was cut. */
  async function flood(): Promise<{ tooFast: number; others: number; isCut: boolean }> {
    const socket = await rawSocket(server.url, hasty.token);
    for (let id = 0; id < REQUESTS; id++)
      socket.send(`42${id}["message:list",{"roomId":"${roomId}","limit":100}]`);
    const answers = () => socket.heard.filter((text) => text.startsWith('43'));
    const calmly = await calm.socket('message:list', { roomId, limit: 10 });
    expect(calmly, 'somebody else').to.have.property('ok', true);
    await until('it is over', () => !socket.isOpen || answers().length === REQUESTS, 60_000);
    const tooFast = answers().filter((text) => text.includes('"TOO_FAST"')).length;
    const isCut = !socket.isOpen;
    socket.cut();
    return { tooFast, others: answers().length - tooFast, isCut };
  }

  it('are refused as too fast but for a few, and others are answered meanwhile', async () => {
    const { tooFast, others, isCut } = await flood();
    expect(tooFast).to.be.above(isCut ? 1_000 : REQUESTS / 2);
    expect(others).to.be.at.most(10 * 40 * 2); // one burst, and another should it take ten seconds
  });

  it('again and again leave nothing behind', async () => {
    await flood(); // what is made once is made now
    const before = heapMb();
    for (let round = 0; round < ROUNDS; round++) await flood();
    expect(heapMb() - before, 'MB more').to.be.below(MOST_GROWTH_MB);
    await until('only the two are left', () => server.parts.io.of('/').sockets.size === 2);
  });

  it('over HTTP are refused as well', async () => {
    const input = { roomId, limit: 1 };
    const ask = () => overHttp(server.url, 'message:list', { input, token: hasty.token });
    const outcomes: string[] = [];
    for (let round = 0; round < REQUESTS / 2_000; round++) {
      const replies = await Promise.all(Array.from({ length: 400 }, ask));
      outcomes.push(...replies.map(({ reply }) => (reply.ok ? 'ok' : reply.fault.code)));
      expect((await calm.http('session:me', {})).reply.ok).to.equal(true);
    }
    expect(new Set(outcomes)).to.include('TOO_FAST');
    expect(outcomes.filter((outcome) => !['ok', 'TOO_FAST', 'UNAVAILABLE'].includes(outcome))).to.deep.equal(
      [],
    );
  });

  it('cause no INTERNAL and no line of error in the log', () => expectNoSurprise(server, surprises));
});
