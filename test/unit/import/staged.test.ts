import { expect } from 'chai';
import { LONGEST_CELL, SUGGESTION_FIELDS } from '../../../shared/values/import.ts';
import { listFieldsOf } from '../../../server/import/headings.rules.ts';
import { Unreadable } from '../../../server/import/index.ts';
import type { RawRow } from '../../../server/import/reading/table.rules.ts';
import { columnsGuessed, wrongColumns } from '../../../server/import/staged/guess.rules.ts';
import { staged } from '../../../server/import/staged/staging.rules.ts';
import { LIST_FIELDS } from '../../../shared/values/import.ts';

const rowsOf = (...lines: string[][]): RawRow[] =>
  lines.map((cells, i) => ({ line: i + 1, cells, problems: [] }));
const guessed = (headings: string[], remembered: Parameters<typeof columnsGuessed>[1] = new Map()) =>
  columnsGuessed(rowsOf(headings, ['x']), remembered).columns.map(({ field, by }) => [field, by]);

describe('what columns hold', () => {
  it('is guessed by name, by a name much like it, and else left open', () => {
    expect(guessed(['标题', '主办单伟', '备注', ''])).to.deep.equal([
      ['title', 'named'],
      ['leadUnits', 'similar'],
      [null, null],
      [null, null],
    ]);
  });

  it('is not guessed where two fields are as near, or a short word differs', () => {
    expect(guessed(['某办单位', '标是'])).to.deep.equal([
      [null, null],
      [null, null],
    ]);
  });

  it('is what was said last time before anything else, also that it is left alone', () => {
    const remembered = new Map([
      ['谁来办', 'leadUnits' as const],
      ['标题', null],
    ]);
    expect(guessed(['标题', '谁来办', '案由'], remembered)).to.deep.equal([
      [null, null],
      ['leadUnits', 'remembered'],
      ['title', 'named'],
    ]);
  });

  it('is one field for one column, for the surer and then the first; lists may have several', () => {
    expect(guessed(['案由', '标题', '协办单位1', '协办单位2'])).to.deep.equal([
      ['title', 'named'],
      [null, null],
      ['coUnits', 'named'],
      ['coUnits', 'named'],
    ]);
  });

  it('lacks what nothing holds, and may not be said twice', () => {
    const { columns } = columnsGuessed(rowsOf(['标题', '内容'], ['x']), new Map());
    expect(wrongColumns(columns)).to.deep.equal({ missing: ['leadUnits'], twice: [] });
    const twice = columns.map((one) => ({ ...one, field: 'title' as const }));
    expect(wrongColumns(twice).twice).to.deep.equal(['title']);
  });

  it('needs rows below it', () => {
    expect(() => columnsGuessed(rowsOf(['标题']), new Map())).to.throw(Unreadable, 'HEADINGS_ONLY');
  });

  it('is shown by the first values, cut', () => {
    const { columns } = columnsGuessed(
      rowsOf(['标题'], [''], ['甲'.repeat(50)], ['乙'], ['丙'], ['丁']),
      new Map(),
    );
    expect(columns[0]?.sample).to.deep.equal(['甲'.repeat(40), '乙', '丙']);
  });

  it('may be a list on both ends of the wire for the same fields', () => {
    const lists = listFieldsOf('suggestions');
    expect(SUGGESTION_FIELDS.filter((field) => lists.has(field))).to.deep.equal(
      SUGGESTION_FIELDS.filter((field) => LIST_FIELDS.has(field)),
    );
  });
});

describe('a row that is kept', () => {
  const kept = (...cells: string[]) => staged({ line: 2, cells, problems: [] });

  it('has nothing of what bears the mark of a state secret', () => {
    expect(kept('标题', '机密★十年')).to.deep.equal({
      ...{ line: 2, cells: ['标题', '〔…〕'], isSecret: true },
      problems: [{ column: 1, code: 'STATE_SECRET' }],
    });
  });

  it('is cut beyond any limit: one character more than may be written stays, so that it is refused', () => {
    expect(kept('字'.repeat(LONGEST_CELL + 500)).cells[0]).to.have.length(LONGEST_CELL + 1);
  });

  it('fits into a document, however many long cells it has', () => {
    const { cells, problems } = kept(...Array.from({ length: 100 }, () => '字'.repeat(LONGEST_CELL)));
    expect(cells.join('').length).to.be.at.most(1_000_000);
    expect(problems.some(({ code }) => code === 'TOO_LONG')).to.equal(true);
  });
});
