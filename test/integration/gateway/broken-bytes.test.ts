import { connect } from 'node:net';
import { expect } from 'chai';
import { serialize } from 'bson';
import mongoose from 'mongoose';
import { openGateway } from '../../../embedded/gateway/index.ts';
import { until } from '../../support/until.ts';
import { askPostgres, openBench, stand, type Bench } from './gateway-stand.ts';
import { RawClient } from './raw-client.ts';

const CASES = 2_500;

/** mulberry32: the same seed gives the same numbers. */
const numbersFrom = (seed: number) => (below: number) => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
};

const busyBackends = (): Promise<number> =>
  askPostgres(`SELECT count(*) FROM pg_stat_activity WHERE application_name = 'gateway' AND state <> 'idle'`);
const startOfPostgres = (): Promise<number> =>
  askPostgres('SELECT extract(epoch FROM pg_postmaster_start_time())');
const crashes = (): Promise<number> =>
  askPostgres('SELECT sessions_killed FROM pg_stat_database WHERE datname = current_database()');

describe('bytes that are no message', function () {
  this.timeout(120_000);
  let bench: Bench;

  before(async () => {
    bench = await openBench({ connections: 8 });
    await bench.db.collection<{ _id: number }>('quiet').insertOne({ _id: 1 });
  });
  after(() => bench.close());

  const sendAndWait = (bytes: Buffer, end: boolean): Promise<'closed' | 'answered'> =>
    new Promise((resolve) => {
      const socket = connect(bench.gateway.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.once('close', () => resolve('closed'));
      socket.once('data', () => {
        resolve('answered');
        socket.destroy();
      });
      socket.write(bytes);
      if (end) socket.end();
    });

  const seed = Number(process.env['HUYING_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  it(`close their own connection only: ${CASES} cases, seed ${seed} (HUYING_SEED repeats it)`, async () => {
    const random = numbersFrom(seed);
    const maker = await RawClient.connect(bench.gateway.port);
    const $db = bench.db.databaseName;
    const commands = [
      {
        insert: 'fuzz',
        documents: [{ a: 1, text: '呼应', nested: { list: [1, 'two', { three: 3.5 }] } }],
        $db,
      },
      { find: 'fuzz', filter: { a: { $gte: 1 }, text: /呼/ }, sort: { a: 1 }, batchSize: 2, $db },
      { aggregate: 'fuzz', pipeline: [{ $match: { a: 1 } }, { $group: { _id: '$text' } }], cursor: {}, $db },
      { update: 'fuzz', updates: [{ q: { a: 1 }, u: { $set: { 'nested.x': [] } }, upsert: true }], $db },
      { hello: 1, client: { driver: { name: 'n', version: '1' } }, $db },
    ].map((command) => maker.message(command));
    const start = await startOfPostgres();
    const killed = await crashes();
    const outcomes = { closed: 0, answered: 0 };
    let left = CASES;
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const whole = commands[random(commands.length)] ?? Buffer.alloc(0);
        outcomes[await sendAndWait(...spoil(whole, random))] += 1;
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    expect(outcomes.closed, 'cut').to.be.above(CASES / 4);
    expect(await maker.ask({ ping: 1, $db: 'admin' }), 'a connection beside them').to.include({ ok: 1 });
    expect(await bench.db.collection('quiet').countDocuments()).to.equal(1);
    maker.destroy();
    expect([await startOfPostgres(), await crashes()], 'PostgreSQL has not crashed').to.deep.equal([
      start,
      killed,
    ]);
    await until('no PostgreSQL connection is left at work', async () => (await busyBackends()) === 0);
    const { connections } = (await bench.db.admin().serverStatus()) as { connections: { current: number } };
    expect(connections.current).to.be.below(10);
  });

  it('lets 48 MB through and refuses more', async () => {
    const c = bench.db.collection<{ _id: number; bytes: mongoose.mongo.Binary }>('large');
    const documents = [1, 2, 3].map((_id) => ({
      _id,
      bytes: new mongoose.mongo.Binary(Buffer.alloc(15_900_000, _id)),
    }));
    await c.insertMany(documents); // one message of 47.7 MB
    const found = await c.find().sort({ _id: 1 }).toArray();
    expect(found.map(({ bytes }) => bytes.length())).to.deep.equal([15_900_000, 15_900_000, 15_900_000]);
    const raw = await RawClient.connect(bench.gateway.port);
    const head = raw.message({ ping: 1 });
    head.writeInt32LE(48_000_001, 0);
    raw.socket.write(head);
    await raw.closed();
    expect(await c.countDocuments()).to.equal(3);
  });

  it('answers an OP_QUERY hello, and does not answer moreToCome', async () => {
    const raw = await RawClient.connect(bench.gateway.port);
    const document = Buffer.from(serialize({ ismaster: 1, helloOk: true }));
    const query = Buffer.concat([Buffer.alloc(20), Buffer.from('admin.$cmd\0'), Buffer.alloc(8), document]);
    query.writeInt32LE(query.length, 0);
    query.writeInt32LE(2004, 12);
    raw.socket.write(query);
    expect(await raw.reply()).to.include({
      ismaster: true,
      helloOk: true,
      setName: 'embedded',
      maxWireVersion: 21,
    });
    raw.socket.write(
      raw.message({ insert: 'silent', documents: [{ _id: 1 }], $db: bench.db.databaseName }, 2),
    );
    expect(await raw.ask({ count: 'silent', $db: bench.db.databaseName })).to.include({ n: 1 });
    raw.destroy();
  });

  it('holds no more than one answer for a client that does not read', async () => {
    const c = bench.db.collection('pages');
    await c.insertMany(Array.from({ length: 15 }, () => ({ text: 'x'.repeat(1_000_000) })));
    const raw = await RawClient.connect(bench.gateway.port);
    raw.socket.pause();
    const before = process.memoryUsage().rss;
    const ask = raw.message({ find: 'pages', $db: bench.db.databaseName });
    for (let n = 0; n < 40; n += 1) raw.socket.write(ask); // 600 MB, were they all answered
    await bench.db.command({ ping: 1 });
    await until('the gateway has answered what it may', async () => (await busyBackends()) === 0);
    expect((process.memoryUsage().rss - before) / 1_048_576, 'megabytes').to.be.below(250);
    raw.destroy();
  });

  it('refuses to listen where others could reach it', async () => {
    const { postgres } = await stand();
    const host = '0.0.0.0' as '127.0.0.1';
    const refused = await openGateway({ postgres, host, port: 0, say: () => undefined }).then(
      () => 'open',
      (error: unknown) => (error as Error).message,
    );
    expect(refused).to.match(/loopback only/);
  });

  it('says where it listens, and answers what is under way before it closes', async () => {
    const { postgres } = await stand();
    const said: string[] = [];
    const gateway = await openGateway({
      postgres,
      host: '127.0.0.1',
      port: 0,
      say: (line) => said.push(line),
    });
    expect(said).to.have.length(1);
    expect(said[0]).to.include(`127.0.0.1:${gateway.port}`);
    const raw = await RawClient.connect(gateway.port);
    raw.socket.write(raw.message({ insert: 'last', documents: [{ _id: 1 }], $db: bench.db.databaseName }));
    const reply = raw.reply();
    await until(
      'the insert is under way or done',
      async () => (await bench.db.collection('last').countDocuments()) === 1,
    );
    await gateway.close();
    expect(await reply).to.include({ n: 1, ok: 1 });
    await raw.closed();
  });
});

/** A message that is cut off, has bytes changed, a length bent, or is noise. */
const spoil = (whole: Buffer, random: (below: number) => number): [Buffer, boolean] => {
  const bytes = Buffer.from(whole);
  switch (random(5)) {
    case 0:
      return [bytes.subarray(0, random(bytes.length)), true];
    case 1: {
      for (let n = 1 + random(4); n > 0; n -= 1) bytes[16 + random(bytes.length - 16)] = random(256);
      return [bytes, true];
    }
    case 2: {
      bytes.writeInt32LE(random(2) ? random(2 ** 31 - 1) : -random(1000), random(bytes.length - 4));
      return [bytes, true];
    }
    case 3: {
      const at = 21 + random(bytes.length - 21);
      const shorter = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(8))]);
      shorter.writeInt32LE(shorter.length, 0);
      return [shorter, true];
    }
    default:
      return [Buffer.from(Array.from({ length: 16 + random(200) }, () => random(256))), true];
  }
};
