import { expect } from 'chai';
import type { Figures, Rate, RateBase } from '../../../shared/figures.ts';
import {
  csvOf,
  MOST_UNITS,
  type Counted,
  type CoverageRow,
  sheetsOf,
} from '../../../web/src/statistics/sheets.rules.ts';
import { zhCN } from '../../../web/src/statistics/wording/zh-CN.ts';

const rate = (numerator: number, denominator: number, base: RateBase = 'all'): Rate => ({
  ...{ numerator, denominator, base },
  percent: denominator === 0 ? null : Math.round((10_000 * numerator) / denominator) / 100,
});
const ratings = (satisfied: number, mostly: number, dissatisfied: number) => {
  const of = satisfied + mostly + dissatisfied;
  return {
    satisfied: rate(satisfied, of, 'with-feedback'),
    mostly: rate(mostly, of, 'with-feedback'),
    dissatisfied: rate(dissatisfied, of, 'with-feedback'),
  };
};
const part = (n: number) => ({ suggestions: rate(n, 670), closed: rate(n, n), satisfied: rate(n, n) });

/** What Chengdu published for 2023, as far as the sheets show it. */
const figures = (change: Partial<Figures> = {}): Figures =>
  ({
    byCategory: [
      { category: '教科文卫体', ...part(121) },
      { category: '', ...part(80) },
    ],
    classes: [
      { code: 'A', label: '已经解决', rate: rate(609, 667, 'closed') },
      { code: 'B', label: '', rate: rate(49, 667, 'closed') },
    ],
    result: ratings(646, 21, 0),
    attitude: ratings(660, 7, 0),
    ...change,
  }) as Figures;

const row = (name: string, owed: number): CoverageRow => {
  const coverage = {
    done: rate(1, owed, 'owed'),
    inTime: rate(1, 1, 'due'),
    faceToFace: rate(0, owed, 'owed'),
  };
  return { name, phases: { pre: coverage, mid: coverage, post: coverage }, all: coverage };
};

const counted = (change: Partial<Counted> = {}): Counted => ({
  figures: figures(),
  progress: {
    months: [
      { month: '2023-04', handedOver: 670, replied: 0, closed: 0 },
      { month: '2023-05', handedOver: 0, replied: 600, closed: 0 },
      { month: '2023-06', handedOver: 0, replied: 67, closed: 667 },
    ],
    ...{ all: 670, sessions: [5] },
  },
  coverage: [row('民政部', 3), row('财政部', 9)],
  overdue: [{ unitName: '民政部', overdue: 2, since: '2023-04-08' }],
  ...change,
});

const say = {
  words: zhCN,
  bases: {
    ...{ all: '占全部建议', closed: '占已办结建议', 'with-feedback': '占已反馈建议' },
    ...{ promised: '占承诺事项', owed: '占应沟通次数', due: '占已到期事项' },
  },
  phases: { pre: '办前', mid: '办中', post: '办后' },
  day: (day: string) => day,
};
const sheet = (id: string, change: Partial<Counted> = {}) => {
  const found = sheetsOf(counted(change), say).find((one) => one.id === id);
  if (!found) throw new Error(`no sheet ${id}`);
  return found;
};

describe('the sheets of figures', () => {
  it('begin with what was found, and name the denominator', () => {
    expect(sheetsOf(counted(), say).map(({ title, base }) => [title, base])).to.deep.equal([
      ['教科文卫体最多，占 18.06%', '占全部建议，分母 670'],
      ['到2023年6月，已答复 667 件，办结 667 件', '占全部建议，分母 670'],
      ['应沟通的，已完成 16.67%', '占应沟通次数，分母 12'],
      ['“A 已经解决”占 91.30%', '占已办结建议，分母 667'],
      ['对结果满意的代表占 96.85%', '占已反馈建议，分母 667'],
      ['1 个单位有逾期事项', ''],
    ]);
  });

  it('say so where there is nothing yet', () => {
    const none = {
      figures: figures({ byCategory: [], classes: [], result: ratings(0, 0, 0) }),
      progress: { months: [], all: 0, sessions: [] },
      ...{ coverage: [], overdue: [] },
    };
    expect(sheetsOf(counted(none), say).map(({ title }) => title)).to.deep.equal([
      ...['还没有可以统计的建议。', '还没有交办的建议', '还没有应当进行的沟通'],
      ...['还没有办结的建议', '还没有代表反馈', '没有逾期事项'],
    ]);
  });

  it('add months up', () => {
    expect(sheet('progress').rows).to.deep.equal([
      ['2023年4月', 670, 0, 0],
      ['2023年5月', 670, 600, 0],
      ['2023年6月', 670, 667, 667],
    ]);
  });

  it('rank no units: by name, and in the chart those that owe most', () => {
    const coverage = Array.from({ length: MOST_UNITS + 5 }, (_, i) =>
      row(`单位${String(i).padStart(2, '0')}`, i + 1),
    );
    const { rows, chart, base } = sheet('contacts', { coverage: coverage.toReversed() });
    expect(rows.map(([name]) => name)).to.deep.equal(coverage.map(({ name }) => name));
    expect(chart?.names).to.deep.equal(coverage.slice(5).map(({ name }) => name));
    expect(base).to.include(`${MOST_UNITS} 个单位`);
  });

  it('are kept as a table that no program takes for formulas', () => {
    const table = csvOf(
      sheet('overdue', { overdue: [{ unitName: '=HYPERLINK("x","y")', overdue: 2, since: '2023-04-08' }] }),
    );
    expect(table).to.equal(
      '\uFEFF1 个单位有逾期事项\r\n单位,逾期事项,最早应在\r\n"\'=HYPERLINK(""x"",""y"")",2,2023-04-08\r\n',
    );
  });
});
