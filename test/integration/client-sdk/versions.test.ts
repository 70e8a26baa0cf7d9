import { expect } from 'chai';
import { connect, Fault, type Huying } from '../../../client-sdk/index.ts';
import type { WireFault } from '../../../shared/contract.ts';
import { until } from '../../support/until.ts';
import { type StandIn, standIn } from './stand-in.ts';

/** A reason that no version has had so far. */
const OF_LATER = { code: 'OF_LATER', facts: { since: 9 } } as unknown as WireFault;

describe('a client and a server of different versions', () => {
  let server: StandIn;
  let client: Huying;

  beforeEach(async () => {
    server = await standIn(() => Date.now());
    client = connect({ url: server.url });
    await client.signIn('wang', 'secret');
    await until('connected', () => client.state === 'online');
  });
  afterEach(async () => {
    client.close();
    await server.close();
  });
  const refusalOf = (asked: Promise<unknown>) =>
    asked.then(
      () => null,
      (error: unknown) => error,
    );

  it('a newer server’s reason is not taken for a lost line: it is asked once, and the connection stays', async () => {
    server.refusals['inbox:list'] = [OF_LATER, OF_LATER];
    const refused = await refusalOf(client.ask('inbox:list', { cursor: null }));
    expect(refused).to.be.instanceOf(Fault).and.include({ code: 'INTERNAL' });
    expect(refused).to.have.deep.property('facts', { unknown: 'OF_LATER' });
    expect(server.count('inbox:list')).to.equal(1);
    expect(client.state).to.equal('online');
  });

  it('a newer server’s answer may say more than this client knows', async () => {
    server.answers['inbox:list'] = () => ({ items: [], cursor: null, total: 3, weather: 'fine' });
    expect(await client.ask('inbox:list', { cursor: null })).to.include({ total: 3 });
  });

  it('an older server does not know what is asked, and says so', async () => {
    server.refusals['push:show'] = [{ code: 'INVALID_INPUT', facts: { event: 'unknown' } }];
    expect(await refusalOf(client.ask('push:show', {}))).to.include({ code: 'INVALID_INPUT' });
    expect(server.count('push:show')).to.equal(1);
    expect(client.state).to.equal('online');
  });
});
