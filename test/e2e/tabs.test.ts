import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { keysOf } from './kept.ts';
import { box, kept, say, seesOnce } from './room.ts';
import { makeStage, type Seat, type Stage } from './stage.ts';

/** A client comes back within its longest pause, in milliseconds. */
const RETURN_MS = 40_000;

/** Writes these while the network is away; they lie in the browser afterwards. */
async function writeOffline({ page, context }: Seat, texts: readonly string[]): Promise<void> {
  await box(page).waitFor();
  await context.setOffline(true);
  await page.locator('[data-line=offline]').waitFor();
  for (const text of texts) await say(page, text);
  await until('they are kept', async () => (await keysOf(page, '/outbox/')).length === texts.length);
}

/** Waits until all are in the log, kept, each once and in this order. */
async function seesInOrder(page: Page, texts: readonly string[]): Promise<void> {
  let seen: string[] = [];
  const inOrder = until(
    'all are in the log in order',
    async () => {
      const log = await page.locator('article[data-seq] .message-text').allInnerTexts();
      seen = log.filter((text) => texts.includes(text));
      return isDeepStrictEqual(seen, texts);
    },
    RETURN_MS,
  );
  await inOrder.catch(() => expect(seen).to.deep.equal(texts)); // says what was there instead
}

const nothingLeft = (page: Page): Promise<void> =>
  until('nothing is left', async () => (await keysOf(page, '/outbox/')).length === 0, RETURN_MS);

describe('what was written while the network was away', function () {
  this.timeout(120_000);
  let stage: Stage;
  let path: string;
  let deputy: Seat;
  let unit: Seat;
  let tries = 0;
  /** Words of this try only: a second one finds those of the first in the room. */
  const only = (text: string) => `${text}，第${tries}次`;

  before(async function () {
    this.timeout(400_000); // the first time the browser and the engines are fetched
    stage = await makeStage();
    await stage.handOver();
    path = stage.roomPath(0);
  });
  beforeEach(async () => {
    tries += 1;
    deputy = await stage.signIn(stage.people.deputy, { path });
    unit = await stage.signIn(stage.people.unit, { path });
    await box(unit.page).waitFor();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('is sent in the order of writing after the page is loaded again', async () => {
    const texts = ['重载之前一', '重载之前二', '重载之前三'].map(only);
    await writeOffline(deputy, texts);
    await deputy.page.goto('about:blank');
    await deputy.context.setOffline(false);
    await deputy.page.goto(path);
    await seesInOrder(unit.page, texts);
    await seesInOrder(deputy.page, texts);
    await nothingLeft(deputy.page);
  });

  it('is sent in the order of writing by another tab when the first was killed', async () => {
    const texts = ['崩溃之前一', '崩溃之前二', '崩溃之前三'].map(only);
    await writeOffline(deputy, texts);
    const crash = deputy.page.waitForEvent('crash');
    const devTools = await deputy.context.newCDPSession(deputy.page);
    devTools.send('Page.crash').catch(() => undefined); // nobody is left to answer
    await crash;
    await deputy.page.close();
    await deputy.context.setOffline(false);
    const next = await deputy.context.newPage();
    await next.goto(path);
    await seesInOrder(unit.page, texts);
    await nothingLeft(next);
  });

  it('is sent once although three tabs know of it', async () => {
    const texts = ['三个标签页一', '三个标签页二', '三个标签页三'].map(only);
    const others = [await deputy.context.newPage(), await deputy.context.newPage()];
    await writeOffline(deputy, texts);
    await deputy.context.setOffline(false);
    await Promise.all(others.map((tab) => tab.goto(path)));
    for (const page of [unit.page, deputy.page, ...others]) await seesInOrder(page, texts);
    for (const page of [deputy.page, ...others])
      await until(
        'nothing is shown as unsent',
        async () => (await page.locator('[data-pending]').count()) === 0,
      );
    await nothingLeft(deputy.page);
    await say(deputy.page, only('三个标签页之后'));
    await seesOnce(unit.page, only('三个标签页之后'));
    await seesInOrder(unit.page, texts);
  });

  it('is gone from the browser after the person has left, and is never sent', async () => {
    const lost = only('退出之前写的');
    await writeOffline(deputy, [lost]);
    expect(await keysOf(deputy.page, 'huying/person/')).not.to.deep.equal([]);
    await deputy.page.locator('a[href="/settings"]').first().click();
    await deputy.page.getByRole('button', { name: '退出', exact: true }).click();
    await deputy.page.getByRole('heading', { name: '您已退出' }).waitFor();
    expect(await keysOf(deputy.page, 'huying/person/')).to.deep.equal([]);
    await deputy.context.setOffline(false);
    await deputy.page.getByLabel('密码').waitFor(); // the page goes there by itself
    await deputy.page.goto(path);
    await deputy.page.getByLabel('密码').waitFor();
    await say(unit.page, only('退出之后说的'));
    await seesOnce(unit.page, only('退出之后说的'));
    expect(await kept(unit.page, lost).count()).to.equal(0);
  });
});
