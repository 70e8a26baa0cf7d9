import { expect } from 'chai';
import { connect, type Huying } from '../../../client-sdk/index.ts';
import { until } from '../../support/until.ts';
import { handWorld, type HandWorld } from '../../unit/client-sdk/hand-world.ts';
import { ROOM } from '../../unit/client-sdk/said.ts';
import { standIn, type StandIn } from './stand-in.ts';

const MINUTE = 60_000;

describe('the line of a client, by a clock wound by hand', () => {
  let world: HandWorld;
  let server: StandIn;
  let client: Huying;
  let states: string[];
  let woken: () => void;

  beforeEach(async () => {
    world = handWorld();
    server = await standIn(() => world.clock.now());
    states = [];
    client = connect({
      ...world,
      url: server.url,
      onWake: (hear) => {
        woken = hear;
        return () => undefined;
      },
    });
    client.on('state', (state) => states.push(state));
  });
  afterEach(async () => {
    client.close();
    await server.close();
  });

  async function online(): Promise<void> {
    await client.signIn('wang', 'secret');
    await until('connected', () => client.state === 'online');
  }

  /** Lets time pass in small steps, so that answers over the network come between them. */
  async function passUntil(what: string, holds: () => boolean): Promise<void> {
    await until(what, async () => {
      if (!holds()) await world.pass(1_000);
      return holds();
    });
  }

  it('gives the living connection a fresh token before the old one expires', async () => {
    await online();
    await world.pass(13.5 * MINUTE);
    expect(server.count('session:refresh')).to.equal(0);
    await passUntil('renewed', () => server.count('session:renew') > 0);
    expect(server.asked.at(-1)).to.eql({ name: 'session:renew', input: { accessToken: 'access-2' } });
    expect([server.knocks, states]).to.eql([['access-1'], ['connecting', 'online']]);
  });

  it('tries again when the fresh token could not be taken', async () => {
    await online();
    server.refusals['session:renew'] = [{ code: 'UNAVAILABLE', facts: {} }];
    await world.pass(13.5 * MINUTE);
    await passUntil('renewed', () => server.count('session:renew') === 2);
    expect(server.knocks).to.eql(['access-1']);
  });

  it('waits as long as a refused handshake asks, even when the device wakes up', async () => {
    server.refusals.handshake.push({ code: 'UNAVAILABLE', facts: { retryAfterMs: 8_000 } });
    await client.signIn('wang', 'secret');
    await until('refused', () => states.includes('offline'));
    await world.pass(7_900);
    woken();
    await world.settle();
    expect(server.knocks).to.have.length(1);
    await world.pass(5_000);
    await until('connected', () => client.state === 'online');
    expect(server.knocks).to.have.length(2);
  });

  it('gives up a knock that nobody answers, soon at first and later with more patience', async () => {
    server.isSilent = true;
    await client.signIn('wang', 'secret');
    const knock = async (count: number, ms: number) => {
      await until(`knock ${count}`, () => server.knocks.length === count);
      await world.pass(ms - 1);
      expect(states).to.have.length(count === 1 ? 1 : 2);
      expect(server.knocks).to.have.length(count);
      await world.pass(1);
      await passUntil('the next', () => server.knocks.length === count + 1);
    };
    await knock(1, 5_000);
    await knock(2, 5_000);
    for (const count of [3, 4]) await knock(count, 5_000);
    await knock(5, 10_000);
    server.isSilent = false;
    await passUntil('connected', () => client.state === 'online');
  });

  it('leaves a connection on which a question brings nothing, not even a heartbeat', async () => {
    const deaf = connect({ ...world, url: server.url, answerMs: 50 });
    await deaf.signIn('wang', 'secret');
    await until('connected', () => deaf.state === 'online');
    server.isSilent = true;
    deaf.ask('room:close', { roomId: ROOM }).catch(() => undefined);
    await until('left', () => deaf.state === 'offline');
    server.isSilent = false;
    await passUntil('back', () => deaf.state === 'online');
    expect(server.knocks).to.have.length(2);
    deaf.close();
  });

  it('comes back within about a second each time it is cut off, however often', async () => {
    await online();
    for (let times = 1; times <= 6; times += 1) {
      server.cut();
      await until('cut off', () => client.state === 'offline');
      await world.pass(1_500);
      await until('back', () => client.state === 'online');
      expect(server.knocks).to.have.length(times + 1);
    }
  });

  it('leaves a node that is about to stop: the new connection takes over before the old one ends', async () => {
    await online();
    server.drain(10_000);
    await passUntil('a second connection', () => server.knocks.length === 2);
    await until('both', () => server.sockets === 2);
    await passUntil('the old one ended', () => server.sockets === 1);
    expect(states).to.eql(['connecting', 'online']);
    expect(server.knocks).to.eql(['access-1', 'access-1']);
  });

  it('stays where it is while no other node takes it', async () => {
    await online();
    server.refusals.handshake.push({ code: 'UNAVAILABLE', facts: { retryAfterMs: 2_000 } });
    server.drain(1_000);
    await passUntil('a second connection', () => server.knocks.length === 3 && server.sockets === 2);
    expect(states).to.eql(['connecting', 'online']);
  });

  it('has no more patience with a node that shall take over than with any other', async () => {
    await online();
    server.isSilent = true;
    const before = world.waiting;
    server.drain(1_000);
    await until('told', () => world.waiting > before);
    await world.pass(1_000);
    await until('a knock', () => server.knocks.length === 2);
    await world.pass(4_000);
    expect(server.knocks).to.have.length(2);
    server.isSilent = false;
    await world.pass(3_000);
    await passUntil('taken over', () => server.knocks.length === 3 && server.sockets === 2);
    await passUntil('the old one ended', () => server.sockets === 1);
    expect(states).to.eql(['connecting', 'online']);
  });

  it('fetches the rows of the inbox on waking, and every tenth round: what was read elsewhere moves no number', async () => {
    server.answers['inbox:list'] = () => ({ items: [], cursor: null, total: 0 });
    server.answers['head:digest'] = () => ({ heads: [], since: 's', limited: false });
    await online();
    await client.inbox.refresh();
    await until('a beginning', () => server.count('head:digest') === 1);
    for (let round = 2; round <= 11; round += 1) {
      expect(server.count('inbox:list')).to.equal(1);
      await world.pass(40_000);
      await passUntil(`digest ${round}`, () => server.count('head:digest') === round);
    }
    await passUntil('rows', () => server.count('inbox:list') === 2);
    woken();
    await passUntil('rows again', () => server.count('inbox:list') === 3);
  });

  it('asks for a digest in rounds and on waking, from where the last one ended, once there is an inbox', async () => {
    const inbox = { items: [], cursor: null, total: 0 };
    server.answers['inbox:list'] = () => inbox;
    server.answers['head:digest'] = () => ({
      heads: [],
      since: `s${server.count('head:digest')}`,
      limited: false,
    });
    await online();
    await world.pass(3 * MINUTE);
    expect(server.count('head:digest')).to.equal(0);
    await client.inbox.refresh();
    await until('a beginning', () => server.count('head:digest') === 1);
    await passUntil('a round', () => server.count('head:digest') === 2);
    woken();
    await passUntil('another', () => server.count('head:digest') === 3);
    const since = server.asked.flatMap(({ name, input }) => (name === 'head:digest' ? [input] : []));
    expect(since).to.eql([{ since: null }, { since: 's1' }, { since: 's2' }]);
  });

  it('fetches the inbox anew when a digest is too long', async () => {
    server.answers['inbox:list'] = () => ({ items: [], cursor: null, total: 0 });
    server.answers['head:digest'] = () => ({ heads: [], since: 's', limited: true });
    await online();
    await client.inbox.refresh();
    await until('a beginning', () => server.count('head:digest') === 1);
    expect(server.count('inbox:list')).to.equal(1);
    await passUntil('fetched anew', () => server.count('inbox:list') === 2);
  });
});
