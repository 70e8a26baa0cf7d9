import { expect } from 'chai';
import type { AnnouncedFile } from '../../../shared/file-acts.ts';
import { fileIdOf } from '../../../server/files/files.rules.ts';
import { startServer, type TestNode, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { announced, begin, idOf } from './sending.ts';

const MB = 1024 * 1024;
const QUOTAS = { HUYING_PERSON_FILES_MB: '10', HUYING_ROOM_FILES_MB: '20' };

interface Kept {
  _id: string;
  seq: number;
  sendKey: string;
  announced: { bytes: number };
}

describe('quotas of files', () => {
  let server: TestServer;
  let other: TestNode;
  let people: TestPerson[];
  let roomId: string;
  let clients: WireClient[];

  beforeEach(async function () {
    this.timeout(180_000);
    server = await startServer({ env: QUOTAS });
    other = await server.anotherNode(QUOTAS);
    people = await server.addPeople(4);
    ({ roomId } = await server.addRoom(people));
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await other.stop();
    await server.stop();
  });

  const as = async (n: number, url = server.url): Promise<WireClient> => {
    const client = await wireClient(url, people[n] as TestPerson);
    clients.push(client);
    return client;
  };
  const files = () => server.parts.database.connection.collection<Kept>('files');
  const outcome = (who: WireClient, file: AnnouncedFile) =>
    begin(who, file).then(
      () => 'ok',
      (error: unknown) => (error as Error).message,
    );
  const counted = (outcomes: readonly string[]) => ({
    ok: outcomes.filter((one) => one === 'ok').length,
    over: outcomes.filter((one) => one === 'QUOTA_EXCEEDED').length,
  });
  const bytesKept = async () => {
    const kept = await files().find({}).toArray();
    expect(kept.every(({ seq }) => seq > 0)).to.equal(true);
    return kept.reduce((sum, { announced: { bytes } }) => sum + bytes, 0);
  };
  const SIZES = [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3].map((size) => size * MB);

  it('of a person are kept to the byte by whatever they begin at the same instant, on whichever node', async () => {
    const ends = [await as(0), await as(0, other.url)];
    const begun = Array.from({ length: 30 }, (_, n) =>
      outcome(ends[n % 2] as WireClient, announced(roomId, MB)),
    );
    expect(counted(await Promise.all(begun))).to.deep.equal({ ok: 10, over: 20 });
    expect(await bytesKept()).to.equal(10 * MB);
  });

  it('of a room are kept by all who begin there at the same instant, however large, and nothing of the others stays', async () => {
    const ends = await Promise.all([as(0), as(1, other.url), as(2), as(3, other.url)]);
    const begun = ends.flatMap((end) => SIZES.map((size) => outcome(end, announced(roomId, size))));
    const { ok, over } = counted(await Promise.all(begun));
    expect(ok + over).to.equal(begun.length);
    const kept = await bytesKept();
    expect(kept).to.be.within(18 * MB, 20 * MB); // where less than 3 MB is left, 3 MB do not fit
    expect(await files().countDocuments({})).to.equal(ok);
  });

  it('let in once what is begun twice, also at the same instant', async () => {
    const [end, elsewhere] = [await as(0), await as(0, other.url)];
    const file = announced(roomId, 6 * MB);
    const twice = [end, elsewhere, end, elsewhere].map((one) => outcome(one, file));
    expect(await Promise.all(twice)).to.deep.equal(['ok', 'ok', 'ok', 'ok']);
    expect(await outcome(end, announced(roomId, 4 * MB))).to.equal('ok');
    expect(await outcome(end, file)).to.equal('ok');
    expect(await outcome(end, announced(roomId, 1))).to.equal('QUOTA_EXCEEDED');
  });

  it('judge a file that a dead process kept and did not let in when it is begun again, and count it for nothing until then', async () => {
    const end = await as(0);
    const alike = await files().findOne({ _id: idOf(await begin(end, announced(roomId, 1))) });
    if (!alike) throw new Error('not kept');
    const file = announced(roomId, 6 * MB);
    const _id = fileIdOf(file, (people[0] as TestPerson).personId);
    const { sendKey, bytes } = file;
    await files().insertOne({ ...alike, _id, seq: 0, sendKey, announced: { bytes } });
    expect(await outcome(end, announced(roomId, 8 * MB))).to.equal('ok');
    expect(await outcome(end, file)).to.equal('QUOTA_EXCEEDED');
    expect(await files().findOne({ _id })).to.equal(null);
  });

  it('count a file that was let in by a process that died before it knew its message to be said', async () => {
    const end = await as(0);
    const file = announced(roomId, 6 * MB);
    const begun = await begin(end, file);
    await files().updateOne({ _id: idOf(begun) }, { $set: { seq: 0 } });
    expect(await outcome(end, announced(roomId, 5 * MB))).to.equal('QUOTA_EXCEEDED');
    expect(await outcome(end, file)).to.equal('ok');
    expect(await outcome(end, announced(roomId, 4 * MB))).to.equal('ok');
  });
});
