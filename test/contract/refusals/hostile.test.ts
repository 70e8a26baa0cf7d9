import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import type { Reply } from '../../../shared/contract.ts';
import type { Message } from '../../../shared/messages.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { type Answer, expectRefused } from './expect-refused.ts';
import { expectNoSurprise, watchSurprises } from './surprises.ts';

const DOORS = ['http', 'socket'] as const;
type DoorKind = (typeof DOORS)[number];

/** Nobody means these well. */
const BAD_TEXTS: Record<string, string> = {
  nothing: '',
  'white space': ' \t\n\u3000\u00A0\u2003',
  'signs nobody sees': '\u200B\u200D\uFEFF\u2060\u00AD',
  'directions without words': '\u202E\u2066\u2069',
  'a NUL': '建议\u0000',
  'a bell': '建议\u0007',
  'an escape sequence': '\u001B[31m建议',
  'a C1 control': '建议\u0085',
  'a lone carriage return': '建议\r建议',
  'half of a surrogate pair': '建议\uD83D',
  'the other half': '\uDE00建议',
  'the halves in the wrong order': '\uDE00\uD83D',
  '5,001 characters': 'a'.repeat(5_001),
  '5,001 characters of two code units each': '😀'.repeat(5_001),
  '5,001 characters that look like fewer': `${'👨‍👩‍👧‍👦'.repeat(714)}👨‍👩x`,
};

/** People do mean these. */
const GOOD_TEXTS: Record<string, string> = {
  '5,000 characters': '建'.repeat(5_000),
  '5,000 characters of two code units each': '😀'.repeat(5_000),
  'overridden directions': 'abc\u202Edef\u202C و \u2067שלום\u2069',
  'tab and line feed': '一\t二\n三',
  markup: '<script>alert(1)</script>&amp;<img src=x onerror=alert(1)>',
  operators: '{"$gt":""} $where __proto__ %00 \\u0000 ${7*7}',
  'decomposed and composed letters': 'e\u0301 \u00E9 \u1100\u1161',
  'a character outside all planes in use': '\u{10FFFD}\u{20000}',
};

describe('hostile input', () => {
  let server: TestServer;
  let surprises: unknown[];
  let li: WireClient;
  let roomId: string;
  const sockets: Socket[] = [];

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    surprises = watchSurprises(server);
    const [person] = (await server.addPeople(1)) as [TestPerson];
    ({ roomId } = await server.addRoom([person]));
    li = await wireClient(server.url, person);
  });
  after(async () => {
    li.close();
    for (const socket of sockets) socket.close();
    await server.stop();
  });

  const ask = async (door: DoorKind, name: string, input: unknown): Promise<Answer> =>
    door === 'http' ? li.http(name, input) : { reply: await li.socket(name, input) };
  const post = (door: DoorKind, text: unknown, sendKey: unknown = randomUUID()) =>
    ask(door, 'message:post', { roomId, text, sendKey });

  function dataOf({ reply }: Answer): unknown {
    if (!reply.ok) throw new Error(reply.fault.code);
    return reply.data;
  }
  const page = async (input: object) =>
    dataOf(await ask('socket', 'message:list', { roomId, limit: 100, ...input })) as {
      messages: Message[];
      from: number;
      to: number;
      head: number;
    };
  async function dial(): Promise<Socket> {
    const socket = io(server.url, {
      auth: { token: li.token },
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) =>
      socket.once('connect', resolve).once('connect_error', reject),
    );
    return socket;
  }

  for (const door of DOORS) {
    for (const [what, text] of Object.entries(BAD_TEXTS))
      it(`is refused as text through ${door}: ${what}`, async () => {
        const { head } = await page({});
        expect(expectRefused(await post(door, text), 'INVALID_INPUT').facts).to.deep.equal({
          paths: ['text'],
        });
        expect((await page({})).head).to.equal(head);
      });

    for (const [what, text] of Object.entries(GOOD_TEXTS))
      it(`is kept and given back unchanged through ${door}: ${what}`, async () => {
        const { seq } = dataOf(await post(door, text)) as Message;
        const [kept] = (await page({ after: seq - 1, limit: 1 })).messages;
        expect(kept?.body).to.deep.equal({ kind: 'text', text });
        const { items } = dataOf(await ask(door, 'inbox:list', { cursor: null })) as {
          items: { last: { excerpt: string } }[];
        };
        expect(items[0]?.last.excerpt).to.not.match(/\p{Cs}/u);
      });

    it(`through ${door}: numbers from the future and the past give an empty page or are refused`, async () => {
      const { head } = await page({});
      for (const after of [
        head,
        head + 1,
        1e9,
        2 ** 31,
        Number.MAX_SAFE_INTEGER - 1,
        Number.MAX_SAFE_INTEGER,
      ]) {
        const found = dataOf(await ask(door, 'message:list', { roomId, after, limit: 100 })) as {
          messages: [];
        };
        expect(found, `after ${after}`).to.include({ head }).and.have.deep.property('messages', []);
      }
      const future = dataOf(
        await ask(door, 'message:list', { roomId, before: Number.MAX_SAFE_INTEGER, limit: 1 }),
      ) as { to: number };
      expect(future.to).to.equal(head);
      for (const bad of [
        { before: 0 },
        { before: -1 },
        { after: -1 },
        { after: 1.5 },
        { after: 2 ** 53 },
        { limit: 0 },
        { limit: 101 },
      ])
        expectRefused(await ask(door, 'message:list', { roomId, limit: 10, ...bad }), 'INVALID_INPUT');
    });

    it(`through ${door}: nobody has read, or holds, more than was said`, async () => {
      const { head } = await page({});
      for (const seq of [1e9, Number.MAX_SAFE_INTEGER])
        expect(dataOf(await ask(door, 'read:mark', { roomId, seq }))).to.deep.equal({ readSeq: head });
      expectRefused(await ask(door, 'read:mark', { roomId, seq: -1 }), 'INVALID_INPUT');
      const held = [1e9, Number.MAX_SAFE_INTEGER, -1, Number.MIN_SAFE_INTEGER].map((seq) => ({
        ...{ roomId, seq, changeSeq: seq },
      }));
      const { rooms } = dataOf(await ask(door, 'room:sync', { rooms: held })) as {
        rooms: { state: string; messages: [] }[];
      };
      expect(rooms.map((r) => [r.state, r.messages.length])).to.deep.equal([
        ...[
          ['current', 0],
          ['current', 0],
        ],
        ...[
          ['limited', 0],
          ['limited', 0],
        ],
      ]);
    });

    it(`through ${door}: keys of prototypes are words like others`, async () => {
      const sendKey = randomUUID();
      const spoiled = JSON.parse(
        `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":null,` +
          `"roomId":"${roomId}","text":"一句话","sendKey":"${sendKey}"}`,
      ) as object;
      const said = dataOf(await ask(door, 'message:post', spoiled)) as Message;
      expect(said.body).to.deep.equal({ kind: 'text', text: '一句话' });
      expect(Object.keys(said)).to.have.members([
        'messageId',
        'roomId',
        'seq',
        'author',
        'body',
        'at',
        'sendKey',
      ]);
      expect({}).to.not.have.property('polluted');
      const inherited = JSON.parse(
        `{"__proto__":{"roomId":"${roomId}","text":"x","sendKey":"${sendKey}"}}`,
      ) as object;
      expectRefused(await ask(door, 'message:post', inherited), 'INVALID_INPUT');
      for (const key of ['__proto__', 'constructor', { $gt: '' }, { $ne: null }, [roomId]])
        expectRefused(await ask(door, 'room:open', { roomId: key }), 'INVALID_INPUT');
    });
  }

  it('the same words twenty times at once through both doors are one message', async () => {
    const sendKey = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post(i % 2 ? 'http' : 'socket', '只说一遍', sendKey)),
    );
    const [first, ...others] = answers.map((answer) => dataOf(answer) as Message);
    for (const other of others) expect(other).to.deep.equal(first);
    const { messages } = await page({ after: (first?.seq ?? 0) - 1 });
    expect(messages.filter((m) => m.sendKey === sendKey)).to.have.length(1);
  });

  it('two hundred sentences that want no answer are all kept, in their order', async () => {
    const socket = await dial();
    const { head } = await page({});
    const texts = Array.from({ length: 200 }, (_, i) => `第${i}句`);
    for (const text of texts) socket.emit('message:post', { roomId, text, sendKey: randomUUID() });
    await socket.timeout(10_000).emitWithAck('session:me', {});
    const kept = async () =>
      [await page({ after: head }), await page({ after: head + 100 }), await page({ after: head + 200 })]
        .flatMap(({ messages }) => messages.map(({ body }) => (body.kind === 'text' ? body.text : null)))
        .filter((text) => text !== null); // numbers that a repetition used up have tombstones
    await until('all are there', async () => (await kept()).length === texts.length);
    expect(await kept()).to.deep.equal(texts);
  });

  it('a frame above 64 KB cuts that socket only, and the same person connects again', async () => {
    const other = await dial();
    const huge = await dial();
    huge.emit('message:post', { roomId, text: 'x'.repeat(65 * 1_024), sendKey: randomUUID() });
    await until('the socket is cut', () => !huge.connected);
    expect(other.connected).to.equal(true);
    const again = await dial();
    const reply = (await again.timeout(10_000).emitWithAck('session:me', {})) as Reply<unknown>;
    expect(reply.ok).to.equal(true);
  });

  it('bytes, nothing at all and events that nobody knows are refused on the socket', async () => {
    const socket = await dial();
    const reply = async (event: string, ...args: unknown[]) =>
      expectRefused(
        { reply: (await socket.timeout(10_000).emitWithAck(event, ...args)) as Reply<unknown> },
        'INVALID_INPUT',
      );
    await reply('message:post', Buffer.alloc(100));
    await reply('message:post', { roomId, text: Buffer.from('x'), sendKey: randomUUID() });
    await reply('message:post');
    for (const event of ['__proto__', 'constructor', 'toString', '', 'message:', 'session:sign-in'])
      await reply(event, {});
  });

  it('bodies that are no JSON, of another kind, too large, too deep, or in no known letters are refused over HTTP', async () => {
    const send = async (
      body: string | Uint8Array<ArrayBuffer>,
      type = 'application/json',
    ): Promise<Answer> => {
      const headers = { 'content-type': type, authorization: `Bearer ${li.token}` };
      const response = await fetch(`${server.url}/api/v1/session/me`, { method: 'POST', headers, body });
      return { status: response.status, reply: (await response.json()) as Reply<unknown> };
    };
    expect((await send('{}')).reply.ok).to.equal(true);
    for (const body of ['{', '{}{}', "{'a':1}", '{"a":01}', '\u0000', `{"a":"${'x'.repeat(1_100_000)}"}`])
      expectRefused(await send(body), 'INVALID_INPUT');
    expectRefused(await send(new Uint8Array([0x1f, 0x8b, 0x08, 0xff])), 'INVALID_INPUT');
    expectRefused(await send('{}', 'application/json; charset=klingon'), 'INVALID_INPUT');
    expectRefused(await send('<a/>', 'application/xml'), 'INVALID_INPUT');
    expectRefused(await send('a=1', 'application/x-www-form-urlencoded'), 'INVALID_INPUT');
  });

  it('tokens that are made up are nobody’s', async () => {
    const [head = '', body = '', mark = ''] = li.token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const forged = [
      `${none}.${body}.`,
      `${head}.${body}.`,
      `${head}.${body}.${mark.slice(1)}`,
      '..',
      'x'.repeat(5_000),
    ];
    for (const token of forged) {
      const response = await fetch(`${server.url}/api/v1/session/me`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{}',
      });
      expectRefused(
        { status: response.status, reply: (await response.json()) as Reply<unknown> },
        'NOT_SIGNED_IN',
      );
    }
  });

  it('causes no INTERNAL and no line of error in the log', () => expectNoSurprise(server, surprises));
});
