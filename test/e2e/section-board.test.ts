import { expect } from 'chai';
import { DEFAULT_PREFERENCES } from '../../shared/values/preferences.ts';
import { barriersOn } from './barriers.ts';
import { looks, prefer, sideways } from './looks.ts';
import { makeStage, PHONE, type Stage } from './stage.ts';

describe('the duty board of a unit', function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
    await stage.handOver();
  });
  afterEach(async () => {
    await prefer(stage, stage.people.leader, DEFAULT_PREFERENCES);
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('is a table of its sections; a number leads to its suggestions, and the address keeps it', async () => {
    const { page } = await stage.signIn(stage.people.leader, { path: '/work' });
    const board = page.locator('.board-table');
    await board.waitFor();
    expect(await board.locator('tbody tr').allInnerTexts()).to.deep.equal([
      '未定处室\t3\t3\t3\t0\t3\t0\t0\t0',
    ]);
    await board.getByRole('link', { name: '未定处室，办前 3 件' }).click();
    await page.getByRole('heading', { name: '未定处室：办前 3 件' }).waitFor();
    expect(await page.locator('[data-behind=pre]').count()).to.equal(3);
    await page.reload();
    await page.getByRole('heading', { name: '未定处室：办前 3 件' }).waitFor();
    await board.getByRole('link', { name: '合计，在办 3 件' }).click();
    await page.getByRole('heading', { name: '合计：在办 3 件' }).waitFor();
    await page.locator('[data-behind=at-work] a').first().click();
    await page.waitForURL(/\/cases\//);
  });

  it('is printed across a sheet, and nothing else of the page', async () => {
    const { page } = await stage.signIn(stage.people.leader, { path: '/work' });
    await page.locator('.board-table').waitFor();
    await page.locator('.desk-own').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.board-table').isVisible()).to.equal(true);
    for (const other of ['.frame-nav', '.desk-own', '.board-print'])
      expect(await page.locator(other).first().isVisible(), other).to.equal(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const boxes = [...pdf.toString('latin1').matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
    expect(boxes.map(([, width]) => Math.round(Number(width)))).to.deep.equal([842]); // A4 across, in points
  });

  it('has no barriers in any look, and is read on a phone without scrolling sideways', async () => {
    const { page } = await stage.signIn(stage.people.leader, { path: '/work', size: PHONE });
    for (const chosen of [{ look: 'normal' }, { look: 'elder' }, { shade: 'dark' }] as const) {
      await prefer(stage, stage.people.leader, { ...DEFAULT_PREFERENCES, ...chosen });
      await page.goto('/work?of=at-work');
      await page.locator('[data-behind=at-work]').first().waitFor();
      const [[attribute, value] = ['look', 'normal']] = Object.entries(chosen);
      await looks(page, attribute as 'look', value);
      expect(await barriersOn(page), value).to.deep.equal([]);
      expect(await sideways(page), value).to.deep.equal([]);
    }
  });
});
