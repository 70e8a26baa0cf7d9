import { expect } from 'chai';
import { faultOf, MINUTE, PASSWORD, peopleBench, testDoor, type PeopleBench } from './people-bench.ts';
import { signIn as signInContract, type Session } from '../../../shared/people.ts';

describe('signing in', () => {
  let bench: PeopleBench;
  before(async function () {
    this.timeout(300_000);
    bench = await peopleBench();
  });
  after(() => bench.database.drop());

  const account = (login: string) => bench.database.connection.collection('accounts').findOne({ login });

  it('gives tokens and the person to name and password, in any spelling of the name', async () => {
    const id = await bench.add('Zhang.Wei', { name: '张伟' });
    const session = await bench.signIn(' ZHANG.WEI ');
    expect(signInContract.output.parse(session).me).to.deep.include({
      personId: id,
      name: '张伟',
      roles: ['deputy'],
    });
    expect(session.me.congressName).to.equal('十三届全国人大');
    const found = await bench.people.callerOf(session.accessToken);
    expect(found?.caller).to.include({ personId: id, congressId: bench.congressId, name: '张伟' });
    expect(found?.expiresAt.toISOString()).to.equal(session.expiresAt);
    expect(Date.parse(session.expiresAt) - bench.clock.now().getTime()).to.equal(15 * MINUTE);
  });

  it('takes the phone number in any spelling, unless two accounts share it', async () => {
    const id = await bench.add('phone-1', { phone: '13812340001' });
    expect((await bench.signIn('+86 138-1234-0001')).me.personId).to.equal(id);
    await bench.add('phone-2', { phone: '138 1234 0001' });
    expect(await faultOf(bench.signIn('13812340001'))).to.equal('SIGN_IN_REFUSED');
    expect((await bench.signIn('phone-1')).me.personId).to.equal(id);
  });

  it('refuses alike the unknown, the wrong, the disabled, the locked, the departed and the not activated', async () => {
    const refusals: unknown[] = [];
    const refused = (login: string, password = PASSWORD) =>
      bench.signIn(login, password).then(
        () => refusals.push('let in'),
        (error: unknown) => refusals.push(error),
      );
    const disabled = await bench.add('disabled');
    await bench.people.accounts.disable(disabled);
    await bench.add('locked');
    for (let i = 0; i < 5; i++) await faultOf(bench.signIn('locked', 'wrong'));
    await bench.add('departed');
    await bench.org.people.upsertMany(bench.congressId, [{ code: 'departed', name: '张伟', active: false }]);
    const [fresh] = await bench.org.people.upsertMany(bench.congressId, [{ code: 'fresh', name: '李娜' }]);
    if (fresh === undefined || fresh.outcome === 'refused') throw new Error('not added');
    await bench.people.accounts.createMany([
      { personId: fresh.id, congressId: bench.congressId, login: 'fresh' },
    ]);
    await bench.add('right');

    for (const login of ['unknown', 'disabled', 'locked', 'departed', 'fresh', '13900009999'])
      await refused(login);
    await refused('right', 'wrong');
    expect(refusals.map((e) => ({ ...(e as object), message: (e as Error).message }))).to.deep.equal(
      Array.from({ length: 7 }, () => ({
        code: 'SIGN_IN_REFUSED',
        facts: {},
        name: 'Fault',
        message: 'SIGN_IN_REFUSED',
      })),
    );
  });

  it('locks after five failures for 15 minutes, then 30; the right password is refused until then', async () => {
    await bench.add('lock');
    for (const minutes of [15, 30]) {
      for (let i = 0; i < 5; i++) await faultOf(bench.signIn('lock', 'wrong'));
      bench.clock.forward(minutes * MINUTE - 1);
      expect(await faultOf(bench.signIn('lock', PASSWORD)), `${minutes}`).to.equal('SIGN_IN_REFUSED');
      bench.clock.forward(1);
    }
    expect(await faultOf(bench.signIn('lock'))).to.equal('none');
    expect(await account('lock')).to.include({ failures: 0, lockedUntil: null });
  });

  it('remembers failures over a restart and forgets them after success', async () => {
    await bench.add('restart');
    for (let i = 0; i < 4; i++) await faultOf(bench.signIn('restart', 'wrong'));
    const restarted = bench.anotherNode();
    expect(await faultOf(bench.signIn('restart', PASSWORD, restarted))).to.equal('none');
    for (let i = 0; i < 4; i++) await faultOf(bench.signIn('restart', 'wrong'));
    await faultOf(bench.signIn('restart', 'wrong', bench.anotherNode()));
    expect(await faultOf(bench.signIn('restart', PASSWORD, restarted))).to.equal('SIGN_IN_REFUSED');
    bench.clock.forward(15 * MINUTE);
  });

  it('honours no more than five of many tries at once, on two nodes', async () => {
    await bench.add('burst');
    const nodes = [bench.people, bench.anotherNode()];
    const tries = Array.from({ length: 30 }, (_, i) =>
      faultOf(bench.signIn('burst', `wrong ${i}`, nodes[i % 2])),
    );
    tries.push(
      faultOf(bench.signIn('burst', PASSWORD, nodes[0])),
      faultOf(bench.signIn('burst', PASSWORD, nodes[1])),
    );
    expect(new Set(await Promise.all(tries))).to.deep.equal(new Set(['SIGN_IN_REFUSED']));
    expect(await account('burst')).to.include({ failures: 5 });
  });

  it('lets one person in on many devices at once', async () => {
    await bench.add('many');
    const sessions = await Promise.all(Array.from({ length: 12 }, () => bench.signIn('many')));
    const ids = await Promise.all(sessions.map(async (s) => (await bench.callerOf(s)).sessionId));
    expect(new Set(ids).size).to.equal(12);
  });

  it('puts the refresh token into the cookie or into the answer, never both', async () => {
    await bench.add('cookie');
    const door = testDoor();
    const input = { login: 'cookie', password: PASSWORD, keep: 'cookie', device: 'browser' };
    const session = await bench.ask<Session>('session:sign-in', input, { door });
    expect(session.refreshToken).to.equal(null);
    const first = door.jar?.value ?? '';
    const again = await bench.ask<Session>('session:refresh', { refreshToken: null }, { door });
    expect(again.refreshToken).to.equal(null);
    expect(door.jar?.value).to.be.a('string').that.is.not.equal(first);
    expect(door.jar?.expires?.getTime()).to.be.greaterThan(bench.clock.now().getTime());
    const caller = await bench.callerOf(again);
    expect(await bench.ask('session:sign-out', { everywhere: false }, { caller, door })).to.deep.equal({
      ended: 1,
    });
    expect(door.jar).to.equal(null);
    expect(await faultOf(bench.ask('session:refresh', { refreshToken: null }, { door }))).to.equal(
      'SESSION_ENDED',
    );
  });

  it('ends what a disabled account or a new password leaves behind', async () => {
    const id = await bench.add('left');
    const before = await bench.signIn('left');
    await bench.people.accounts.setPassword(id, `${PASSWORD}, again`);
    expect(await bench.people.callerOf(before.accessToken)).to.equal(null);
    expect(await faultOf(bench.signIn('left'))).to.equal('SIGN_IN_REFUSED');
    const next = await bench.signIn('left', `${PASSWORD}, again`);
    await bench.people.accounts.disable(id);
    expect(await bench.people.callerOf(next.accessToken)).to.equal(null);
    expect(await faultOf(bench.refresh(next.refreshToken))).to.equal('SESSION_ENDED');
    await bench.people.accounts.enable(id);
    expect(await faultOf(bench.signIn('left', `${PASSWORD}, again`))).to.equal('none');
  });
});
