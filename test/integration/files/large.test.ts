import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream, createWriteStream, openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect } from 'chai';
import { connect, type Huying, type Room } from '../../../client-sdk/index.ts';
import type { FileId } from '../../../shared/ids.ts';
import { codeOf } from '../../support/code-of.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { makeFolders } from '../making/contents.ts';
import { announced, type Begun, fileIn, type Sender } from './sending.ts';

/** As large as a document may be by default. */
const BYTES = 200 * 1024 * 1024;
/** Odd on purpose: no slice begins where a chunk does. */
const SLICE = 33_333_333;
const PATIENCE_MS = 180_000;

/** Lines that repeat nowhere, never more than a piece of them in memory. */
function* lines(bytes: number): Generator<Buffer> {
  const stream = createCipheriv('aes-256-ctr', Buffer.alloc(32, 7), Buffer.alloc(16));
  for (let left = bytes; left > 0;) {
    const text = stream.update(Buffer.alloc(57 * 16_384)).toString('base64');
    const piece = Buffer.from(text.replace(/.{76}/g, '$&\n')).subarray(0, left);
    left -= piece.length;
    yield piece;
  }
}

/** How many bytes a stream gives, and their SHA-256. */
async function digested(pieces: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

describe('a file of 200 MB', function () {
  this.timeout(300_000);
  const folders = makeFolders();
  let path: string;
  let whole: { bytes: number; sha256: string };
  let server: TestServer;
  let client: Huying;
  let wire: WireClient;
  let room: Room;
  let fileId: FileId;

  before(async () => {
    const folder = folders.fresh();
    path = join(folder, '档案.txt');
    await pipeline(Readable.from(lines(BYTES)), createWriteStream(path));
    whole = await digested(createReadStream(path));
    server = await startServer({ worker: true, env: { HUYING_WORK_DIR: folder } });
    const people = await server.addPeople(1);
    const [person] = people as [TestPerson];
    const { roomId } = await server.addRoom(people);
    client = connect({ url: server.url });
    await client.signIn(person.login, person.password);
    wire = await wireClient(server.url, person);
    room = client.room(roomId);
    await room.open();
  });
  after(async () => {
    client.close();
    wire.close();
    await server.stop();
    folders.clear();
  });

  it('is sent by tus from where it lies, looked at, and ready', async () => {
    expect(whole.bytes).to.equal(BYTES);
    const sent = await room.sendFile({ path }, { kind: 'document' });
    ({ fileId } = fileIn(sent));
    const shown = () => room.read().messages.find(({ seq }) => seq === sent.seq);
    await until('it is ready', () => fileIn(shown() ?? sent).state === 'ready', PATIENCE_MS);
    expect(fileIn(shown() ?? sent)).to.include({ name: '档案.txt', bytes: BYTES, mime: 'text/plain' });
  });

  const address = async () => {
    const url = await client.addressOf(fileId, 'original');
    if (url === null) throw new Error('no address was given');
    return url;
  };
  const bodyOf = ({ body }: Response): AsyncIterable<Uint8Array> => {
    if (!body) throw new Error('no body came');
    return body;
  };

  it('is fetched whole, byte for byte', async () => {
    const response = await fetch(await address());
    expect([response.status, response.headers.get('content-length')]).to.eql([200, String(BYTES)]);
    expect(await digested(bodyOf(response))).to.eql(whole);
  });

  it('is fetched in slices, byte for byte', async () => {
    const slices = async function* () {
      for (let at = 0; at < BYTES; at += SLICE) {
        const last = Math.min(BYTES, at + SLICE) - 1;
        const response = await fetch(await address(), { headers: { range: `bytes=${at}-${last}` } });
        expect(response.status).to.equal(206);
        expect(response.headers.get('content-range')).to.equal(`bytes ${at}-${last}/${BYTES}`);
        yield* bodyOf(response);
      }
    };
    expect(await digested(slices())).to.eql(whole);
  });

  it('is taken in one request as well, byte for byte', async () => {
    const form = new FormData();
    form.append('file', JSON.stringify(announced(room.roomId, BYTES, { ...whole, name: '档案.txt' })));
    form.append('content', await openAsBlob(path), '档案.txt');
    const sender: Sender = { url: server.url, token: wire.token };
    const response = await fetch(`${sender.url}/api/v1/files`, {
      ...{ method: 'POST', body: form, headers: { authorization: `Bearer ${sender.token}` } },
    });
    const reply = (await response.json()) as { ok: true; data: Begun };
    expect([response.status, reply.ok]).to.eql([200, true]);
    const kept = server.parts.files.read(fileIn(reply.data.message).fileId);
    expect(await digested(kept)).to.eql(whole);
  });

  it('is the largest that is taken: of one byte more nothing comes', async () => {
    await pipeline(Readable.from([Buffer.from('\n')]), createWriteStream(path, { flags: 'a' }));
    expect((await stat(path)).size).to.equal(BYTES + 1);
    expect(await codeOf(room.sendFile({ path }, { kind: 'document' }))).to.equal('FILE_TOO_LARGE');
  });
});
