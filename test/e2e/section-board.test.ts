import { expect } from 'chai';
import { DEFAULT_PREFERENCES } from '../../shared/values/preferences.ts';
import { until } from '../support/until.ts';
import { barriersOn } from './barriers.ts';
import { box } from './room.ts';
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

  it('hands cases to another section and officer, and counts them there', async () => {
    const { page } = await stage.signIn(stage.people.leader, { path: '/work?of=at-work' });
    await page.locator('[data-behind=at-work]').first().waitFor();
    const passOn = page.getByRole('button', { name: '转给', exact: true });
    expect(await passOn.isDisabled()).to.equal(true);
    await page.getByRole('checkbox', { name: '选中第417号' }).check();
    await page.getByRole('checkbox', { name: '选中第418号' }).check();
    await page.getByRole('button', { name: '转给（2 件）' }).click();
    const form = page.getByRole('dialog', { name: '转给：2 件' });
    await form.getByRole('checkbox', { name: '王处' }).check();
    await form.getByLabel('转到哪个处室').fill('养老处');
    expect(await barriersOn(page)).to.deep.equal([]);
    await form.getByRole('button', { name: '转给（2 件）' }).click();
    await form.waitFor({ state: 'detached' });
    await page.locator('.board-table tbody').getByRole('rowheader', { name: '养老处' }).waitFor();
    expect(await page.locator('.board-table tbody tr').allInnerTexts()).to.deep.equal([
      '养老处\t2\t2\t2\t0\t2\t0\t0\t0',
      '未定处室\t1\t1\t1\t0\t1\t0\t0\t0',
    ]);
    const there = page.locator('[data-behind=at-work]').filter({ hasText: '养老处' });
    await until('two cases are there', async () => (await there.count()) === 2);
    const unit = await stage.signIn(stage.people.unit, { path: stage.roomPath(0) });
    await unit.page.getByText('民政部确定王处为联系人，由养老处承办').waitFor();
  });

  it('lets who is away name a colleague for the days, who then sits in the rooms; who leads the unit may end it', async () => {
    const { page } = await stage.signIn(stage.people.unit, { path: '/work' });
    await page.getByText('休假代办').click();
    await page.getByLabel('由谁代办').selectOption({ label: '赵司长' });
    expect(await page.getByLabel('谁休假').count()).to.equal(0);
    await page.getByRole('button', { name: '请人代办' }).click();
    await page.getByText('由赵司长代办').waitFor();
    expect(await barriersOn(page)).to.deep.equal([]);
    await page.goto(stage.roomPath(2));
    await page.getByText('休假代办').first().waitFor(); // why somebody has come
    const leader = await stage.signIn(stage.people.leader, { path: stage.roomPath(2) });
    await box(leader.page).waitFor();
    await leader.page.goto('/work');
    await leader.page.locator('.absences summary').click();
    await leader.page.getByRole('button', { name: '结束王处的代办' }).click();
    await leader.page.getByText('现在没有人请人代办。').waitFor();
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
