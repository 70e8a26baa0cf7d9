import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Pace, PACES } from '../../../shared/contract.ts';
import { requests } from '../../../shared/protocol.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { overHttp, type WireClient, wireClient } from '../../support/wire-client.ts';
import { type Answer, expectRefused } from './expect-refused.ts';
import { expectNoSurprise, watchSurprises } from './surprises.ts';

/** What one caller may ask at once at each pace, as this server is configured: 1/s to post, 4/s to read, 2/s to act. */
const BURST: Record<Pace, number> = { post: 4, upload: 5, read: 40, act: 20, look: 5, knock: 20 };
const TOO_MANY = 10;
const PERSONAL = PACES.filter((pace) => pace !== 'knock');
const DOORS = ['http', 'socket'] as const;

describe('who is too fast', () => {
  let server: TestServer;
  let surprises: unknown[];
  let calm: WireClient;
  let clients: WireClient[];
  let roomId: string;

  before(async function () {
    this.timeout(180_000);
    const env = {
      HUYING_POST_PER_SECOND: '1',
      HUYING_UPLOADS_PER_MINUTE: '5',
      HUYING_READS_PER_SECOND: '4',
      HUYING_ACTS_PER_SECOND: '2',
      HUYING_LOOKS_PER_MINUTE: '5',
      HUYING_KNOCKS_PER_MINUTE: String(BURST.knock),
    };
    server = await startServer({ env });
    surprises = watchSurprises(server);
    const people = await server.addPeople(1 + PERSONAL.length * DOORS.length);
    ({ roomId } = await server.addRoom(people));
    clients = await Promise.all(people.map((person: TestPerson) => wireClient(server.url, person)));
    calm = clients[0] as WireClient;
  });
  after(async () => {
    for (const client of clients) client.close();
    await server.stop();
  });

  const isTooFast = ({ reply }: Answer) => !reply.ok && reply.fault.code === 'TOO_FAST';

  /** Asks too often at once; what is empty counts too, for the pace is looked at before the input. */
  async function hurry(pace: Pace, ask: () => Promise<Answer>): Promise<void> {
    const answers = await Promise.all(Array.from({ length: BURST[pace] + TOO_MANY }, ask));
    const refused = answers.filter(isTooFast);
    expect(refused).to.have.lengthOf.at.least(TOO_MANY);
    for (const answer of refused) {
      const { facts } = expectRefused(answer, 'TOO_FAST');
      expect(facts).to.have.all.keys('retryAfterMs');
      expect(facts['retryAfterMs']).to.be.a('number').that.is.above(0);
    }
  }

  PERSONAL.flatMap((pace) => DOORS.map((door) => ({ pace, door }))).forEach(({ pace, door }, i) => {
    it(`hears TOO_FAST through ${door} after ${BURST[pace]} requests of pace ${pace}, and for how long; others go on`, async () => {
      const hasty = clients[i + 1] as WireClient;
      const name = requests.find((r) => r.pace === pace && r.doors === 'both')?.name ?? '';
      const ask = async (who: WireClient): Promise<Answer> =>
        door === 'http' ? who.http(name, {}) : { reply: await who.socket(name, {}) };
      await hurry(pace, () => ask(hasty));
      expect(await ask(calm)).to.satisfy((answer: Answer) => !isTooFast(answer));
    });
  });

  it('is heard again with the same words when the time has passed', async () => {
    const input = { roomId, text: '慢慢说', sendKey: randomUUID() };
    let answer = await calm.http('message:post', input);
    for (let n = 0; n < BURST.post && !isTooFast(answer); n++)
      answer = await calm.http('message:post', input);
    const { facts } = expectRefused(answer, 'TOO_FAST');
    await until(
      'it is heard',
      async () => !isTooFast(await calm.http('message:post', input)),
      Number(facts['retryAfterMs']) + 5_000,
    );
  });

  it('at the door itself hears TOO_FAST, whoever it says it is, with the header that says when to come back', async () => {
    await hurry('knock', () => overHttp(server.url, 'session:refresh', { input: {} }));
    for (const path of ['session/sign-in', 'account/activate', 'session/refresh']) {
      const response = await fetch(`${server.url}/api/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      expect(response.status).to.equal(429);
      expect(Number(response.headers.get('retry-after'))).to.be.within(1, 60);
    }
  });

  it('causes no INTERNAL and no line of error in the log', () => expectNoSurprise(server, surprises));
});
