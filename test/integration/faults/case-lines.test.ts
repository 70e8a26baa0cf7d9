import { expect } from 'chai';
import type { Parts } from '../../../server/app.ts';
import type { CaseEntry } from '../../../server/suggestions/case/case.rules.ts';
import { makeCase, type TestCase } from '../../support/case.ts';
import { until } from '../../support/until.ts';
import { overHttp, type WireClient, wireClient } from '../../support/wire-client.ts';
import { type OwnEngines, ownEngines } from './own-engines.ts';
import {
  type Environment,
  environmentOn,
  openParts,
  type ServerProcess,
  startProcess,
} from './server-process.ts';

const CASES = 6;
const EACH = 25;
const STRUCK_AFTER = 40; // acts that were answered

type Said = { seq: number; body: { kind: string; key?: string; params?: { names?: string } } };

describe('faults: what happens in six cases at once, told in their rooms', function () {
  this.timeout(240_000);
  let engines: OwnEngines;
  let environment: Environment;
  let parts: Parts;
  let cases: TestCase[];
  let server: ServerProcess;

  before(async () => {
    engines = await ownEngines();
    environment = { ...environmentOn(engines), PORT: '0' };
    parts = await openParts(environment);
    const congress = await parts.org.congresses.upsert({
      ...{ level: 'national', name: '第十三届全国人民代表大会', body: '全国人大', term: 13, session: 5 },
    });
    cases = [];
    while (cases.length < CASES) cases.push(await makeCase({ parts, congressId: congress._id }));
    server = await startProcess(environment);
  });
  after(async () => {
    await server.stop();
    await parts.close();
    await engines.stop();
  });

  const collection = <D extends object>(name: string) => parts.database.connection.collection<D>(name);

  /** The unit names one of its two people and the other by turns, until the server is gone; counts what was answered. */
  async function actUpon({ suggestionId, leadUnit, contact, leader }: TestCase, onDone: () => void) {
    let client: WireClient | null = null;
    try {
      client = await wireClient(server.url, contact);
      const { token } = client;
      for (let n = 0; n < EACH; n++) {
        const personIds = [(n % 2 === 0 ? leader : contact).personId];
        const input = { suggestionId, unitId: leadUnit, personIds };
        const { reply } = await overHttp(server.url, 'track:name-contacts', { input, token });
        if (!reply.ok) throw new Error(reply.fault.code);
        onDone();
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // fetch: nobody listens any more
    } finally {
      client?.close();
    }
  }

  const named = async ({ suggestionId, contact, leader }: TestCase) => {
    const history = await collection<CaseEntry>('caseEntries')
      .find({ suggestionId })
      .sort({ n: 1 })
      .toArray();
    const names = new Map([contact, leader].map((person) => [person.personId, person.name]));
    return history.flatMap(({ happened }) =>
      happened.flatMap((one) =>
        one.kind === 'contacts-named' ? one.body.contactIds.map((id) => names.get(id)) : [],
      ),
    );
  };
  const said = async ({ roomId }: TestCase) => {
    const all = await collection<Said>('messages').find({ roomId }).sort({ seq: 1 }).toArray();
    return all.flatMap(({ body }) => (body.key === 'case-contacts-named' ? [body.params?.names] : []));
  };

  it('is told once each and in order after kill -9 of the server in the middle', async () => {
    let done = 0;
    const acting = Promise.all(cases.map((one) => actUpon(one, () => (done += 1))));
    await until('some was done', () => done >= STRUCK_AFTER, 60_000);
    await server.kill();
    await acting;
    expect(done, 'it struck in the middle').to.be.lessThan(CASES * EACH);
    const kept = (await Promise.all(cases.map(named))).flat().length;
    expect(kept, 'what was answered is kept').to.be.at.least(done);

    server = await startProcess(environment);
    const unsettled = () => collection('caseEntries').countDocuments({ unsettledSince: { $exists: true } });
    await until('all was told', async () => (await unsettled()) === 0, 60_000);
    for (const one of cases) expect(await said(one)).to.deep.equal(await named(one));
    expect(server.surprises()).to.deep.equal([]);
  });
});
