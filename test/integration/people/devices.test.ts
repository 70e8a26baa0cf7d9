import { expect } from 'chai';
import type { LiveSession } from '../../../shared/people.ts';
import { DAY, faultOf, MINUTE, PASSWORD, peopleBench, testDoor, type PeopleBench } from './people-bench.ts';

const HOUR = 60 * MINUTE;

describe('the devices of a person', () => {
  let bench: PeopleBench;
  before(async function () {
    this.timeout(300_000);
    bench = await peopleBench();
    for (const login of ['zhao', 'qian']) await bench.add(login);
  });
  after(() => bench.database.drop());

  const from = (address: string) => ({ ...testDoor(), address });
  const signIn = (login: string, o: { device?: string; shared?: boolean; address?: string } = {}) => {
    const { device = 'Chrome · Windows', shared = false, address = '203.0.113.7' } = o;
    const input = { login, password: PASSWORD, keep: 'body', device, shared };
    return bench.ask<Awaited<ReturnType<PeopleBench['signIn']>>>('session:sign-in', input, {
      door: from(address),
    });
  };
  const listFor = async (session: Awaited<ReturnType<typeof signIn>>) => {
    const caller = await bench.callerOf(session);
    return (await bench.ask<{ sessions: LiveSession[] }>('session:list', {}, { caller })).sessions;
  };

  it('are listed with name, network and times, the last used first, and which one asks', async () => {
    const desk = await signIn('zhao');
    const startedAt = bench.clock.now().toISOString();
    bench.clock.forward(MINUTE);
    const phone = await signIn('zhao', { device: 'Safari · iOS', shared: true, address: '2001:db8:7::9' });
    bench.clock.forward(MINUTE);
    await bench.ask('session:refresh', { refreshToken: desk.refreshToken }, { door: from('198.51.100.3') });
    const listed = await listFor(phone);
    expect(listed.map(({ sessionId: _id, ...rest }) => rest)).to.deep.equal([
      {
        ...{ device: 'Chrome · Windows', place: '198.51.100.0/24', shared: false, current: false },
        ...{ startedAt, usedAt: bench.clock.now().toISOString() },
      },
      {
        ...{ device: 'Safari · iOS', place: '2001:db8:7::/48', shared: true, current: true },
        startedAt: new Date(Date.parse(startedAt) + MINUTE).toISOString(),
        usedAt: new Date(Date.parse(startedAt) + MINUTE).toISOString(),
      },
    ]);
  });

  it('are ended one by one by their person, at once and once; nobody else can', async () => {
    const [one, two, other] = [await signIn('zhao'), await signIn('zhao'), await signIn('qian')];
    const { sessionId } = await bench.callerOf(two);
    const end = async (by: typeof one) =>
      faultOf(bench.ask('session:end', { sessionId }, { caller: await bench.callerOf(by) }));
    expect(await end(other)).to.equal('NOT_FOUND');
    expect(await bench.people.callerOf(two.accessToken)).to.not.equal(null);
    const before = await bench.people.revocations.last();
    expect(await end(one)).to.equal('none');
    expect(bench.disconnected.at(-1)).to.equal(sessionId);
    const [revoked] = await bench.people.revocations.after(before);
    expect(revoked?.sessionIds).to.deep.equal([sessionId]);
    expect(await bench.people.callerOf(two.accessToken)).to.equal(null);
    expect(await faultOf(bench.refresh(two.refreshToken))).to.equal('SESSION_ENDED');
    expect(await end(one)).to.equal('NOT_FOUND');
    expect((await listFor(one)).map((listed) => listed.sessionId)).to.not.include(sessionId);
  });

  it('that others use, too, are left alone half an hour at most, and eight hours in all', async () => {
    const idle = await signIn('qian', { shared: true });
    expect(idle).to.include({ shared: true, idleMs: 30 * MINUTE, endsInMs: 8 * HOUR });
    bench.clock.forward(30 * MINUTE);
    expect(await faultOf(bench.refresh(idle.refreshToken))).to.equal('SESSION_ENDED');

    let busy = await signIn('qian', { shared: true });
    for (let passed = 0; passed < 8 * HOUR - 20 * MINUTE; passed += 20 * MINUTE) {
      bench.clock.forward(20 * MINUTE);
      busy = { ...busy, ...(await bench.refresh(busy.refreshToken)) };
    }
    expect(busy.endsInMs).to.equal(20 * MINUTE);
    bench.clock.forward(20 * MINUTE);
    expect(await faultOf(bench.refresh(busy.refreshToken))).to.equal('SESSION_ENDED');
    expect((await signIn('qian')).endsInMs).to.equal(90 * DAY);
  });

  it('keep a cookie until the session ends; where others use them, until the browser is closed', async () => {
    const jarOf = async (shared: boolean) => {
      const door = testDoor();
      const input = { login: 'zhao', password: PASSWORD, keep: 'cookie', device: '', shared };
      await bench.ask('session:sign-in', input, { door });
      await bench.ask('session:refresh', { refreshToken: null }, { door });
      return door.jar;
    };
    expect((await jarOf(true))?.expires).to.equal(null);
    expect((await jarOf(false))?.expires).to.deep.equal(new Date(bench.clock.now().getTime() + 30 * DAY));
  });

  it('have no cookie any more once their session is found over', async () => {
    const door = testDoor();
    const input = { login: 'zhao', password: PASSWORD, keep: 'cookie', device: '', shared: false };
    const session = await bench.ask<{ accessToken: string }>('session:sign-in', input, { door });
    const caller = (await bench.people.callerOf(session.accessToken))?.caller;
    if (!caller) throw new Error('nobody is signed in');
    await bench.ask('session:end', { sessionId: caller.sessionId }, { caller });
    expect(await faultOf(bench.ask('session:refresh', { refreshToken: null }, { door }))).to.equal(
      'SESSION_ENDED',
    );
    expect(door.jar).to.equal(null);
  });
});
