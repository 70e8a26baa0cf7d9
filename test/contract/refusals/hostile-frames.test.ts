import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import type { Reply } from '../../../shared/contract.ts';
import { until } from '../../support/until.ts';
import { type Answer, expectRefused } from './expect-refused.ts';
import { type HostileBench, hostileBench } from './hostile-bench.ts';
import { type RawSocket, rawSocket } from './raw-socket.ts';
import { expectNoSurprise } from './surprises.ts';

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** Frames after which the server has nothing more to say to this socket, by what is wrong with them. */
const BROKEN: Readonly<Record<string, readonly (string | Uint8Array)[]>> = {
  'a packet type that is none': ['x'],
  'no socket.io packet type': ['4'],
  'a socket.io packet type that is none': ['49["a"]'],
  'no JSON': ['42["session:me",{'],
  'no array': ['42{"a":1}'],
  'an event without a name': ['42[]'],
  'an event whose name is an object': ['42[{},{}]'],
  'an event that is the library’s own': ['42["disconnect"]'],
  'too many attachments announced': ['451000000-["message:post",{"_placeholder":true,"num":0}]'],
  'words where an attachment is due': ['451-["message:post",{"_placeholder":true,"num":0}]', '42["x"]'],
  'an attachment that was not announced': [new Uint8Array(100)],
  'an attachment in a place that is none': [
    '451-["message:post",{"_placeholder":true,"num":7}]',
    new Uint8Array(10),
  ],
  'an attachment under thousands of arrays': [`451-["message:post",${deep(20_000)}]`, new Uint8Array(10)],
  'a namespace that is none': ['42/admin,["session:me",{}]'],
  'a second greeting': ['40{"token":"x"}'],
  'a greeting that is no object': ['40"token"'],
  '65 KB': [`42["message:post",{"text":"${'x'.repeat(65 * 1_024)}"}]`],
  '1 MB': [`42["message:post",{"text":"${'x'.repeat(1_024 * 1_024)}"}]`],
  '1 MB of bytes': [new Uint8Array(1_024 * 1_024)],
};

describe('hostile frames', () => {
  let bench: HostileBench;
  let roomId: string;
  const sockets: Socket[] = [];

  before(async function () {
    this.timeout(180_000);
    bench = await hostileBench();
    ({ roomId } = bench);
    // Those that connect from now on are asked sooner whether they are there; who is silent is waited for at the end.
    Object.assign(bench.server.parts.io.engine.opts, { pingInterval: 1_000, pingTimeout: 6_000 });
  });
  after(async () => {
    for (const socket of sockets) socket.close();
    await bench.close();
  });

  async function dial(): Promise<Socket> {
    const socket = io(bench.server.url, {
      auth: { token: bench.li.token },
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    });
    sockets.push(socket);
    await new Promise<void>((resolve, reject) =>
      socket.once('connect', resolve).once('connect_error', reject),
    );
    return socket;
  }

  const raw = () => rawSocket(bench.server.url, bench.li.token);
  async function stillAnswers(): Promise<void> {
    expect(await bench.other.socket('session:me', {})).to.have.property('ok', true);
  }
  /** The answer to the request that was sent with this number. */
  async function answerTo(socket: RawSocket, id: number): Promise<Answer> {
    const head = `43${id}`;
    const find = () => socket.heard.find((text) => text.startsWith(`${head}[`));
    await until(`request ${id} is answered`, () => find() !== undefined);
    const [reply] = JSON.parse((find() ?? '').slice(head.length)) as [Reply<unknown>];
    return { reply };
  }

  for (const [what, frames] of Object.entries(BROKEN))
    it(`cut that socket only, and the same person connects again: ${what}`, async () => {
      const [broken, beside] = [await raw(), await raw()];
      for (const frame of frames) broken.send(frame);
      await until('the socket is cut', () => !broken.isOpen);
      expect(beside.isOpen).to.equal(true);
      beside.send('421["session:me",{}]');
      expect((await answerTo(beside, 1)).reply.ok).to.equal(true);
      beside.cut();
      (await raw()).cut();
      await stillAnswers();
    });

  it('that are no websocket frames cut that socket only', async () => {
    for (const bytes of [
      [0xff, 0xff, 0xff, 0xff],
      [0x81, 0x05, 0x68, 0x65, 0x6c, 0x6c, 0x6f], // a client must mask
      [0x83, 0x80, 0, 0, 0, 0], // an opcode of nobody
      [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0], // 9 EB follow
      [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], // no UTF-8
    ]) {
      const broken = await raw();
      broken.sendBytes(new Uint8Array(bytes));
      await until('the socket is cut', () => !broken.isOpen);
    }
    await stillAnswers();
  });

  it('of who has not said who they are are not answered, and cut the socket', async () => {
    const stranger = await rawSocket(bench.server.url);
    stranger.send('421["session:me",{}]');
    await until('the socket is cut', () => !stranger.isOpen);
    expect(stranger.heard.filter((text) => text.startsWith('43'))).to.deep.equal([]);
  });

  it('that are odd but whole are answered: no input, more than one, callbacks in the wrong place, no callback', async () => {
    const socket = await raw();
    socket.send('421["session:me"]');
    expect((await answerTo(socket, 1)).reply.ok).to.equal(false); // no input at all
    socket.send('422["session:me",{},{},"x",null]');
    expect((await answerTo(socket, 2)).reply.ok).to.equal(true);
    socket.send('423["session:me",null,{}]'); // what a function before the input becomes on the wire
    expectRefused(await answerTo(socket, 3), 'INVALID_INPUT');
    socket.send('42["message:post"]');
    socket.send('42["message:post",{"roomId":5}]');
    socket.send('431[{"ok":true}]'); // an answer to what nobody asked
    socket.send('0{}'); // an opening packet, which only servers send
    socket.send('424[5,{}]');
    expectRefused(await answerTo(socket, 4), 'INVALID_INPUT');
    expect(socket.isOpen).to.equal(true);
    socket.cut();
    const client = await dial();
    const [event, callback, input] = ['session:me', () => undefined, {}];
    client.emit(event, callback, input);
    expect(await client.timeout(10_000).emitWithAck('session:me', {})).to.have.property('ok', true);
  });

  it('with a word twice, or under many arrays, are read as JSON is read', async () => {
    const socket = await raw();
    const key = randomUUID();
    const twice = `"text":"先","text":"后","sendKey":"${key}","roomId":"x","roomId":"${roomId}"`;
    socket.send(`421["message:post",{${twice}}]`);
    const { reply } = await answerTo(socket, 1);
    expect(reply).to.have.deep.nested.property('data.body', { kind: 'text', text: '后' });
    socket.send(`422["message:post",{"roomId":${deep(20_000)}}]`);
    expectRefused(await answerTo(socket, 2), 'INVALID_INPUT');
    socket.send(`423["session:me",{"stray":${deep(20_000)}}]`);
    expect((await answerTo(socket, 3)).reply.ok).to.equal(true);
    socket.cut();
  });

  it('two hundred sentences that want no answer are all kept, in their order', async () => {
    const socket = await dial();
    const { head } = await bench.page({});
    const texts = Array.from({ length: 200 }, (_, i) => `第${i}句`);
    for (const text of texts) socket.emit('message:post', { roomId, text, sendKey: randomUUID() });
    await socket.timeout(10_000).emitWithAck('session:me', {});
    const kept = async () => {
      const pages = [head, head + 100, head + 200].map((after) => bench.page({ after }));
      const bodies = (await Promise.all(pages)).flatMap(({ messages }) => messages.map(({ body }) => body));
      return bodies.flatMap((body) => (body.kind === 'text' ? [body.text] : [])); // a repetition leaves tombstones
    };
    await until('all are there', async () => (await kept()).length === texts.length);
    expect(await kept()).to.deep.equal(texts);
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

  it('through long polling that are broken end that session only', async () => {
    const at = `${bench.server.url}/socket.io/?EIO=4&transport=polling`;
    for (const body of ['x', '40{', '', '\u001e\u001e', `42["${'x'.repeat(70_000)}"]`, '4'.repeat(100)]) {
      const opened = await (await fetch(at)).text();
      const { sid } = JSON.parse(opened.slice(1)) as { sid: string };
      const sent = await fetch(`${at}&sid=${sid}`, { method: 'POST', body });
      expect(sent.status, body.slice(0, 20)).to.be.oneOf([200, 400, 413]);
      await sent.text();
    }
    for (const query of [
      '',
      '?EIO=4',
      '?EIO=3&transport=polling',
      '?EIO=4&transport=pigeon',
      '?EIO=4&transport=polling&sid=x',
    ]) {
      const refused = await fetch(`${bench.server.url}/socket.io/${query}`);
      expect(refused.status, query).to.equal(400);
      await refused.text();
    }
    await stillAnswers();
  });

  it('over HTTP that are no JSON, of another kind, too large, too deep, or in no known letters are refused', async () => {
    const send = async (
      body: string | Uint8Array<ArrayBuffer>,
      type = 'application/json',
    ): Promise<Answer> => {
      const headers = { 'content-type': type, authorization: `Bearer ${bench.li.token}` };
      const at = `${bench.server.url}/api/v1/session/me`;
      const response = await fetch(at, { method: 'POST', headers, body });
      return { status: response.status, reply: (await response.json()) as Reply<unknown> };
    };
    expect((await send('{}')).reply.ok).to.equal(true);
    expect((await send(`{"stray":${deep(100_000)}}`)).reply.ok).to.equal(true);
    for (const body of ['{', '{}{}', "{'a':1}", '{"a":01}', '\u0000', `{"a":"${'x'.repeat(1_100_000)}"}`])
      expectRefused(await send(body), 'INVALID_INPUT');
    expectRefused(await send(new Uint8Array([0x1f, 0x8b, 0x08, 0xff])), 'INVALID_INPUT');
    expectRefused(await send('{}', 'application/json; charset=klingon'), 'INVALID_INPUT');
    expectRefused(await send('<a/>', 'application/xml'), 'INVALID_INPUT');
    expectRefused(await send('a=1', 'application/x-www-form-urlencoded'), 'INVALID_INPUT');
  });

  it('with tokens that are made up are nobody’s', async () => {
    const [head = '', body = '', mark = ''] = bench.li.token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const forged = [
      `${none}.${body}.`,
      `${head}.${body}.`,
      `${head}.${body}.${mark.slice(1)}`,
      '..',
      'x'.repeat(5_000),
    ];
    for (const token of forged) {
      const response = await fetch(`${bench.server.url}/api/v1/session/me`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{}',
      });
      const reply = (await response.json()) as Reply<unknown>;
      expectRefused({ status: response.status, reply }, 'NOT_SIGNED_IN');
    }
  });

  it('leave no socket behind on the server, no INTERNAL and no line of error in the log', async function () {
    this.timeout(60_000);
    for (const socket of sockets) socket.close();
    const { io: server } = bench.server.parts;
    await until('only the two of the bench are left', () => server.of('/').sockets.size === 2);
    await until('and their connections', () => server.engine.clientsCount === 2, 30_000); // a silent one is waited for
    await expectNoSurprise(bench.server, bench.surprises);
  });
});
