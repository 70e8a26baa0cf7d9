import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { box, row, say, seesOnce } from './room.ts';
import { makeStage, PHONE, type Stage } from './stage.ts';

/** By how many pixels a page is wider than its screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - innerWidth');

/** Buttons, links and fields smaller than a finger, as [words, width, height]. */
const tooSmall = (page: Page): Promise<unknown[]> =>
  page.evaluate(`[...document.querySelectorAll('button, a[href], textarea')]
    .filter((one) => one.checkVisibility() && !one.classList.contains('frame-skip'))
    .map((one) => [one.textContent || one.ariaLabel, one.offsetWidth, one.offsetHeight])
    .filter(([, width, height]) => width < 40 || height < 44)`);

describe('a phone of 390 pixels', function () {
  this.timeout(90_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
    await stage.handOver();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('shows list and room one at a time, talks, and comes back by the browser’s own way', async () => {
    const { page } = await stage.signIn(stage.people.unit, { size: PHONE });
    await row(page, 419).waitFor();
    expect(await overflow(page)).to.equal(0);
    expect(await tooSmall(page)).to.deep.equal([]);
    await row(page, 419).click();
    await box(page).waitFor();
    expect(await row(page, 419).isVisible()).to.equal(false);
    await say(page, '手机上写的一句话');
    await seesOnce(page, '手机上写的一句话');
    expect(await overflow(page)).to.equal(0);
    expect(await tooSmall(page)).to.deep.equal([]);
    await page.goBack();
    await row(page, 419).waitFor();
  });

  it('shows case file, members, contact form, reminders and account without a sideways scroll', async () => {
    const { page } = await stage.signIn(stage.people.unit, { size: PHONE, path: stage.roomPath(2) });
    for (const name of ['案卷', '成员 4 人', '登记沟通']) {
      if (name.startsWith('成员')) await page.getByRole('button', { name: '更多', exact: true }).click();
      await page.getByRole('button', { name, exact: true }).first().click();
      await page.getByRole('dialog').waitFor();
      expect(await overflow(page), name).to.equal(0);
      await page.keyboard.press('Escape');
      await until('the sheet is closed', async () => (await page.getByRole('dialog').count()) === 0);
    }
    for (const path of [
      '/notices',
      '/settings',
      '/address-book',
      '/work',
      `/cases/${stage.suggestions[2] ?? ''}`,
    ]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await overflow(page), path).to.equal(0);
    }
  });
});

describe('a keyboard alone', function () {
  this.timeout(90_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
    await stage.handOver();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('signs in, opens a room and writes, always seeing where it is', async () => {
    const { page } = await stage.sit();
    await page.goto('/rooms');
    const outlined = () => page.evaluate(`getComputedStyle(document.activeElement).outlineStyle !== 'none'`);
    const tabTo = async (words: string) => {
      await until(`the focus reaches ${words}`, async () => {
        await page.keyboard.press('Tab');
        expect(await outlined(), words).to.equal(true);
        const name = await page.evaluate(
          `document.activeElement.ariaLabel || document.activeElement.labels?.[0]?.textContent || document.activeElement.textContent`,
        );
        return String(name).includes(words);
      });
    };
    await page.getByLabel('账号或手机号').waitFor();
    await tabTo('账号或手机号');
    await page.keyboard.type(stage.people.deputy.login);
    await tabTo('密码');
    await page.keyboard.type(stage.people.deputy.password);
    await page.keyboard.press('Enter');
    await row(page, 417).waitFor();
    await tabTo('第417号');
    await page.keyboard.press('Enter');
    await box(page).waitFor();
    await tabTo('写消息');
    await page.keyboard.type('用键盘写的');
    await page.keyboard.press('Enter');
    await seesOnce(page, '用键盘写的');
    expect(await page.evaluate(`document.activeElement.matches('textarea')`)).to.equal(true);
  });
});
