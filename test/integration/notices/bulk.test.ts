import { expect } from 'chai';
import { v7 } from 'uuid';
import { instantAt } from '../../../server/org/index.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import { makeWorld, type World } from './world.ts';

const YEAR = 9203; // suggestions of one congress year, handed over on one day

interface Explained {
  queryPlanner: { winningPlan: unknown };
}

describe('a year’s duties, opened on one day', () => {
  let world: World;
  const rows: ReturnType<World['dutyRow']>[] = [];
  before(async function () {
    this.timeout(180_000);
    world = await makeWorld();
    const late = YEAR - 3; // three of them were handed over a month earlier
    for (let i = 0; i < YEAR; i++) {
      const id = v7() as SuggestionId;
      rows.push(world.dutyRow(id, i < late ? '2022-04-01' : '2022-03-01'));
      world.record.set(id, [{ unitId: world.unitId, role: 'lead', contactIds: [], contacted: [] }]);
    }
    await world.notices.duties.openMany(rows);
  });
  after(() => world.end());

  const duties = () => world.database.connection.collection('duties');

  it('stand once, also when they are opened again', async function () {
    this.timeout(60_000);
    expect(await duties().countDocuments({})).to.equal(YEAR);
    await world.notices.duties.openMany(rows);
    expect(await duties().countDocuments({})).to.equal(YEAR);
  });

  it('are not read by a sweep unless they are due', async () => {
    const due = { nextAt: { $lte: instantAt('2022-03-08', '09:00') } };
    const plan = (await duties().find(due).limit(200).explain('queryPlanner')) as unknown as Explained;
    expect(JSON.stringify(plan.queryPlanner.winningPlan))
      .to.contain('IXSCAN')
      .and.contain('nextAt_1')
      .and.not.contain('COLLSCAN');
    world.clock.set(instantAt('2022-03-08', '09:00').toISOString());
    expect(await world.notices.sweep()).to.deep.equal({ deliveries: 6 }); // three rooms, three notices
  });

  it('are all reminded of on one morning', async function () {
    this.timeout(120_000);
    world.queue.length = 0;
    world.clock.set(instantAt('2022-04-11', '09:00').toISOString());
    const made = 2 * (YEAR - 3) + 3 * 4; // the three early ones are at their last step: leader and office as well
    expect(await world.notices.sweep()).to.deep.equal({ deliveries: made });
    expect(new Set(world.queue).size).to.equal(made + 6); // and the six that nobody carried out
    expect(await world.notices.sweep()).to.deep.equal({ deliveries: 0 });
  });
});
