import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { until } from '../../support/until.ts';
import { askPostgres, openBench, refusalOf, stand, type Bench } from './gateway-stand.ts';

const { GridFSBucket, Long, MongoClient } = mongoose.mongo;
const MEGABYTE = 1_048_576;

const cursorFiles = (): Promise<number> =>
  askPostgres(`SELECT count(*) FROM pg_ls_dir('pg_documentdb_cursor_files')`);

describe('cursors through the gateway', function () {
  this.timeout(120_000);
  let bench: Bench;
  const numbers = () => bench.db.collection<{ _id: number; text: string }>('numbers');
  const openCursors = async ({ db }: Bench): Promise<unknown> =>
    ((await db.admin().serverStatus()) as { metrics: { cursor: { open: { total: number } } } }).metrics.cursor
      .open.total;

  before(async () => {
    bench = await openBench();
    for (let from = 0; from < 100_000; from += 10_000) {
      const documents = Array.from({ length: 10_000 }, (_, n) => ({ _id: from + n, text: 'x'.repeat(300) }));
      await numbers().insertMany(documents, { ordered: false });
    }
  });
  after(() => bench.close());

  it('reads 100,000 documents in constant memory, sorted or not', async () => {
    // The gateway that the keeper runs is a process of its own; it tells its memory in serverStatus.
    const { keptUrl } = await stand();
    const client = new MongoClient(keptUrl);
    const resident = async (): Promise<number> =>
      ((await client.db().admin().serverStatus()) as { mem: { resident: number } }).mem.resident;
    try {
      const c = client.db(bench.db.databaseName).collection<{ _id: number }>('numbers');
      await c.find().limit(20_000).toArray(); // warm
      const before = await resident();
      let most = 0;
      for (const cursor of [
        c.find().batchSize(1_000),
        c.find().sort({ text: 1, _id: -1 }).batchSize(1_000),
      ]) {
        let found = 0;
        for await (const { _id } of cursor) {
          found += 1;
          if (_id % 10_000 === 0) most = Math.max(most, await resident());
        }
        expect(found).to.equal(100_000);
      }
      expect(most - before, 'megabytes more while 70 MB went through').to.be.below(48);
    } finally {
      await client.close();
    }
  });

  it('gives pages as large as asked for', async () => {
    const page = await bench.db.command({
      find: 'numbers',
      batchSize: 7,
      sort: { _id: -1 },
      projection: { _id: 1 },
    });
    const { id, firstBatch } = page['cursor'] as { id: mongoose.mongo.Long; firstBatch: unknown[] };
    expect(firstBatch).to.have.length(7);
    const next = await bench.db.command({
      getMore: Long.fromString(String(id)),
      collection: 'numbers',
      batchSize: 3,
    });
    expect((next['cursor'] as { nextBatch: unknown[] }).nextBatch).to.deep.equal([
      { _id: 99_992 },
      { _id: 99_991 },
      { _id: 99_990 },
    ]);
    const empty = await bench.db.command({ find: 'numbers', batchSize: 0 });
    expect(empty['cursor']).to.have.property('firstBatch').that.deep.equals([]);
  });

  it('closes cursors that are killed, finished, or whose session ends', async () => {
    const own = await openBench();
    // Another gateway on this engine, closed with cursors open, leaves files that PostgreSQL removes later.
    const others = await cursorFiles();
    const c = own.client.db(bench.db.databaseName).collection('numbers');
    const first = c.find().sort({ text: 1 }).batchSize(2);
    await first.next();
    expect([await openCursors(own), (await cursorFiles()) - others]).to.deep.equal([1, 1]);
    await first.close();
    expect(await openCursors(own)).to.equal(0);

    const session = own.client.startSession();
    const second = c.find({}, { session }).sort({ text: 1 }).batchSize(2);
    await second.next();
    expect(await openCursors(own)).to.equal(1);
    await own.db.admin().command({ endSessions: [session.id] });
    expect(await openCursors(own)).to.equal(0);
    expect(await refusalOf(drain(second))).to.include({ code: 43, codeName: 'CursorNotFound' });
    await session.endSession();
    await until('PostgreSQL keeps no file of them', async () => (await cursorFiles()) <= others);
    await own.close();
  });

  it('closes cursors that nobody asks', async () => {
    const own = await openBench({ cursorIdle: 1_000 });
    const others = await cursorFiles();
    const c = own.client.db(bench.db.databaseName).collection('numbers');
    const idle = c.find().sort({ text: 1 }).batchSize(2);
    await idle.next();
    await until('the idle cursor is closed', async () => (await openCursors(own)) === 0);
    expect(await refusalOf(drain(idle))).to.include({ code: 43 });
    await until('PostgreSQL keeps no file of it', async () => (await cursorFiles()) <= others);
    await own.close();
  });

  it('reads on when 60 sorted cursors are open, more than there are connections', async () => {
    const client = new MongoClient(bench.url, { maxPoolSize: 60 });
    const c = client.db(bench.db.databaseName).collection<{ _id: number }>('numbers');
    const sums = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const found = await c
          .find({ _id: { $gte: n * 100, $lt: n * 100 + 30 } })
          .sort({ _id: -1 })
          .batchSize(10)
          .toArray();
        return found.length;
      }),
    );
    expect(sums).to.deep.equal(Array.from({ length: 60 }, () => 30));
    await client.close();
  });

  it('keeps a file of 60 MB in GridFS byte for byte, and reads ranges of it', async () => {
    const bucket = new GridFSBucket(bench.db);
    const blocks = Array.from({ length: 60 }, () => randomBytes(MEGABYTE));
    const upload = bucket.openUploadStream('meeting.pdf');
    await pipeline(Readable.from(blocks), upload);
    const digest = createHash('sha256');
    for await (const chunk of bucket.openDownloadStream(upload.id)) digest.update(chunk as Buffer);
    const whole = Buffer.concat(blocks);
    expect(digest.digest('hex')).to.equal(createHash('sha256').update(whole).digest('hex'));
    const [start, end] = [30 * MEGABYTE - 5, 30 * MEGABYTE + 700_000];
    const range: Buffer[] = [];
    for await (const chunk of bucket.openDownloadStream(upload.id, { start, end }))
      range.push(chunk as Buffer);
    expect(Buffer.concat(range).equals(whole.subarray(start, end))).to.equal(true);
  });
});

const drain = async (cursor: AsyncIterable<unknown>): Promise<number> => {
  let found = 0;
  for await (const _ of cursor) found += 1;
  return found;
};
