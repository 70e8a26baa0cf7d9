import { expect } from 'chai';
import type { PersonId, SuggestionId } from '../../../shared/ids.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import type { CaseEntry, Doer } from '../../../server/suggestions/case/case.rules.ts';
import { until } from '../../support/until.ts';
import { type House, type Name, openHouse } from './house.ts';

interface Leaving {
  _id: PersonId;
  unfinishedSince?: Date;
}

describe('a deputy who leaves office', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  after(() => house.close());

  const OFFICE: Doer = { personId: 'system', name: 'root', label: '' };
  const leaving = (name: Name) => ({
    ...{ _id: house.person(name), congressId: house.congressId, code: name, name, by: OFFICE },
    why: '辞去代表职务',
  });
  const show = (id: SuggestionId, who: Name = '办公甲') =>
    house.ask('suggestion:show', { suggestionId: id }, who) as Promise<SuggestionView>;
  const left = async (id: SuggestionId) => {
    const entries = house.collection<CaseEntry>('caseEntries');
    const found = await entries.find({ suggestionId: id, 'happened.kind': 'deputy-left' }).toArray();
    return found.map(({ by, why }) => [by.name, why]);
  };

  it('has each case pass to the next joint deputy, else to the delegation, and loses seats and account', async function () {
    this.timeout(60_000);
    const joint = await house.handedOver();
    const alone = await house.handedOver({ source: 'individual', secondingIds: [] });
    const seconded = await house.handedOver({
      ...{ leadId: house.person('赵附议'), secondingIds: [house.person('王领衔')] },
    });
    const registered = await house.add();
    const foreign = await house.handedOver({ leadId: house.person('李附议'), secondingIds: [] });
    const told: number[] = [];
    expect(await house.suggestions.leave(leaving('王领衔'), (done) => told.push(done))).to.equal(4);
    expect(told).to.deep.equal([1, 2, 3, 4]);

    expect((await show(joint)).lead?.name).to.equal('李附议');
    expect((await show(registered)).lead?.name).to.equal('李附议');
    expect(await show(alone)).to.deep.include({ lead: null, source: 'delegation' });
    expect((await show(seconded)).seconding).to.deep.equal([]);
    expect((await show(foreign)).revision).to.equal(2);
    for (const id of [joint, alone, seconded, registered])
      expect(await left(id)).to.deep.equal([['root', '辞去代表职务']]);
    for (const id of [joint, alone, seconded]) expect(await house.seatsOf(id)).to.not.have.any.keys('王领衔');
    const [person] = (await house.org.people.byCodes(house.congressId, ['王领衔'])).values();
    expect(person?.active).to.equal(false);

    expect(await house.suggestions.leave(leaving('王领衔')), 'again').to.equal(0);
    expect(house.surprises).to.deep.equal([]);
  });

  it('has everything passed on by whoever comes next when a process dies in between, each case once', async function () {
    this.timeout(60_000);
    const deputies = { leadId: house.person('李附议'), secondingIds: [house.person('赵附议')] };
    const ids: SuggestionId[] = [];
    while (ids.length < 6) ids.push(await house.handedOver(deputies));
    let breaths = 3;
    let isDead = false;
    const dying = house.rebuilt((parts) => ({
      ...parts,
      rooms: {
        ...parts.rooms,
        reconcile: (...given) => {
          breaths -= 1;
          isDead = breaths < 0;
          return isDead ? new Promise<never>(() => undefined) : parts.rooms.reconcile(...given);
        },
      },
    })).suggestions;
    void dying.leave(leaving('李附议')); // never ends, as the process behind it
    const leavings = house.collection<Leaving>('leavings');
    const passed = async () =>
      (await Promise.all(ids.map(left))).filter((entries) => entries.length > 0).length;
    await until('it dies', () => isDead);
    expect(await passed()).to.be.within(1, 5);
    expect((await leavings.findOne({ _id: house.person('李附议') }))?.unfinishedSince).to.be.instanceOf(Date);

    house.clock.forward(11_000);
    const other = house.rebuilt((parts) => parts).suggestions;
    await Promise.all([house.suggestions.reconcileLagging(), other.reconcileLagging()]);
    for (const id of ids) {
      expect(await left(id)).to.have.length(1);
      expect((await show(id)).lead?.name).to.equal('赵附议');
      expect(await house.seatsOf(id)).to.not.have.any.keys('李附议');
    }
    expect((await leavings.findOne({ _id: house.person('李附议') }))?.unfinishedSince).to.equal(undefined);
    expect(house.surprises).to.deep.equal([]);
  });
});
