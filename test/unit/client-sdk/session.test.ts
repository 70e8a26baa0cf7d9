import { expect } from 'chai';
import { lifetimeOf, Session } from '../../../client-sdk/session.ts';
import {
  forgetfulStorage,
  HERE_KEY,
  memoryStorage,
  SESSION_KEY,
  type Storage,
} from '../../../client-sdk/storage.ts';
import type { Reply } from '../../../shared/contract.ts';
import { Fault, type FaultCode } from '../../../shared/faults.ts';
import { personId } from '../../../shared/ids.ts';
import type { Session as Granted } from '../../../shared/people.ts';
import type { RequestName } from '../../../shared/protocol.ts';
import { me as ME } from '../../support/me.ts';
import { handWorld, type HandWorld } from './hand-world.ts';

const MINUTE = 60_000;
const refusal = (code: FaultCode): Reply<never> => ({ ok: false, fault: { code, facts: {} } });

/** The sign-in desk: tokens live 15 minutes, a refresh token is good once. */
class Desk {
  readonly asked: string[] = [];
  readonly refusals: FaultCode[] = [];
  #good = '';
  #count = 0;
  me = ME;
  shared = false;
  readonly #world: HandWorld;
  constructor(world: HandWorld) {
    this.#world = world;
  }
  readonly post = async (name: RequestName, input: unknown): Promise<Reply<unknown>> => {
    this.asked.push(name);
    await new Promise<void>((resolve) => setImmediate(resolve));
    const code = this.refusals.shift();
    if (code) return refusal(code);
    if (name === 'session:sign-out') return { ok: true, data: { ended: 1 } };
    if (name === 'session:refresh') {
      if ((input as { refreshToken: string }).refreshToken !== this.#good) return refusal('SESSION_ENDED');
    }
    return { ok: true, data: this.#grant() };
  };
  #grant(): Granted {
    this.#count += 1;
    this.#good = `refresh-${this.#count}`;
    return {
      accessToken: `access-${this.#count}`,
      expiresAt: new Date(this.#world.clock.now() + 15 * MINUTE).toISOString(),
      refreshToken: this.#good,
      me: this.me,
      shared: this.shared,
      idleMs: 30 * MINUTE,
      endsInMs: 8 * 60 * MINUTE,
    };
  }
  count(name: string): number {
    return this.asked.filter((asked) => asked === name).length;
  }
}

describe('session', () => {
  let world: HandWorld;
  let desk: Desk;
  let storage: Storage;
  let told: string[];
  const make = (): Session => {
    const session = new Session({
      ...world,
      post: desk.post,
      storage: forgetfulStorage(storage),
      keep: 'body',
      device: 'test',
    });
    session.events.on('began', ({ name }) => told.push(`began ${name}`));
    session.events.on('renewed', (token) => told.push(`renewed ${token}`));
    session.events.on('over', (fault) => told.push(`over ${fault?.code ?? 'here'}`));
    return session;
  };
  const codeOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'fine',
      (error: unknown) => (error instanceof Fault ? error.code : String(error)),
    );

  beforeEach(() => {
    world = handWorld();
    desk = new Desk(world);
    storage = memoryStorage();
    told = [];
  });

  it('exchanges a refused token once, however many ask at the same time', async () => {
    const session = make();
    await session.signIn('wang', 'secret');
    session.refused(await session.token());
    const tokens = await Promise.all(Array.from({ length: 20 }, () => session.token()));
    expect(new Set(tokens)).to.eql(new Set(['access-2']));
    expect(desk.count('session:refresh')).to.equal(1);
  });

  it('does not exchange a good token because an old one was refused', async () => {
    const session = make();
    await session.signIn('wang', 'secret');
    session.refused('access-0');
    expect(await session.token()).to.equal('access-1');
  });

  it('exchanges about a minute before the end, again and again, and keeps the newest', async () => {
    const session = make();
    await session.signIn('wang', 'secret');
    await world.pass(13.5 * MINUTE);
    expect(desk.count('session:refresh')).to.equal(0);
    await world.pass(MINUTE);
    expect(told).to.eql(['began 王秀英', 'renewed access-2']);
    expect(await storage.get(SESSION_KEY)).to.equal('refresh-2');
    await world.pass(60 * MINUTE);
    expect(desk.count('session:refresh')).to.be.within(5, 6);
    session.stop();
    expect(world.waiting).to.equal(0);
  });

  it('tries the exchange again while the server is away', async () => {
    const session = make();
    await session.signIn('wang', 'secret');
    desk.refusals.push('UNAVAILABLE', 'UNAVAILABLE', 'TOO_FAST');
    await world.pass(14.5 * MINUTE);
    expect(told.at(-1)).to.equal('renewed access-2');
    expect(session.me).to.eql(ME);
  });

  it('is over when the server says so: told once, the kept token removed', async () => {
    const session = make();
    await session.signIn('wang', 'secret');
    desk.refusals.push('SESSION_ENDED');
    session.refused('access-1');
    const codes = await Promise.all([codeOf(session.token()), codeOf(session.token())]);
    expect(codes).to.eql(['SESSION_ENDED', 'SESSION_ENDED']);
    expect(told).to.eql(['began 王秀英', 'over SESSION_ENDED']);
    expect(session.me).to.equal(null);
    expect(await storage.get(SESSION_KEY)).to.equal(null);
    expect(await codeOf(session.token())).to.equal('NOT_SIGNED_IN');
  });

  it('takes up a kept session, and null when there is none or it is over', async () => {
    expect(await make().resume()).to.equal(null);
    const first = make();
    await first.signIn('wang', 'secret');
    first.stop();
    expect(await make().resume()).to.eql(ME);
    await storage.set(SESSION_KEY, 'stolen');
    expect(await make().resume()).to.equal(null);
    expect(await storage.get(SESSION_KEY)).to.equal(null);
  });

  it('says UNAVAILABLE, and keeps the session, when the server cannot be asked', async () => {
    const first = make();
    await first.signIn('wang', 'secret');
    first.stop();
    desk.refusals.push('UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE');
    const second = make();
    const resumed = codeOf(second.resume());
    await world.pass(30_000);
    expect(await resumed).to.equal('UNAVAILABLE');
    expect(await second.resume()).to.eql(ME);
  });

  it('uses the token that another process has exchanged meanwhile', async () => {
    const one = make();
    await one.signIn('wang', 'secret');
    const two = make();
    await two.resume();
    one.refused('access-1');
    expect(await one.token()).to.equal('access-3');
  });

  it('is over when somebody else has signed in on the same storage', async () => {
    const one = make();
    await one.signIn('wang', 'secret');
    desk.me = { ...ME, personId: personId.parse('0190163d-8694-739b-aea5-966c26f8ad99') };
    one.refused('access-1');
    expect(await codeOf(one.token())).to.equal('SESSION_ENDED');
    expect(one.me).to.equal(null);
  });

  it('forgets on sign-out everything of this person and nothing of others, also without a server', async () => {
    const session = make();
    await session.signIn('wang', 'secret');
    await storage.set(`huying/person/${ME.personId}/outbox/x`, '1');
    await storage.set('huying/person/other/outbox/x', '1');
    desk.refusals.push('UNAVAILABLE');
    expect(await codeOf(session.signOut(false))).to.equal('UNAVAILABLE');
    expect(await storage.keys('')).to.eql(['huying/person/other/outbox/x']);
    expect(told.at(-1)).to.equal('over here');
  });

  it('does not take up a cookie that a sign-out could not reach', async () => {
    const parts = {
      ...world,
      post: desk.post,
      storage: forgetfulStorage(storage),
      keep: 'cookie' as const,
      device: 'test',
    };
    const session = new Session(parts);
    await session.signIn('wang', 'secret');
    desk.refusals.push('UNAVAILABLE');
    await codeOf(session.signOut(false));
    const asked = desk.asked.length;
    expect(await new Session(parts).resume()).to.equal(null);
    expect(desk.asked).to.have.length(asked);
  });

  it('keeps nothing beyond the process where others use the computer, too, and reads nothing of before', async () => {
    await storage.set(`huying/person/${ME.personId}/outbox/x`, 'of before');
    desk.shared = true;
    const held = forgetfulStorage(storage);
    const session = new Session({ ...world, post: desk.post, storage: held, keep: 'body', device: 'test' });
    await session.signIn('wang', 'secret', true);
    expect(await held.keys('huying/person/')).to.eql([]);
    await held.set(`huying/person/${ME.personId}/outbox/y`, 'of now');
    expect(await held.get(`huying/person/${ME.personId}/outbox/y`)).to.equal('of now');
    session.refused('access-1');
    await session.token();
    expect(await held.get(`huying/person/${ME.personId}/outbox/y`)).to.equal('of now');
    expect(await storage.keys('')).to.eql([`huying/person/${ME.personId}/outbox/x`]);
    await session.signOut(false);
    expect(await storage.keys('')).to.eql([`huying/person/${ME.personId}/outbox/x`]);
  });

  it('says until when it lasts, and goes on when somebody says that they are there', async () => {
    const session = make();
    expect(session.terms).to.equal(null);
    await session.signIn('wang', 'secret');
    const endsAt = world.clock.now() + 8 * 60 * MINUTE;
    expect(session.terms).to.eql({ shared: false, idleMs: 30 * MINUTE, endsAt });
    await session.stay();
    expect(told.at(-1)).to.equal('renewed access-2');
    await session.signOut(false);
    expect(session.terms).to.equal(null);
  });

  it('does not come back to life by an exchange that was under way when the person signed out', async () => {
    const session = make();
    await session.signIn('wang', 'secret');
    session.refused('access-1');
    const token = codeOf(session.token());
    session.stop();
    expect(await token).to.equal('NOT_SIGNED_IN');
    expect(session.me).to.equal(null);
    expect(world.waiting).to.equal(0);
  });
});

describe('a session that is remembered', () => {
  let world: HandWorld;
  let desk: Desk;
  let storage: Storage;
  const make = (post = desk.post): Session =>
    new Session({
      ...{ ...world, post, storage: forgetfulStorage(storage), keep: 'body', device: 'test' },
      remembers: true,
    });
  const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.catch((error: unknown) => (error instanceof Fault ? error.code : String(error)));
  /** Somebody was here, and the page is begun anew. */
  const leftOpen = async () => {
    const first = make();
    await first.signIn('wang', 'secret');
    first.stop();
  };
  /** Without a server it is asked for in vain. */
  const unreachable = async (session: Session) => {
    desk.refusals.push('UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE', 'UNAVAILABLE');
    const resumed = codeOf(session.resume());
    await world.pass(30_000);
    desk.refusals.length = 0;
    return resumed;
  };

  beforeEach(() => {
    world = handWorld();
    desk = new Desk(world);
    storage = memoryStorage();
  });

  it('is there when the server cannot be asked, as it was, and is renewed when it can', async () => {
    await leftOpen();
    const at = world.clock.now();
    await world.pass(20 * MINUTE);
    desk.refusals.push('UNAVAILABLE', 'UNAVAILABLE');
    const session = make();
    expect(await session.resume()).to.eql(ME);
    expect(session.asOf).to.equal(at);
    expect(session.terms).to.eql({ shared: false, idleMs: 30 * MINUTE, endsAt: at + 8 * 60 * MINUTE });
    expect(await codeOf(session.token())).to.equal('UNAVAILABLE');
    expect(await session.token()).to.equal('access-2');
    expect(session.asOf).to.equal(null);
  });

  it('is there in a moment where the server says nothing yet', async () => {
    await leftOpen();
    const resumed = make(() => new Promise(() => undefined)).resume();
    await world.pass(300);
    expect(await resumed).to.eql(ME);
  });

  it('is over when the server says so later, and is not remembered then', async () => {
    await leftOpen();
    desk.refusals.push('UNAVAILABLE', 'SESSION_ENDED');
    const session = make();
    const over: unknown[] = [];
    session.events.on('over', (fault) => over.push(fault?.code));
    await session.resume();
    expect(await codeOf(session.token())).to.equal('SESSION_ENDED');
    await world.settle();
    expect(over).to.eql(['SESSION_ENDED']);
    expect(session.me).to.equal(null);
    expect(await storage.get(HERE_KEY)).to.equal(null);
  });

  it('is not remembered for longer than the server would take it up', async () => {
    await leftOpen();
    await world.pass(31 * MINUTE);
    expect(await unreachable(make())).to.equal('UNAVAILABLE');
  });

  it('is not remembered after signing out, nor where others use the computer, too', async () => {
    const session = make();
    await session.signIn('wang', 'secret');
    expect(await storage.get(HERE_KEY)).to.include(ME.personId);
    await session.signOut(false);
    expect(await storage.get(HERE_KEY)).to.equal(null);
    await leftOpen();
    desk.shared = true;
    await make().signIn('wang', 'secret', true);
    expect(await storage.get(HERE_KEY)).to.equal(null);
  });

  it('is over when the same person signed in here as on a computer that others use, too', async () => {
    await leftOpen();
    desk.refusals.push('UNAVAILABLE');
    const session = make();
    await session.resume();
    desk.shared = true;
    expect(await codeOf(session.token())).to.equal('SESSION_ENDED');
  });
});

describe('lifetime of a token', () => {
  const jwt = (claims: object) =>
    `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
  const expiresAt = '2022-04-01T01:15:00.000Z';
  const now = Date.parse('2022-04-01T01:00:00.000Z');

  it('is taken from the token itself, so that a wrong clock does no harm', () => {
    const wrong = now + 3 * 3_600_000;
    expect(
      lifetimeOf({ accessToken: jwt({ iat: 100, exp: 1_000, name: '王秀英' }), expiresAt }, wrong),
    ).to.equal(900_000);
  });

  it('falls back to the stated end', () => {
    expect(lifetimeOf({ accessToken: 'opaque', expiresAt }, now)).to.equal(15 * MINUTE);
  });
});
