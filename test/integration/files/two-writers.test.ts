import { expect } from 'chai';
import { makeRandom } from '../../../demo/random.ts';
import { CHUNK_BYTES } from '../../../server/files/contents.store.ts';
import { startServer, type TestNode, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { announced, begin, bytesFrom, contentOf, idOf, offsetAt, patch, type Sender } from './sending.ts';

const SEEDS = 10;

describe('two clients that go on with one upload at once, each with other bytes', function () {
  this.timeout(60_000);
  let server: TestServer;
  let node2: TestNode;
  let client: WireClient;
  let roomId: string;
  let nodes: [Sender, Sender];

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    node2 = await server.anotherNode();
    const people = await server.addPeople(1);
    ({ roomId } = await server.addRoom(people));
    client = await wireClient(server.url, people[0] as TestPerson);
    nodes = [
      { url: server.url, token: client.token },
      { url: node2.url, token: client.token },
    ];
  });
  after(async () => {
    client.close();
    await node2.stop();
    await server.stop();
  });

  /** The bytes that are kept, also where more are to come. */
  async function keptOf(contentId: string): Promise<Buffer> {
    const chunks = await server.parts.database.connection
      .collection<{ n: number; data: { buffer: Uint8Array } }>('contents.chunks')
      .find({ files_id: contentId })
      .toArray();
    return Buffer.concat(chunks.sort((a, b) => a.n - b.n).map(({ data }) => data.buffer));
  }

  for (let seed = 1; seed <= SEEDS; seed++)
    it(`leave the bytes of one of them, whole and unmixed: seed ${seed}`, async () => {
      const random = makeRandom(`two writers ${seed}`);
      const first = bytesFrom(random, 1 + random.int(2 * CHUNK_BYTES));
      const rest = 1 + random.int(8 * CHUNK_BYTES);
      const both = [0, 1].map(() => Buffer.concat([first, bytesFrom(random, rest)])) as [Buffer, Buffer];
      const begun = await begin(client, announced(roomId, first.length + rest));
      const { path } = begun.upload;
      const [here] = nodes;
      await patch(here, path, { offset: 0, bytes: first });

      const places = [here, seed % 2 === 0 ? nodes[1] : here];
      const answers = await Promise.allSettled(
        both.map((bytes, i) =>
          patch(places[i] ?? here, path, { offset: first.length, bytes: bytes.subarray(first.length) }),
        ),
      );
      const taken = answers.map((answer) => answer.status === 'fulfilled' && answer.value.status === 204);
      expect(taken, 'not both of them').to.not.deep.equal([true, true]);

      const offset = await offsetAt(here, path);
      const kept = await keptOf(idOf(begun));
      expect(kept).to.have.length(offset);
      const winner = both.find((bytes) => bytes.subarray(0, offset).equals(kept));
      if (!winner) throw new Error('what is kept is of neither of them');
      if (taken.includes(true)) expect(winner).to.equal(both[taken.indexOf(true)]);
      if (offset < winner.length) await patch(here, path, { offset, bytes: winner.subarray(offset) });
      expect((await contentOf(server, idOf(begun))).equals(winner)).to.equal(true);
    });
});
