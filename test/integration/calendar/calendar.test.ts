import { expect } from 'chai';
import { v7 } from 'uuid';
import { makeCalendar, type Calendar } from '../../../server/org/index.ts';
import type { CongressId } from '../../../shared/ids.ts';
import { freshDatabase } from '../../support/engines.ts';

describe('calendar of a congress', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let calendar: Calendar;
  const congress = v7() as CongressId;
  const other = v7() as CongressId;

  before(async function () {
    this.timeout(180_000);
    database = await freshDatabase();
    calendar = makeCalendar({ database });
    await database.ready();
  });
  after(() => database.drop());

  it('counts by notice and law as long as nothing is entered', async () => {
    const days = await calendar.forCongress(congress);
    expect(days.addWorkdays('2022-04-01', 5)).to.equal('2022-04-11');
    expect((await calendar.list(congress, 2027)).provisional).to.equal(true);
  });

  it('counts by its own entries once they are set, and only for this congress', async () => {
    await calendar.set(congress, { date: '2022-04-07', kind: 'rest', why: '本地放假', by: 'cli' });
    expect((await calendar.forCongress(congress)).addWorkdays('2022-04-01', 5)).to.equal('2022-04-12');
    expect((await calendar.forCongress(other)).addWorkdays('2022-04-01', 5)).to.equal('2022-04-11');
  });

  it('counts at once what another node entered, and reckons anew only then', async () => {
    const before = await calendar.forCongress(congress);
    expect(await calendar.forCongress(congress)).to.equal(before);
    const elsewhere = makeCalendar({ database });
    await elsewhere.set(congress, { date: '2022-04-08', kind: 'rest', why: '本地放假', by: 'cli' });
    expect((await calendar.forCongress(congress)).addWorkdays('2022-04-01', 5)).to.equal('2022-04-13');
    await elsewhere.unset(congress, '2022-04-08');
    expect((await calendar.forCongress(congress)).addWorkdays('2022-04-01', 5)).to.equal('2022-04-12');
  });

  it('lets the last word about a day win', async () => {
    await calendar.set(congress, { date: '2022-04-07', kind: 'work', why: '照常上班', by: 'cli' });
    const { days } = await calendar.list(congress, 2022);
    expect(days.filter((d) => d.source === 'own')).to.deep.equal([
      { date: '2022-04-07', kind: 'work', name: '照常上班', source: 'own' },
    ]);
  });

  it('takes an entry back, and says when there was none', async () => {
    expect(await calendar.unset(congress, '2022-04-07')).to.equal(true);
    expect(await calendar.unset(congress, '2022-04-07')).to.equal(false);
    expect((await calendar.list(congress, 2022)).days.some((d) => d.source === 'own')).to.equal(false);
  });
});
