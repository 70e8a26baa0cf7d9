import { createSecretKey, randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { PersonId } from '../../../shared/ids.ts';
import { makeAccountStore } from '../../../server/people/accounts.store.ts';
import { makeHasher } from '../../../server/people/hasher.actions.ts';
import type { Sessions } from '../../../server/people/sessions.actions.ts';
import { makeSignIn } from '../../../server/people/sign-in.actions.ts';
import type { SecondFactors } from '../../../server/people/second-factor.actions.ts';
import { makeTries } from '../../../server/people/tries.actions.ts';
import { DAY, faultOf, PASSWORD, peopleBench, QUICK, type PeopleBench } from './people-bench.ts';

describe('accounts', () => {
  let bench: PeopleBench;
  before(async function () {
    this.timeout(300_000);
    bench = await peopleBench();
  });
  after(() => bench.database.drop());

  /** A person with an account that waits for its code. */
  async function waiting(
    login: string,
    phone: string | null = null,
  ): Promise<{ id: PersonId; code: string }> {
    const [row] = await bench.org.people.upsertMany(bench.congressId, [
      { code: login, name: '王小明', phone },
    ]);
    if (row === undefined || row.outcome === 'refused') throw new Error('not added');
    const rows = [{ personId: row.id, congressId: bench.congressId, login }];
    const [made] = await bench.people.accounts.createMany(rows);
    return { id: row.id, code: made?.code ?? '' };
  }
  const activate = (login: string, code: string, password = PASSWORD) =>
    bench.ask('account:activate', { login, code, password });

  it('are activated once with the code, however it is typed, and then open with the password', async () => {
    const { code } = await waiting('first');
    expect(await activate('FIRST', ` ${code.toLowerCase().replaceAll('-', ' ')} `)).to.deep.equal({
      login: 'first',
    });
    expect(await faultOf(bench.signIn('first'))).to.equal('none');
    expect(await faultOf(activate('first', code, `${PASSWORD} 2`))).to.equal('ACTIVATION_REFUSED');
    expect(await faultOf(bench.signIn('first'))).to.equal('none');
  });

  it('are activated by one of many who use the code at the same time', async () => {
    const { code } = await waiting('race');
    const faults = await Promise.all(
      [1, 2, 3, 4].map((i) => faultOf(activate('race', code, `${PASSWORD} ${i}`))),
    );
    expect(faults.filter((f) => f === 'none')).to.have.length(1);
    const winner = faults.indexOf('none') + 1;
    expect(await faultOf(bench.signIn('race', `${PASSWORD} ${winner}`))).to.equal('none');
  });

  it('keep no code in clear', async () => {
    const { id, code } = await waiting('hidden');
    const raw = JSON.stringify(
      await bench.database.connection.collection<{ _id: string }>('accounts').findOne({ _id: id }),
    );
    expect(raw).to.include('codeHash').and.not.include(code).and.not.include(code.replaceAll('-', ''));
  });

  it('refuse the fifth wrong code’s successor, even when it is right, and another code works', async () => {
    const { code } = await waiting('guess');
    for (let i = 0; i < 5; i++)
      expect(await faultOf(activate('guess', 'AAAA-AAAA-AAAA'))).to.equal('ACTIVATION_REFUSED');
    expect(await faultOf(activate('guess', code))).to.equal('ACTIVATION_REFUSED');
    const again = await bench.people.accounts.issueCode('guess');
    expect(await faultOf(activate('guess', again?.code ?? ''))).to.equal('none');
  });

  it('refuse a code after 14 days, a replaced one, an unknown name and a disabled account alike', async () => {
    const late = await waiting('late');
    bench.clock.forward(14 * DAY);
    expect(await faultOf(activate('late', late.code))).to.equal('ACTIVATION_REFUSED');
    const replaced = await waiting('replaced');
    await bench.people.accounts.issueCode('replaced');
    expect(await faultOf(activate('replaced', replaced.code))).to.equal('ACTIVATION_REFUSED');
    expect(await faultOf(activate('nobody', late.code))).to.equal('ACTIVATION_REFUSED');
    const disabled = await waiting('off');
    await bench.people.accounts.disable(disabled.id);
    expect(await faultOf(activate('off', disabled.code))).to.equal('ACTIVATION_REFUSED');
    expect(await bench.people.accounts.issueCode('nobody')).to.equal(null);
  });

  it('refuse weak passwords with the reason, name and phone included, and spend no try on them', async () => {
    const { code } = await waiting('weak', '13812345678');
    const reasons: unknown[] = [];
    for (const password of [
      'short',
      'onlyletters',
      '王小明王小明王小明王小明!',
      '13812345678aA!',
      'weak!WEAK?weak1',
      'Password2026!',
    ]) {
      await activate('weak', code, password).catch((error: unknown) =>
        reasons.push((error as { facts: { reason: string } }).facts.reason),
      );
    }
    expect(reasons).to.deep.equal(['TOO_SHORT', 'TOO_SIMPLE', 'REPEATED', 'PERSONAL', 'PERSONAL', 'COMMON']);
    expect(await faultOf(activate('weak', code))).to.equal('none');
  });

  it('say WEAK_PASSWORD only to who holds the code', async () => {
    await waiting('closed');
    expect(await faultOf(activate('closed', 'AAAA-AAAA-AAAA', 'short'))).to.equal('ACTIVATION_REFUSED');
  });

  it('reset a password by code, which ends the sessions of the old one', async () => {
    const id = await bench.add('reset');
    const session = await bench.signIn('reset');
    const issued = await bench.people.accounts.issueCode('reset');
    expect(issued).to.include({ personId: id, login: 'reset' });
    expect(await bench.people.callerOf(session.accessToken)).to.not.equal(null);
    await activate('reset', issued?.code ?? '', `${PASSWORD}, new`);
    expect(await bench.people.callerOf(session.accessToken)).to.equal(null);
    expect(await faultOf(bench.signIn('reset'))).to.equal('SIGN_IN_REFUSED');
    expect(await faultOf(bench.signIn('reset', `${PASSWORD}, new`))).to.equal('none');
  });

  it('are made for many at once, each once, names once, and never twice for a person', async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => ({ code: `bulk-${i}`, name: `代表${i}` }));
    const people = await bench.org.people.upsertMany(bench.congressId, rows);
    const wanted = people.map((p, i) => {
      if (p.outcome === 'refused') throw new Error('not added');
      return { personId: p.id, congressId: bench.congressId, login: i === 7 ? 'BULK-6' : `bulk-${i}` };
    });
    const [one, two] = await Promise.all([
      bench.people.accounts.createMany(wanted),
      bench.anotherNode().accounts.createMany(wanted),
    ]);
    for (const [i, outcome] of one.entries()) {
      const both = [outcome.outcome, two[i]?.outcome].sort().join(' ');
      expect(both, `row ${i}`).to.equal(i === 7 ? 'login-taken login-taken' : 'created exists');
    }
    const made = one[3]?.code === null ? two[3] : one[3];
    expect(await faultOf(activate('bulk-3', made?.code ?? ''))).to.equal('none');
  });

  it('make a first administrator with the roles given, once', async () => {
    const row = {
      congressId: bench.congressId,
      login: 'Admin',
      name: '管理员',
      roles: ['administrator'],
    } as const;
    const made = await bench.people.accounts.adminCreate(row);
    expect(made).to.include({ outcome: 'created', login: 'admin' });
    expect(await bench.people.accounts.adminCreate(row)).to.include({ outcome: 'login-taken', code: null });
    await activate('admin', made.code ?? '');
    expect((await bench.signIn('admin')).me.roles).to.deep.equal(['administrator']);
  });

  it('cost the same hashing and the same statements for unknown, locked and known names', async () => {
    await bench.add('known', { phone: '13800000001' });
    await bench.add('locked', { phone: '13800000002' });
    for (let i = 0; i < 5; i++) await faultOf(bench.signIn('locked', 'wrong'));
    const done: string[] = [];
    const accounts = noting(makeAccountStore(bench.database), done);
    const hasher = noting(makeHasher(QUICK.argon2), done);
    const sessions = {} as Sessions; // a refused try reaches none
    const { org, clock } = bench;
    const tries = makeTries({ accounts, clock, limits: QUICK });
    const secondFactors = {} as SecondFactors; // nor these
    const { withPassword } = makeSignIn({
      ...{ accounts, sessions, secondFactors, tries, org, hasher, clock, limits: QUICK },
      challengeKey: createSecretKey(randomBytes(32)),
    });

    const workFor = async (login: string) => {
      done.length = 0;
      const wrong = { login, password: 'wrong', device: '', shared: false, address: '' };
      expect(await faultOf(withPassword(wrong))).to.equal('SIGN_IN_REFUSED');
      return [...done];
    };
    const work = await workFor('known');
    expect(work.filter((what) => what === 'verify')).to.have.length(1);
    expect(await workFor('locked')).to.deep.equal(work);
    expect(await workFor('unknown')).to.deep.equal(work);
    const byPhone = await workFor('13800000001');
    expect(byPhone.filter((what) => what === 'verify')).to.have.length(1);
    expect(await workFor('13800000002')).to.deep.equal(byPhone);
    expect(await workFor('13800000003')).to.deep.equal(byPhone);
  });
});

/** The same object, whose calls are written down. */
function noting<T extends object>(real: T, done: string[]): T {
  return new Proxy(real, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        done.push(String(name));
        return Reflect.apply(member, target, args);
      };
    },
  });
}
