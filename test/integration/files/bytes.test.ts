import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { makeRandom } from '../../../demo/random.ts';
import { startServer, type TestNode, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { expectNoSurprise, watchSurprises } from '../../contract/refusals/surprises.ts';
import {
  announced,
  begin,
  bytesFrom,
  bytesOf,
  codeIn,
  contentOf,
  fileIn,
  idOf,
  offsetAt,
  openPatch,
  patch,
  sendForm,
  type Sender,
  shown,
  tus,
} from './sending.ts';

const CHUNK = 255 * 1024;
const MB = 1024 * 1024;
const SIZES = [1, 2, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, MB, 5 * MB + 7];
const SEEDS = 20;

describe('the bytes of a file', () => {
  let server: TestServer;
  let node2: TestNode;
  let surprises: unknown[];
  let client: WireClient;
  let sender: Sender;
  let roomId: string;

  before(async function () {
    this.timeout(180_000);
    server = await startServer({ env: { HUYING_UPLOAD_STALL_SECONDS: '1' } });
    surprises = watchSurprises(server);
    node2 = await server.anotherNode();
    const people = await server.addPeople(2);
    ({ roomId } = await server.addRoom(people));
    client = await wireClient(server.url, people[0] as TestPerson);
    sender = { url: server.url, token: client.token };
  });
  after(async () => {
    client.close();
    await node2.stop();
    await server.stop();
  });

  const stateOf = async (begun: Parameters<typeof idOf>[0]) => (await shown(client, begun.message)).state;

  for (const size of SIZES)
    it(`are kept as they were sent by tus: ${size}`, async () => {
      const bytes = bytesOf(`tus ${size}`, size);
      const begun = await begin(client, announced(roomId, size));
      expect(begun.upload.offset).to.equal(0);
      expect(fileIn(begun.message)).to.include({ state: 'uploading', bytes: size, revision: 0 });
      const { status, headers } = await patch(sender, begun.upload.path, { offset: 0, bytes });
      expect([status, headers.get('upload-offset')]).to.deep.equal([204, String(size)]);
      expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
      expect(await stateOf(begun)).to.equal('scanning');
    });

  for (const size of SIZES)
    it(`are kept as they were sent in one request: ${size}`, async () => {
      const bytes = bytesOf(`form ${size}`, size);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const { status, reply } = await sendForm(sender, announced(roomId, size, { sha256 }), { bytes });
      expect(status).to.equal(200);
      if (!reply?.ok) throw new Error('refused');
      expect(reply.data.upload.offset).to.equal(size);
      expect((await contentOf(server, idOf(reply.data))).equals(bytes)).to.equal(true);
      expect(await stateOf(reply.data)).to.equal('scanning');
    });

  for (let seed = 1; seed <= SEEDS; seed++)
    it(`go on where the connection broke off, on whatever node: seed ${seed}`, async () => {
      const random = makeRandom(`resume ${seed}`);
      const bytes = bytesFrom(random, 1 + random.int(3 * CHUNK));
      const begun = await begin(client, announced(roomId, bytes.length));
      const nodes = [sender, { ...sender, url: node2.url }];
      let sent = 0;
      for (let offset = 0; offset < bytes.length;) {
        const to = Math.min(bytes.length, offset + 1 + random.int(CHUNK + 1_000));
        const at = random.pick(nodes);
        const part = openPatch(at, begun.upload.path, offset);
        await part.write(bytes.subarray(offset, to));
        if (random.real() < 0.5) part.cut();
        else part.end();
        await part.ended;
        offset = await offsetAt(random.pick(nodes), begun.upload.path);
        sent = Math.max(sent, to); // what was cut off may still arrive
        expect(offset).to.be.within(0, sent);
      }
      expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
      // Who was cut off may be the one who moves it on.
      await until('it moves on', async () => (await stateOf(begun)) === 'scanning');
    });

  it('are read whole, and any span of them, also of a content that no engine gives in one answer', async function () {
    this.timeout(60_000);
    const bytes = bytesOf('large', 20 * MB + 1);
    const begun = await begin(client, announced(roomId, bytes.length));
    expect((await patch(sender, begun.upload.path, { offset: 0, bytes })).status).to.equal(204);
    expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
    const end = bytes.length - 1;
    const random = makeRandom('spans');
    const spans = [
      ...[
        [0, 0],
        [end, end],
        [CHUNK - 1, CHUNK],
        [CHUNK, 2 * CHUNK - 1],
        [0, end],
      ], // at the edges of chunks
      ...Array.from({ length: 10 }, () => [random.int(end), random.int(end)].sort((a, b) => a - b)),
    ];
    for (const [first = 0, last = 0] of spans) {
      const read = await buffer(server.parts.files.read(idOf(begun), { first, last }));
      expect(read.equals(bytes.subarray(first, last + 1)), `${first}…${last}`).to.equal(true);
    }
  });

  it('that are not there are not read as if they were', async () => {
    const begun = await begin(client, announced(roomId, 3));
    const outcome = await contentOf(server, idOf(begun)).catch((error: unknown) => (error as Error).message);
    expect(outcome).to.match(/^no content/);
  });

  it('of two clients that go on with one upload are those of one: the other hears of the conflict', async () => {
    const bytes = bytesOf('two clients', 4 * CHUNK + 99);
    const first = 100_000; // in the middle of a chunk
    for (const other of [sender, { ...sender, url: node2.url }]) {
      const begun = await begin(client, announced(roomId, bytes.length));
      const { path } = begun.upload;
      await patch(sender, path, { offset: 0, bytes: bytes.subarray(0, first) });
      const rest = { offset: first, bytes: bytes.subarray(first) };
      // Who is refused in the middle of a body may see the line close before the answer.
      const tries = [patch(sender, path, rest), patch(other, path, rest)];
      const answers = await Promise.allSettled(tries);
      const statuses = answers.map((a) => (a.status === 'fulfilled' ? a.value.status : 'cut off'));
      expect(statuses.filter((status) => status === 204)).to.have.lengthOf(1);
      expect(statuses).to.satisfy((all: unknown[]) =>
        all.every((s) => [204, 409, 'cut off'].includes(s as never)),
      );
      expect(await offsetAt(sender, path)).to.equal(bytes.length);
      expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
    }
  });

  it('of a connection that is dead give way to a new one that goes on', async () => {
    const bytes = bytesOf('half open', 2 * CHUNK);
    const begun = await begin(client, announced(roomId, bytes.length));
    const dead = openPatch(sender, begun.upload.path, 0);
    await dead.write(bytes.subarray(0, CHUNK + 5));
    const offset = await offsetAt(sender, begun.upload.path);
    const { status } = await patch(sender, begun.upload.path, { offset, bytes: bytes.subarray(offset) });
    expect(status).to.equal(204);
    dead.cut();
    await dead.ended;
    expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
  });

  it('from another offset than where the rest ends are refused, and change nothing', async () => {
    const bytes = bytesOf('offset lies', 1_000);
    const begun = await begin(client, announced(roomId, bytes.length));
    const { path } = begun.upload;
    await patch(sender, path, { offset: 0, bytes: bytes.subarray(0, 400) });
    for (const offset of [0, 399, 401, 1_000, 5_000]) {
      const { status } = await patch(sender, path, { offset, bytes: bytes.subarray(0, 1) });
      expect(status, `offset ${offset}`).to.equal(409);
    }
    for (const offset of ['-1', '1e2', 'x']) {
      const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': offset };
      const { status } = await tus(sender, path, { method: 'PATCH', headers, body: bytes });
      expect(status, `offset ${offset}`).to.equal(400);
    }
    expect(await offsetAt(sender, path)).to.equal(400);
    await patch(sender, path, { offset: 400, bytes: bytes.subarray(400) });
    expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
  });

  it('are never more than were announced, whether the request says how many they are or not', async () => {
    const begun = await begin(client, announced(roomId, 1_000));
    const { path } = begun.upload;
    const { status } = await patch(sender, path, { offset: 0, bytes: bytesOf('more', 1_001) });
    expect(status).to.equal(413);
    const endless = openPatch(sender, path, 0);
    await endless.write(bytesOf('endless', 100_000));
    expect(await endless.ended).to.not.equal(204);
    expect(await offsetAt(sender, path)).to.be.at.most(1_000);
    const form = await sendForm(sender, announced(roomId, 1_000), { bytes: bytesOf('form', 300_000) });
    expect([form.status, codeIn(form)]).to.deep.equal([409, 'UPLOAD_CONFLICT']);
  });

  it('that are fewer than announced leave the file open, and the rest may follow by tus', async () => {
    const bytes = bytesOf('short form', CHUNK + 10);
    const file = announced(roomId, bytes.length);
    const short = await sendForm(sender, file, { bytes: bytes.subarray(0, CHUNK + 3) });
    expect([short.status, codeIn(short)]).to.deep.equal([409, 'UPLOAD_CONFLICT']);
    const begun = await begin(client, file);
    expect(begun.upload.offset).to.equal(CHUNK + 3);
    await patch(sender, begun.upload.path, { offset: CHUNK + 3, bytes: bytes.subarray(CHUNK + 3) });
    expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
  });

  it('sent in one request a second time are one file, gone on with where the first ended', async () => {
    const bytes = bytesOf('twice', CHUNK + 10);
    const file = announced(roomId, bytes.length);
    await sendForm(sender, file, { bytes: bytes.subarray(0, 777) });
    const answers = [await sendForm(sender, file, { bytes }), await sendForm(sender, file, { bytes })];
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200]);
    const [one, two] = answers.map(({ reply }) => (reply?.ok ? reply.data : null));
    expect(one?.message.seq).to.equal(two?.message.seq);
    const begun = await begin(client, file);
    expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
  });

  it('that come too slowly are cut off; what came is kept', async () => {
    const bytes = bytesOf('slow', 50_000);
    const begun = await begin(client, announced(roomId, bytes.length));
    const slow = openPatch(sender, begun.upload.path, 0);
    await slow.write(bytes.subarray(0, 20_000));
    expect(await slow.ended).to.equal('cut off');
    await until('what came is kept', async () => (await offsetAt(sender, begun.upload.path)) === 20_000);
    await patch(sender, begun.upload.path, { offset: 20_000, bytes: bytes.subarray(20_000) });
    expect((await contentOf(server, idOf(begun))).equals(bytes)).to.equal(true);
  });

  it('cause no INTERNAL and no line of error in the log, however they come', () =>
    expectNoSurprise(server, surprises));
});
