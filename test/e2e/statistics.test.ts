import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import type { Locator } from 'playwright-core';
import { barriersOn } from './barriers.ts';
import { makeStage, PHONE, type Stage } from './stage.ts';

describe('the page of figures', function () {
  this.timeout(90_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000); // the first time the browser and the engines are fetched
    stage = await makeStage();
    await stage.handOver();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('says the whole in one sentence, draws what shows more than numbers, and gives every number as a table', async () => {
    const { page } = await stage.signIn(stage.people.office);
    await page.getByRole('link', { name: '统计', exact: true }).click();
    await page.getByText('共 3 件，办结 0 件').waitFor();
    const category = page.locator('[data-sheet=category]');
    await category.getByRole('heading', { name: '民政最多，占 100.00%' }).waitFor();
    await category.locator('.statistics-chart svg').getByText('民政', { exact: true }).waitFor();
    await category.getByRole('button', { name: '看表格' }).click();
    expect(await category.getByRole('row').allInnerTexts()).to.deep.equal([
      '类别\t件数\t占比',
      '民政\t3\t100.00%',
    ]);
    expect(await page.locator('[data-sheet=overdue]').innerText()).to.include('没有逾期事项');
  });

  it('hands out table and picture', async () => {
    const { page } = await stage.signIn(stage.people.office, { path: '/statistics' });
    const category = page.locator('[data-sheet=category]');
    await category.locator('.statistics-chart svg').getByText('民政', { exact: true }).waitFor();
    const kept = async (button: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        category.getByRole('button', { name: button }).click(),
      ]);
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    };
    const table = await kept('导出表格');
    expect(table.name).to.match(/\.csv$/);
    expect(table.text).to.include('民政,3,100.00%');
    const picture = await kept('导出图片');
    expect(picture.name).to.match(/\.svg$/);
    expect(picture.text).to.match(/^<svg/).and.include('民政');
  });

  it('hands out a workbook whose numbers are those of the table, and one of all sheets', async () => {
    const { page } = await stage.signIn(stage.people.office, { path: '/statistics' });
    const workbook = async (within: Locator, button: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        within.getByRole('button', { name: button, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).to.match(/\.xlsx$/);
      const opened = new ExcelJS.Workbook();
      await opened.xlsx.readFile(await download.path());
      return opened;
    };
    const contacts = page.locator('[data-sheet=contacts]');
    await contacts.getByRole('button', { name: '看表格' }).click();
    const shown = (await contacts.getByRole('row').allInnerTexts()).map((line) => line.split('\t'));
    const [sheet] = (await workbook(contacts, '导出 Excel')).worksheets;
    const written: string[][] = [];
    sheet?.eachRow((row) => written.push((row.values as unknown[]).slice(1).map(String)));
    expect(written.slice(-shown.length)).to.deep.equal(shown);
    expect(sheet?.lastRow?.getCell(2).type).to.equal(ExcelJS.ValueType.Number);

    const all = await workbook(page.locator('.statistics'), '全部导出 Excel');
    const names = ['类别', '办理进度', '沟通', '答复类别', '代表反馈', '逾期'];
    expect(all.worksheets.map(({ name }) => name)).to.deep.equal(names);
    const share = all.getWorksheet('类别')?.lastRow;
    expect([share?.getCell(1).value, share?.getCell(2).value, share?.getCell(3).value]).to.deep.equal([
      '民政',
      3,
      1,
    ]);
    expect(share?.getCell(3).numFmt).to.equal('0.00%');
  });

  it('shows one session by its address, and nothing of one that never was', async () => {
    const { page } = await stage.signIn(stage.people.office, { path: '/statistics?session=99' });
    await page.getByText('还没有可以统计的建议').waitFor();
    await page.getByLabel('会议').selectOption('5');
    await page.getByText('共 3 件，办结 0 件').waitFor();
    expect(new URL(page.url()).search).to.equal('?session=5');
  });

  it('is not for deputies', async () => {
    const { page } = await stage.signIn(stage.people.deputy);
    expect(await page.getByRole('link', { name: '统计', exact: true }).count()).to.equal(0);
  });

  it('stays within a phone, and has no barrier that axe knows', async () => {
    const { page } = await stage.signIn(stage.people.office, { path: '/statistics', size: PHONE });
    await page
      .locator('[data-sheet=category] .statistics-chart svg')
      .getByText('民政', { exact: true })
      .waitFor();
    const wide = await page.evaluate<number>(
      `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.statistics'))`,
    );
    expect(wide).to.equal(0);
    expect(await barriersOn(page)).to.deep.equal([]);
  });
});
