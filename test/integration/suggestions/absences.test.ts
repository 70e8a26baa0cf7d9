import { expect } from 'chai';
import { makeRecipientsOf } from '../../../server/notices/recipients.actions.ts';
import { absenceOf } from '../../../server/org/absences.rules.ts';
import type { PersonDoc } from '../../../server/org/index.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import { codeOf, type House, type Name, openHouse } from './house.ts';

const DAY_MS = 86_400_000;

describe('who is away for some days', () => {
  let house: House;
  let id: SuggestionId;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse('2022-06-09T01:00:00.000Z');
    id = await house.handedOver();
  });
  after(() => house.close());

  const set = (who: Name, by: Name, [substitute, from, until]: readonly [Name, string, string]) =>
    house.ask(
      'absence:set',
      { personId: house.person(who), substituteId: house.person(substitute), from, until },
      by,
    );
  const followed = () => Promise.all(house.followed);
  const turn = async (days: number) => {
    house.clock.forward(days * DAY_MS);
    await house.suggestions.daysTurn();
  };
  /** Who of the unit sits in the room. */
  const unitSeats = async () =>
    Object.keys(await house.seatsOf(id))
      .filter((name) => name.startsWith('教育'))
      .sort();
  /** Who hears the reminders that are for the unit’s contacts. */
  const hearing = async () => {
    const parties = {
      ...{ leadId: null, seconderIds: [], delegationId: null, committeeUnitId: null },
      tracks: [{ unitId: house.unit('教育部'), role: 'lead' as const, contactIds: [] }],
    };
    const step = { notify: ['contacts'] } as never;
    const ower = { kind: 'unit', unitId: house.unit('教育部') } as never;
    const recipientsOf = makeRecipientsOf(house.org.people, house.clock);
    const found = await recipientsOf(house.congressId, [{ id: 'one', ower, step, parties }]);
    const cards = await house.org.people.cards(found.get('one') ?? []);
    return [...cards.values()].map(({ name }) => name).sort();
  };
  const tasksOf = async (who: Name) =>
    ((await house.ask('task:list', { queue: 'all', cursor: null }, who)) as { total: number }).total;
  const said = async (who: Name) => {
    const found = await house.collection<PersonDoc>('people').findOne({ _id: house.person(who) });
    return found?.absences ?? [];
  };

  it('has a colleague beside them in their rooms, lists and reminders on those days, and on no other', async () => {
    await set('教育甲', '教育甲', ['教育乙', '2022-06-10', '2022-06-14']);
    await followed();
    expect(await unitSeats()).to.deep.equal(['教育甲']);
    expect(await tasksOf('教育乙')).to.equal(0);
    expect(await hearing()).to.deep.equal(['教育甲']);

    await turn(1);
    expect(await unitSeats()).to.deep.equal(['教育甲', '教育乙'].sort());
    expect((await house.seatsOf(id))['教育乙']).to.deep.equal(['lead-unit']);
    expect(await tasksOf('教育乙')).to.equal(1);
    expect(await hearing()).to.deep.equal(['教育甲', '教育乙'].sort());

    await turn(4);
    expect(await unitSeats()).to.deep.equal(['教育甲', '教育乙'].sort());
    await turn(1);
    expect(await unitSeats()).to.deep.equal(['教育甲']);
    expect(await hearing()).to.deep.equal(['教育甲']);
  });

  it('may come back earlier, and it is kept who said what', async () => {
    await set('教育甲', '教育长', ['教育乙', '2022-06-15', '2022-06-20']);
    await followed();
    expect(await unitSeats()).to.deep.equal(['教育甲', '教育乙'].sort());
    await set('教育甲', '教育甲', ['教育长', '2022-06-15', '2022-06-20']);
    await followed();
    expect(await unitSeats()).to.deep.equal(['教育甲', '教育长'].sort());
    await house.ask('absence:end', { personId: house.person('教育甲') }, '教育长');
    await followed();
    expect(await unitSeats()).to.deep.equal(['教育甲']);
    const [, second, third] = await said('教育甲');
    expect([second?.by, second?.ended?.by]).to.deep.equal([house.person('教育长'), house.person('教育甲')]);
    expect([third?.by, third?.ended?.by]).to.deep.equal([house.person('教育甲'), house.person('教育长')]);
    expect(absenceOf({ absences: await said('教育甲') }, '2022-06-15')).to.equal(null);
  });

  it('is listed for the unit with the days; said twice at once, it is one of the two', async () => {
    await Promise.all([
      set('教育乙', '教育乙', ['教育长', '2022-07-01', '2022-07-02']),
      set('教育乙', '教育长', ['教育甲', '2022-07-03', '2022-07-04']),
    ]);
    const counting = (await said('教育乙')).filter((one) => one.ended === null);
    expect(counting).to.have.length(1);
    const { people, today } = (await house.ask('absence:list', {}, '教育甲')) as {
      people: { person: { name: string }; absence: { from: string; substitute: { name: string } } | null }[];
      today: string;
    };
    expect(today).to.equal('2022-06-15');
    expect(people.map(({ person, absence }) => [person.name, absence?.from ?? null]).sort()).to.deep.equal(
      [
        ['教育乙', counting[0]?.from],
        ['教育甲', null],
        ['教育长', null],
      ].sort(),
    );
    await set('教育乙', '教育乙', ['教育长', '2022-07-01', '2022-07-02']);
    const before = (await said('教育乙')).length;
    await set('教育乙', '教育乙', ['教育长', '2022-07-01', '2022-07-02']);
    expect((await said('教育乙')).length).to.equal(before);
  });

  it('is decided by nobody else: not by a colleague, another unit, a deputy or the office', async () => {
    const days = ['教育乙', '2022-06-20', '2022-06-21'] as const;
    for (const by of ['教育乙', '财政甲', '王领衔', '办公甲'])
      expect(await codeOf(set('教育甲', by, days)), by).to.equal('NOT_ALLOWED');
    expect(await codeOf(set('财政甲', '教育长', days))).to.equal('NOT_ALLOWED');
    for (const substitute of ['财政甲', '教育甲', '王领衔'])
      expect(await codeOf(set('教育甲', '教育甲', [substitute, '2022-06-20', '2022-06-21']))).to.equal(
        'UNKNOWN_PERSON',
      );
    expect(await codeOf(set('教育甲', '教育甲', ['教育乙', '2022-06-01', '2022-06-14']))).to.equal(
      'TOO_LATE',
    );
    expect(await codeOf(house.ask('absence:end', { personId: house.person('教育甲') }, '教育甲'))).to.equal(
      'NOT_FOUND',
    );
    expect(await codeOf(house.ask('absence:list', {}, '王领衔'))).to.equal('NOT_ALLOWED');
  });
});
