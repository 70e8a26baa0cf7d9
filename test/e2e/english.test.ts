import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { looks, makeLookedAt, prefer } from './looks.ts';
import { box, say, seesOnce } from './room.ts';
import { DESK, PHONE, type Stage } from './stage.ts';

/** How long words of another language may take to come, in milliseconds. */
const PATIENCE_MS = 15_000;
const SAID = '陈代表您好，三点意见都记下了。';
/** Languages are named in themselves. */
const OWN_NAMES = ['中文'];

/** Everything that a page says, to eyes and ears: words, names of buttons, what stands in empty fields, its title. */
const spoken = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const shown = [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility({ visibilityProperty: true }));
    const attributes = ['aria-label', 'aria-valuetext', 'aria-description', 'placeholder', 'title', 'alt', 'data-label'];
    return [
      document.title,
      ...shown.flatMap((one) => attributes.flatMap((name) => one.getAttribute(name) ?? [])),
      ...shown.flatMap((one) => [...one.childNodes].flatMap((node) => (node.nodeType === 3 ? node.data : []))),
    ];
  })()`);

/** What people wrote and how they and their units are named; it stays as it is in every language. */
async function contentOf({ server, people }: Stage): Promise<readonly string[]> {
  const { connection } = server.parts.database;
  const all = async (collection: string, ...fields: string[]): Promise<string[]> => {
    const found = await connection.collection(collection).find({}).toArray();
    return found.flatMap((one) => fields.map((field) => String(one[field] ?? '')));
  };
  const written = [
    ...(await all('suggestions', 'title', 'text', 'category')),
    ...(await all('rooms', 'name', 'title')),
    ...(await all('units', 'name', 'shortName')),
    ...(await all('congresses', 'name', 'body')),
    ...Object.values(people).map(({ name }) => name),
    ...[SAID, ...OWN_NAMES],
  ];
  return [
    ...new Set(written.flatMap((text) => text.split('\n')).filter((text) => /\p{Script=Han}/u.test(text))),
  ].sort((a, b) => b.length - a.length);
}

describe('a deputy’s way in English', function () {
  this.timeout(180_000);
  let stage: Stage;
  let content: readonly string[];

  before(async function () {
    this.timeout(600_000);
    stage = await makeLookedAt();
    await stage.untilCard(0);
    content = await contentOf(stage);
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  /** Of what a page says, what is Chinese and nobody wrote. */
  const chineseOn = async (page: Page): Promise<string[]> =>
    (await spoken(page)).filter((text) => {
      const isInitial = Object.values(stage.people).some(({ name }) => name.startsWith(text));
      const left = content.reduce((rest, known) => rest.replaceAll(known, ''), text);
      return !isInitial && /\p{Script=Han}/u.test(left);
    });

  /** Waits until a page says nothing in Chinese of its own; says what it says instead. */
  async function speaksEnglish(page: Page, where: string): Promise<void> {
    let left: string[] = [];
    await until(
      `${where} is English`,
      async () => (left = await chineseOn(page).catch(() => ['the page is changing'])).length === 0,
      PATIENCE_MS,
    ).catch(() => undefined);
    expect(left, where).to.deep.equal([]);
    expect(await page.evaluate('document.documentElement.lang'), where).to.equal('en');
  }

  it('knows Chinese when it sees it', async () => {
    const { page } = await stage.signIn(stage.people.deputy, { path: '/home' });
    await page.locator('.home-row').first().waitFor();
    const found = await chineseOn(page);
    expect(found.join(' ')).to.include('领衔').and.include('您好');
  });

  for (const size of [PHONE, DESK])
    it(`leads from the door through room and case, and says nothing in Chinese, at ${size.width} pixels`, async () => {
      const { deputy } = stage.people;
      await prefer(stage, deputy, { language: 'en' });
      const { page } = await stage.sit(size);
      await page.goto('/');
      await page.getByRole('button', { name: 'English' }).click();
      await speaksEnglish(page, 'the door');
      await page.getByLabel('Account or phone').fill(deputy.login);
      await page.getByLabel('Password').fill('not this one');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.locator('#refusal:not([hidden])').waitFor();
      await speaksEnglish(page, 'a refusal at the door');
      await page.getByLabel('Password').fill(deputy.password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();

      await page.getByRole('heading', { level: 1, name: /^Welcome/ }).waitFor();
      await page.locator('.home-row').first().waitFor();
      await speaksEnglish(page, 'home');

      await page.getByRole('link', { name: 'Groups', exact: true }).click();
      await page.locator('.inbox-row').filter({ hasText: 'No. 417' }).click();
      await page.getByRole('textbox', { name: 'Message' }).waitFor();
      await page.locator('.message-text').first().waitFor();
      await speaksEnglish(page, 'a room');
      await page.getByRole('textbox', { name: 'Message' }).fill(SAID);
      await page.keyboard.press('Enter');
      await until('it was said', async () => (await page.getByText(SAID, { exact: true }).count()) >= 2);
      await speaksEnglish(page, 'a room in which something was said');
      await eachPane(page, size, (where) => speaksEnglish(page, where));

      await page.goto(`/cases/${stage.suggestions[0] ?? ''}`);
      await page.locator('.desk-line').first().waitFor();
      await speaksEnglish(page, 'a case');
      const acts = page.locator('.desk-todo button');
      for (let at = 0; at < (await acts.count()); at += 1) {
        await acts.nth(at).click();
        await page.getByRole('dialog').waitFor();
        await speaksEnglish(page, `act ${at} of a case`);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }

      for (const [path, come] of [
        ['/home/new', 'form[data-form]'],
        ['/notices', '.notices'],
        ['/settings', '.devices-one'],
        ['/address-book', '.book-list li'],
      ] as const) {
        await page.goto(path);
        await page.locator(come).first().waitFor();
        await speaksEnglish(page, path);
      }
      await page.getByRole('searchbox').fill('417');
      await page.locator('[data-found]').first().waitFor();
      await speaksEnglish(page, 'what was found');
    });

  it('begins in English the next time, too, and goes back to Chinese as easily', async () => {
    const { deputy } = stage.people;
    await prefer(stage, deputy, { language: 'en' });
    const { page } = await stage.signIn(deputy, { path: '/settings' });
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.getByRole('radio', { name: '中文' }).check();
    await page.getByRole('heading', { level: 1, name: '设置' }).waitFor();
    await looks(page, 'look', 'normal');
    await page.goto(stage.roomPath(0));
    await box(page).waitFor();
    await say(page, '又用中文写');
    await seesOnce(page, '又用中文写');
  });
});

/** Opens what stands beside the log, or behind its buttons where there is no room for it. */
async function eachPane(
  page: Page,
  size: typeof DESK,
  look: (where: string) => Promise<void>,
): Promise<void> {
  if (size === DESK) {
    for (const name of ['Members', 'Files', 'Case file']) {
      await page.getByRole('tab', { name, exact: true }).click();
      await look(name);
    }
    return;
  }
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await look('more');
  for (const name of [/members$/, 'Files', 'Case file']) {
    const button = page.getByRole('button', { name, exact: true });
    if (!(await button.isVisible())) await page.getByRole('button', { name: 'More', exact: true }).click();
    await button.click();
    await page.getByRole('dialog').waitFor();
    await look(String(name));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
}
