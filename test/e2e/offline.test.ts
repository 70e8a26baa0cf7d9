import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { connect } from '../../client-sdk/index.ts';
import { makeBrowser, type PushService, pushEnv, startPushService } from '../support/push.ts';
import { WEB_FOLDER } from '../support/server.ts';
import { until } from '../support/until.ts';
import { keeps, keysOf } from './kept.ts';
import { box, kept, row, say, seesOnce } from './room.ts';
import { makeStage, type Stage } from './stage.ts';

/** A client comes back within its longest pause, in milliseconds. */
const RETURN_MS = 40_000;

/** Waits until the page is run by the worker that keeps the application. */
const isKept = (page: Page) =>
  until('the application is kept', () =>
    page.evaluate<boolean>('navigator.serviceWorker.controller !== null'),
  );

/** Waits until so many rooms are kept, and the list of them. */
const areKept = (page: Page, rooms: number) =>
  until('what was read is kept', async () => {
    const keys = await keysOf(page, '/kept/');
    const of = (about: string) => keys.filter((key) => key.includes(about)).length;
    return of('room/item/') === rooms && of('answer/item/inbox:list') === 1;
  });

describe('without a line', function () {
  this.timeout(120_000);
  let stage: Stage;
  let folder: string;
  let service: PushService;

  before(async function () {
    this.timeout(400_000); // the first time the browser and the engines are fetched
    folder = mkdtempSync(join(tmpdir(), 'huying-web-'));
    cpSync(WEB_FOLDER, folder, { recursive: true });
    service = await startPushService();
    stage = await makeStage({ webFolder: folder, env: pushEnv(service.origin) });
    await stage.handOver();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(async () => {
    await stage.close();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const keeping = (person: 'deputy' | 'unit' | 'seconding', path: string) =>
    stage.signIn(stage.people[person], { path, keepsPages: true });

  /** The server has a newer version from now on. */
  const renew = () => {
    const file = join(folder, 'service-worker.js');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n// ${Math.random()}`);
    for (const ending of ['.br', '.gz']) rmSync(`${file}${ending}`, { force: true });
  };
  const look = (page: Page) =>
    page.evaluate('navigator.serviceWorker.getRegistration().then((own) => own.update()).then(() => true)');

  it('the application opens after one visit, with what was read and when, and comes back by itself', async () => {
    const { page, context } = await keeping('deputy', stage.roomPath(0));
    const unit = await stage.signIn(stage.people.unit, { path: stage.roomPath(0) });
    await say(page, '有网时写的');
    await seesOnce(page, '有网时写的');
    await isKept(page);
    await areKept(page, 1);
    await until('what was said is kept, too', () => keeps(page, '"text":"有网时写的"'));
    await page.goto('/home');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await until('the board is kept', async () => (await keysOf(page, 'board:deputy')).length === 1);
    await context.setOffline(true);

    await page.goto(stage.roomPath(0));
    await seesOnce(page, '有网时写的');
    await row(page, 417).waitFor();
    await page.locator('[data-line=offline] [data-as-of]').waitFor();
    expect(await page.locator('.line-bar').innerText()).to.match(/您看到的是\d\d:\d\d的内容/);
    await page.goto('/home');
    await page.getByText('关于推进社区嵌入式养老服务设施建设的建议').first().waitFor();
    await page.goto('/settings');
    await page.getByRole('button', { name: '退出', exact: true }).waitFor();

    await page.goto(stage.roomPath(0));
    await seesOnce(page, '有网时写的');
    await say(unit.page, '您离线时写的');
    await context.setOffline(false);
    await seesOnce(page, '您离线时写的', RETURN_MS);
    await until('nothing old is shown', async () => (await page.locator('[data-as-of]').count()) === 0);
  });

  it('the list of what there is to do opens, too', async () => {
    const { page, context } = await keeping('unit', '/inbox');
    const title = page.getByText('关于规范养老机构预付费用监管的建议').first();
    await title.waitFor();
    await isKept(page);
    await until('the list is kept', async () => (await keysOf(page, 'task:list')).length > 0);
    await context.setOffline(true);
    await page.reload();
    await title.waitFor();
    await page.locator('[data-as-of]').waitFor();
  });

  it('what was read shows at once where the server takes its time, and counts as old no longer than that', async () => {
    const { page } = await keeping('deputy', '/home');
    const mine = page.locator('.home-row').first();
    await mine.waitFor();
    await isKept(page);
    await until('the board is kept', async () => (await keysOf(page, 'board:deputy')).length === 1);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let asked = 0;
    await page.route('**/api/v1/board/deputy', async (route) => {
      asked += 1;
      await answered;
      await route.continue();
    });
    await page.reload();
    await mine.waitFor();
    expect(asked).to.equal(1);
    const again = page.waitForResponse(/board\/deputy/);
    answer();
    await again;
    await until('nothing old is shown', async () => (await page.locator('[data-as-of]').count()) === 0);
    await mine.waitFor();
  });

  it('who comes in after somebody else is shown nothing of what that person read, however slow the server', async () => {
    const { page } = await keeping('deputy', '/home');
    await page.locator('.home-row').first().waitFor();
    await isKept(page);
    await until('the board is kept', async () => (await keysOf(page, 'board:deputy')).length === 1);
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/v1/session/refresh', async (route) => {
      await answered;
      await route.continue();
    });
    const { login, password } = stage.people.unit;
    await page.goto('/sign-in');
    await page.locator('#login').fill(login);
    await page.locator('#password').fill(password);
    await page.locator('button.primary').click();
    await page.locator('#root main.plain-page').waitFor();
    expect(await page.locator('.home-row').count()).to.equal(0);
    answer();
    await page.getByText('关于规范养老机构预付费用监管的建议').first().waitFor();
    expect(await keysOf(page, 'board:deputy')).to.deep.equal([]);
  });

  it('three messages are written, and on return they are there: three, in order, once', async () => {
    const { page, context } = await keeping('deputy', stage.roomPath(1));
    const unit = await stage.signIn(stage.people.unit, { path: stage.roomPath(1) });
    await box(unit.page).waitFor();
    await box(page).waitFor();
    await isKept(page);
    await areKept(page, 1);
    await context.setOffline(true);
    await page.reload();
    const three = ['一、车上写的', '二、还在车上', '三、快到了'];
    for (const text of three) await say(page, text);
    await until('three wait', async () => (await page.locator('[data-pending=waiting]').count()) === 3);
    await page.reload();
    await until('three wait still', async () => (await page.locator('[data-pending=waiting]').count()) === 3);
    expect(await kept(unit.page, three[0] ?? '').count()).to.equal(0);
    await context.setOffline(false);
    for (const text of three) await seesOnce(unit.page, text, RETURN_MS);
    for (const text of three) await seesOnce(page, text, RETURN_MS);
    await until('nothing is under way', async () => (await page.locator('[data-pending]').count()) === 0);
    const said = await unit.page.locator('article[data-seq] .message-text').allInnerTexts();
    expect(said.filter((text) => three.includes(text))).to.deep.equal(three);
  });

  it('a killed server: what was kept is shown, and the page makes itself whole without being loaded again', async () => {
    const { page } = await keeping('deputy', stage.roomPath(0));
    await box(page).waitFor();
    await isKept(page);
    await areKept(page, 1);
    const back = stage.server.restart();
    await page.reload();
    await box(page).waitFor();
    await page.evaluate('window.sameDocument = true');
    await say(page, '服务器不在时写的');
    await back;
    await seesOnce(page, '服务器不在时写的', RETURN_MS);
    await page.locator('.line-bar p').waitFor({ state: 'detached', timeout: RETURN_MS });
    expect(await page.evaluate('window.sameDocument')).to.equal(true);
  });

  it('nothing that the server answered lies in the caches of pages', async () => {
    const { page } = await keeping('deputy', stage.roomPath(0));
    await box(page).waitFor();
    await isKept(page);
    await page.locator('a[href="/address-book"]').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    const paths = await page.evaluate<string[]>(`(async () => {
      const found = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
      return found;
    })()`);
    expect(paths.filter((path) => /address-book-screen/.test(path))).to.not.deep.equal([]);
    for (const path of paths)
      expect(path).to.match(/^\/(assets\/[\w.-]+\.(js|css)|[\w-]+\.(html|js|svg|webmanifest))$/);
  });

  it('a newer version waits until it suits, and no draft is lost over it', async () => {
    const { page } = await keeping('deputy', stage.roomPath(0));
    await box(page).waitFor();
    await isKept(page);
    await page.evaluate('window.sameDocument = true');
    renew();
    await look(page);
    await page.getByText('有新版本').waitFor();
    await box(page).fill('还没写完的一句');
    expect(await page.evaluate('window.sameDocument')).to.equal(true);
    await page.getByRole('button', { name: '更新', exact: true }).click();
    await until('the page began anew', async () =>
      page.evaluate<boolean>('window.sameDocument === undefined').catch(() => false),
    );
    await until('the draft is back', async () => (await box(page).inputValue()) === '还没写完的一句');
    expect(await page.getByText('有新版本').count()).to.equal(0);
    await box(page).fill('');
  });

  it('a page that a newer server has no more is opened with the newer version', async () => {
    const { page } = await keeping('deputy', stage.roomPath(0));
    await box(page).waitFor();
    await isKept(page);
    const assets = join(folder, 'assets');
    const names = readdirSync(assets).filter((one) => /^address-book-screen-.*\.js/.test(one));
    expect(names).to.not.deep.equal([]);
    for (const name of names) renameSync(join(assets, name), join(folder, name));
    renew();
    await page.locator('a[href="/address-book"]').first().click();
    await page.getByText('这一页要用新版本打开。').waitFor();
    for (const name of names) renameSync(join(folder, name), join(assets, name));
    await page.getByRole('alert').getByRole('button', { name: '更新', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '通讯录' }).waitFor();
  });

  it('what was read goes when somebody signs out', async () => {
    const { page } = await keeping('deputy', stage.roomPath(0));
    await box(page).waitFor();
    await areKept(page, 1);
    await page.goto('/settings');
    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.getByLabel('账号或手机号').waitFor();
    await until('nothing is kept', async () => (await keysOf(page, 'huying/')).length === 0);
  });

  it('what was read goes when the session is ended elsewhere; what was written and not sent stays', async () => {
    const { page, context } = await keeping('deputy', stage.roomPath(0));
    await box(page).waitFor();
    await areKept(page, 1);
    await context.setOffline(true);
    await say(page, '还没发出去的一句');
    await page.locator('[data-pending=waiting]').waitFor();
    const { login, password } = stage.people.deputy;
    const other = connect({ url: stage.server.url });
    await other.signIn(login, password);
    await other.signOut({ everywhere: true });
    await context.setOffline(false);
    await page.getByRole('heading', { name: '您已退出' }).waitFor({ timeout: RETURN_MS });
    await until('nothing that was read is kept', async () => (await keysOf(page, '/kept/')).length === 0);
    expect(await keysOf(page, 'huying/here')).to.deep.equal([]);
    expect(await keysOf(page, '/outbox/')).to.have.length(1);
  });

  it('of a room that somebody was taken out of nothing stays', async () => {
    const suggestionId = stage.suggestions[2];
    if (suggestionId === undefined) throw new Error('three suggestions were made');
    const { page } = await keeping('seconding', stage.roomPath(2));
    await box(page).waitFor();
    await areKept(page, 1);
    const office = connect({ url: stage.server.url });
    await office.signIn(stage.people.office.login, stage.people.office.password);
    const { revision } = await office.ask('suggestion:show', { suggestionId });
    await office.ask('suggestion:revise', { suggestionId, revision, why: '代表本人要求', secondingIds: [] });
    office.close();
    await page.getByRole('heading', { name: '您不在这个群组' }).waitFor();
    await until('the room is not kept', async () => (await keysOf(page, 'room/item/')).length === 0);
    expect(await keysOf(page, suggestionId)).to.deep.equal([]);
  });

  it('on a computer that others use, too, nothing is kept at all', async () => {
    const { people } = stage;
    const { page } = await stage.signIn(people.deputy, {
      ...{ path: stage.roomPath(0), shared: true, keepsPages: true },
    });
    await say(page, '在公用电脑上写的');
    await seesOnce(page, '在公用电脑上写的');
    await page.goto('/home');
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await keysOf(page, 'huying/')).to.deep.equal([]);
  });

  it('a device that keeps nothing more is told so once, and everything goes on', async () => {
    const { page } = await stage.signIn(stage.people.deputy, {
      path: stage.roomPath(0),
      first: async (seat) => {
        await seat.page.addInitScript(`IDBObjectStore.prototype.put = () => {
          throw new DOMException('full', 'QuotaExceededError');
        };`);
      },
    });
    await say(page, '存不下时写的');
    await seesOnce(page, '存不下时写的');
    await page.getByText('这台设备存不下了').waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await say(page, '还能写');
    await seesOnce(page, '还能写');
    expect(await page.getByText('这台设备存不下了').count()).to.equal(0);
  });

  it('the application can be installed, and its worker is asked for anew each time', async () => {
    const get = (path: string) => fetch(`${stage.server.url}${path}`);
    for (const page of ['/', '/sign-in'])
      expect(await (await get(page)).text()).to.include('rel="manifest" href="/manifest.webmanifest"');
    const answer = await get('/manifest.webmanifest');
    expect(answer.headers.get('content-type')).to.include('application/manifest+json');
    const manifest = (await answer.json()) as { name: string; lang: string; icons: { src: string }[] };
    expect(manifest).to.include({ name: '呼应', lang: 'zh-CN' });
    for (const { src } of manifest.icons)
      expect((await get(src)).headers.get('content-type'), src).to.equal('image/png');
    const worker = await get('/service-worker.js');
    expect(worker.headers.get('cache-control')).to.equal('no-cache');
    expect(worker.headers.get('content-security-policy')).to.include("worker-src 'self'");
  });

  it('reminders ring where somebody wants them to, and say only how much waits', async () => {
    const browser = makeBrowser(`${service.origin}/desk`);
    const { page, context } = await stage.signIn(stage.people.unit, {
      path: '/settings',
      keepsPages: true,
      // A push service of its own takes the place of the browser’s, which is not to be had here.
      first: async (seat) => {
        const { endpoint, p256dh, auth } = browser.subscription;
        const subscription = JSON.stringify({ endpoint, keys: { p256dh, auth } });
        await seat.context.grantPermissions(['notifications'], { origin: stage.server.url });
        await seat.page.addInitScript(`{
          let own = null;
          const made = { toJSON: () => (${subscription}), unsubscribe: async () => { own = null; return true; } };
          PushManager.prototype.subscribe = async () => (own = made);
          PushManager.prototype.getSubscription = async () => own;
        }`);
      },
    });
    const ring = page.getByRole('switch', { name: '系统通知' });
    await ring.click();
    await until('it is on', () => ring.isChecked());
    const subscriptions = stage.server.parts.database.connection.collection('push_subscriptions');
    await until('the server knows the browser', async () => (await subscriptions.countDocuments()) === 1);
    await stage.untilCard(0);
    await until('it rang', () => service.taken.length > 0, RETURN_MS);
    const [first] = service.taken;
    if (!first) throw new Error('it did not ring');
    expect(JSON.parse(browser.opened(first.body)))
      .to.have.property('body')
      .that.matches(/^有 \d+ 件事请您看一看$/);

    const devtools = await context.newCDPSession(page);
    const worker = new Promise<{ registrationId: string }>((resolve) => {
      devtools.on(
        'ServiceWorker.workerRegistrationUpdated',
        ({ registrations: [one] }) => one && resolve(one),
      );
    });
    await devtools.send('ServiceWorker.enable');
    const { registrationId } = await worker;
    const data = browser.opened(first.body);
    await devtools.send('ServiceWorker.deliverPushMessage', {
      origin: stage.server.url,
      registrationId,
      data,
    });
    await until('it is shown', async () => {
      const shown = await page.evaluate<string[]>(
        'navigator.serviceWorker.getRegistration().then((own) => own.getNotifications()).then((all) => all.map((one) => one.body))',
      );
      return shown.length === 1 && /^有 \d+ 件事请您看一看$/.test(shown[0] ?? '');
    });

    await ring.click();
    await until('it is off', async () => !(await ring.isChecked()));
    await until('the server forgot the browser', async () => (await subscriptions.countDocuments()) === 0);
  });
});
