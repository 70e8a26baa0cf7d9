import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { wireClient } from '../support/wire-client.ts';
import { countsOnIcons } from './looks.ts';
import { seedRooms } from './many-rooms.ts';
import { DESK, makeStage, PHONE, type Stage } from './stage.ts';

const ROOMS = 1_126;

const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};

/** What has the focus, as somebody who cannot see it hears. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    `(() => {
      const one = document.activeElement;
      return one.ariaLabel || one.labels?.[0]?.textContent || one.textContent || one.tagName;
    })()`,
  );

const tabTo = (page: Page, name: string): Promise<void> =>
  until(`the focus reaches ${name}`, async () => {
    await page.keyboard.press('Tab');
    return (await focused(page)).includes(name);
  });

const titles = (page: Page): Promise<string[]> => page.locator('.task-title').allTextContents();

/** What breaks WCAG 2.2, A and AA, on the page as it stands. */
async function violations(page: Page): Promise<unknown[]> {
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(axe.source);
  const found = await page.evaluate<{ violations: { id: string; nodes: { failureSummary: string }[] }[] }>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return found.violations.map(({ id, nodes }) => [id, ...nodes.map((node) => node.failureSummary)]);
}

describe('the list of tasks in a browser', function () {
  this.timeout(180_000);
  let stage: Stage;

  before(async function () {
    this.timeout(900_000);
    stage = await makeStage();
    await seedRooms(stage, ROOMS);
    await stage.handOver();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  const open = async (path: string, size = DESK) => {
    const { page } = await stage.signIn(stage.people.unit, { path, size });
    await page.locator('.task-title').first().waitFor();
    return page;
  };

  it('is told by queue in the address, and clears by keyboard alone', async () => {
    const page = await open('/inbox?queue=contact-pre');
    await page.getByRole('heading', { level: 1, name: `办前未沟通 ${ROOMS.toLocaleString()} 件` }).waitFor();
    await page.goto('/inbox');
    await page.locator('.task-title').first().waitFor();
    const before = await titles(page);
    await press(page, 'j', 'x', 'j', 'x', 'e');
    await page.getByRole('dialog', { name: '稍后提醒' }).waitFor();
    await tabTo(page, '明天提醒');
    await press(page, 'Enter');
    await page.getByText('已办好 2 件').waitFor();
    expect((await titles(page)).slice(0, 3)).to.deep.equal(before.slice(2, 5));
    await page.getByRole('link', { name: /稍后再办\s*2/ }).waitFor();
  });

  it('finds, passes on and mutes among 1,126 rooms by keyboard', async () => {
    const page = await open('/inbox?queue=all');
    await tabTo(page, '个群组中查找');
    await page.keyboard.type('90832');
    await until('one is found', async () => (await titles(page)).length === 1);
    await tabTo(page, '关于第 832 件事');
    await press(page, 'x', 'a');
    await page.getByRole('dialog', { name: '转给同事' }).waitFor();
    await tabTo(page, '赵司长');
    await press(page, 'Space');
    await tabTo(page, '转交 1 件');
    await press(page, 'Enter');
    await page.getByText('已办好 1 件').waitFor();
    await page.getByText('没有找到').waitFor(); // who passed it on sits there no more
    await page.goto('/inbox?queue=all');
    await page.locator('.task-title').first().waitFor();
    await press(page, 'j', 'm');
    await page.getByRole('link', { name: /已静音\s*1/ }).waitFor();
  });

  it('keeps its rows where they are while something changes, and says how much', async () => {
    const page = await open('/inbox?queue=all');
    const before = await titles(page);
    const deputy = await wireClient(stage.server.url, stage.people.deputy);
    const href = await page.locator('.task-title').nth(3).getAttribute('href');
    const roomId = href?.split('/').at(-1);
    await deputy.socket('message:post', { roomId, text: '进展如何', sendKey: randomUUID() });
    const bar = page.getByRole('button', { name: '有 1 件变化，点此刷新' });
    await bar.waitFor();
    expect(await titles(page)).to.deep.equal(before);
    await bar.focus();
    await press(page, 'Enter');
    await bar.waitFor({ state: 'detached' });
    deputy.close();
  });

  it('opens by Enter, and its keys can be switched off', async () => {
    const page = await open('/inbox');
    await press(page, '?');
    await page.getByRole('dialog', { name: '按键说明' }).waitFor();
    await tabTo(page, '使用单键操作');
    await press(page, 'Space', 'Escape', 'j', 'x');
    await page.getByText('已选 0 件').waitFor();
    await tabTo(page, '按键说明');
    await press(page, 'Enter');
    await tabTo(page, '使用单键操作');
    await press(page, 'Space', 'Escape', 'j', 'Enter');
    await page.waitForURL('**/rooms/*');
  });

  it('is counted beside the icon of the way to it, never on it, and in whole for who cannot see it', async () => {
    for (const size of [DESK, PHONE]) {
      const page = await open('/inbox', size);
      const way = page.getByRole('link', { name: /^待办 \d{3,} 件先办$/ });
      expect(await way.locator('.count > [aria-hidden]').innerText()).to.equal('99+');
      expect(await countsOnIcons(page)).to.deep.equal([]);
    }
  });

  it('picks by the whole cell', async () => {
    const page = await open('/inbox');
    const cell = page.locator('.task-pick-cell').first();
    await cell.click({ position: { x: 3, y: 3 } });
    await page.getByText('已选 1 件').waitFor();
  });

  it('says in words that a queue is empty', async () => {
    const { page } = await stage.signIn(stage.people.unit, { path: '/inbox?queue=opinion' });
    await page.getByText('没有等您审阅的协办意见').waitFor();
  });

  it('is no place for deputies', async () => {
    const { page } = await stage.signIn(stage.people.deputy, { path: '/inbox' });
    await page.waitForURL('**/home');
    expect(await page.getByRole('link', { name: '待办' }).count()).to.equal(0);
  });

  for (const size of [PHONE, DESK])
    it(`has no barriers at ${size.width} pixels, and nothing beside the screen`, async () => {
      const page = await open('/inbox', size);
      await page.locator('.task-pick input').first().check();
      expect(await violations(page)).to.deep.equal([]);
      const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(beyond).to.equal(0);
      expect(await page.getByRole('heading', { level: 1 }).count()).to.equal(1);
      await page.getByRole('button', { name: '稍后提醒' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await violations(page)).to.deep.equal([]);
    });
});
