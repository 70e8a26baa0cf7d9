import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { systemClock } from '../../server/ops/clock.ts';
import { clockAhead } from '../support/clock.ts';
import { until } from '../support/until.ts';
import { box, row, say, seesOnce } from './room.ts';
import { makeStage, type Stage } from './stage.ts';

/** At least ten working days and fewer than twenty, whatever holidays lie between: the unit is being reminded. */
const threeWeeksAgo = clockAhead(systemClock, -24 * 86_400_000)
  .now()
  .toISOString()
  .slice(0, 10);

const stateOf = (page: Page, phase: string) =>
  page.locator(`[data-phase=${phase}]`).getAttribute('data-state');

describe('a case in the browser', function () {
  this.timeout(90_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('is handed over by the office: first one chosen, then all, each only with its count typed', async () => {
    const { page } = await stage.signIn(stage.people.office, { path: '/hand-over' });
    await page.getByText('3 件待交办').waitFor();
    await page.getByRole('checkbox', { name: /选中第417号/ }).check();
    await page.getByRole('button', { name: '交办所选 1 件' }).click();
    const go = page.getByRole('dialog').getByRole('button', { name: '交办', exact: true });
    await page.getByLabel('请输入件数 1，确认交办').fill('2');
    expect(await go.isDisabled()).to.equal(true);
    await page.getByLabel('请输入件数 1，确认交办').fill('1');
    await go.click();
    await page.locator('[data-run=finished]').getByText('已建 1 / 1').waitFor();
    await page.getByText('2 件待交办').waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await page.getByRole('button', { name: '交办全部 2 件' }).click();
    await page.getByLabel('交办日期').fill(threeWeeksAgo);
    await page.getByLabel('请输入件数 2，确认交办').fill('2');
    await go.click();
    await page.locator('[data-run=finished]').getByText('已建 2 / 2').waitFor();
    await page.getByText('没有待交办的建议').waitFor();
    await page.reload();
    await page.locator('[data-run=finished]').getByText('已建 2 / 2').waitFor();
  });

  it('is not handed over by a deputy', async () => {
    const { page } = await stage.signIn(stage.people.deputy);
    await row(page, 417).waitFor();
    expect(await page.getByRole('link', { name: '交办' }).count()).to.equal(0);
    await page.goto('/hand-over');
    await page.getByRole('alert').filter({ hasText: '您的身份不能办理这一项' }).waitFor();
  });

  it('has its contact recorded from chosen messages: both see the card, and 办前 is done', async () => {
    const path = stage.roomPath(0);
    const deputy = await stage.signIn(stage.people.deputy, { path });
    const unit = await stage.signIn(stage.people.unit, { path });
    await box(unit.page).waitFor();
    await say(deputy.page, '助餐点请考虑晚餐');
    await seesOnce(unit.page, '助餐点请考虑晚餐');
    expect(await stateOf(unit.page, 'pre')).to.equal('now');
    expect(await deputy.page.getByRole('button', { name: '登记沟通' }).count()).to.equal(0);

    await unit.page.getByRole('button', { name: '选择消息' }).click();
    await unit.page.getByRole('checkbox', { name: '选中陈望舒的这条消息' }).check();
    await unit.page.getByText('已选 1 条').waitFor();
    await unit.page.locator('.room-choosing').getByRole('button', { name: '登记沟通' }).click();
    const form = unit.page.getByRole('dialog');
    await form.getByText('作为依据的消息 1 条').waitFor();
    await form.getByRole('radio', { name: '上门走访' }).check();
    await form.getByLabel('代表意见与沟通情况').fill('代表希望先试点后推开');
    await form.getByRole('button', { name: '登记', exact: true }).click();

    for (const { page } of [unit, deputy]) {
      const card = page.locator('[data-card=contact]');
      await card.getByText('代表希望先试点后推开').waitFor();
      expect(await card.count()).to.equal(1);
      await card.getByText('上门走访').waitFor();
      await card.getByText('作为依据的消息 1 条').waitFor();
      await until('办前 is done', async () => (await stateOf(page, 'pre')) === 'done');
    }
    await until('the form is closed', async () => (await unit.page.getByRole('dialog').count()) === 0);
    await until('nothing is chosen', async () => (await unit.page.getByText('已选 1 条').count()) === 0);
    await row(deputy.page, 417).getByText('办中待沟通').waitFor();
  });

  it('shows who sits in its room, by role', async () => {
    const { page } = await stage.signIn(stage.people.deputy, { path: stage.roomPath(1) });
    await page.getByRole('tab', { name: '成员' }).click();
    const pane = page.getByRole('tabpanel');
    for (const [role, name] of [
      ['领衔代表', '陈望舒'],
      ['附议代表', '乔谷雨'],
      ['主办单位', '王处'],
      ['协办单位', '沈工'],
    ] as const) {
      await pane.locator('section').filter({ hasText: role }).getByText(name).waitFor();
    }
  });

  it('reminds the unit in private and in the room; a reminder opens its room and is seen from then on', async () => {
    const { page } = await stage.signIn(stage.people.unit);
    await row(page, 418).waitFor();
    const way = page.getByRole('navigation').getByRole('link', { name: /提醒/ });
    await stage.untilCard(1);
    await until('the mark counts what is new', async () => /[1-9]/.test(await way.innerText()));
    await way.click();
    const contact = page.locator('.notice').filter({ hasText: '办前沟通' }).first();
    await contact.getByText('未看').waitFor();
    await contact.getByRole('link', { name: /第418号/ }).click();
    await page.locator('[data-card=reminder]').getByRole('button', { name: '登记沟通' }).waitFor();
    await page.locator('.phase-now').getByText('办前待沟通').waitFor();
    await way.click();
    await contact.getByRole('link').first().waitFor();
    await until('it was seen', async () => (await contact.getByText('未看').count()) === 0);
  });
});
