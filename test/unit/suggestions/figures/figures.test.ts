import { expect } from 'chai';
import type { CongressId } from '../../../../shared/ids.ts';
import { cellOf, figuresOf } from '../../../../server/suggestions/figures/figures.rules.ts';
import { jurisdictionOf } from '../../../../server/suggestions/policy/jurisdictions.rules.ts';
import { casesOf, CHENGDU, idOf, NPC_2002, NPC_2009, type Published } from './published.ts';

const CONGRESS = idOf(9, 1) as CongressId;

const figures = (year: Published) =>
  figuresOf(casesOf(year, CONGRESS).map(cellOf), jurisdictionOf(year.policy));

describe('the figures of Chengdu 2023, from records built to match', () => {
  const found = figures(CHENGDU);

  it('are the published totals', () => {
    expect(found.totals).to.deep.equal({
      ...{ all: 670, inSession: 637, betweenSessions: 33, handedOver: 670, closed: 667, open: 3 },
    });
  });

  it('divide categories and sources by all', () => {
    const shares = Object.fromEntries(
      found.byCategory.map(({ category, suggestions: s }) => [category, [s.numerator, s.base, s.percent]]),
    );
    expect(shares).to.deep.include({
      教科文卫体: [121, 'all', 18.06],
      交通邮电: [80, 'all', 11.94],
      农林水利: [79, 'all', 11.79],
      工业经济: [69, 'all', 10.3],
      城乡建设与管理: [62, 'all', 9.25],
    });
    expect(found.researched).to.deep.equal({
      ...{ numerator: 580, denominator: 670, base: 'all', percent: 86.57 },
    });
    expect(found.byOrigin.research.percent).to.equal(86.57);
  });

  it('divide classes and opinions by those that are closed', () => {
    expect(
      found.classes.map(({ code, rate }) => [code, rate.numerator, rate.denominator, rate.percent]),
    ).to.deep.equal([
      ['A', 609, 667, 91.3],
      ['B', 49, 667, 7.35],
      ['C', 9, 667, 1.35],
    ]);
    expect(found.solvedOrPlanned.numerator).to.equal(658);
    const { satisfied, mostly, dissatisfied } = found.result;
    expect(
      [satisfied, mostly, dissatisfied].map((r) => [r.numerator, r.denominator, r.percent]),
    ).to.deep.equal([
      [646, 667, 96.85],
      [21, 667, 3.15],
      [0, 667, 0],
    ]);
    expect(found.firstResult.satisfied.percent).to.equal(96.85);
    expect(found.closed).to.deep.equal({
      ...{ numerator: 667, denominator: 670, base: 'all', percent: 99.55 },
    });
  });
});

describe('the figures of the NPC', () => {
  it('are the recomputed shares of 2009, the largest category first', () => {
    const { byCategory, researched, totals } = figures(NPC_2009);
    expect(totals.all).to.equal(7_426);
    expect(byCategory.map(({ suggestions: s }) => [s.numerator, s.percent])).to.deep.equal([
      [1_431, 19.27],
      [1_289, 17.36],
      [1_102, 14.84],
      [1_007, 13.56],
      [891, 12],
      [885, 11.92],
      [821, 11.06],
    ]);
    expect(researched.percent).to.equal(57.5);
  });

  it('are the classes of 2002, and what was solved or planned to be', () => {
    const { classes, solvedOrPlanned, totals } = figures(NPC_2002);
    expect(classes.map(({ code, rate }) => [code, rate.numerator])).to.deep.equal([
      ['A', 536],
      ['B', 2_560],
      ['C', 775],
      ['D', 416],
    ]);
    expect(solvedOrPlanned).to.deep.equal({
      ...{ numerator: 3_096, denominator: 4_287, base: 'closed', percent: 72.22 },
    });
    expect(totals.betweenSessions).to.equal(116);
  });
});

describe('the base of satisfaction', () => {
  const closed = (n: number, feedback: boolean) => {
    const [found] = casesOf({ ...CHENGDU, kind: 0x20 + n, total: 1, classes: { A: 1 } }, CONGRESS);
    if (!found) throw new Error('no case was made');
    return cellOf({ ...found, feedback: feedback ? found.feedback : [], lapsedRounds: feedback ? [] : [1] });
  };
  const cells = [closed(1, true), closed(2, true), closed(3, false)];

  it('leaves out who never answered where the rules say so, and names itself', () => {
    const { result } = figuresOf(cells, jurisdictionOf('chongqing'));
    expect(result.satisfied).to.deep.equal({
      ...{ numerator: 2, denominator: 2, base: 'with-feedback', percent: 100 },
    });
  });

  it('is all that are closed where they do not', () => {
    const rules = { ...jurisdictionOf('chongqing'), silenceLeavesBase: { value: false, source: '测试' } };
    const { result, attitude } = figuresOf(cells, rules);
    expect(result.satisfied).to.deep.equal({
      ...{ numerator: 2, denominator: 3, base: 'closed', percent: 66.67 },
    });
    expect(attitude.satisfied.base).to.equal('closed');
  });
});

describe('figures', () => {
  it('of units that answered apart are of the class furthest from solved, and of unknown classes by their code', () => {
    const [found] = casesOf({ ...CHENGDU, kind: 0x30, total: 1, classes: { A: 1 } }, CONGRESS);
    if (!found) throw new Error('no case was made');
    const cell = cellOf(found);
    const of = (classes: string) =>
      figuresOf([{ ...cell, classes }], jurisdictionOf('chengdu'))
        .classes.filter(({ rate }) => rate.numerator > 0)
        .map(({ code, label }) => [code, label]);
    expect(of('A C')).to.deep.equal([['C', 'C类']]);
    expect(of('A planned')).to.deep.equal([['A', 'A类']]);
    expect(of('planned')).to.deep.equal([['planned', 'planned']]);
  });

  it('of nothing are nothing', () => {
    const { totals, closed, result, classes, kept } = figuresOf([], jurisdictionOf('national'));
    expect(totals.all).to.equal(0);
    for (const { percent } of [closed, result.satisfied, kept]) expect(percent).to.equal(null);
    expect(classes.every(({ rate }) => rate.percent === null)).to.equal(true);
  });
});
