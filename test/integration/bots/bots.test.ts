import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { asBot, type Bot, Fault, keyOf } from '../../../client-sdk/index.ts';
import { digestOf, postWeeklyDigest, weekBefore } from '../../../client-sdk/examples/weekly-digest.ts';
import { makeTakeTurn } from '../../../server/rooms/bots/turns.store.ts';
import { BOT_ACTS, type BotAct, botRequests } from '../../../shared/bots.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { requests } from '../../../shared/protocol.ts';
import { makeBot } from '../../support/bots.ts';
import { handClock } from '../../support/clock.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { overHttp, tokenClient, wireClient } from '../../support/wire-client.ts';

const NOW = '2026-03-05T01:00:00.000Z';
const DAY_MS = 86_400_000;

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Fault ? error.code : String(error)),
  );

describe('bots', function () {
  this.timeout(180_000);
  const clock = handClock(NOW);
  let server: TestServer;
  let person: TestPerson;
  let roomId: RoomId;
  let otherRoom: RoomId;
  let count = 0;

  before(async () => {
    server = await startServer({ clock });
    [person] = (await server.addPeople(1)) as [TestPerson];
    ({ roomId } = await server.addRoom([person]));
    ({ roomId: otherRoom } = await server.addRoom([person]));
  });
  after(() => server.stop());
  beforeEach(() => clock.set(NOW));

  const made = (acts: readonly BotAct[] = BOT_ACTS, rooms: readonly RoomId[] = [roomId]) => {
    count += 1;
    return makeBot(server, { name: `周报${count}`, rooms, acts });
  };
  const as = ({ password: token }: TestPerson, url = server.url): Bot => asBot({ url, token });
  const bulletin = { type: 'bulletin' as const, title: '一周简报', rows: [{ label: '发言', value: '3 条' }] };

  it('are refused by every request but their own, through both doors, whatever their scope', async () => {
    const client = await tokenClient(server.url, (await made()).password);
    const own = new Set<string>(botRequests.map(({ name }) => name));
    for (const { name, doors } of requests) {
      if (own.has(name)) continue;
      const answers = [await client.http(name, { roomId }).then(({ reply }) => reply)];
      if (doors === 'both') answers.push(await client.socket(name, { roomId }));
      for (const answer of answers)
        expect(answer, name).to.deep.equal({ ok: false, fault: { code: 'NOT_ALLOWED', facts: {} } });
    }
    client.close();
  });

  it('may do in their rooms what they were allowed by name, and nothing of it elsewhere', async () => {
    const doing: Record<BotAct, (bot: Bot, where: RoomId) => Promise<unknown>> = {
      'message:text': (bot, where) => bot.say(where, '自动消息', randomUUID()),
      'message:card': (bot, where) => bot.post(where, bulletin, randomUUID()),
      'message:read': (bot, where) => bot.read(where),
    };
    for (const allowed of BOT_ACTS) {
      const bot = as(await made([allowed]));
      for (const act of BOT_ACTS) {
        expect(await codeOf(doing[act](bot, roomId)), act).to.equal(act === allowed ? 'none' : 'NOT_ALLOWED');
        expect(await codeOf(doing[act](bot, otherRoom)), act).to.equal('NOT_ALLOWED');
      }
      expect((await bot.rooms(allowed)).map((room) => room.roomId)).to.deep.equal([roomId]);
    }
  });

  it('speak in their own name, are heard by who has the room open, and say the same thing once', async () => {
    const account = await made();
    const listener = await wireClient(server.url, person);
    await listener.socket('room:open', { roomId });
    const sendKey = await keyOf(`fact ${randomUUID()}`);
    const first = await as(account).post(roomId, bulletin, sendKey);
    const again = await as(account).post(roomId, bulletin, sendKey);
    expect(again).to.deep.equal(first);
    expect(first.author).to.deep.equal({ kind: 'bot', name: account.name, botId: account.personId });
    await until('the card was heard', () =>
      listener.heard.some(
        ({ event, body }) => event === 'message:posted' && (body as Message).seq === first.seq,
      ),
    );
    const other = await as(await made()).post(roomId, bulletin, sendKey);
    expect(other.seq).to.be.greaterThan(first.seq);
    listener.close();
  });

  it('may post no card but those of bots: none that speaks for the product or for a person', async () => {
    const { password: token } = await made();
    for (const card of [
      { type: 'announcement', text: '全体注意', ackRequired: true },
      { type: 'service-welcome', delegationName: '北京团' },
      { ...bulletin, rows: [...bulletin.rows, ...bulletin.rows] },
    ]) {
      const input = { roomId, card, sendKey: randomUUID() };
      const { reply } = await overHttp(server.url, 'bot:post', { input, token });
      expect(reply.ok ? 'none' : reply.fault.code).to.equal('INVALID_INPUT');
    }
  });

  it('are nobody any more when their token was revoked: refused on every node at once, and their sockets close', async () => {
    const node = await server.anotherNode();
    const account = await made();
    const socket = await tokenClient(node.url, account.password);
    expect(await codeOf(as(account, node.url).read(roomId))).to.equal('none');
    expect(await server.parts.people.bots.revoke(server.congressId, account.name, 'test')).to.equal(true);
    expect(await codeOf(as(account, node.url).read(roomId))).to.equal('NOT_SIGNED_IN');
    await until('the socket was closed', () => !socket.connected());
    expect(await server.parts.people.bots.revoke(server.congressId, account.name, 'test')).to.equal(false);
    await node.stop();
  });

  it('are nobody with a token that ended, was changed, or is of another bot', async () => {
    const [one, two] = [await made(), await made()];
    const secretOf = (account: TestPerson) => account.password.split('.')[2] ?? '';
    for (const token of [
      `${one.password}x`,
      `hyb1.${one.personId}.`,
      `hyb1.${one.personId}.${secretOf(two)}`,
      `hyb1.${randomUUID()}.${secretOf(one)}`,
    ])
      expect(await codeOf(asBot({ url: server.url, token }).read(roomId)), token).to.equal('NOT_SIGNED_IN');
    clock.set(new Date(Date.parse(NOW) + 31 * DAY_MS).toISOString());
    expect(await codeOf(as(one).read(roomId))).to.equal('NOT_SIGNED_IN');
  });

  it('are kept without their secret, and no two of a congress ever bear the same name', async () => {
    const account = await made();
    const kept = await server.parts.database.connection.collection('bots').find({}).toArray();
    expect(JSON.stringify(kept)).to.include(account.name);
    expect(JSON.stringify(kept)).to.not.include(account.password.split('.')[2]);
    await server.parts.people.bots.revoke(server.congressId, account.name, 'test');
    const spec = { congressId: server.congressId, rooms: [], acts: [], days: 1, by: 'test' };
    const outcomeOf = async (name: string) =>
      (await server.parts.people.bots.create({ ...spec, name })).outcome;
    expect(await outcomeOf(account.name)).to.equal('name-taken');
    for (const name of ['呼应助手', '系统通知', '', ' 周报', '长'.repeat(21)])
      expect(await outcomeOf(name), name).to.equal('bad-name');
  });

  it('of one room say twenty things a minute, all of them together; then they are told how long to wait', async () => {
    const { roomId: busy } = await server.addRoom([person]);
    const accounts = [await made(BOT_ACTS, [busy]), await made(BOT_ACTS, [busy])];
    const say = async (n: number, sendKey: string = randomUUID()) => {
      const { password: token } = accounts[n % 2] as TestPerson;
      return overHttp(server.url, 'bot:say', { token, input: { roomId: busy, text: `第${n}条`, sendKey } });
    };
    const kept = randomUUID();
    expect((await say(0, kept)).reply.ok).to.equal(true);
    for (let n = 1; n < 20; n++) expect((await say(n)).reply.ok).to.equal(true);
    const { status, reply } = await say(20);
    expect(status).to.equal(429);
    expect(reply.ok ? null : reply.fault.facts['retryAfterMs'])
      .to.be.a('number')
      .greaterThan(0);
    expect((await say(0, kept)).reply.ok, 'what was kept is answered again').to.equal(true);
  });

  it('wait for a turn that is near, and only so many at once', async () => {
    const { redis } = server.parts;
    const prefix = `turns-${randomUUID()}`;
    const waits: number[] = [];
    let release: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => (release = resolve));
    const takeTurn = makeTakeTurn({
      redis,
      prefix,
      limits: { messages: 1, perSeconds: 60, longestWaitMs: 60_000, mostWaiting: 1 },
      wait: (ms) => {
        waits.push(ms);
        return turn;
      },
    });
    await takeTurn(roomId);
    const second = takeTurn(roomId);
    await until('one waits', () => waits.length === 1);
    expect(await codeOf(takeTurn(roomId))).to.equal('TOO_FAST');
    await redis.del(await redis.keys(`${prefix}:*`)); // the minute is over
    release();
    await second;
    expect(waits).to.have.length(1);
  });

  describe('that tell a week', () => {
    it('count Monday to Sunday in Shanghai, the last week that is over', () => {
      const at = (moment: string) => weekBefore(new Date(moment)).to.toISOString();
      expect(at('2026-03-05T01:00:00.000Z')).to.equal('2026-03-01T16:00:00.000Z');
      expect(at('2026-03-01T16:00:00.000Z')).to.equal('2026-03-01T16:00:00.000Z');
      expect(at('2026-03-01T15:59:59.999Z')).to.equal('2026-02-22T16:00:00.000Z');
    });

    it('say how much was said, where most, and how many rooms were silent', () => {
      const counts = [4, 0, 9].map((said, i) => ({ room: { name: `第${i}号` }, said }));
      expect(digestOf(counts).map(({ value }) => value)).to.deep.equal([
        '13 条',
        '2 个',
        '1 个',
        '第2号，9 条',
      ]);
    });

    it('post it to the service room of the delegation once, whenever they are run', async () => {
      const [member] = (await server.addPeople(1)) as [TestPerson];
      const { roomId: case1 } = await server.addRoom([member]);
      const service = await serviceRoom(server, member);
      clock.set('2026-02-25T01:00:00.000Z');
      const client = await wireClient(server.url, member);
      for (const text of ['您好', '请看材料'])
        await client.http('message:post', { roomId: case1, text, sendKey: randomUUID() });
      client.close();
      clock.set(NOW);
      const bot = as(await made(BOT_ACTS, [case1, service]));
      expect(await postWeeklyDigest(bot, new Date(NOW))).to.deep.equal({ told: 1 });
      await postWeeklyDigest(bot, new Date(Date.parse(NOW) + DAY_MS));
      const { messages } = await bot.read(service);
      const cards = messages.flatMap(({ body }) =>
        body.kind === 'card' && body.card.type === 'bulletin' ? [body.card] : [],
      );
      expect(cards).to.have.length(1);
      expect(cards[0]?.rows[0]).to.deep.equal({ label: '发言', value: '2 条' });
    });
  });
});

/** A delegation’s service room in which this person sits. */
async function serviceRoom({ parts, congressId }: TestServer, { personId }: TestPerson): Promise<RoomId> {
  const subjectId = randomUUID();
  const welcome = { type: 'service-welcome' as const, delegationName: '北京团' };
  await parts.rooms.ensure(
    [
      {
        ...{ subjectId, kind: 'service', congressId, suggestionId: null, name: '北京团服务小组', title: '' },
        ...{ number: '', phase: null, nextDue: null, seats: [{ personId, roles: ['delegation-deputy'] }] },
        welcome,
      },
    ],
    'system',
  );
  return parts.rooms.roomIdOf(subjectId);
}
