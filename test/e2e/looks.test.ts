import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { DEFAULT_PREFERENCES } from '../../shared/values/preferences.ts';
import { until } from '../support/until.ts';
import type { TestPerson } from '../support/server.ts';
import {
  each,
  looks,
  makeLookedAt,
  OF_DEPUTIES,
  OF_THE_OFFICE,
  OF_UNITS,
  prefer,
  type Screen,
  sideways,
} from './looks.ts';
import { PHONE, type Stage } from './stage.ts';

const NARROWEST = { width: 320, height: 640 };

describe('the look of the pages', function () {
  this.timeout(240_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeLookedAt();
  });
  afterEach(async () => {
    for (const person of [stage.people.deputy, stage.people.unit, stage.people.office])
      await prefer(stage, person, DEFAULT_PREFERENCES);
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  describe('of a person', () => {
    it('is chosen by one tap, and remembered on another device', async () => {
      const phone = await stage.signIn(stage.people.deputy, { size: PHONE, path: '/home' });
      await phone.page.getByRole('button', { name: '长辈版' }).click();
      await looks(phone.page, 'look', 'elder');
      await phone.page.getByRole('button', { name: '标准版' }).waitFor();
      const desk = await stage.signIn(stage.people.deputy, { path: '/rooms' });
      await looks(desk.page, 'look', 'elder');
      await desk.page.getByRole('button', { name: '标准版' }).click();
      await looks(phone.page, 'look', 'normal');
    });

    it('is there before the bundle is: the page begins as it was left', async () => {
      await prefer(stage, stage.people.deputy, { look: 'elder', shade: 'dark', textSize: 24 });
      const { page } = await stage.signIn(stage.people.deputy);
      await looks(page, 'look', 'elder');
      await page.route('**/assets/*.js', (route) => route.abort());
      await page.reload();
      await looks(page, 'look', 'elder');
      await looks(page, 'shade', 'dark');
      await looks(page, 'text', 'large');
      expect(await page.evaluate(`getComputedStyle(document.documentElement).fontSize`)).to.equal('24px');
    });

    it('follows the device where nothing else was chosen', async () => {
      const { page } = await stage.signIn(stage.people.deputy);
      await page.emulateMedia({ colorScheme: 'dark' });
      await looks(page, 'shade', 'dark');
      await prefer(stage, stage.people.deputy, { shade: 'light' });
      await looks(page, 'shade', 'light');
    });

    it('is set with a slider that shows at once how large words will be', async () => {
      const { page } = await stage.signIn(stage.people.deputy, { path: '/settings' });
      const slider = page.getByRole('slider', { name: '字号' });
      await slider.focus();
      for (let size = 17; size <= 20; size += 1) await page.keyboard.press('ArrowRight');
      await page.getByText('20 号字').waitFor();
      await until(
        'the page has it',
        async () => (await page.evaluate(`getComputedStyle(document.documentElement).fontSize`)) === '20px',
      );
      await page.reload();
      await page.getByText('20 号字').waitFor();
    });

    it('quiet hours are kept when they can be, and stay to be mended when they cannot', async () => {
      const { page } = await stage.signIn(stage.people.deputy, { path: '/settings' });
      await page.getByRole('switch', { name: '安静时段' }).check();
      await page.getByLabel('从', { exact: true }).fill('12:00');
      await page.getByText('安静时段最长 12 小时').waitFor();
      await page.getByLabel('到', { exact: true }).fill('14:00');
      await page.getByText('安静时段最长 12 小时').waitFor({ state: 'detached' });
      await page.reload();
      await until(
        'they are kept',
        async () => (await page.getByLabel('从', { exact: true }).inputValue()) === '12:00',
      );
      expect(await page.getByLabel('到', { exact: true }).inputValue()).to.equal('14:00');
    });
  });

  describe('at 320 pixels and words of 30', () => {
    const cases: readonly [string, () => TestPerson, readonly Screen[]][] = [
      ['a deputy', () => stage.people.deputy, OF_DEPUTIES],
      ['a unit', () => stage.people.unit, OF_UNITS],
      ['the office', () => stage.people.office, OF_THE_OFFICE],
    ];
    for (const [who, person, screens] of cases)
      for (const look of ['normal', 'elder'] as const)
        it(`scrolls no screen of ${who} sideways, ${look}`, async () => {
          await prefer(stage, person(), { textSize: 30, look });
          const { page } = await stage.signIn(person(), { size: NARROWEST });
          await looks(page, 'text', 'large');
          await each(stage, { page, screens }, async ({ name }) => {
            expect(await sideways(page), name).to.deep.equal([]);
          });
        });
  });

  describe('by the keyboard', () => {
    const focused = (page: Page) =>
      page.evaluate<string>(`document.activeElement.ariaLabel ?? document.activeElement.innerText ?? ''`);

    it('goes through the frame in order, and every stop is seen', async () => {
      const { page } = await stage.signIn(stage.people.deputy, { path: '/settings' });
      await page.locator('.text-size').waitFor();
      const stops: string[] = [];
      for (let at = 0; at < 7; at += 1) {
        await page.keyboard.press('Tab');
        stops.push((await focused(page)).trim());
        const isSeen = `(() => {
          const one = document.activeElement;
          const { left, top, width, height } = one.getBoundingClientRect();
          const over = document.elementFromPoint(left + width / 2, top + height / 2);
          return getComputedStyle(one).outlineStyle !== 'none' && one.contains(over);
        })()`;
        expect(await page.evaluate(isSeen), stops.at(-1)).to.equal(true);
      }
      expect(stops).to.deep.equal(['直接看正文', '首页', '群组', '通讯录', '提醒', '长辈版', '设置']);
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await looks(page, 'look', 'elder');
      expect((await focused(page)).trim()).to.equal('标准版');
    });

    it('goes to the pages by digits, where that is wanted', async () => {
      const { page } = await stage.signIn(stage.people.deputy, { path: '/settings' });
      await page.locator('.text-size').waitFor();
      await page.keyboard.press('1');
      await page.waitForURL('**/home');
      await page.keyboard.press('2');
      await page.waitForURL('**/rooms');
      await page.goto('/address-book');
      await page.getByRole('searchbox').fill('2');
      expect(new URL(page.url()).pathname).to.equal('/address-book');
      await page.goto('/settings');
      await page.getByRole('switch', { name: '单键快捷键' }).uncheck();
      await page.getByRole('heading', { name: '设置' }).click();
      await page.keyboard.press('1');
      expect(new URL(page.url()).pathname).to.equal('/settings');
    });
  });
});
