import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { TestPerson } from '../support/server.ts';
import { until } from '../support/until.ts';
import { barriersOn } from './barriers.ts';
import { prefer, sideways, smallTargets } from './looks.ts';
import { DESK, makeStage, PHONE, type Stage } from './stage.ts';

const NUMBER = '13812345678';
const SPACED = '138 1234 5678';
const MASKED = '138****5678';
/** More than a page has. */
const MANY = 60;

const own = (page: Page) => page.locator('[data-delegation="1"]');
const personIn = (page: Page, { personId }: TestPerson) => page.locator(`[data-person="${personId}"]`);

describe('the address book', function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
    const { org } = stage.server.parts;
    const { congressId } = stage.server;
    await org.delegations.upsertMany(congressId, [
      { no: 1, name: '北京市代表团', shortName: '北京团' },
      { no: 2, name: '青海省代表团', shortName: '青海团' },
    ]);
    const [delegation] = await org.delegations.all(congressId);
    const delegationId = delegation?._id ?? null;
    const { deputy, seconding, unit, leader } = stage.people;
    await org.people.upsertMany(congressId, [
      ...[deputy, seconding].map(({ login, name }) => ({ code: login, name, delegationId, phone: NUMBER })),
      ...[unit, leader].map(({ login, name }) => ({ code: login, name, phone: NUMBER })),
      ...Array.from({ length: MANY }, (_, i) => ({
        ...{ code: `many${i}`, name: `张${String(i).padStart(2, '0')}`, roles: ['deputy' as const] },
        delegationId,
      })),
    ]);
    await stage.handOver();
  });
  afterEach(async () => {
    await prefer(stage, stage.people.deputy, { look: 'normal' });
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  const looks = async () => {
    const kept = await stage.server.parts.org.looksOf(stage.server.congressId, 100);
    return kept.map(({ by, whose }) => [by, whose]);
  };
  const textOf = (page: Page): Promise<string> => page.evaluate('document.body.innerText');

  it('opens the own delegation to a deputy, page by page and by pinyin, and shows one number when it is asked for', async () => {
    const { deputy, seconding } = stage.people;
    const { page } = await stage.signIn(deputy, { size: PHONE, path: '/address-book' });
    await own(page).getByText('看人员').click();
    await own(page)
      .getByText(`共 ${MANY + 2} 人`)
      .waitFor();
    const rows = own(page).locator('[data-person]');
    expect(await rows.count()).to.equal(50);
    await own(page).getByRole('button', { name: '再看 50 人' }).click();
    await until('all are there', async () => (await rows.count()) === MANY + 2);
    expect(await page.locator('[data-delegation="2"] details').count()).to.equal(0);

    await own(page).getByLabel('在北京团里找人').fill('qgy');
    await own(page).getByText('共 1 人').waitFor();
    const line = personIn(page, seconding);
    expect(await line.innerText()).to.include(MASKED);
    expect(await textOf(page)).to.not.include(NUMBER);
    expect(await barriersOn(page)).to.deep.equal([]);
    expect(await smallTargets(page, 44)).to.deep.equal([]);
    expect(await sideways(page)).to.deep.equal([]);
    const before = await looks();
    await line.getByRole('button', { name: `看号码：乔谷雨 ${MASKED}` }).click();
    const call = line.getByRole('link', { name: `打电话 ${SPACED}，乔谷雨` });
    await call.waitFor();
    expect(await call.getAttribute('href')).to.equal(`tel:${NUMBER}`);
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).to.equal(`tel:${NUMBER}`);
    expect(await looks()).to.deep.equal([[deputy.personId, seconding.personId], ...before]);
    expect(await barriersOn(page)).to.deep.equal([]);
    await page.reload();
    await page.locator('.book-list li').first().waitFor();
    expect(await textOf(page), 'what was shown is not kept').to.not.include(SPACED);
  });

  it('finds with a keyboard alone whom one shares a group with, and calls them', async () => {
    const { unit, deputy } = stage.people;
    const { page } = await stage.signIn(unit, { path: '/address-book' });
    const field = page.getByRole('searchbox', { name: '找人、找单位、找建议' });
    await field.fill('chenwangshu');
    await page.getByText('找到 1 项').waitFor();
    await field.focus();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.ariaLabel')).to.equal(`看号码：陈望舒 ${MASKED}`);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: `打电话 ${SPACED}，陈望舒` }).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).to.equal(`tel:${NUMBER}`);
    expect((await looks())[0]).to.deep.equal([unit.personId, deputy.personId]);
    expect(await page.locator('[data-delegation] details').count()).to.equal(0);
    expect(await barriersOn(page)).to.deep.equal([]);
  });

  it('opens the own unit, with a number where one is on record', async () => {
    const { unit, leader, coUnit } = stage.people;
    const { page } = await stage.signIn(unit, { path: '/address-book' });
    await page.getByText('民政部 看人员').click();
    await personIn(page, leader).getByText(MASKED).waitFor();
    expect(await page.locator('.book-part').nth(1).locator('details').count()).to.equal(1);
    await page.context().close();
    const co = await stage.signIn(coUnit, { path: '/address-book' });
    await co.page.getByText('住房和城乡建设部 看人员').click();
    await personIn(co.page, coUnit).getByText('没有登记号码').waitFor();
    expect(await personIn(co.page, coUnit).getByRole('button').count()).to.equal(0);
  });

  it('says why a number is not shown, and keeps no look, when somebody has left meanwhile', async () => {
    const { org } = stage.server.parts;
    const { deputy, seconding } = stage.people;
    const { page } = await stage.signIn(deputy, { path: '/address-book' });
    await own(page).getByText('看人员').click();
    await own(page).getByLabel('在北京团里找人').fill('乔谷雨');
    const line = personIn(page, seconding);
    await own(page).getByText('共 1 人').waitFor();
    const before = await looks();
    const row = { code: seconding.login, name: seconding.name };
    await org.people.upsertMany(stage.server.congressId, [{ ...row, active: false }]);
    await line.getByRole('button').click();
    await line.getByRole('alert').getByText(/./).waitFor();
    expect(await line.getByRole('link').count()).to.equal(0);
    expect(await looks()).to.deep.equal(before);
    await org.people.upsertMany(stage.server.congressId, [{ ...row, active: true }]);
  });

  for (const [look, size, least] of [
    ['elder', PHONE, 60],
    ['elder', DESK, 48],
  ] as const)
    it(`has room for fingers in the ${look} look at ${size.width} pixels`, async () => {
      const { deputy } = stage.people;
      await prefer(stage, deputy, { look });
      const { page } = await stage.signIn(deputy, { size, path: '/address-book' });
      await own(page).getByText('看人员').click();
      await own(page).getByLabel('在北京团里找人').fill('qgy');
      await own(page).getByText('共 1 人').waitFor();
      expect(await smallTargets(page, least)).to.deep.equal([]);
      expect(await sideways(page)).to.deep.equal([]);
      expect(await barriersOn(page)).to.deep.equal([]);
      await personIn(page, stage.people.seconding).getByRole('button').click();
      await page.getByRole('link', { name: /^打电话 / }).waitFor();
      expect(await smallTargets(page, least)).to.deep.equal([]);
      expect(await sideways(page)).to.deep.equal([]);
    });
});
