import ExcelJS from 'exceljs';
import { expect } from 'chai';
import { workbookOf } from '../../../web/src/statistics/workbook.ts';

const page = {
  name: '答复类别/今年',
  title: '“A 已经解决”占 91.30%',
  base: '占已办结建议，分母 667',
  head: ['答复类别', '件数', '占比'],
  rows: [
    ['A 已经解决', 609, '91.30%'],
    ['B <列入> & "计划"', 49, '7.35%'],
    ['=1+1', 0, '—'],
  ],
};

const opened = async (pages: Parameters<typeof workbookOf>[0]) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await workbookOf(pages));
  return workbook;
};

describe('a workbook of figures', () => {
  it('has numbers as numbers, shares as percents and words as words, whatever they begin with', async () => {
    const [sheet] = (await opened([page])).worksheets;
    expect(sheet?.name).to.equal('答复类别 今年');
    const values: unknown[] = [];
    sheet?.eachRow((row) => values.push((row.values as unknown[]).slice(1)));
    expect(values).to.deep.equal([
      [page.title],
      [page.base],
      page.head,
      ['A 已经解决', 609, 0.913],
      ['B <列入> & "计划"', 49, 0.0735],
      ['=1+1', 0, '—'],
    ]);
    expect(sheet?.getCell('C4').numFmt).to.equal('0.00%');
    expect(sheet?.getCell('A6').type).to.equal(ExcelJS.ValueType.String);
    expect(sheet?.getCell('A1').font.bold).to.equal(true);
  });

  it('has a page for each sheet, in their order, with or without a denominator, and leaves out what XML cannot hold', async () => {
    const bare = { ...page, name: '逾期', base: '', rows: [['民\u0007政部\uFFFF', 2, '4月8日']] };
    const { worksheets } = await opened([page, bare]);
    expect(worksheets.map(({ name }) => name)).to.deep.equal(['答复类别 今年', '逾期']);
    expect(worksheets[1]?.getCell('A3').value).to.equal('民政部');
    expect(worksheets[1]?.rowCount).to.equal(3);
  });
});
