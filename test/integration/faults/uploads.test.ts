import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { connect, type Huying, type Room } from '../../../client-sdk/index.ts';
import { makeRandom } from '../../../demo/random.ts';
import type { FileId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Parts } from '../../../server/app.ts';
import { CHUNK_BYTES } from '../../../server/files/contents.store.ts';
import { engines, freshFolder } from '../../support/engines.ts';
import { until } from '../../support/until.ts';
import { shakyNetwork, type ShakyNetwork } from '../client-sdk/shaky-network.ts';
import { bytesFrom, fileIn } from '../files/sending.ts';
import {
  type Environment,
  environmentOn,
  openParts,
  type ServerProcess,
  startProcess,
} from './server-process.ts';
import { settle, type Village } from './village.ts';

const SEEDS = 20;
/** Files under way at each kill, each from another person over a line of their own. */
const AT_ONCE = 4;
const LEAST_BYTES = 1_500_000;
const MORE_BYTES = 4_000_000;
/** All that a client says besides the bytes of a file, generously. */
const AROUND_BYTES = 16_384;
/** What a server keeps at the latest when so much came. */
const TOGETHER_BYTES = 4 * CHUNK_BYTES;
const PATIENCE_MS = 60_000;

/** A file of a seed, after how many bytes on the line its server is killed, and how many of them it surely keeps. */
function fileOf(seed: number) {
  const random = makeRandom(`killed ${seed}`);
  const bytes = bytesFrom(random, LEAST_BYTES + random.int(MORE_BYTES));
  const name = `第${seed}份材料.pdf`;
  const after = AROUND_BYTES + random.int(bytes.length - 2 * AROUND_BYTES);
  const arrives = after - AROUND_BYTES;
  return { name, bytes, after, surely: arrives - (arrives % TOGETHER_BYTES) };
}

/** Somebody who sends. */
interface Sender {
  readonly client: Huying;
  readonly line: ShakyNetwork;
  readonly room: Room;
}

describe('faults: files under way when the server is killed', function () {
  this.timeout(300_000);
  let environment: Environment;
  let village: Village;
  let parts: Parts;
  let nodes: [ServerProcess, ServerProcess];
  let senders: Sender[];

  const start = (port = '0') => startProcess({ ...environment, PORT: port });

  before(async () => {
    const folder = freshFolder();
    environment = { ...environmentOn({ ...(await engines()), folder }), HUYING_ROLES: 'web' };
    village = await settle(environment, { people: AT_ONCE, rooms: 1 });
    parts = await openParts(environment);
    nodes = await Promise.all([start(), start()]);
    senders = await Promise.all(village.people.map(sitDown));
  });
  after(async () => {
    for (const { client, line } of senders) {
      client.close();
      await line.close();
    }
    await Promise.all(nodes.map((node) => node.stop()));
    await parts.database.connection.dropDatabase();
    await parts.close();
  });

  async function sitDown({ login, password }: Village['people'][number]): Promise<Sender> {
    const line = await shakyNetwork(nodes[0].url);
    const client = connect({ url: line.url, answerMs: 3_000 });
    await client.signIn(login, password);
    const room = client.room(roomId());
    await room.open();
    return { client, line, room };
  }
  function roomId() {
    const [room] = village.rooms;
    if (!room) throw new Error('the village has no room');
    return room.roomId;
  }

  /** The files of this name. */
  const filesCalled = (name: string) =>
    parts.database.connection.collection<{ _id: FileId; state: string }>('files').find({ name }).toArray();

  /** How many bytes of it are kept. */
  async function keptOf(name: string): Promise<number> {
    const [file] = await filesCalled(name);
    if (!file) return 0;
    const chunks = await parts.database.connection
      .collection<{ bytes: number }>('contents.chunks')
      .find({ files_id: file._id })
      .toArray();
    return chunks.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async function said(): Promise<readonly Message[]> {
    const { messages } = await (senders[0] as Sender).client.ask('message:list', {
      roomId: roomId(),
      after: 0,
      limit: 100,
    });
    return messages;
  }

  async function hashOf(fileId: FileId): Promise<string> {
    const hash = createHash('sha256');
    for await (const piece of parts.files.read(fileId)) hash.update(piece as Buffer);
    return hash.digest('hex');
  }

  /** Kills the first node; the files go on there when it is back, or at the other. */
  async function strike(how: 'it starts again' | 'another takes over'): Promise<void> {
    const [first, second] = nodes;
    await first.kill();
    if (how === 'another takes over') {
      for (const { line } of senders) line.leadTo(second.url);
      return;
    }
    const again = await start(new URL(first.url).port);
    nodes = [again, second];
    for (const { line } of senders) line.leadTo(again.url);
  }

  for (let first = 1; first <= SEEDS; first += AT_ONCE) {
    const how = (first - 1) % (2 * AT_ONCE) === 0 ? 'it starts again' : 'another takes over';
    it(`go on where they were when ${how}, once and byte for byte: seeds ${first} to ${first + AT_ONCE - 1}`, async () => {
      const files = senders.map((sender, i) => ({ ...sender, ...fileOf(first + i) }));
      const before = files.map(({ line }) => line.sent());
      const reached = files.map(({ line, after }) => line.hold(after));
      const sending = files.map(({ room, name, bytes }) =>
        room.sendFile(new Blob([new Uint8Array(bytes)]), { kind: 'document', name }),
      );
      await Promise.all(reached);
      for (const { name, surely } of files)
        await until(`${surely} bytes are kept`, async () => (await keptOf(name)) >= surely, PATIENCE_MS);
      const [dead] = nodes;
      await strike(how);
      const messages = await Promise.all(sending);
      if (how === 'another takes over') nodes = [nodes[1], await start()];

      for (const [i, { name, bytes, line, after, surely }] of files.entries()) {
        const { fileId } = fileIn(messages[i] as Message);
        expect(await filesCalled(name), 'one file').to.have.lengthOf(1);
        expect(await hashOf(fileId)).to.equal(createHash('sha256').update(bytes).digest('hex'));
        const sent = line.sent() - (before[i] ?? 0);
        const most = after + bytes.length - surely + 2 * AROUND_BYTES;
        expect(sent, 'what was kept was not sent again').to.be.at.most(most);
      }
      const all = await said();
      for (const { name } of files) {
        const mine = all
          .map(({ body }) => body)
          .filter((body) => body.kind === 'file' && body.file.name === name);
        expect(mine, 'one message').to.have.lengthOf(1);
        expect(mine[0]).to.have.nested.property('file.state', 'scanning');
      }
      for (const { room } of senders) expect(room.read().pending).to.eql([]);
      expect(dead.surprises()).to.eql([]);
    });
  }
});
