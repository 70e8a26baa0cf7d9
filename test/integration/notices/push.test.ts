import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Notices, openPush } from '../../../server/notices/index.ts';
import { instantAt } from '../../../server/org/index.ts';
import { Fault } from '../../../shared/faults.ts';
import type { CivilDate, PersonId, SuggestionId } from '../../../shared/ids.ts';
import { MAX_PUSH_SUBSCRIPTIONS } from '../../../shared/push.ts';
import {
  type Browser,
  makeBrowser,
  pushEnv,
  type PushService,
  startPushService,
  VAPID,
  vapidOf,
} from '../../support/push.ts';
import { startServer } from '../../support/server.ts';
import { overHttp, wireClient } from '../../support/wire-client.ts';
import { makeWorld, type Who, type World } from './world.ts';

/** The day on which the first contact is overdue, and three people hear of it. */
const DAY: CivilDate = '2022-04-29';
const THREE: readonly Who[] = ['leader', 'office', 'onDuty'];

describe('the channel of Web Push', () => {
  let world: World;
  let service: PushService;
  /** Sessions that stand. */
  let live: Map<string, PersonId>;
  let push: ReturnType<typeof openPush>;
  let notices: Notices;
  let id: SuggestionId;

  const at = (time: string, day = DAY) => world.clock.set(instantAt(day, time).toISOString());
  const open = (keys: Partial<Record<'HUYING_VAPID_PUBLIC_KEY' | 'HUYING_VAPID_PRIVATE_KEY', string>> = {}) =>
    openPush({
      ...{ database: world.database, clock: world.clock },
      liveOwners: (ids) => Promise.resolve(new Map([...live].filter(([session]) => ids.includes(session)))),
      languageOf: (personId) => Promise.resolve(personId === world.ids.office ? 'en' : 'zh-CN'),
      settings: {
        HUYING_VAPID_PUBLIC_KEY: VAPID.publicKey,
        HUYING_VAPID_PRIVATE_KEY: VAPID.privateKey,
        HUYING_VAPID_SUBJECT: VAPID.subject,
        HUYING_PUSH_HOSTS: [service.origin],
        ...keys,
      },
    });
  async function ask<T>(name: string, input: object, { who, sessionId }: { who: Who; sessionId: string }) {
    const binding = push.bindings.find((one) => one.request.name === name);
    if (!binding) throw new Error(`no binding for ${name}`);
    const caller = {
      ...{ personId: world.ids[who], sessionId, congressId: world.congressId, roles: [] },
      ...{ unitId: null, delegationId: null, name: who, label: '' },
    };
    const cookie = { read: () => null, write: () => undefined, clear: () => undefined };
    const nothing = () => Promise.resolve();
    const door = { kind: 'http' as const, address: '', enter: nothing, exit: nothing, cookie };
    return (await binding.handle(input, caller, { ...door, extend: () => undefined })) as T;
  }
  /** A browser in which this person is signed in and has subscribed. */
  async function browser(who: Who): Promise<Browser & { sessionId: string }> {
    const sessionId = randomUUID();
    const made = makeBrowser(`${service.origin}/${who}/${sessionId}`);
    live.set(sessionId, world.ids[who]);
    await ask('push:subscribe', made.subscription, { who, sessionId });
    return { ...made, sessionId };
  }
  /** Carries all that is queued, each so often side by side, as a queue may; what was thrown. */
  async function carry(times = 2): Promise<string[]> {
    const failed: string[] = [];
    for (const parcel of world.queue.splice(0)) {
      const tries = Array.from({ length: times }, () => notices.deliver(parcel));
      for (const tried of await Promise.allSettled(tries))
        if (tried.status === 'rejected') failed.push(String(tried.reason));
    }
    return failed;
  }
  const rung = async () => (await world.evidence(id)).filter((line) => line.includes(':push to '));
  const whyNot = async () => {
    const kept = await world.database.connection.collection('deliveries').find({ channel: 'push' }).toArray();
    return kept.map((one) => one['why'] as unknown);
  };
  const subscriptions = () => world.database.connection.collection('push_subscriptions').countDocuments();

  beforeEach(async function () {
    this.timeout(180_000);
    world = await makeWorld();
    service = await startPushService();
    live = new Map();
    push = open();
    notices = world.another({ push });
    at('09:00', '2022-04-01');
    id = await world.suggestion('2022-04-01');
    at('09:00');
  });
  afterEach(async () => {
    await service.close();
    await world.end();
  });

  it('rings in each browser of who is to hear it, once, and says only how much waits', async () => {
    const browsers = [await browser('leader'), await browser('leader'), await browser('office')];
    await notices.sweep();
    await carry();
    await carry();
    expect(await rung()).to.deep.equal(['due+0d:push to leader:sent', 'due+0d:push to office:sent']);
    expect(service.taken).to.have.length(3);
    const zh = { title: '呼应', body: '有 1 件事请您看一看', lang: 'zh-CN' };
    const en = { title: 'Huying', body: 'There is 1 thing for you to look at', lang: 'en' };
    for (const [i, { subscription, opened }] of browsers.entries()) {
      const [one, ...more] = service.taken.filter(({ path }) => subscription.endpoint.endsWith(path));
      if (!one) throw new Error(`browser ${i} was not rung`);
      expect(more).to.deep.equal([]);
      expect(JSON.parse(opened(one.body))).to.deep.equal(i === 2 ? en : zh);
      expect(one.headers).to.include({ 'content-encoding': 'aes128gcm', topic: 'huying', ttl: '86400' });
      expect(one.body.toString('utf8')).to.not.include('呼应').and.not.include('Huying');
      const { aud, sub, exp } = vapidOf(one);
      expect({ aud, sub }).to.deep.equal({ aud: service.origin, sub: VAPID.subject });
      expect(exp).to.be.greaterThan(Date.now() / 1_000);
    }
  });

  it('is for those alone who subscribed; the list has it for all', async () => {
    await browser('onDuty');
    await notices.sweep();
    await carry();
    expect(await rung()).to.deep.equal(['due+0d:push to onDuty:sent']);
    for (const who of THREE) expect(await world.noticesOf(who, id), who).to.have.length(1);
  });

  it('waits for the end of quiet hours', async () => {
    await browser('leader');
    notices = world.another({ push, quietHoursOf: () => Promise.resolve({ from: '08:30', to: '10:15' }) });
    for (const [time, taken] of [
      ['09:00', 0],
      ['10:14', 0],
      ['10:15', 1],
      ['10:30', 1],
    ] as const) {
      at(time);
      await notices.sweep();
      await carry();
      expect(service.taken, time).to.have.length(taken);
    }
  });

  for (const status of [404, 410])
    it(`forgets a browser of which its service says ${status}`, async () => {
      await browser('leader');
      service.answers.push(status);
      await notices.sweep();
      await carry();
      expect(await subscriptions()).to.equal(0);
      expect(await whyNot()).to.deep.equal(['NO_SUBSCRIPTION']);
    });

  it('rings nobody whose session is over, and forgets the browser', async () => {
    const { sessionId } = await browser('leader');
    await notices.sweep();
    live.delete(sessionId);
    await carry();
    expect(service.taken).to.deep.equal([]);
    expect(await subscriptions()).to.equal(0);
    expect(await rung()).to.deep.equal(['due+0d:push to leader:refused']);
  });

  it('tries again where a service is busy, and rings no other browser twice', async () => {
    await browser('leader');
    await browser('leader');
    service.answers.push(503);
    await notices.sweep();
    expect(await carry(1)).to.deep.equal(['Error: a push service answered 503']);
    expect(await rung()).to.deep.equal(['due+0d:push to leader:pending']);
    world.clock.forward(60_000);
    await notices.sweep();
    await carry();
    expect(await rung()).to.deep.equal(['due+0d:push to leader:sent']);
    expect(new Set(service.taken.map(({ path }) => path)).size).to.equal(2);
    expect(service.taken).to.have.length(2);
  });

  it('follows a service nowhere', async () => {
    await browser('leader');
    service.answers.push(302, 302);
    await notices.sweep();
    await carry();
    expect(await whyNot()).to.deep.equal(['PUSH_302']);
  });

  it('takes no address that is not listed', async () => {
    const { subscription } = makeBrowser('http://127.0.0.1:6379/x');
    const refused = await ask('push:subscribe', subscription, { who: 'leader', sessionId: 's' }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(Fault).and.include({ code: 'INVALID_INPUT' });
    expect(await subscriptions()).to.equal(0);
  });

  it(`keeps the newest ${MAX_PUSH_SUBSCRIPTIONS} browsers of a person, and one of a session`, async () => {
    const first = await browser('leader');
    for (let i = 0; i < MAX_PUSH_SUBSCRIPTIONS; i += 1) {
      world.clock.forward(1_000);
      await browser('leader');
    }
    expect(await subscriptions()).to.equal(MAX_PUSH_SUBSCRIPTIONS);
    const { sessionId } = first;
    const isSubscribed = async () =>
      (await ask<{ subscribed: boolean }>('push:show', {}, { who: 'leader', sessionId })).subscribed;
    expect(await isSubscribed()).to.equal(false);
    for (const path of ['a', 'b'])
      await ask('push:subscribe', makeBrowser(`${service.origin}/${path}`).subscription, {
        ...{ who: 'leader', sessionId },
      });
    expect(await subscriptions()).to.equal(MAX_PUSH_SUBSCRIPTIONS);
    expect(await isSubscribed()).to.equal(true);
  });

  it('is not there without keys, and nobody is offered it', async () => {
    await browser('leader');
    push = open({ HUYING_VAPID_PUBLIC_KEY: '', HUYING_VAPID_PRIVATE_KEY: '' });
    notices = world.another({ push });
    expect(await ask('push:show', {}, { who: 'leader', sessionId: 's' })).to.deep.equal({
      key: null,
      subscribed: false,
    });
    await notices.sweep();
    await carry();
    expect(await rung()).to.deep.equal([]);
  });
});

describe('Web Push on a server', () => {
  it('is known by session: another device of the person is asked for itself, and signing out ends it', async function () {
    this.timeout(180_000);
    const server = await startServer({ env: pushEnv() });
    try {
      const [person] = await server.addPeople(1);
      if (!person) throw new Error('nobody was added');
      const [phone, desk] = [await wireClient(server.url, person), await wireClient(server.url, person)];
      const { subscription } = makeBrowser('https://fcm.googleapis.com/fcm/send/x');
      expect((await phone.socket('push:subscribe', subscription)).ok).to.equal(true);
      const shown = async (at: typeof phone) => (await at.socket('push:show', {})) as { data?: unknown };
      expect((await shown(phone)).data).to.deep.equal({ key: VAPID.publicKey, subscribed: true });
      expect((await shown(desk)).data).to.deep.equal({ key: VAPID.publicKey, subscribed: false });
      const { connection } = server.parts.database;
      const kept = await connection.collection('push_subscriptions').findOne({ personId: person.personId });
      const sessionId = String(kept?.['sessionId']);
      expect([...(await server.parts.people.liveOwners([sessionId])).values()]).to.deep.equal([
        person.personId,
      ]);
      await overHttp(server.url, 'session:sign-out', { input: { everywhere: false }, token: phone.token });
      expect((await server.parts.people.liveOwners([sessionId])).size).to.equal(0);
      phone.close();
      desk.close();
    } finally {
      await server.stop();
    }
  });
});
