import { fork } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { Binary, Long, UUID } from 'bson';
import mongoose from 'mongoose';
import { openGateway } from '../../../embedded/gateway/index.ts';
import { until } from '../../support/until.ts';
import { askPostgres, openBench, refusalOf, stand, type Bench } from './gateway-stand.ts';
import { RawClient } from './raw-client.ts';

const { MongoClient, MongoServerError } = mongoose.mongo;

const openTransactions = (): Promise<number> =>
  askPostgres(`SELECT count(*) FROM pg_stat_activity
    WHERE application_name = 'gateway' AND state LIKE 'idle in transaction%'`);

describe('many clients of the gateway at once', function () {
  this.timeout(60_000);
  let bench: Bench;

  before(async () => {
    bench = await openBench({ transactionLifetime: 1_500 }, { maxPoolSize: 40 });
  });
  after(() => bench.close());

  it('lets exactly one of the writers of a unique key win; the others get 11000', async () => {
    const c = bench.db.collection<{ key: string; writer: number }>('won');
    await c.createIndex({ key: 1 }, { unique: true }, {});
    for (let round = 0; round < 5; round += 1) {
      const outcomes = await Promise.all(
        Array.from({ length: 40 }, (_, writer) =>
          c.insertOne({ key: `k${round}`, writer }).then(
            () => 'won',
            (error: unknown) => (error instanceof MongoServerError ? error.code : error),
          ),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'won')).to.have.length(1);
      expect(outcomes.filter((outcome) => outcome === 11000)).to.have.length(39);
    }
    expect(await c.countDocuments()).to.equal(5);
  });

  it('loses no increment of 40 writers on one document', async () => {
    const c = bench.db.collection<{ _id: string; n: number }>('counter');
    const numbers = await Promise.all(
      Array.from({ length: 400 }, () =>
        c.findOneAndUpdate({ _id: 'room' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' }),
      ),
    );
    expect(new Set(numbers.map((one) => one?.n)).size).to.equal(400);
    expect(await c.findOne({ _id: 'room' })).to.deep.equal({ _id: 'room', n: 400 });
  });

  it('answers 200 connections, and keeps PostgreSQL to its 32', async () => {
    const clients = Array.from({ length: 200 }, () => new MongoClient(bench.url, { maxPoolSize: 1 }));
    try {
      await Promise.all(clients.map((client) => client.connect()));
      const answers = await Promise.all(
        clients.map(async (client, n) => {
          const c = client.db(bench.db.databaseName).collection<{ _id: number; n: number }>('parallel');
          await c.insertOne({ _id: n, n });
          return (await c.findOne({ _id: n }))?.n;
        }),
      );
      expect(answers).to.deep.equal(clients.map((_, n) => n));
      const { postgres } = (await bench.db.admin().serverStatus()) as { postgres: { connections: number } };
      expect(postgres.connections).to.be.at.most(32);
    } finally {
      await Promise.all(clients.map((client) => client.close()));
    }
  });

  it('leaves nothing of an aborted transaction', async () => {
    const c = bench.db.collection<{ _id: number; n?: number }>('aborted');
    await c.insertOne({ _id: 1, n: 1 });
    const session = bench.client.startSession();
    session.startTransaction();
    await c.insertMany([{ _id: 2 }, { _id: 3 }], { session });
    await c.updateOne({ _id: 1 }, { $set: { n: 2 } }, { session });
    await bench.db.collection('made within').insertOne({ n: 1 }, { session });
    expect(await c.countDocuments({}, { session })).to.equal(3);
    expect(await c.countDocuments()).to.equal(1);
    await session.abortTransaction();
    await session.endSession();
    expect(await c.find().toArray()).to.deep.equal([{ _id: 1, n: 1 }]);
    expect(await bench.db.collection('made within').countDocuments()).to.equal(0);
  });

  it('aborts a transaction whose write fails', async () => {
    const c = bench.db.collection<{ _id: number }>('failed');
    const session = bench.client.startSession();
    session.startTransaction();
    await c.insertOne({ _id: 1 }, { session });
    expect(await refusalOf(c.insertOne({ _id: 1 }, { session }))).to.include({ code: 11000 });
    expect(await refusalOf(session.commitTransaction())).to.include({
      code: 251,
      codeName: 'NoSuchTransaction',
    });
    await session.endSession();
    expect(await c.countDocuments()).to.equal(0);
  });

  it('shows a transaction one snapshot, and refuses what conflicts with 112', async () => {
    const c = bench.db.collection<{ _id: number; n: number }>('snapshot');
    await c.insertOne({ _id: 1, n: 0 });
    const session = bench.client.startSession();
    session.startTransaction();
    expect(await c.findOne({ _id: 1 }, { session })).to.deep.equal({ _id: 1, n: 0 });
    await c.updateOne({ _id: 1 }, { $set: { n: 5 } });
    expect(await c.findOne({ _id: 1 }, { session })).to.deep.equal({ _id: 1, n: 0 });
    const conflict = await refusalOf(c.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { session }));
    expect(conflict).to.include({ code: 112, codeName: 'WriteConflict' });
    expect(conflict.hasErrorLabel('TransientTransactionError')).to.equal(true);
    await session.abortTransaction();
    await session.endSession();
  });

  it('brings 16 conflicting withTransaction to their end, each counted once', async () => {
    const c = bench.db.collection<{ _id: number; n: number }>('contended');
    await c.insertOne({ _id: 1, n: 0 });
    await Promise.all(
      Array.from({ length: 16 }, () =>
        bench.client.withSession((session) =>
          session.withTransaction(async () => {
            const found = await c.findOne({ _id: 1 }, { session });
            await c.updateOne({ _id: 1 }, { $set: { n: (found?.n ?? 0) + 1 } }, { session });
          }),
        ),
      ),
    );
    expect(await c.findOne()).to.include({ n: 16 });
  });

  it('aborts a transaction that outlives its time, and gives its locks back', async () => {
    const c = bench.db.collection<{ _id: number; n: number }>('late');
    await c.insertOne({ _id: 1, n: 0 });
    const session = bench.client.startSession();
    session.startTransaction();
    await c.updateOne({ _id: 1 }, { $set: { n: 1 } }, { session });
    await c.updateOne({ _id: 1 }, { $set: { n: 2 } }); // waits for the abort
    const late = await refusalOf(c.updateOne({ _id: 1 }, { $set: { n: 3 } }, { session }));
    expect(late).to.include({ code: 251 });
    expect(late.hasErrorLabel('TransientTransactionError')).to.equal(true);
    await session.abortTransaction();
    await session.endSession();
    expect(await c.findOne()).to.include({ n: 2 });
  });

  it('leaves nothing of a client that is killed in a transaction', async () => {
    const c = bench.db.collection<{ _id: number }>('vanished');
    await c.insertOne({ _id: 0 });
    const program = new URL('./vanishing-client.ts', import.meta.url);
    const child = fork(program, [bench.url, bench.db.databaseName], { execArgv: ['--import=tsx'] });
    await once(child, 'message');
    expect(await openTransactions()).to.equal(1);
    child.kill('SIGKILL');
    await c.updateOne({ _id: 0 }, { $set: { free: true } }); // its lock is free again
    await until('the transaction is gone', async () => (await openTransactions()) === 0);
    expect(await c.find().toArray()).to.deep.equal([{ _id: 0, free: true }]);
    const { metrics } = await bench.db.admin().serverStatus();
    expect(metrics).to.deep.equal({ cursor: { open: { total: 0 } } });
  });
});

describe('writes that are sent twice', function () {
  this.timeout(30_000);
  let bench: Bench;
  const lsid = { id: new Binary(new UUID().buffer, 4) };
  const numbered = (command: object, number: number): object => ({
    ...command,
    $db: bench.db.databaseName,
    lsid,
    txnNumber: Long.fromNumber(number),
  });

  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  it('take effect once, with the first answer, even through another gateway', async () => {
    const { postgres } = await stand();
    const other = await openGateway({ postgres, host: '127.0.0.1', port: 0, say: () => undefined });
    const [first, second] = [
      await RawClient.connect(bench.gateway.port),
      await RawClient.connect(other.port),
    ];
    try {
      const increment = { q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true };
      const commands = [
        numbered({ insert: 'twice', documents: [{ _id: 1, n: 0 }] }, 1),
        numbered({ update: 'twice', updates: [increment, increment] }, 2),
        numbered({ findAndModify: 'twice', query: { _id: 1 }, update: { $inc: { n: 10 } }, new: true }, 3),
        numbered({ insert: 'twice', documents: [{ _id: 1 }] }, 4),
        numbered({ delete: 'twice', deletes: [{ q: { n: 12 }, limit: 1 }] }, 5),
      ];
      for (const command of commands) {
        const answer = await first.ask(command);
        expect(await second.ask(command)).to.deep.equal(answer);
      }
      expect(await first.ask(commands[0] ?? {})).to.include({
        ok: 0,
        code: 225,
        codeName: 'TransactionTooOld',
      });
      expect(await bench.db.collection('twice').countDocuments()).to.equal(0);
    } finally {
      first.destroy();
      second.destroy();
      await other.close();
    }
  });

  it('are one commit when the commit is repeated', async () => {
    const raw = await RawClient.connect(bench.gateway.port);
    const within = { autocommit: false };
    await raw.ask(
      numbered({ insert: 'commits', documents: [{ _id: 1 }], startTransaction: true, ...within }, 10),
    );
    const commit = { ...numbered({ commitTransaction: 1, ...within }, 10), $db: 'admin' };
    expect(await raw.ask(commit)).to.deep.equal({ ok: 1 });
    expect(await raw.ask(commit)).to.deep.equal({ ok: 1 });
    raw.destroy();
    const again = await RawClient.connect(bench.gateway.port);
    expect(await again.ask(commit)).to.deep.equal({ ok: 1 });
    const never = { ...numbered({ commitTransaction: 1, ...within }, 11), $db: 'admin' };
    expect(await again.ask(never)).to.include({ ok: 0, code: 251 });
    again.destroy();
  });
});
