import { expect } from 'chai';
import { until } from '../support/until.ts';
import { box, kept, row, say, seesOnce, showsUnread, takeOut } from './room.ts';
import { makeStage, type Stage } from './stage.ts';

/** A client comes back within its longest pause, in milliseconds. */
const RETURN_MS = 40_000;

describe('two people in two browsers', function () {
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

  it('talk both ways in the room of a suggestion', async () => {
    const path = stage.roomPath(0);
    const deputy = await stage.signIn(stage.people.deputy, { path });
    const unit = await stage.signIn(stage.people.unit, { path });
    await box(deputy.page).waitFor();
    await box(unit.page).waitFor();
    await say(deputy.page, '选址要离菜场近一些');
    await seesOnce(unit.page, '选址要离菜场近一些');
    await say(unit.page, '已经记下，下周三上门拜访');
    await seesOnce(deputy.page, '已经记下，下周三上门拜访');
    await seesOnce(unit.page, '已经记下，下周三上门拜访');
  });

  it('see unread counts move, and a line where the new begins', async () => {
    const unit = await stage.signIn(stage.people.unit, { path: stage.roomPath(1) });
    await box(unit.page).waitFor();
    const deputy = await stage.signIn(stage.people.deputy);
    await row(deputy.page, 418).click();
    await showsUnread(deputy.page, 418, 0);
    await row(deputy.page, 419).click(); // the other room is on screen now
    await say(unit.page, '初稿已经写好');
    await say(unit.page, '请您看一看');
    await showsUnread(deputy.page, 418, 2);
    await until('the row shows the last message', async () =>
      (await row(deputy.page, 418).innerText()).includes('请您看一看'),
    );
    await row(deputy.page, 418).click();
    await deputy.page.locator('[data-line=new]').waitFor();
    await seesOnce(deputy.page, '请您看一看');
    await showsUnread(deputy.page, 418, 0);
  });

  it('recover by themselves when the server comes back, with nothing lost or doubled', async () => {
    const path = stage.roomPath(0);
    const deputy = await stage.signIn(stage.people.deputy, { path });
    const unit = await stage.signIn(stage.people.unit, { path });
    await box(deputy.page).waitFor();
    await box(unit.page).waitFor();
    await deputy.page.evaluate('window.sameDocument = true');
    const bar = deputy.page.locator('[data-line=reconnecting]').waitFor();
    const back = stage.server.restart();
    await bar;
    await say(deputy.page, '断线时写的第一句');
    await say(deputy.page, '断线时写的第二句');
    await back;
    await seesOnce(unit.page, '断线时写的第一句', RETURN_MS);
    await seesOnce(unit.page, '断线时写的第二句', RETURN_MS);
    await say(unit.page, '都收到了');
    for (const { page } of [deputy, unit]) {
      await seesOnce(page, '断线时写的第一句');
      await seesOnce(page, '断线时写的第二句');
      await seesOnce(page, '都收到了');
    }
    await deputy.page.locator('[data-line=reconnecting]').waitFor({ state: 'detached' });
    expect(await deputy.page.evaluate('window.sameDocument')).to.equal(true);
  });

  it('lose nothing that was written offline: it is sent once, on return', async () => {
    const path = stage.roomPath(2);
    const deputy = await stage.signIn(stage.people.deputy, { path });
    const unit = await stage.signIn(stage.people.unit, { path });
    await box(deputy.page).waitFor();
    await box(unit.page).waitFor();
    await deputy.context.setOffline(true);
    await deputy.page.locator('[data-line=offline]').waitFor();
    await say(deputy.page, '在火车上写的');
    await deputy.page.locator('[data-pending=waiting]').waitFor();
    expect(await kept(unit.page, '在火车上写的').count()).to.equal(0);
    await deputy.context.setOffline(false);
    await seesOnce(unit.page, '在火车上写的', RETURN_MS);
    await seesOnce(deputy.page, '在火车上写的');
    await until(
      'nothing is under way',
      async () => (await deputy.page.locator('[data-pending]').count()) === 0,
    );
  });

  it('write Chinese: the Enter of an input method sends nothing', async () => {
    const { page, context } = await stage.signIn(stage.people.deputy, { path: stage.roomPath(0) });
    await box(page).click();
    const keys = await context.newCDPSession(page);
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
    await keys.send('Input.imeSetComposition', { text: 'huying', selectionStart: 6, selectionEnd: 6 });
    await keys.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter });
    await keys.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    expect(await box(page).inputValue()).to.equal('huying');
    await keys.send('Input.insertText', { text: '呼应您' });
    await box(page).press('Shift+Enter');
    await keys.send('Input.insertText', { text: '第二行' });
    expect(await box(page).inputValue()).to.equal('呼应您\n第二行');
    expect(await page.locator('[data-pending]').count()).to.equal(0);
    expect(await kept(page, 'huying').count()).to.equal(0);
    await until('the input method is done', async () => {
      if ((await box(page).inputValue()) !== '') await box(page).press('Enter');
      return (await kept(page, '呼应您\\n第二行').count()) === 1;
    });
    expect(await box(page).inputValue()).to.equal('');
  });

  it('find a draft again after a reload, in its own room only', async () => {
    const { page } = await stage.signIn(stage.people.unit, { path: stage.roomPath(0) });
    await box(page).fill('还没写完的话');
    await row(page, 418).click();
    await page.getByRole('heading', { level: 1, name: '关于规范养老机构预付费用监管的建议' }).waitFor();
    expect(await box(page).inputValue()).to.equal('');
    await page.goBack();
    await until('the draft is back', async () => (await box(page).inputValue()) === '还没写完的话');
    await page.reload();
    await until('the draft is back', async () => (await box(page).inputValue()) === '还没写完的话');
    await box(page).fill('');
  });

  it('see a room close before their eyes when they are taken out of it', async () => {
    const { page } = await stage.signIn(stage.people.seconding, { path: stage.roomPath(2) });
    await box(page).waitFor();
    await takeOut(stage, 2);
    await page.getByRole('heading', { name: '您不在这个群组' }).waitFor();
    expect(await page.locator('.message-text').count()).to.equal(0);
    await until('the row is gone', async () => (await row(page, 419).count()) === 0);
    await page.reload();
    await page.getByRole('heading', { name: '您不在这个群组' }).waitFor();
  });

  it('are told when a page cannot be fetched, and go on with the others', async () => {
    const { page, context } = await stage.signIn(stage.people.deputy, { path: stage.roomPath(0) });
    await box(page).waitFor();
    await context.setOffline(true);
    await page.locator('a[href="/address-book"]').first().click();
    await page.getByText('这一页没有打开。请检查网络，再试一次。').waitFor();
    await page.locator('a[href="/rooms"]').first().click();
    await row(page, 417).waitFor();
    await context.setOffline(false);
  });
});
