import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { DEFAULT_PREFERENCES } from '../../shared/values/preferences.ts';
import { until } from '../support/until.ts';
import { csvOf } from '../support/imports.ts';
import { barriersOn } from './barriers.ts';
import { looks, prefer, sideways } from './looks.ts';
import { makeStage, PHONE, type Stage } from './stage.ts';

const HEAD = ['编号', '标题', '内容', '领衔代表', '主办单位', '协办单位'];
/** Suggestions of one year of the national congress. */
const YEAR = 9_203;

/** A table of so many suggestions, numbered from 10001 on. */
const rowsOf = (count: number, from = 10_001): string[][] =>
  Array.from({ length: count }, (_, i) => [
    String(from + i),
    `关于第${from + i}件事情的建议`,
    `一、案由\n${'各地群众反映较多。'.repeat(30)}\n二、建议\n尽快解决。`,
    '陈望舒',
    i % 3 === 0 ? '民政部' : '住房和城乡建设部',
    i % 3 === 0 ? '财政部' : '',
  ]);

const choose = async (page: Page, rows: readonly (readonly string[])[], name = '汇总表.csv') =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${csvOf([HEAD, ...rows])}`) });

const step = (page: Page, name: string) => page.waitForURL(new RegExp(`/hand-over/[0-9a-f-]+/${name}`));

/** From the file to the preview, with nothing to mend. */
async function toPreview(page: Page): Promise<void> {
  await step(page, 'columns');
  await page.getByRole('button', { name: '开始检查' }).click();
  await step(page, 'check');
  await page.getByRole('button', { name: '预览', exact: true }).click({ timeout: 60_000 });
  await page.getByRole('heading', { name: '各单位分到的件数' }).waitFor({ timeout: 60_000 });
}

async function confirm(page: Page, count: number, go = '登记并交办'): Promise<void> {
  await page.getByRole('button', { name: '下一步' }).click();
  await step(page, 'run');
  await page.getByLabel(`请输入件数 ${count}，确认`).fill(String(count));
  await page.getByRole('button', { name: go, exact: true }).click();
}

describe('importing in the browser', function () {
  this.timeout(180_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  const collection = (name: string) =>
    stage.server.parts.database.connection.collection<{ _id: string; number: string }>(name);
  const roomsFrom = (from: string, to: string) =>
    collection('rooms').countDocuments({ kind: 'suggestion', number: { $gte: from, $lte: to } });
  const office = (path: string) => stage.signIn(stage.people.office, { path });

  it('goes five steps from the file to the groups, with wrong rows mended where they stand', async () => {
    const { page } = await office('/hand-over');
    await page.getByRole('link', { name: '导入建议' }).click();
    const [workbook] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 Excel 空表' }).click(),
    ]);
    expect(workbook.suggestedFilename()).to.equal('template.xlsx');
    const rows = rowsOf(4, 20_001);
    rows[1] = [...(rows[1] ?? []).slice(0, 4), '民政', ''];
    rows[3] = [...(rows[2] ?? [])]; // the same suggestion once more
    await choose(page, rows);
    await step(page, 'columns');
    expect(await page.getByLabel('主办单位：对应').inputValue()).to.equal('leadUnits');
    await page.getByRole('button', { name: '开始检查' }).click();
    await page.getByText('2 件可建群').waitFor();
    await page.getByText('2 件要改', { exact: true }).waitFor();

    const unit = page.locator('tr[data-line]').first();
    await unit.getByText('没有单位“民政”').waitFor();
    await unit.getByRole('button', { name: '改为 民政部' }).click();
    await unit.getByRole('button', { name: '保存并检查' }).click();
    await unit.getByText('已改好').waitFor();
    const again = page.locator('tr[data-line]').last();
    await again.locator('[data-fault=DUPLICATE_IN_FILE]').waitFor();
    await again.getByLabel('编号').fill('20004');
    await again.getByLabel('编号').press('Enter');
    await again.getByText('已改好').waitFor();
    await page.getByText('4 件可建群').waitFor();

    await page.getByRole('button', { name: '预览', exact: true }).click();
    await page.getByText('将建 4 个群').waitFor();
    expect(await page.locator('.import-room').count()).to.equal(4);
    const units = await page.locator('.import-units tbody tr').allInnerTexts();
    expect(units.find((line) => line.startsWith('民政部'))).to.match(/^民政部\s+2/);
    await confirm(page, 4);
    await page.locator('[data-import=over]').getByText('已交办 4 件').waitFor();
    expect(await roomsFrom('20001', '20004')).to.equal(4);
    await page.getByRole('link', { name: '返回交办' }).click();
    await page.getByRole('link', { name: '导入建议' }).waitFor();
    expect(await page.locator('[data-import]').count(), 'it is over').to.equal(0);
  });

  it('says why a file cannot be read, and takes another', async () => {
    const { page } = await office('/hand-over/new');
    const bytes = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '旧表.xls', mimeType: 'application/vnd.ms-excel', buffer: bytes });
    await page.getByRole('alert').filter({ hasText: '旧版 Excel' }).waitFor();
    await choose(page, rowsOf(1, 30_001));
    await step(page, 'columns');
    await page.getByRole('button', { name: '放弃这次导入' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '放弃这次导入' }).click();
    await page.waitForURL(/\/hand-over$/);
  });

  it('is found again on another device, at the step where it stands, and leaves there what only has to be registered', async () => {
    const first = await office('/hand-over/new');
    await choose(first.page, rowsOf(2, 40_001), '登记表.csv');
    await toPreview(first.page);
    const second = await office('/hand-over');
    await second.page.getByText('上次导入还在进行').waitFor();
    await second.page.getByRole('link', { name: '登记表.csv' }).click();
    await step(second.page, 'check');
    await second.page.getByRole('button', { name: '预览', exact: true }).click();
    await second.page.getByRole('radio', { name: '只登记，以后再交办' }).check();
    await confirm(second.page, 2, '登记');
    await second.page.getByText('已登记 2 件。').waitFor();
    await first.page.goto('/hand-over');
    await first.page.getByRole('checkbox', { name: /选中第40001号/ }).waitFor();
    expect(await roomsFrom('40001', '40002')).to.equal(0);
  });

  it('saves what has to be mended as a table, and nothing in it is a formula', async () => {
    const { page } = await office('/hand-over/new');
    const [row = []] = rowsOf(1, 50_001);
    await choose(page, [[...row.slice(0, 1), '=HYPERLINK("x")', ...row.slice(2, 4), '无此单位', '']]);
    await step(page, 'columns');
    await page.getByRole('button', { name: '开始检查' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出要改的行' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).to.include("'=HYPERLINK").and.include('没有单位“无此单位”');
  });

  it('has no barriers in any look, and nothing stands out over the edge of a phone', async () => {
    const { page } = await stage.signIn(stage.people.office, { path: '/hand-over/new', size: PHONE });
    const rows = rowsOf(3, 60_001);
    rows[1] = [...(rows[1] ?? []).slice(0, 4), '民政', ''];
    await choose(page, rows);
    await step(page, 'columns');
    const id = /hand-over\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? '';
    await page.getByRole('button', { name: '开始检查' }).click();
    await page.getByText('1 件要改', { exact: true }).waitFor();
    for (const chosen of [{ look: 'normal' }, { look: 'elder' }, { shade: 'dark' }] as const) {
      await prefer(stage, stage.people.office, { ...DEFAULT_PREFERENCES, ...chosen });
      for (const [name, shows] of [
        ['file', '.import-body p'],
        ['columns', '.import-columns select'],
        ['check', '.import-wrong form'],
        ['preview', '.import-rooms'],
        ['run', '.import-confirm'],
      ] as const) {
        await page.goto(`/hand-over/${id}/${name}`);
        await page.locator(shows).first().waitFor();
        const [[attribute, value] = ['look', 'normal']] = Object.entries(chosen);
        await looks(page, attribute as 'look', value);
        expect(await barriersOn(page), `${name} ${value}`).to.deep.equal([]);
        expect(await sideways(page), `${name} ${value}`).to.deep.equal([]);
      }
    }
    await prefer(stage, stage.people.office, DEFAULT_PREFERENCES);
  });

  it('takes in a year of 9,203, its tab killed half-way and opened again: each has one group', async () => {
    const first = await office('/hand-over/new');
    await choose(first.page, rowsOf(YEAR), '全年汇总表.csv');
    await toPreview(first.page);
    await first.page.getByText('将建 9,203 个群').waitFor();
    await confirm(first.page, YEAR);
    const began = performance.now();
    const made = () => roomsFrom('10001', '19999');
    await until('groups are made', async () => (await made()) > 0, 120_000);
    await first.context.close();
    expect(await made(), 'closed half-way').to.be.lessThan(YEAR);

    const second = await office('/hand-over');
    await second.page.getByRole('link', { name: '全年汇总表.csv' }).click();
    await step(second.page, 'run');
    await second.page
      .locator('[data-import=over]')
      .getByText('已交办 9,203 件')
      .waitFor({ timeout: 120_000 });
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    process.stderr.write(`      9,203 rows registered and handed over in ${seconds} s\n`);
    expect(await made()).to.equal(YEAR);
    expect(
      await collection('suggestions').countDocuments({ number: { $gte: '10001', $lte: '19999' } }),
    ).to.equal(YEAR);
  });
});
