import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Huying, Room, SendingFile } from '../../../client-sdk/index.ts';
import { fileStorage } from '../../../client-sdk/node.ts';
import { memoryStorage, type Storage } from '../../../client-sdk/storage.ts';
import { CHUNK_BYTES } from '../../../server/files/contents.store.ts';
import type { SharedFile } from '../../../shared/files.ts';
import type { FileId, RoomId } from '../../../shared/ids.ts';
import { codeOf } from '../../support/code-of.ts';
import { until } from '../../support/until.ts';
import { bytesOf, contentOf, fileIn } from '../files/sending.ts';
import { type ClientBench, clientBench, textsOf } from './client-bench.ts';

const MB = 1024 * 1024;
const PATIENCE_MS = 60_000;
/** Larger than what goes in one request, so that there is a middle in which things happen. */
const BYTES = 6 * MB + 7;
/** After so many of them something happens; the server has kept some by then. */
const MIDDLE = 3 * MB;

/** All that is said besides the bytes of a file, generously: asking and answering, and what lay in the buffers of a line. */
const AROUND = 512 * 1024;

const blobOf = (bytes: Buffer) => new Blob([new Uint8Array(bytes)]);
const filesIn = (room: Room): SharedFile[] =>
  room.read().messages.flatMap(({ body }) => (body.kind === 'file' ? [body.file] : []));

describe('client SDK: files on a real server', function () {
  this.timeout(180_000);
  let bench: ClientBench;
  let roomId: RoomId;
  let there: Room;
  let folder: string;
  before(async () => {
    bench = await clientBench();
  });
  beforeEach(async () => {
    roomId = await bench.newRoom();
    there = await bench.opened(await bench.signedIn(1), roomId);
    folder = mkdtempSync(join(tmpdir(), 'huying-test-'));
  });
  afterEach(async () => {
    await bench.clear();
    rmSync(folder, { recursive: true, force: true });
  });
  after(() => bench.close());

  /** Begins to send, and stops the line in the middle, when some of it is kept. */
  async function halfSent(client: Huying, bytes: Buffer, o: Partial<SendingFile> = {}) {
    const held = bench.network.hold(MIDDLE);
    const sending = client.room(roomId).sendFile(blobOf(bytes), { kind: 'document', name: '方案.pdf', ...o });
    sending.catch(() => undefined); // whoever waits for it hears of it
    await held;
    await until('some of it is kept', async () => (await chunks()).length > 0, PATIENCE_MS);
    const kept = (await chunks()).length * CHUNK_BYTES;
    return { sending, rest: bytes.length - kept, sent: bench.network.sent() };
  }
  /** What was kept was not sent again. */
  const expectOnlyTheRest = ({ rest, sent }: { rest: number; sent: number }) =>
    expect(bench.network.sent() - sent).to.be.at.most(rest + AROUND);
  const collection = (name: string) => bench.server.parts.database.connection.collection(name);
  const files = () => collection('files').find<{ _id: FileId }>({ roomId }).toArray();
  const chunks = async () => {
    const ids = (await files()).map(({ _id }) => _id);
    return collection('contents.chunks')
      .find({ files_id: { $in: ids } })
      .toArray();
  };
  const nothingUnsent = (storage: Storage) =>
    until(
      'nothing lies in the outbox',
      async () => (await storage.keys('huying/person/')).every((key) => !/\/(outbox|content)\//.test(key)),
      PATIENCE_MS,
    );

  /** One file, one message for all, byte for byte. */
  async function expectThere(bytes: Buffer): Promise<void> {
    await until('the others see that all is there', () => filesIn(there).at(0)?.state === 'scanning');
    expect(filesIn(there)).to.have.lengthOf(1);
    const kept = await files();
    expect(kept.map(({ _id }) => _id)).to.eql(filesIn(there).map(({ fileId }) => fileId));
    expect((await contentOf(bench.server, kept[0]?._id ?? '')).equals(bytes)).to.equal(true);
  }

  for (const size of [1, 200 * 1024, 9 * MB + 1])
    it(`sends ${size} bytes; how much is there is told as it grows, and at last that all is`, async () => {
      const bytes = bytesOf(`sdk ${size}`, size);
      const told: number[] = [];
      const client = await bench.signedIn(0);
      const sent = await client.room(roomId).sendFile(blobOf(bytes), {
        ...{ kind: 'document', name: '关于….pdf' },
        onProgress: (share) => told.push(share),
      });
      expect(fileIn(sent)).to.include({ name: '关于….pdf', bytes: size });
      expect(told).to.eql([...new Set(told)].sort((a, b) => a - b));
      expect(told.at(-1)).to.equal(1);
      if (size > MB) expect(told.length).to.be.greaterThan(2);
      await expectThere(bytes);
      expect(filesIn(there)[0]).to.include({ fileId: fileIn(sent).fileId, name: '关于….pdf' });
    });

  it('gives one up by its signal: its message says so, nothing of it stays, and the outbox forgets it', async () => {
    const storage = memoryStorage();
    const giveUp = new AbortController();
    const client = await bench.signedIn(0, { storage });
    const { sending } = await halfSent(client, bytesOf('given up', BYTES), { signal: giveUp.signal });
    giveUp.abort();
    bench.network.letGo();
    expect(await codeOf(sending)).to.equal('FILE_REFUSED');
    await until('its message says so', () => filesIn(there)[0]?.state === 'refused', PATIENCE_MS);
    expect(filesIn(there)).to.have.lengthOf(1);
    expect(filesIn(there)[0]).to.include({ why: 'cancelled' });
    await nothingUnsent(storage);
    expect(client.room(roomId).read().pending).to.eql([]);
    await until('nothing of it stays', async () => (await chunks()).length === 0, PATIENCE_MS);
  });

  it('goes on by itself after the line broke, and what was written meanwhile is said, too', async () => {
    const bytes = bytesOf('line', BYTES);
    const client = await bench.signedIn(0);
    const { sending, ...stood } = await halfSent(client, bytes);
    bench.network.cut();
    bench.network.letGo();
    await Promise.all([sending, client.room(roomId).send('文件随后就到')]);
    await expectThere(bytes);
    expectOnlyTheRest(stood);
    await until('heard', () => textsOf(there).length === 1);
  });

  for (const where of ['in memory', 'in a folder'] as const)
    it(`goes on after a restart with what lay ${where} in its outbox, under the same message`, async () => {
      const storage = where === 'in memory' ? memoryStorage() : fileStorage(folder);
      const bytes = bytesOf(where, BYTES);
      const client = await bench.signedIn(0, { storage });
      const { sending, ...stood } = await halfSent(client, bytes);
      client.close();
      bench.network.cut();
      bench.network.letGo();
      expect(await codeOf(sending)).to.be.a('string');
      expect(filesIn(there).map(({ state }) => state)).to.eql(['uploading']);

      const again = bench.make({ storage });
      expect(await again.resume()).to.deep.include({ name: bench.person(0).name });
      await nothingUnsent(storage);
      await expectThere(bytes);
      expectOnlyTheRest(stood);
    });
});
