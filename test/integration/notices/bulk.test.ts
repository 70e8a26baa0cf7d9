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
  const ids: SuggestionId[] = [];
  before(async function () {
    this.timeout(180_000);
    world = await makeWorld();
    const late = YEAR - 3; // three of them were handed over a month earlier
    for (let i = 0; i < YEAR; i++) {
      const id = v7() as SuggestionId;
      const since = i < late ? '2022-04-01' : '2022-03-01';
      ids.push(id);
      world.record.set(id, {
        tracks: [{ unitId: world.unitId, role: 'lead', contactIds: [], since, contactedOn: null }],
      });
    }
    world.clock.set(instantAt('2022-03-01', '12:00').toISOString());
    await world.notices.duties.begin(await world.standing(...ids));
  });
  after(() => world.end());

  const duties = () => world.database.connection.collection('duties');

  it('stand once, also when they are opened again', async function () {
    this.timeout(60_000);
    expect(await duties().countDocuments({})).to.equal(YEAR);
    await world.notices.duties.begin(await world.standing(...ids));
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
    expect(await world.notices.sweep()).to.deep.equal({ deliveries: 6 }); // three rooms, three words to one person
  });

  it('are all reminded of on one morning: each in its room, and each person once', async function () {
    this.timeout(180_000);
    world.queue.length = 0;
    world.clock.set(instantAt('2022-04-11', '09:00').toISOString());
    const made = 2 * (YEAR - 3) + 3 * 4; // the three early ones are at their last step: leader and office as well
    expect(await world.notices.sweep()).to.deep.equal({ deliveries: made });
    const cards = new Set(world.queue.filter((parcel) => parcel.includes('|room|')));
    expect(cards.size).to.equal(YEAR + 3); // and the three that nobody carried out
    const words = world.queue.filter((parcel) => !cards.has(parcel));
    expect(words).to.have.length(4); // contact, leader, office; and what nobody carried out to the contact
    expect(await world.notices.sweep()).to.deep.equal({ deliveries: 0 });
    for (const parcel of words) await world.notices.deliver(parcel);
    const [digest] = await world.noticesOf('onDuty');
    expect(digest?.count).to.equal(YEAR);
    expect(digest?.about).to.have.length(20);
    expect(digest?.about.slice(0, 4).map((a) => a.due)).to.deep.equal([
      ...['2022-03-29', '2022-03-29', '2022-03-29', '2022-04-29'],
    ]);
    expect(digest?.words['zh-CN'].title).to.contain(`${YEAR}`);
    expect(await world.noticesOf('onDuty')).to.have.length(1); // the earlier word was overtaken
  });
});
