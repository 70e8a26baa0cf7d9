import { expect } from 'chai';
import type { Session } from '../../../shared/people.ts';
import { clockAhead } from '../../support/clock.ts';
import { DAY, faultOf, MINUTE, peopleBench, testDoor, type PeopleBench } from './people-bench.ts';

describe('sessions', () => {
  let bench: PeopleBench;
  before(async function () {
    this.timeout(300_000);
    bench = await peopleBench();
    await bench.add('li');
  });
  after(() => bench.database.drop());

  it('go on with each refresh token once, and the person stays the same', async () => {
    let session = await bench.signIn('li');
    const { sessionId } = await bench.callerOf(session);
    for (let i = 0; i < 5; i++) {
      bench.clock.forward(14 * MINUTE);
      const next = await bench.refresh(session.refreshToken);
      expect(next.refreshToken).to.not.equal(session.refreshToken);
      expect((await bench.callerOf(next)).sessionId).to.equal(sessionId);
      session = next;
    }
  });

  /** By the engine's clock, the newest token of this session was given so much earlier. */
  const rotatedEarlier = async (sessionId: string, ms: number) => {
    const sessions = bench.database.connection.collection<{ _id: string; touchedAt: Date }>('sessions');
    const kept = await sessions.findOne({ _id: sessionId });
    if (!kept) throw new Error('no such session');
    await sessions.updateOne(
      { _id: sessionId },
      { $set: { touchedAt: new Date(kept.touchedAt.getTime() - ms) } },
    );
  };

  for (const [whose, apart] of [
    ['ten minutes ahead', 10 * MINUTE],
    ['ten minutes behind', -10 * MINUTE],
  ] as const)
    it(`answer a lost refresh again with the same successor, from a node whose clock is ${whose}`, async () => {
      const session = await bench.signIn('li');
      const { sessionId } = await bench.callerOf(session);
      const next = await bench.refresh(session.refreshToken);
      await rotatedEarlier(sessionId, 15_000);
      const other = bench.anotherNode(clockAhead(bench.clock, apart));
      const again = await bench.refresh(session.refreshToken, other);
      expect(again.refreshToken).to.equal(next.refreshToken);
      expect(await faultOf(bench.refresh(next.refreshToken))).to.equal('none');
    });

  it('end when a token is used after its successor, whatever the clock of the node', async () => {
    for (const apart of [10 * MINUTE, -10 * MINUTE]) {
      const stolen = await bench.signIn('li');
      const next = await bench.refresh(stolen.refreshToken);
      const newest = await bench.refresh(next.refreshToken);
      const other = bench.anotherNode(clockAhead(bench.clock, apart));
      expect(await faultOf(bench.refresh(stolen.refreshToken, other))).to.equal('SESSION_ENDED');
      expect(await faultOf(bench.refresh(newest.refreshToken))).to.equal('SESSION_ENDED');
    }
  });

  for (const [how, use] of [
    ['later than the grace', (_next: string, sessionId: string) => rotatedEarlier(sessionId, 30_001)],
    ['after its successor was used', (next: string) => bench.refresh(next)],
  ] as const) {
    it(`end on every node and close their sockets when a token is used again ${how}`, async () => {
      const stolen = await bench.signIn('li');
      const { sessionId } = await bench.callerOf(stolen);
      const bystander = await bench.signIn('li');
      const next = await bench.refresh(stolen.refreshToken);
      await use(next.refreshToken, sessionId);
      expect(await bench.people.callerOf(next.accessToken)).to.not.equal(null);
      bench.disconnected.length = 0;

      expect(await faultOf(bench.refresh(stolen.refreshToken, bench.anotherNode()))).to.equal(
        'SESSION_ENDED',
      );
      expect(bench.disconnected).to.deep.equal([sessionId]);
      expect(await faultOf(bench.refresh(next.refreshToken))).to.equal('SESSION_ENDED');
      expect(await bench.people.callerOf(next.accessToken)).to.equal(null);
      expect(await bench.people.callerOf(bystander.accessToken)).to.not.equal(null);
    });
  }

  it('are not ended by a token that was never given out', async () => {
    const session = await bench.signIn('li');
    const [prefix, family] = session.refreshToken.split('.');
    for (const forged of [`${prefix}.${family}.0.AAAA`, `${prefix}.${family}.9.AAAA`, 'rubbish', ''])
      expect(await faultOf(bench.refresh(forged)), forged).to.equal('SESSION_ENDED');
    expect(await faultOf(bench.refresh(session.refreshToken))).to.equal('none');
  });

  it('move one generation for twenty refreshes at once on two nodes', async () => {
    const session = await bench.signIn('li');
    const { sessionId } = await bench.callerOf(session);
    const nodes = [bench.people, bench.anotherNode()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => bench.refresh(session.refreshToken, nodes[i % 2])),
    );
    expect(new Set(answers.map((a) => a.refreshToken)).size).to.equal(1);
    const kept = await bench.database.connection
      .collection<{ _id: string }>('sessions')
      .findOne({ _id: sessionId });
    expect(kept).to.include({ generation: 1, revokedAt: null });
    expect(JSON.stringify(kept)).to.not.include(session.refreshToken.split('.')[3]);
  });

  it('end 30 days after the last refresh, and 90 days after sign-in whatever happens', async () => {
    const idle = await bench.signIn('li');
    bench.clock.forward(30 * DAY);
    expect(await faultOf(bench.refresh(idle.refreshToken))).to.equal('SESSION_ENDED');

    let busy = await bench.signIn('li');
    for (let day = 29; day < 90; day += 29) {
      bench.clock.forward(29 * DAY);
      busy = await bench.refresh(busy.refreshToken);
    }
    bench.clock.forward(3 * DAY - 1);
    busy = await bench.refresh(busy.refreshToken);
    bench.clock.forward(1);
    expect(await faultOf(bench.refresh(busy.refreshToken))).to.equal('SESSION_ENDED');
  });

  it('end here or everywhere at sign-out, at once', async () => {
    await bench.add('wang');
    const [one, two, three] = await Promise.all([
      bench.signIn('wang'),
      bench.signIn('wang'),
      bench.signIn('wang'),
    ]);
    const other = await bench.signIn('li');
    const callers = await Promise.all([one, two, three].map((s) => bench.callerOf(s)));
    bench.disconnected.length = 0;
    const signOut = (everywhere: boolean, i: number) => {
      const caller = callers[i];
      if (caller === undefined) throw new Error('no such caller');
      return bench.ask('session:sign-out', { everywhere }, { caller });
    };
    expect(await signOut(false, 0)).to.deep.equal({ ended: 1 });
    expect(await bench.people.callerOf(one.accessToken)).to.equal(null);
    expect(await bench.people.callerOf(two.accessToken)).to.not.equal(null);
    expect(await signOut(true, 1)).to.deep.equal({ ended: 2 });
    for (const session of [one, two, three]) {
      expect(await bench.people.callerOf(session.accessToken)).to.equal(null);
      expect(await faultOf(bench.refresh(session.refreshToken))).to.equal('SESSION_ENDED');
    }
    expect(new Set(bench.disconnected)).to.deep.equal(new Set(callers.map((c) => c.sessionId)));
    expect(await bench.people.callerOf(other.accessToken)).to.not.equal(null);
    expect(await signOut(true, 1)).to.deep.equal({ ended: 0 });
  });

  it('end with the access token’s time, and with the person’s office', async () => {
    await bench.add('zhao');
    const session = await bench.signIn('zhao');
    bench.clock.forward(15 * MINUTE - 1_000);
    expect(await bench.people.callerOf(session.accessToken)).to.not.equal(null);
    await bench.org.people.upsertMany(bench.congressId, [{ code: 'zhao', name: '赵', active: false }]);
    expect(await bench.people.callerOf(session.accessToken)).to.equal(null);
    expect(await faultOf(bench.refresh(session.refreshToken))).to.equal('SESSION_ENDED');
    await bench.org.people.upsertMany(bench.congressId, [{ code: 'zhao', name: '赵', active: true }]);
    bench.clock.forward(1_000);
    expect(await bench.people.callerOf(session.accessToken)).to.equal(null);
  });

  it('give each of many callers at once their own answer', async () => {
    await bench.add('qian');
    const [li, qian] = await Promise.all([bench.signIn('li'), bench.signIn('qian')]);
    const tokens = Array.from(
      { length: 300 },
      (_, i) => [li.accessToken, qian.accessToken, 'rubbish'][i % 3] ?? '',
    );
    const found = await Promise.all(tokens.map((token) => bench.people.callerOf(token)));
    const expected = [li.me.personId, qian.me.personId, undefined];
    expect(found.map((f) => f?.caller.personId)).to.deep.equal(tokens.map((_, i) => expected[i % 3]));
  });

  it('renew a socket with a later token of the same session only', async () => {
    const session = await bench.signIn('li');
    const caller = await bench.callerOf(session);
    bench.clock.forward(MINUTE);
    const next = await bench.refresh(session.refreshToken);
    const door = testDoor();
    const renewed = await bench.ask<{ expiresAt: string }>(
      'session:renew',
      { accessToken: next.accessToken },
      { caller, door },
    );
    expect(renewed.expiresAt).to.equal(next.expiresAt);
    expect(door.extendedTo?.toISOString()).to.equal(next.expiresAt);

    const other = await bench.signIn('li');
    const strange = testDoor();
    for (const accessToken of [other.accessToken, 'rubbish'])
      expect(await faultOf(bench.ask('session:renew', { accessToken }, { caller, door: strange }))).to.equal(
        'NOT_SIGNED_IN',
      );
    expect(strange.extendedTo).to.equal(null);
  });

  it('say who I am', async () => {
    const session: Session = await bench.signIn('li');
    const caller = await bench.callerOf(session);
    expect(await bench.ask('session:me', {}, { caller })).to.deep.equal(session.me);
  });

  it('are found by indexes, and forgotten by the engine a day after they could last have lived', async () => {
    const indexes = await bench.database.connection.collection('sessions').indexes();
    expect(indexes.find((i) => 'touchedAt' in i.key)?.expireAfterSeconds).to.equal(31 * 24 * 60 * 60);
    const kept = await bench.database.connection.collection('sessions').find().toArray();
    expect(kept.length).to.be.greaterThan(0);
    for (const session of kept) expect(session['touchedAt']).to.be.instanceOf(Date);
  });
});
