import { expect } from 'chai';
import { until } from '../../support/until.ts';
import { seeded } from '../client-sdk/shaky-network.ts';
import { type OwnEngines, ownEngines } from './own-engines.ts';
import { type Environment, environmentOn, type ServerProcess, startProcess } from './server-process.ts';
import { expectOneTranscript, startTalk, type Talk } from './talk.ts';
import { settle, type Village } from './village.ts';

const EACH = 100;

describe('faults: 2,000 sends from 20 clients in 10 rooms', function () {
  this.timeout(240_000);
  let engines: OwnEngines;
  let environment: Environment;
  let village: Village;
  let server: ServerProcess;
  let talk: Talk | null;

  before(async () => {
    engines = await ownEngines();
  });
  after(() => engines.stop());
  beforeEach(async () => {
    talk = null;
    environment = environmentOn(engines);
    village = await settle(environment, { people: 20, rooms: 10 });
    server = await startProcess({ ...environment, PORT: '0' });
  });
  afterEach(async () => {
    talk?.close();
    await server.stop();
  });

  /** Lets everybody write; calls `strike` each time the acknowledged messages reach one of these shares of all. */
  async function talkThrough(
    seed: number,
    strikes: { at: number; strike: () => Promise<void> }[],
  ): Promise<Talk> {
    const all = village.people.length * EACH;
    talk = await startTalk(server.url, village, { seed, each: EACH });
    for (const { at, strike } of strikes) {
      await until(`${at} of all are sent`, () => (talk?.acknowledged() ?? 0) >= at * all, 60_000);
      await strike();
      expect(talk.acknowledged(), 'it struck in the middle').to.be.lessThan(all);
    }
    await talk.over();
    expect(talk.acknowledged()).to.equal(all);
    return talk;
  }

  for (const seed of [1, 2]) {
    const at = 0.3 + seeded(seed)() * 0.4;
    it(`survive kill -9 of the server (seed ${seed})`, async () => {
      const strike = async () => {
        const { port } = new URL(server.url);
        await server.kill();
        server = await startProcess({ ...environment, PORT: port });
      };
      await expectOneTranscript(server.url, village, await talkThrough(seed, [{ at, strike }]));
    });
  }

  it('survive kill -9 of Redis, and Redis coming back empty (seed 3)', async () => {
    const over = await talkThrough(3, [
      { at: 0.3, strike: () => engines.kill('redis') },
      { at: 0.6, strike: () => engines.wipeRedis() },
    ]);
    await expectOneTranscript(server.url, village, over);
    expect(server.surprises()).to.eql([]);
  });

  it('survive kill -9 of the database, and of the door to it (seed 4)', async () => {
    const over = await talkThrough(4, [
      { at: 0.3, strike: () => engines.kill('database') },
      { at: 0.7, strike: () => engines.kill('door of the database') },
    ]);
    await expectOneTranscript(server.url, village, over);
    expect(server.surprises()).to.eql([]);
  });
});
