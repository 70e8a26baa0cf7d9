import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { BOT_ACTS } from '../../../shared/bots.ts';
import type { Reply } from '../../../shared/contract.ts';
import type { Session } from '../../../shared/people.ts';
import type { digestHeads } from '../../../shared/rooms.ts';
import { requests } from '../../../shared/protocol.ts';
import { earlyActs } from '../act-inputs.ts';
import { laterActs } from '../later-act-inputs.ts';
import { makeBot } from '../../support/bots.ts';
import { makeCase, type TestCase } from '../../support/case.ts';
import { makeBrowser, pushEnv } from '../../support/push.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { challengeFor, giveSecondFactor } from '../../support/second-factor.ts';
import { until } from '../../support/until.ts';
import { overHttp, tokenClient, type WireClient, wireClient } from '../../support/wire-client.ts';
import { type Answer, expectRefused } from './expect-refused.ts';
import { type OwnEngines, ownEngines } from './own-engines.ts';
import type { NameOf } from './trial.ts';
import { expectNoSurprise, watchSurprises } from './surprises.ts';

/** The database is looked for 10 s before it counts as away. */
const PATIENCE_MS = 40_000;

describe('while an engine is away', function () {
  this.timeout(120_000);
  let engines: OwnEngines;
  let server: TestServer;
  let surprises: unknown[];
  let theCase: TestCase;
  let contact: WireClient;
  let office: WireClient;
  let deputy: WireClient;
  let refreshToken: string | null;
  let guarded: TestPerson;
  let challenge: string;
  let auditor: WireClient;
  let bot: WireClient;
  let sockets: Map<WireClient, Socket>;

  before(async function () {
    this.timeout(240_000);
    engines = await ownEngines();
    server = await startServer({ engines, env: pushEnv() });
    surprises = watchSurprises(server);
    theCase = await makeCase(server);
    contact = await wireClient(server.url, theCase.contact);
    office = await wireClient(server.url, theCase.office);
    deputy = await wireClient(server.url, theCase.second);
    const { login, password } = theCase.lead;
    const input = { login, password, keep: 'body', device: 'test' };
    const { reply } = await overHttp(server.url, 'session:sign-in', { input });
    refreshToken = reply.ok ? (reply.data as Session).refreshToken : null;
    const [person] = (await server.addPeople(1, ['auditor'])) as [TestPerson];
    auditor = await wireClient(server.url, person);
    [guarded] = (await server.addPeople(1)) as [TestPerson];
    await giveSecondFactor(server, guarded, server.parts.clock.now());
    const scope = { name: '周报', rooms: [theCase.roomId], acts: BOT_ACTS };
    bot = await tokenClient(server.url, (await makeBot(server, scope)).password);
    sockets = new Map();
    for (const client of [contact, office, deputy, auditor, bot])
      sockets.set(client, await dial(client.token));
  });
  after(async () => {
    for (const end of [...sockets.keys(), ...sockets.values()]) end.close();
    for (const name of ['mongodb', 'redis'] as const) await engines.bringBack(name); // a test may have failed midway
    await server.stop();
    await engines.stop();
  });

  /** A good form of each request, asked by somebody who may. */
  const good = (): Record<NameOf, [WireClient | null, object]> => {
    const { roomId, suggestionId, leadUnit, leader, lead } = theCase;
    const importId = randomUUID();
    const sentence = () => ({ roomId, text: '还在吗', sendKey: randomUUID() });
    const wording = () => ({
      ...{ version: 0, actKey: randomUUID(), why: '停电' },
      ...{ rule: 'R6', step: 'open', locale: 'zh-CN' },
    });
    return {
      'session:sign-in': [null, { login: lead.login, password: lead.password, keep: 'body', device: '' }],
      'session:refresh': [null, { refreshToken }],
      'session:sign-out': [contact, { everywhere: false }],
      'session:renew': [contact, { accessToken: contact.token }],
      'session:me': [contact, {}],
      'session:second-factor': [null, { challenge, code: '000000', keep: 'body' }],
      'session:enrol': [null, { challenge }],
      'session:list': [contact, {}],
      'session:end': [contact, { sessionId: suggestionId }],
      'second-factor:show': [contact, {}],
      'second-factor:begin': [contact, { password: 'none' }],
      'second-factor:confirm': [contact, { code: '000000' }],
      'second-factor:end': [contact, { password: 'none', code: '000000' }],
      'account:activate': [null, { login: lead.login, code: 'AAAA-AAAA-AAAA', password: 'Green-terraces-7' }],
      'preferences:show': [contact, {}],
      'preferences:set': [contact, { look: 'elder' }],
      'push:show': [contact, {}],
      'push:subscribe': [contact, makeBrowser('https://fcm.googleapis.com/fcm/send/x').subscription],
      'push:unsubscribe': [contact, {}],
      'inbox:list': [contact, { cursor: null }],
      'inbox:find': [contact, { tab: 'all', text: '停电', cursor: null }],
      'task:list': [contact, { queue: 'first', cursor: null }],
      'task:changes': [contact, { queue: 'first', shown: [] }],
      'task:later': [contact, { roomIds: [roomId], until: 'tomorrow' }],
      'task:quiet': [contact, { roomIds: [roomId], on: false }],
      'task:read': [contact, { roomIds: [roomId] }],
      'task:pass-on': [contact, { roomIds: [roomId], personIds: [leader.personId] }],
      'room:open': [contact, { roomId }],
      'room:close': [contact, { roomId }],
      'member:list': [contact, { roomId, cursor: null }],
      'read:mark': [contact, { roomId, seq: 1 }],
      'room:sync': [contact, { rooms: [{ roomId, seq: 0, changeSeq: 0 }] }],
      'message:post': [contact, sentence()],
      'file:begin': [
        contact,
        { roomId, sendKey: randomUUID(), kind: 'document', name: '停电.txt', bytes: 3 },
      ],
      'file:cancel': [contact, { fileId: randomUUID() }],
      'message:list': [contact, { roomId, limit: 10 }],
      'head:digest': [contact, { since: null }],
      'file:address': [contact, { files: [{ fileId: randomUUID(), rendition: 'original' }] }],
      'file:list': [contact, { roomId, kind: null, cursor: null }],
      'file:pack': [contact, { roomId, kind: null }],
      'voice:hear': [contact, { roomId, seq: 1 }],
      'voice:list-heard': [contact, { roomId, seqs: [1] }],
      'transcript:correct': [contact, { roomId, seq: 1, text: '停电' }],
      'room:set-state': [office, { roomId, state: 'open', why: '停电' }],
      'member:mute': [office, { roomId, personId: leader.personId, until: null, why: '停电' }],
      'announcement:post': [contact, { ...sentence(), ackRequired: true }],
      'mention:count': [contact, { roomId, mentions: [{ kind: 'everyone' }] }],
      'message:edit': [contact, { roomId, seq: 2, text: '停电时改的' }],
      'message:recall': [contact, { roomId, seq: 2, why: '' }],
      'message:react': [contact, { roomId, seq: 1, reaction: 'agree', on: true }],
      'reaction:list': [contact, { roomId, seq: 1 }],
      'message:pin': [contact, { roomId, seq: 1, on: true }],
      'announcement:roll': [contact, { roomId, seq: 2, cursor: null }],
      'announcement:remind': [contact, { roomId, seq: 2 }],
      'read:roll': [contact, { roomId, seq: 1, cursor: null }],
      'read:count': [contact, { roomId, seqs: [1] }],
      'message:report': [contact, { roomId, seq: 1, why: '停电' }],
      'report:list': [office, { cursor: null }],
      'report:settle': [office, { reportId: 'x', outcome: 'dismissed', why: '停电' }],
      'act:list': [office, { roomId, cursor: null }],
      'sealed:show': [auditor, { roomId, seq: 2, why: '停电' }],
      'typing:show': [contact, { roomId }],
      'presence:list': [contact, { roomId, personIds: [leader.personId] }],
      'search:messages': [contact, { roomId, text: '还在', cursor: null }],
      'search:names': [contact, { roomId, text: 'zhuoma' }],
      'import:begin': [office, { name: '停电.csv', bytes: 3 }],
      'import:list': [office, {}],
      'import:show': [office, { importId }],
      'import:columns': [office, { importId, columns: [], updates: false }],
      'import:rows': [office, { importId, which: 'good', after: null }],
      'import:cell': [office, { importId, line: 2, column: 0 }],
      'import:mend': [office, { importId, line: 2, cells: [{ column: 0, text: '停电' }] }],
      'import:preview': [office, { importId }],
      'import:run': [office, { importId, aim: 'register', assignedOn: null, count: 1 }],
      'import:stop': [office, { importId }],
      'import:resume': [office, { importId }],
      'import:end': [office, { importId }],
      'suggestion:show': [contact, { suggestionId }],
      'suggestion:list': [office, { state: null, cursor: null }],
      'suggestion:revise': [office, { suggestionId, revision: 1, why: '停电' }],
      'track:name-contacts': [contact, { suggestionId, unitId: leadUnit, personIds: [leader.personId] }],
      'contact:record': [
        contact,
        {
          ...{ suggestionId, unitId: leadUnit, phase: 'pre', method: 'phone', at: '2026-03-05T01:00:00Z' },
          ...{ withIds: [lead.personId], summary: '电话沟通', messageSeqs: [], recordKey: randomUUID() },
        },
      ],
      'suggestion:own': [contact, { states: [], cursor: null }],
      'contact:list': [contact, { suggestionId }],
      ...askedByOffice(),
      'hand-over:start': [office, { selection: { kind: 'all' }, assignedOn: null }],
      'hand-over:show': [office, { handOverId: randomUUID() }],
      'case:timeline': [contact, { suggestionId, before: 0 }],
      'case:papers': [contact, { suggestionId, before: 0 }],
      'case:correct': [
        office,
        {
          ...{ suggestionId, revision: 1, actKey: randomUUID(), why: '停电' },
          set: { field: 'title', value: '停电' },
        },
      ],
      'policy:show': [contact, {}],
      'policy:choose': [office, { version: 1, why: '停电', actKey: randomUUID(), profile: 'henan' }],
      'policy:override': [office, { version: 1, why: '停电', actKey: randomUUID(), set: {}, drop: [] }],
      'wording:list': [office, { rule: null }],
      'wording:set': [office, { ...wording(), words: { title: '停电', text: '停电' } }],
      'wording:reset': [office, wording()],
      'file-types:show': [contact, {}],
      'file-types:list-changes': [office, {}],
      'file-types:set': [office, { version: 0, actKey: randomUUID(), why: '停电', types: ['text/plain'] }],
      'figures:show': [office, { session: null }],
      'figures:progress': [office, { session: null }],
      'figures:overdue': [office, {}],
      'board:office': [office, {}],
      'board:unit': [contact, {}],
      'board:sections': [contact, {}],
      'board:section-cases': [contact, { column: 'at-work', section: null, cursor: null }],
      'board:deputy': [deputy, {}],
      'contact:coverage': [contact, { session: null, by: 'unit' }],
      'duty:list': [contact, { cursor: null }],
      'notice:list': [contact, { cursor: null }],
      'notice:read': [contact, { noticeId: 'x' }],
      'bot:rooms': [bot, { act: 'message:read' }],
      'bot:say': [bot, sentence()],
      'bot:post': [
        bot,
        {
          ...{ roomId, sendKey: randomUUID() },
          card: { type: 'bulletin', title: '停电', rows: [{ label: '停电', value: '1 次' }] },
        },
      ],
      'bot:read': [bot, { roomId, limit: 10 }],
      'unit:list': [contact, {}],
      'delegation:list': [contact, {}],
      'unit:people': [contact, { unitId: leadUnit }],
      'delegation:people': [office, { delegationId: randomUUID(), text: '', cursor: null }],
      'person:number': [contact, { personId: lead.personId }],
      'absence:list': [contact, {}],
      'absence:set': [
        contact,
        {
          ...{ personId: theCase.contact.personId, substituteId: leader.personId },
          ...{ from: '2031-06-10', until: '2031-06-14' },
        },
      ],
      'absence:end': [contact, { personId: theCase.contact.personId }],
    };
  };

  const askedByOffice = () => {
    const acts = { ...earlyActs(theCase), ...laterActs(theCase) };
    const names = Object.keys(acts) as (keyof typeof acts)[];
    return Object.fromEntries(names.map((name) => [name, [office, acts[name]]])) as Record<
      keyof typeof acts,
      [WireClient, object]
    >;
  };

  async function ask(name: NameOf, door: 'http' | 'socket'): Promise<Answer> {
    const [client, input] = good()[name];
    if (client === null) return overHttp(server.url, name, { input });
    if (door === 'http') return client.http(name, input);
    const reply: unknown = await sockets.get(client)?.timeout(PATIENCE_MS).emitWithAck(name, input);
    return { reply: reply as Reply<unknown> };
  }

  /** A socket, or the error with which it is refused. */
  async function dial(token: string): Promise<Socket> {
    const socket = io(server.url, {
      auth: { token },
      transports: ['websocket'],
      ...{ reconnection: false, forceNew: true, timeout: PATIENCE_MS },
    });
    await new Promise<void>((resolve, reject) =>
      socket.once('connect', resolve).once('connect_error', reject),
    );
    return socket;
  }

  function expectUnavailable(answer: Answer): void {
    const { facts } = expectRefused(answer, 'UNAVAILABLE');
    expect(facts).to.deep.equal({ retryAfterMs: 1_000 });
  }

  async function expectHandshakeUnavailable(): Promise<void> {
    const refused = await dial(contact.token).then(
      () => null,
      (error: unknown) => (error as { data?: unknown }).data,
    );
    expect(refused).to.deep.equal({ code: 'UNAVAILABLE', facts: { retryAfterMs: 1_000 } });
  }

  const isReady = async () => (await fetch(`${server.url}/readyz`)).status === 200;

  async function saysOnce(text: string): Promise<void> {
    const input = { roomId: theCase.roomId, text, sendKey: randomUUID() };
    const answer = await contact.socket('message:post', input);
    expect(answer).to.have.property('ok', true);
    const { reply } = await contact.http('message:list', { roomId: theCase.roomId, limit: 100 });
    expect(JSON.stringify(reply).split(text)).to.have.length(2);
  }

  /** The rooms in a contact's digest. */
  async function newest(): Promise<string[]> {
    const reply = await contact.socket('head:digest', { since: null });
    return reply.ok
      ? (reply.data as z.output<typeof digestHeads.output>).heads.map(({ roomId }) => roomId)
      : [];
  }

  /** Asks this of all requests at once. */
  const forAll = (door: 'http' | 'socket', look: (name: NameOf, answer: Answer) => void) =>
    Promise.all(
      requests
        .filter((r) => door === 'http' || r.doors === 'both')
        .map(async ({ name }) => {
          const answer = await ask(name, door).catch((error: unknown) => {
            throw new Error(`${name} through ${door} was not answered`, { cause: error });
          });
          try {
            look(name, answer);
          } catch (error) {
            throw new Error(`${name} through ${door}: ${String(error)}`, { cause: error });
          }
        }),
    );

  it('the database: every request that needs it answers UNAVAILABLE through both doors, and all is well when it is back', async () => {
    expect(await newest()).to.deep.equal([]); // digests are kept from the first on
    await saysOnce('数据库还在');
    await until('there is something to digest', async () => (await newest()).includes(theCase.roomId));
    ({ challenge } = await challengeFor(server, guarded)); // lasts five minutes
    await engines.takeAway('mongodb');
    await Promise.all([
      forAll('http', (_name, answer) => expectUnavailable(answer)),
      forAll('socket', (name, answer) => {
        if (name === 'room:close')
          expect(answer.reply.ok).to.equal(true); // only lets go of the socket's own room
        else expectUnavailable(answer);
      }),
      expectHandshakeUnavailable(),
    ]);
    expect(await isReady()).to.equal(false);
    await engines.bringBack('mongodb');
    await until('the server is ready again', isReady, 60_000);
    await saysOnce('数据库回来了');
  });

  it('Redis: to speak and to see the inbox is UNAVAILABLE, nothing is said, the record can be read, and all is well when it is back', async () => {
    await engines.takeAway('redis');
    const before = await contact.http('message:list', { roomId: theCase.roomId, limit: 100 });
    expect(before.reply.ok).to.equal(true);
    for (const door of ['http', 'socket'] as const)
      for (const name of ['message:post', 'announcement:post', 'inbox:list'] as const)
        expectUnavailable(await ask(name, door));
    const reading: NameOf[] = [
      'session:sign-in',
      'session:me',
      'suggestion:show',
      'member:list',
      'unit:list',
    ];
    for (const name of reading) expect((await ask(name, 'http')).reply, name).to.have.property('ok', true);
    expect(await contact.http('message:list', { roomId: theCase.roomId, limit: 100 })).to.deep.equal(before);
    expect(await isReady()).to.equal(false);
    await engines.bringBack('redis');
    await until('the server is ready again', isReady, 60_000);
    await until('the inbox is there', async () => (await ask('inbox:list', 'socket')).reply.ok);
    await saysOnce('缓存回来了');
  });

  it('causes no INTERNAL and no line of error in the log', () => expectNoSurprise(server, surprises));
});
