import { expect } from 'chai';
import { planUnits, type UnitRow } from '../../../server/org/units.rules.ts';
import type { CongressId } from '../../../shared/ids.ts';

const congressId = '0198a2a4-0000-7000-8000-000000000001' as CongressId;
type Unit = Parameters<typeof planUnits>[0][number];

/** Units as they stand after plan upon plan. */
function register() {
  const units = new Map<string, Unit>();
  let made = 0;
  return {
    units,
    apply(...rows: UnitRow[]) {
      const plan = planUnits([...units.values()], rows, { congressId, newId: () => `u${++made}` });
      for (const unit of plan.changed) units.set(unit._id, unit);
      return { ...plan, words: plan.outcomes.map((o) => (o.outcome === 'refused' ? o.reason : o.outcome)) };
    },
    names: () => [...units.values()].map((u) => u.name),
  };
}

const MOST = { name: '科学技术部', shortName: '科技部', kind: '国务院组成部门' };
/** Its two names have one key. */
const NDRC = { name: '国家发展和改革委员会', shortName: '国家发展改革委' };

describe('a plan for units', () => {
  it('adds, then leaves alone, then updates what is given and keeps what is not', () => {
    const all = register();
    expect(all.apply(MOST, { name: '教育部' }).words).to.deep.equal(['added', 'added']);
    expect(all.apply(MOST, { name: '教育部' }).changed).to.deep.equal([]);
    expect(all.apply({ name: MOST.name, parent: '国务院' }).words).to.deep.equal(['updated']);
    expect([...all.units.values()][0]).to.include({ ...MOST, parent: '国务院' });
  });

  it('knows the same row again within one batch, and refuses it when it says otherwise', () => {
    const all = register();
    const { words, outcomes } = all.apply(MOST, MOST, { ...MOST, kind: '其他' });
    expect(words).to.deep.equal(['added', 'unchanged', 'SAME_ROW_TWICE']);
    expect(outcomes[2]).to.include({ by: MOST.name });
    expect([...all.units.values()][0]).to.include({ kind: MOST.kind });
  });

  it('gives its full name to a unit known so far by its short name only, and keeps that one findable', () => {
    const all = register();
    all.apply({ name: '科委' }, { name: '国家发展改革委' });
    // Nothing says that 科委 is meant, until a row does.
    expect(all.apply({ ...MOST, name: '科学技术委' }).words).to.deep.equal(['added']);
    const other = register();
    other.apply({ name: '科委' }, { name: '国家发展改革委' });
    expect(other.apply({ ...MOST, aliases: ['科委'] }, NDRC).words).to.deep.equal(['updated', 'updated']);
    expect(other.names()).to.deep.equal([MOST.name, NDRC.name]);
    expect([...other.units.values()][0]?.keys).to.include('科委');
    expect(other.apply({ ...MOST, aliases: ['科委'] }, NDRC).words).to.deep.equal(['unchanged', 'unchanged']);
  });

  it('does not rename a unit that a row calls by its short name', () => {
    const all = register();
    all.apply({ ...MOST, aliases: ['科委'] });
    expect(all.apply({ name: '科委' }, { name: MOST.shortName }).words).to.deep.equal([
      'unchanged',
      'unchanged',
    ]);
    expect(all.names()).to.deep.equal([MOST.name]);
  });

  it('refuses a name that another unit has', () => {
    const all = register();
    all.apply(MOST, { name: '教育部' });
    const { outcomes } = all.apply(
      { name: '教育局', shortName: MOST.shortName },
      { name: '教育部', aliases: ['科技部'] },
    );
    expect(outcomes).to.deep.equal([
      { outcome: 'refused', reason: 'NAME_TAKEN', by: MOST.name },
      { outcome: 'refused', reason: 'NAME_TAKEN', by: MOST.name },
    ]);
    expect(all.names()).to.deep.equal([MOST.name, '教育部']);
  });

  it('tells whose short name changed, and keeps the old one as an alias', () => {
    const all = register();
    all.apply(MOST);
    const { renamed, words } = all.apply({ ...MOST, shortName: '科委' });
    expect(words).to.deep.equal(['updated']);
    expect(renamed.map((u) => u.shortName)).to.deep.equal(['科委']);
    expect(renamed[0]?.aliases).to.deep.equal([MOST.shortName]);
    expect(all.apply({ ...MOST, shortName: '科委' }).words).to.deep.equal(['unchanged']);
  });
});
