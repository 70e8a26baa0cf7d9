import { expect } from 'chai';
import { makeSharedClock } from '../../../server/ops/clock.ts';

describe('the clock that nodes share', () => {
  /** A machine whose clock is ahead of the database's by so much; an answer takes 4 ms, half of it each way. */
  async function clockOf(aheadMs: number) {
    const world = { ms: 1_000_000, aheadMs, isThere: true };
    const warned: number[] = [];
    const clock = await makeSharedClock({
      askTime: () => {
        if (!world.isThere) return Promise.reject(new Error('away'));
        world.ms += 2;
        const there = new Date(world.ms);
        world.ms += 2;
        return Promise.resolve(there);
      },
      machine: { wall: () => world.ms + world.aheadMs, tick: () => world.ms - 999_000 },
      warn: (ms) => warned.push(ms),
    });
    clock.stop();
    return { clock, world, warned };
  }

  it('is the database’s, though the machine’s is ten minutes ahead or behind; and it is said once', async () => {
    for (const aheadMs of [600_000, -600_000]) {
      const { clock, world, warned } = await clockOf(aheadMs);
      expect(clock.now().getTime()).to.equal(world.ms);
      expect(clock.aheadMs()).to.equal(aheadMs);
      await clock.ask();
      expect(warned).to.deep.equal([aheadMs]);
    }
  });

  it('goes evenly where the machine’s is right, and goes on when somebody sets that', async () => {
    const { clock, world, warned } = await clockOf(0);
    world.ms += 60_000;
    expect(clock.now().getTime()).to.equal(world.ms);
    world.aheadMs = -3_600_000;
    expect(clock.now().getTime()).to.equal(world.ms);
    expect(warned).to.deep.equal([]);
    await clock.ask();
    expect(warned).to.deep.equal([-3_600_000]);
  });

  it('keeps what it has while the database is away', async () => {
    const { clock, world } = await clockOf(600_000);
    world.isThere = false;
    const outcome = await clock.ask().then(
      () => 'asked',
      () => 'away',
    );
    expect([outcome, clock.now().getTime()]).to.deep.equal(['away', world.ms]);
  });
});
