import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { codeAt } from '../support/second-factor.ts';
import { startServer, type TestPerson, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { barriersOn } from './barriers.ts';
import { launch, DESK, PHONE } from './stage.ts';

const DIST = join(import.meta.dirname, '../../web/dist');
const MOST_BYTES = 14 * 1024;

const html = () => readFileSync(join(DIST, 'sign-in.html'), 'utf8');
/** Paths that a page loads before it can be used, by the kind of the element that asks for them. */
const asked = (page: string, pattern: RegExp) => [...page.matchAll(pattern)].map(([, path = '']) => path);

describe('the sign-in page', function () {
  this.timeout(90_000);
  let server: TestServer;
  let browser: Awaited<ReturnType<typeof launch>>;
  let deputy: TestPerson;
  let administrator: TestPerson;

  before(async function () {
    this.timeout(400_000);
    const env = { HUYING_SECOND_FACTOR_ROLES: 'administrator' };
    [browser, server] = await Promise.all([launch(), startServer({ env })]);
    [deputy] = (await server.addPeople(1)) as [TestPerson];
    [administrator] = (await server.addPeople(1, ['administrator'])) as [TestPerson];
  });
  after(async () => {
    await browser.close();
    await server.stop();
  });

  async function open(path = '/sign-in', viewport = DESK): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: 'zh-CN', baseURL: server.url });
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }
  async function enter(page: Page, { login, password }: TestPerson): Promise<void> {
    await page.getByLabel('账号或手机号').fill(login);
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  }

  it('is smaller than 14 KB with all it needs, and names the application only to be fetched meanwhile', () => {
    const page = html();
    const needed = [
      ...asked(page, /<script[^>]+src="([^"]+)"/g),
      ...asked(page, /<link[^>]+rel="(?:stylesheet|modulepreload)"[^>]*href="([^"]+)"/g),
    ];
    const texts = [page, ...needed.map((path) => readFileSync(join(DIST, path), 'utf8'))];
    const bytes = texts.reduce((sum, text) => sum + gzipSync(text).length, 0);
    expect(needed.filter((path) => path.endsWith('.css'))).to.have.length(1);
    expect(bytes).to.be.below(MOST_BYTES);
    const scripts = needed.filter((path) => path.startsWith('/assets/') && path.endsWith('.js'));
    for (const path of scripts)
      for (const [, other = ''] of readFileSync(join(DIST, path), 'utf8').matchAll(/from\s*"\.\/([^"]+)"/g))
        expect(scripts, `${path} needs ${other}`).to.include(`/assets/${other}`);
    const app = readFileSync(join(DIST, 'index.html'), 'utf8');
    const start = [
      ...asked(app, /<script[^>]+type="module"[^>]*src="([^"]+)"/g),
      ...asked(app, /<link[^>]+rel="(?:stylesheet|modulepreload)"[^>]*href="([^"]+)"/g),
    ];
    expect(start.length).to.be.above(1);
    expect(asked(page, /<link[^>]+rel="later"[^>]*href="([^"]+)"/g)).to.include.members(start);
  });

  it('leads to where somebody wanted to go, and nowhere else', async () => {
    const page = await open('/notices?a=1');
    expect(new URL(page.url()).pathname).to.equal('/sign-in');
    await enter(page, deputy);
    await page.locator('.frame').waitFor();
    expect(new URL(page.url()).pathname).to.equal('/notices');
    const other = await open('/sign-in?then=https%3A%2F%2Fevil.example%2F');
    await enter(other, deputy);
    await other.locator('.frame').waitFor();
    expect(new URL(other.url()).origin).to.equal(server.url);
  });

  it('makes who must have a second factor set one up first, and shows the recovery codes once', async () => {
    const page = await open();
    await enter(page, administrator);
    await page.getByRole('heading', { name: '设置两步验证' }).waitFor();
    const secret = await page.locator('#secret').innerText();
    expect(await page.locator('#picture path').getAttribute('d')).to.match(/^M\d+ \d+h1v1h-1z/);
    const address = `otpauth://totp/Huying:x?issuer=Huying&secret=${secret}&algorithm=SHA1&digits=6&period=30`;
    await page.getByLabel('验证码').fill(codeAt(address, server.parts.clock.now()));
    await page.getByRole('button', { name: '完成设置并登录' }).click();
    await page.getByRole('heading', { name: '请保存恢复码' }).waitFor();
    expect((await page.locator('#codes').innerText()).split('\n')).to.have.length(10);
    await page.getByRole('button', { name: '已经保存，继续' }).click();
    await page.locator('.frame').waitFor();
  });

  it('speaks English and looks larger when asked, and the next time, too', async () => {
    const page = await open();
    await page.getByRole('button', { name: '长辈版' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Account or phone').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Large view', pressed: true }).waitFor();
    expect(await page.locator('html').getAttribute('data-look')).to.equal('elder');
    expect(await page.locator('html').getAttribute('lang')).to.equal('en');
  });

  it('takes what is put in at once, and says to password managers what each field is', async () => {
    const page = await open();
    for (const [label, text] of [
      ['账号或手机号', deputy.login],
      ['密码', deputy.password],
    ] as const) {
      await page.getByLabel(label).focus();
      await page.keyboard.insertText(text);
    }
    expect(await page.getByLabel('密码').inputValue()).to.equal(deputy.password);
    expect(await page.getByLabel('账号或手机号').getAttribute('autocomplete')).to.equal('username');
    expect(await page.getByLabel('密码').getAttribute('autocomplete')).to.equal('current-password');
  });

  for (const [viewport, size] of [
    [PHONE, 16],
    [DESK, 16],
    [{ width: 320, height: 640 }, 30],
  ] as const)
    it(`has no barriers and no sideways scroll at ${viewport.width} pixels and letters of ${size}`, async () => {
      const page = await open('/sign-in', viewport);
      await page.evaluate(`document.documentElement.style.fontSize = '${size}px'`);
      for (const step of ['登录', '设置密码']) {
        await page.getByRole('heading', { name: step }).waitFor();
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), step).to.equal(0);
        expect(await barriersOn(page), step).to.deep.equal([]);
        const small =
          await page.evaluate(`[...document.querySelectorAll('button, input:not([type=checkbox])')]
          .filter((one) => one.checkVisibility() && one.offsetHeight < 44).map((one) => one.id || one.textContent)`);
        expect(small, step).to.deep.equal([]);
        if (step === '登录') await page.getByRole('button', { name: /第一次使用/ }).click();
      }
    });

  it('says why not where it is read out, and stays usable', async () => {
    const page = await open();
    await page.context().setOffline(true);
    await enter(page, deputy);
    await page.getByText('暂时连接不上').waitFor();
    await until('the focus is there', async () =>
      page.evaluate<boolean>(`document.activeElement === document.getElementById('refusal')`),
    );
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.locator('.frame').waitFor();
  });
});
