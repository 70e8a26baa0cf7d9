import { expect } from 'chai';
import { headingsOf } from '../../../server/import/headings.rules.ts';
import { rowCells } from '../../../server/import/row-cells.rules.ts';

const read = (title: string, text: string) => {
  const rows = [
    { line: 1, cells: ['标题', '正文', '届次', '主办单位'], problems: [] },
    { line: 2, cells: [title, text, '', ''], problems: [] },
  ];
  const [, row] = rows;
  if (!row) throw new Error('no row');
  return rowCells(headingsOf('suggestions', rows), row, new Set());
};

describe('the cells of a row', () => {
  it('are read as they are written', () => {
    const cells = read('关于教育的建议', '保守秘密，人人有责');
    expect([cells.get('title'), cells.get('text')]).to.deep.equal(['关于教育的建议', '保守秘密，人人有责']);
    expect(cells.done('row')).to.deep.equal({ ok: true, row: 'row' });
  });

  it('that bear the mark of a state secret refuse the row, and their words go nowhere', () => {
    const cells = read('关于某项工程的建议', '机密★10年 工程的位置');
    expect(cells.get('title')).to.equal('关于某项工程的建议');
    expect(cells.get('text')).to.equal('〔…〕');
    cells.get('text');
    expect(cells.done('row')).to.deep.equal({
      ok: false,
      refusals: [{ code: 'STATE_SECRET', column: '正文', facts: {} }],
    });
  });
});
