import { expect } from 'chai';
import { makeAccountStore } from '../../../server/people/accounts.store.ts';
import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Session } from '../../../shared/people.ts';
import { codeAt } from '../../support/second-factor.ts';
import { faultOf, MINUTE, PASSWORD, peopleBench, QUICK, type PeopleBench } from './people-bench.ts';

const STEP = 30_000;

describe('the second factor', () => {
  let bench: PeopleBench;
  before(async function () {
    this.timeout(300_000);
    bench = await peopleBench(QUICK, ['administrator']);
  });
  after(() => bench.database.drop());

  const now = () => bench.clock.now();
  type Entered = Session & { refreshToken: string; recoveryCodes: string[] | null };
  const give = (challenge: string, code: string, on = bench.people): Promise<Entered> =>
    bench.ask('session:second-factor', { challenge, code, keep: 'body' }, { on });

  /** Turns it on for somebody new, as they would; the code of this step is used up. */
  async function guarded(login: string): Promise<{ id: PersonId; address: string; recoveryCodes: string[] }> {
    const id = await bench.add(login);
    const caller = await bench.callerOf(await bench.signIn(login));
    const { address } = await bench.ask<{ address: string }>(
      'second-factor:begin',
      { password: PASSWORD },
      { caller },
    );
    const { recoveryCodes } = await bench.ask<{ recoveryCodes: string[] }>(
      'second-factor:confirm',
      { code: codeAt(address, now()) },
      { caller },
    );
    bench.clock.forward(STEP);
    return { id, address, recoveryCodes };
  }

  /** What a right password is answered with. */
  async function challenged(login: string, password = PASSWORD) {
    try {
      await bench.signIn(login, password);
    } catch (error) {
      if (error instanceof Fault && error.code === 'SECOND_FACTOR_NEEDED')
        return error.facts as { challenge: string; expiresAt: string; enrol: boolean };
      throw error;
    }
    throw new Error('no code was asked for');
  }

  const storeOf = () => makeAccountStore(bench.database);

  it('stands between password and session, and a code of the moment gives the session', async () => {
    const { address } = await guarded('wen');
    const { challenge, enrol } = await challenged('wen');
    expect(enrol).to.equal(false);
    expect(await bench.people.callerOf(challenge)).to.equal(null);
    expect(await faultOf(bench.refresh(challenge))).to.equal('SESSION_ENDED');
    const session = await give(challenge, codeAt(address, now()));
    expect(session.recoveryCodes).to.equal(null);
    expect((await bench.callerOf(session)).name).to.equal('张伟');
  });

  it('says nothing of itself to a wrong password', async () => {
    await guarded('quiet');
    expect(await faultOf(bench.signIn('quiet', 'wrong'))).to.equal('SIGN_IN_REFUSED');
  });

  it('takes a code once: not again, not the one before it, and of two at the same instant on two nodes one', async () => {
    const { address } = await guarded('once');
    const { challenge } = await challenged('once');
    const code = codeAt(address, now());
    const tries = [bench.people, bench.anotherNode()].map((node) => faultOf(give(challenge, code, node)));
    expect((await Promise.all(tries)).sort()).to.deep.equal(['CODE_REFUSED', 'none']);
    expect(await faultOf(give(challenge, code))).to.equal('CODE_REFUSED');
    expect(await faultOf(give(challenge, codeAt(address, now(), -1)))).to.equal('CODE_REFUSED');
    expect(await faultOf(give(challenge, codeAt(address, now(), 1)))).to.equal('none');
  });

  it('takes each of ten recovery codes once, as typed, and of two at the same instant one', async () => {
    const { id, recoveryCodes } = await guarded('lost');
    expect(new Set(recoveryCodes).size).to.equal(10);
    const [first = '', second = ''] = recoveryCodes;
    const { challenge } = await challenged('lost');
    expect(await faultOf(give(challenge, ` ${first.toLowerCase().replaceAll('-', ' ')} `))).to.equal('none');
    expect(await faultOf(give(challenge, first))).to.equal('CODE_REFUSED');
    const tries = [bench.people, bench.anotherNode()].map((node) => faultOf(give(challenge, second, node)));
    expect((await Promise.all(tries)).sort()).to.deep.equal(['CODE_REFUSED', 'none']);
    expect((await storeOf().byId(id))?.secondFactor?.recovery).to.have.length(8);
  });

  it('locks after five wrong codes, right passwords in between forget none of them, and nothing is used up meanwhile', async () => {
    const { id, address, recoveryCodes } = await guarded('guessed');
    const { challenge } = await challenged('guessed');
    for (let i = 0; i < 5; i++) {
      expect(await faultOf(give(challenge, '000000'))).to.equal('CODE_REFUSED');
      if (i < 4) await challenged('guessed');
    }
    expect(await faultOf(bench.signIn('guessed'))).to.equal('SIGN_IN_REFUSED');
    expect(await faultOf(give(challenge, codeAt(address, now())))).to.equal('CODE_REFUSED');
    expect(await faultOf(give(challenge, recoveryCodes[0] ?? ''))).to.equal('CODE_REFUSED');
    expect((await storeOf().byId(id))?.secondFactor?.recovery).to.have.length(10);
    bench.clock.forward(15 * MINUTE);
    const { challenge: next } = await challenged('guessed');
    expect(await faultOf(give(next, codeAt(address, now())))).to.equal('none');
    expect((await storeOf().byId(id))?.failures).to.equal(0);
  });

  it('does not lock who gives the right password again and again and then has no code', async () => {
    const { id } = await guarded('patient');
    for (let i = 0; i < 12; i++) await challenged('patient');
    expect(await storeOf().byId(id)).to.include({ failures: 0, lockedUntil: null });
  });

  it('gives no session for a challenge after five minutes, after another password, or of a disabled account', async () => {
    const { id, address } = await guarded('late');
    const { challenge: old } = await challenged('late');
    bench.clock.forward(5 * MINUTE);
    expect(await faultOf(give(old, codeAt(address, now())))).to.equal('CHALLENGE_ENDED');
    const { challenge } = await challenged('late');
    await bench.people.accounts.setPassword(id, `${PASSWORD} anew`);
    expect(await faultOf(give(challenge, codeAt(address, now())))).to.equal('CHALLENGE_ENDED');
    const { challenge: last } = await challenged('late', `${PASSWORD} anew`);
    await bench.people.accounts.disable(id);
    expect(await faultOf(give(last, codeAt(address, now())))).to.equal('CHALLENGE_ENDED');
  });

  it('is asked of roles that must have one: without it a sign-in only leads to setting it up', async () => {
    await bench.add('admin', { roles: ['administrator'] });
    const { challenge, enrol } = await challenged('admin');
    expect(enrol).to.equal(true);
    expect(await bench.people.callerOf(challenge)).to.equal(null);
    expect(await faultOf(give(challenge, '000000'))).to.equal('NOT_YET');
    const begin = () => bench.ask<{ address: string }>('session:enrol', { challenge });
    const forgotten = await begin();
    const { address } = await begin();
    expect(await faultOf(give(challenge, codeAt(forgotten.address, now())))).to.equal('CODE_REFUSED');
    const entered = await give(challenge, codeAt(address, now()));
    expect(entered.recoveryCodes).to.have.length(10);
    expect((await bench.callerOf(entered)).roles).to.deep.equal(['administrator']);
    expect(await faultOf(begin())).to.equal('ALREADY_DONE');
    expect((await challenged('admin')).enrol).to.equal(false);
  });

  it('counts only once it was confirmed, within a quarter of an hour, and by one of two who confirm at once', async () => {
    await bench.add('slow');
    const caller = await bench.callerOf(await bench.signIn('slow'));
    const begin = () =>
      bench.ask<{ address: string }>('second-factor:begin', { password: PASSWORD }, { caller });
    const confirm = (code: string) => faultOf(bench.ask('second-factor:confirm', { code }, { caller }));
    const { address: old } = await begin();
    expect((await bench.signIn('slow')).me.name).to.equal('张伟');
    bench.clock.forward(15 * MINUTE);
    expect(await confirm(codeAt(old, now()))).to.equal('NOT_YET');
    const { address } = await begin();
    const code = codeAt(address, now());
    expect((await Promise.all([confirm(code), confirm(code)])).sort()).to.deep.equal(['NOT_YET', 'none']);
    expect((await challenged('slow')).enrol).to.equal(false);
  });

  it('is turned off with password and code, and then the password is enough', async () => {
    const { address } = await guarded('tired');
    const entered = await give((await challenged('tired')).challenge, codeAt(address, now()));
    const caller = await bench.callerOf(entered);
    bench.clock.forward(STEP);
    const code = codeAt(address, now());
    const end = (input: object) => faultOf(bench.ask('second-factor:end', input, { caller }));
    expect(await end({ password: 'wrong', code })).to.equal('SIGN_IN_REFUSED');
    expect(await end({ password: PASSWORD, code: '000000' })).to.equal('CODE_REFUSED');
    expect(await end({ password: PASSWORD, code })).to.equal('none');
    expect(await end({ password: PASSWORD, code })).to.equal('NOT_YET');
    expect((await bench.signIn('tired')).me.name).to.equal('张伟');
  });

  it('is taken off by who keeps the system running, which ends all sessions', async () => {
    const { id, address } = await guarded('reset');
    const entered = await give((await challenged('reset')).challenge, codeAt(address, now()));
    const { secondFactors } = bench.people;
    expect(await secondFactors.reset('RESET ')).to.deep.equal({ personId: id, had: true });
    expect(await bench.people.callerOf(entered.accessToken)).to.equal(null);
    expect((await bench.signIn('reset')).me.personId).to.equal(id);
    expect(await secondFactors.reset('reset')).to.deep.equal({ personId: id, had: false });
    expect(await secondFactors.reset('nobody')).to.equal(null);
  });

  it('lies sealed, and its recovery codes as hashes', async () => {
    const { id, address, recoveryCodes } = await guarded('sealed');
    const kept = JSON.stringify(await storeOf().byId(id));
    const secret = new URL(address).searchParams.get('secret') ?? '';
    expect(kept).to.match(/"secret":"A256GCM\./);
    for (const plain of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(kept).to.not.include(plain);
    expect(await bench.people.secondFactors.reseal(), 'all under the newest key').to.equal(0);
  });

  it('is shown to its person: since when, how many recovery codes are left, whether they must', async () => {
    const { address, recoveryCodes } = await guarded('curious');
    const since = new Date(now().getTime() - STEP).toISOString();
    await give((await challenged('curious')).challenge, recoveryCodes[0] ?? '');
    const entered = await give((await challenged('curious')).challenge, codeAt(address, now()));
    const caller = await bench.callerOf(entered);
    expect(await bench.ask('second-factor:show', {}, { caller })).to.deep.equal({
      ...{ since, recoveryCodesLeft: 9, obliged: false },
    });
  });
});
