import { expect } from 'chai';
import type { CongressId, PersonId, SuggestionId, UnitId } from '../../../../shared/ids.ts';
import type { Happened } from '../../../../shared/case-events.ts';
import type { CaseEntry, Doer } from '../../../../server/suggestions/case/case.rules.ts';
import { entryAfter, firstBreak, hashOfEntry } from '../../../../server/suggestions/case/entries.rules.ts';
import { after, nothingYet } from '../../../../server/suggestions/case/fold.rules.ts';

const OFFICE: Doer = { personId: 'p1' as PersonId, name: '办公甲', label: '代表工作机构' };
const HAPPENED: Happened[] = [
  { kind: 'withdrawal-asked', body: {} },
  { kind: 'commitment-reported', body: { commitmentId: 'c1', progress: '已完成一半' } },
  { kind: 'return-refused', body: { unitId: crypto.randomUUID() as UnitId } },
];

/** A history of so many entries, as the product would write it. */
function historyOf(length: number): CaseEntry[] {
  const entries: CaseEntry[] = [];
  let found = nothingYet('s1' as SuggestionId, 'c1' as CongressId);
  for (let i = 0; i < length; i++) {
    const entry = entryAfter(found, {
      at: new Date(Date.UTC(2026, 2, 1, i)),
      by: OFFICE,
      why: i === 1 ? '说明' : null,
      actKey: `key${i}`,
      asked: null,
      happened: [HAPPENED[i % HAPPENED.length]].flatMap((h) => h ?? []),
    });
    entries.push(entry);
    found = after(found, entry);
  }
  return entries;
}

describe('the entries of a history', () => {
  it('are numbered from one, each bound to the one before', () => {
    const [first, second, third] = historyOf(3);
    expect([first?.n, second?.n, third?.n]).to.deep.equal([1, 2, 3]);
    expect(first?.prev).to.equal('');
    expect(second?.prev).to.equal(first?.hash);
    expect(third?.prev).to.equal(second?.hash);
    expect(third?._id).to.equal('s1:3');
  });

  it('hash to the same however their fields are ordered, and whether or not they were stored', () => {
    const [entry] = historyOf(1);
    if (!entry) throw new Error('no entry');
    const turned = Object.fromEntries(Object.entries(entry).reverse()) as unknown as CaseEntry;
    expect(hashOfEntry(turned)).to.equal(entry.hash);
  });

  it('are whole when nobody touched them', () => {
    expect(firstBreak([])).to.equal(null);
    expect(firstBreak(historyOf(7))).to.equal(null);
  });

  const touched: [string, (entry: CaseEntry) => CaseEntry][] = [
    ['the time', (e) => ({ ...e, at: new Date(e.at.getTime() + 1) })],
    ['the day', (e) => ({ ...e, on: '2026-01-01' })],
    ['who it was', (e) => ({ ...e, by: { ...e.by, name: '办公乙' } })],
    ['the reason', (e) => ({ ...e, why: '别的说明' })],
    ['the key', (e) => ({ ...e, actKey: 'other' })],
    ['what was asked', (e) => ({ ...e, asked: 'other' })],
    ['the congress', (e) => ({ ...e, congressId: 'c2' as CongressId })],
    ['what happened', (e) => ({ ...e, happened: [{ kind: 'archived', body: {} }] })],
  ];
  for (const [what, change] of touched)
    it(`are broken where ${what} was changed`, () => {
      const entries = historyOf(5).map((e) => (e.n === 3 ? change(e) : e));
      expect(firstBreak(entries)).to.deep.equal({ n: 3, what: 'changed' });
    });

  it('are broken where one is gone, and where one was written anew with a fitting hash', () => {
    const entries = historyOf(5);
    expect(firstBreak(entries.filter((e) => e.n !== 2))).to.deep.equal({ n: 2, what: 'missing' });
    expect(firstBreak(entries.slice(0, 4).concat(entries.slice(0, 1)))).to.deep.equal({
      n: 5,
      what: 'missing',
    });
    const forged = entries.map((e) => {
      if (e.n !== 2) return e;
      const said = { ...e, why: '改过' };
      return { ...said, hash: hashOfEntry(said) };
    });
    expect(firstBreak(forged)).to.deep.equal({ n: 3, what: 'unlinked' });
  });

  it('keep of a body only what its kind names, and refuse one that lacks something', () => {
    const found = nothingYet('s1' as SuggestionId, 'c1' as CongressId);
    const deed = { at: new Date(0), by: OFFICE, why: null, actKey: null, asked: null };
    const more = { kind: 'archived', body: { phone: '13800000000' } } as unknown as Happened;
    expect(entryAfter(found, { ...deed, happened: [more] }).happened).to.deep.equal([
      { kind: 'archived', body: {} },
    ]);
    const less = { kind: 'return-refused', body: {} } as unknown as Happened;
    expect(() => entryAfter(found, { ...deed, happened: [less] })).to.throw();
  });
});
