import { expect } from 'chai';
import { demoAccounts, generateDemo, type DemoCongress } from '../../../demo/index.ts';
import { readSources } from '../../../demo/sources.ts';
import { CATEGORY_SHARES } from '../../../demo/titles.ts';

const { params } = readSources();
const counts = <T>(keys: Iterable<T>) => {
  const found = new Map<T, number>();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
};
const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
const tracksOf = (demo: DemoCongress, role: string) =>
  demo.suggestions.map(({ tracks }) => tracks.filter((track) => track.role === role));

describe('a made-up year', function () {
  this.timeout(60_000);
  let year: DemoCongress;
  before(() => {
    year = generateDemo('year', 7);
  });

  it('has the published totals', () => {
    expect(year.suggestions).to.have.length(params.suggestions.session);
    expect(year.units).to.have.length(params.units);
    expect(year.delegations).to.have.length(params.delegations);
    expect(year.people.filter((p) => p.roles?.includes('deputy'))).to.have.length(params.deputies.total);
  });

  it('is proposed by as many deputies and delegations as published, no deputy more than forty times', () => {
    const byDeputies = year.suggestions.filter(({ leadId }) => leadId !== null);
    const perDeputy = counts(byDeputies.map(({ leadId }) => leadId));
    expect(byDeputies).to.have.length(params.suggestions.by_deputies);
    expect(perDeputy.size).to.equal(params.deputies.proposing);
    expect(byDeputies.length / perDeputy.size).to.be.closeTo(params.deputies.mean_per_proposer, 0.01);
    expect(Math.max(...perDeputy.values())).to.be.within(25, 40);
    const byDelegations = year.suggestions.filter(({ source }) => source === 'delegation');
    expect(byDelegations).to.have.length(params.suggestions.by_delegations);
    expect(counts(byDelegations.map((s) => s.delegationId)).size).to.equal(
      params.suggestions.delegations_proposing,
    );
  });

  it('needs several units as often as published, and so many co-units as assumed', () => {
    const co = tracksOf(year, 'co').map((tracks) => tracks.length);
    expect(co.filter((n) => n > 0)).to.have.length(7_700);
    const share = (from: number, to: number) => co.filter((n) => n >= from && n <= to).length / co.length;
    expect(share(1, 1)).to.be.closeTo(0.22, 0.005);
    expect(share(2, 2)).to.be.closeTo(0.27, 0.005);
    expect(share(3, 3)).to.be.closeTo(0.17, 0.005);
    expect(share(6, 8)).to.be.closeTo(0.032, 0.002);
    expect(share(9, 32)).to.be.closeTo(0.01, 0.001);
    expect(Math.max(...co)).to.be.within(20, 32);
  });

  it('loads the units as published, the others like Zipf', () => {
    const miit = year.units.find(({ name }) => name === '工业和信息化部')?.id;
    const of = (role: string) =>
      sum(tracksOf(year, role).map((ts) => ts.filter((t) => t.unitId === miit).length));
    expect([of('lead'), of('co'), of('reference')]).to.deep.equal([317, 568, 266]);
    const loads = counts(year.suggestions.flatMap(({ tracks }) => tracks.map(({ unitId }) => unitId)));
    const sorted = [...loads.values()].sort((a, b) => b - a);
    expect(sorted.slice(0, 3)).to.deep.equal([1151, 912, 818]);
    expect(sorted[3]).to.be.within(700, 817);
    expect(loads.size).to.equal(params.units);
  });

  it('gives no suggestion a unit twice, and each exactly one that leads', () => {
    for (const { tracks } of year.suggestions) {
      expect(new Set(tracks.map(({ unitId }) => unitId)).size).to.equal(tracks.length);
      expect(tracks.filter(({ role }) => role === 'lead')).to.have.length(1);
    }
  });

  it('sends two people of each lead unit, one or two of each co-unit, all of their own unit', () => {
    const unitOf = new Map(year.people.map(({ id, unitId }) => [id, unitId]));
    const sizes = (role: string) =>
      counts(
        tracksOf(year, role)
          .flat()
          .map(({ contactIds }) => contactIds.length),
      );
    expect([...sizes('lead')]).to.deep.equal([[2, 9_203]]);
    const co = sizes('co');
    expect((co.get(2) ?? 0) / sum(co.values())).to.be.closeTo(0.2, 0.02);
    for (const { unitId, contactIds } of year.suggestions.flatMap(({ tracks }) => tracks))
      for (const id of contactIds) expect(unitOf.get(id)).to.equal(unitId);
    const rooms = counts(
      year.suggestions.flatMap(({ tracks }) => tracks.flatMap(({ contactIds }) => contactIds)),
    );
    expect(Math.max(...rooms.values())).to.be.within(900, 1_100);
  });

  it('has seconding deputies as assumed, never the lead deputy', () => {
    const joint = year.suggestions.filter(({ leadId }) => leadId !== null);
    const share = (from: number, to: number) =>
      joint.filter(({ secondingIds: { length: n } }) => n >= from && n <= to).length / joint.length;
    expect(share(0, 0)).to.be.closeTo(0.75, 0.005);
    expect(share(3, 6)).to.be.closeTo(0.08, 0.005);
    expect(share(12, 29)).to.be.closeTo(0.02, 0.005);
    for (const { leadId, secondingIds } of joint) expect(secondingIds).not.to.include(leadId);
  });

  it('has categories in the published proportion, titles and texts, and some that want no written reply', () => {
    const categories = counts(year.suggestions.map(({ category }) => category));
    const three = ['发展规划和综合经济', '科技教育文化卫生', '社会及公共事务'].map(
      (name) => categories.get(name) ?? 0,
    );
    expect(sum(three) / year.suggestions.length).to.be.closeTo(0.588, 0.03);
    expect([...categories.keys()]).to.have.members(Object.keys(CATEGORY_SHARES));
    expect(year.suggestions.filter((s) => !s.wantsWrittenReply)).to.have.length(Math.round(9_203 * 0.12));
    for (const { title, text } of year.suggestions) {
      expect(title).to.match(/^关于.+的建议$/);
      expect(`${title}${text}`).not.to.match(/[{}]|undefined/);
    }
  });

  it('has one person of the office on duty, one for each unit, and no two people of one code', () => {
    const onDuty = (role: string) =>
      year.people.filter((p) => p.onDuty === true && p.roles?.some((r) => r === role));
    expect(onDuty('office')).to.have.length(1);
    expect(counts(onDuty('unit-contact').map(({ unitId }) => unitId)).size).to.equal(208);
    expect(onDuty('unit-contact')).to.have.length(208);
    expect(new Set(year.people.map(({ code }) => code)).size).to.equal(year.people.length);
    expect(year.people.filter((p) => p.roles?.includes('unit-leader'))).to.have.length(208);
  });
});

describe('a made-up congress', () => {
  it('is the same for the same seed, ids too, and another for another', () => {
    const first = generateDemo('small', 42);
    expect(generateDemo('small', 42)).to.deep.equal(first);
    const other = generateDemo('small', 43);
    expect(other.suggestions.map(({ title }) => title)).not.to.deep.equal(
      first.suggestions.map(({ title }) => title),
    );
    expect(other.suggestions[0]?.id).not.to.equal(first.suggestions[0]?.id);
  });

  it('comes small: sixty suggestions, six delegations, fifteen units', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const small = generateDemo('small', seed);
      expect([small.suggestions.length, small.delegations.length, small.units.length]).to.deep.equal([
        60, 6, 15,
      ]);
    }
  });

  it('gives accounts to a deputy and the contact of the unit that leads the same suggestion', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const demo = generateDemo('small', seed);
      const accounts = new Map(demoAccounts(demo).map((account) => [account.role, account]));
      expect([...accounts.keys()]).to.deep.equal([
        'deputy',
        'unit-contact',
        'unit-leader',
        'office',
        'administrator',
      ]);
      const number = accounts.get('deputy')?.number;
      const meeting = demo.suggestions.find((suggestion) => suggestion.number === number);
      expect(meeting?.leadId).to.equal(accounts.get('deputy')?.personId);
      expect(meeting?.tracks.find(({ role }) => role === 'lead')?.contactIds).to.include(
        accounts.get('unit-contact')?.personId,
      );
    }
  });
});
