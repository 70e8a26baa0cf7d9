import { expect } from 'chai';
import { until } from '../../support/until.ts';
import { openBench, stand, type Bench } from './gateway-stand.ts';

describe('a PostgreSQL that is killed behind the gateway', function () {
  this.timeout(90_000);
  let bench: Bench;

  before(async () => {
    bench = await openBench({}, { maxPoolSize: 20 });
  });
  after(() => bench.close());

  it('costs no acknowledged write, repeats none, and the same client goes on', async () => {
    const { killPostgres } = await stand();
    const c = bench.db.collection<{ _id: string; n: number }>('counted');
    await c.insertMany(Array.from({ length: 12 }, (_, writer) => ({ _id: `w${writer}`, n: 0 })));
    const acknowledged: number[] = Array.from({ length: 12 }, () => 0);
    const uncertain: number[] = Array.from({ length: 12 }, () => 0);
    let enough = false;
    const write = async (writer: number): Promise<void> => {
      while (!enough) {
        const done = c.updateOne({ _id: `w${writer}` }, { $inc: { n: 1 } });
        const tally = await done.then(
          () => acknowledged,
          () => uncertain,
        );
        tally[writer] = (tally[writer] ?? 0) + 1;
      }
    };
    const total = (): number => acknowledged.reduce((sum, n) => sum + n, 0);
    const writers = Promise.all(acknowledged.map((_, writer) => write(writer)));
    await until('some writes are acknowledged', () => total() > 200);
    killPostgres();
    const atKill = total();
    await until('writes go on after the kill', () => total() > atKill + 200, 60_000);
    enough = true;
    await writers;
    const found = await c.find().toArray();
    for (const [writer, n] of acknowledged.entries()) {
      const kept = found.find(({ _id }) => _id === `w${writer}`)?.n ?? 0;
      expect(kept, `writer ${writer}`).to.be.within(n, n + (uncertain[writer] ?? 0));
    }
  });

  it('makes a transaction under way a transient failure, which withTransaction repeats', async () => {
    const { killPostgres } = await stand();
    const c = bench.db.collection<{ _id: number }>('within');
    await c.insertOne({ _id: 0 });
    let tries = 0;
    await bench.client.withSession((session) =>
      session.withTransaction(async () => {
        tries += 1;
        await c.insertOne({ _id: 1 }, { session });
        if (tries === 1) {
          killPostgres();
          // Its backend lives until it notices; the transaction breaks at one of its next commands.
          for (;;) await c.findOne({ _id: 0 }, { session });
        }
        await c.insertOne({ _id: 2 }, { session });
      }),
    );
    expect(tries).to.be.above(1);
    expect((await c.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).to.deep.equal([0, 1, 2]);
  });
});
