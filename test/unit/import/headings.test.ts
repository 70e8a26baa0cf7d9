import { expect } from 'chai';
import { headingsOf } from '../../../server/import/headings.rules.ts';
import { Unreadable } from '../../../server/import/index.ts';
import type { RawRow } from '../../../server/import/reading/table.rules.ts';

const rowsOf = (...lines: string[][]): RawRow[] =>
  lines.map((cells, i) => ({ line: i + 1, cells, problems: [] }));
const columnsOf = (kind: Parameters<typeof headingsOf>[0], ...headings: string[]) =>
  Object.fromEntries(headingsOf(kind, rowsOf(headings, ['x'])).columns);

describe('headings', () => {
  it('are understood in Chinese and English, however they are dressed', () => {
    const chinese = columnsOf(
      'suggestions',
      ' 案号 ',
      '案由（必填）',
      '主办单位*',
      '会办单位',
      '届 次',
      '会次',
    );
    expect(chinese).to.deep.equal({
      number: [0],
      title: [1],
      leadUnits: [2],
      coUnits: [3],
      congress: [4],
      session: [5],
    });
    const english = columnsOf('suggestions', 'Number', 'TITLE', 'Lead Unit', 'co_units', 'reply-class');
    expect(english).to.deep.equal({ number: [0], title: [1], leadUnits: [2], coUnits: [3], replyClass: [4] });
  });

  it('may number the columns of a list', () => {
    expect(
      columnsOf('suggestions', '标题', '主办单位', '协办单位1', '协办单位 2', '协办单位3'),
    ).to.deep.include({
      coUnits: [2, 3, 4],
    });
  });

  it('are found below a caption', () => {
    const rows = rowsOf(
      ['2022年代表建议汇总表', '', ''],
      ['', '', '单位：件'],
      ['编号', '标题', '主办单位'],
      ['1', 'a', 'b'],
    );
    expect(headingsOf('suggestions', rows).rows.map((row) => row.line)).to.deep.equal([4]);
  });

  it('that nobody understands are told and left alone', () => {
    const { unknown, columns } = headingsOf('units', rowsOf(['单位名称', '楼层', '', '简称'], ['x']));
    expect(unknown).to.deep.equal(['楼层']);
    expect([...columns.keys()]).to.deep.equal(['name', 'shortName']);
  });

  for (const [title, rows, code, fact] of [
    ['that are missing are named', [['编号', '主办单位'], ['1']], 'MISSING_HEADINGS', '标题/title'],
    ['need a unit that leads or is separate', [['标题'], ['1']], 'MISSING_HEADINGS', '主办单位'],
    ['may not stand twice', [['标题', '案由', '主办单位'], ['1']], 'DUPLICATE_HEADING', '案由'],
    ['without rows are nothing to import', [['标题', '主办单位']], 'HEADINGS_ONLY', ''],
  ] as const)
    it(title, () => {
      const read = () => headingsOf('suggestions', rowsOf(...rows.map((row) => [...row])));
      expect(read)
        .to.throw(Unreadable)
        .that.satisfies((e: Unreadable) => e.code === code && JSON.stringify(e.facts).includes(fact));
    });

  it('of separate units do in place of lead units', () => {
    expect(columnsOf('suggestions', '标题', '分办单位')).to.deep.equal({ title: [0], separateUnits: [1] });
  });
});
