import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { codeAt, giveSecondFactor } from '../support/second-factor.ts';
import type { TestPerson } from '../support/server.ts';
import { until } from '../support/until.ts';
import { barriersOn } from './barriers.ts';
import { keysOf } from './kept.ts';
import { box, say, seesOnce } from './room.ts';
import { DESK, makeStage, PHONE, type Stage } from './stage.ts';

const keptIn = (page: Page) => keysOf(page, '');

describe('sessions in the browser', function () {
  this.timeout(120_000);
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

  const now = () => stage.server.parts.clock.now();
  const newPerson = async (): Promise<TestPerson> => {
    const [person] = await stage.server.addPeople(1);
    if (!person) throw new Error('nobody was added');
    return person;
  };

  async function givePassword(page: Page, { login, password }: TestPerson): Promise<void> {
    await page.goto('/');
    await page.getByLabel('账号或手机号').fill(login);
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
  }

  it('ask for a code where there is a second factor, say when it is wrong, and take a recovery code', async () => {
    const person = await newPerson();
    const { recoveryCodes } = await giveSecondFactor(stage.server, person, now());
    const { page } = await stage.sit();
    await givePassword(page, person);
    const code = page.getByLabel('验证码');
    await page.getByRole('heading', { name: '输入验证码' }).waitFor();
    expect(await code.getAttribute('autocomplete')).to.equal('one-time-code');
    await code.fill('AAAA-AAAA-AAAA');
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByText('验证码不对').waitFor();
    await code.fill(recoveryCodes[0] ?? '');
    await page.keyboard.press('Enter');
    await page.locator('.frame').waitFor();
  });

  it('begin a second factor by a picture, give ten codes to keep, and end it with password and code', async () => {
    const person = await newPerson();
    const { page } = await stage.signIn(person, { path: '/settings' });
    await page.getByRole('button', { name: '开启两步验证' }).click();
    await page.getByLabel('登录密码').fill('wrong');
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByText('密码不对').waitFor();
    await page.getByLabel('登录密码').fill(person.password);
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByRole('img', { name: '给手机验证器扫的图' }).waitFor();
    const secret = await page.locator('.second-factor-secret').innerText();
    const address = `otpauth://totp/Huying:x?issuer=Huying&secret=${secret}&algorithm=SHA1&digits=6&period=30`;
    await page.getByLabel('验证码').fill(codeAt(address, now()));
    await page.getByRole('button', { name: '完成设置' }).click();
    await page.getByRole('heading', { name: '请保存恢复码' }).waitFor();
    const codes = (await page.locator('.second-factor-secret').innerText()).split('\n');
    expect(codes).to.have.length(10);
    await page.getByRole('button', { name: '已经保存' }).click();
    await page.getByText('恢复码还有 10 个').waitFor();
    await page.getByRole('button', { name: '关闭两步验证' }).click();
    await page.getByLabel('登录密码').fill(person.password);
    await page.getByLabel('验证码').fill(codes[0] ?? '');
    await page.getByRole('button', { name: '关闭两步验证' }).click();
    await page.getByRole('button', { name: '开启两步验证' }).waitFor();
  });

  for (const size of [PHONE, DESK])
    it(`are shown without barriers at ${size.width} pixels, with the picture of a second factor`, async () => {
      const person = await newPerson();
      const { page } = await stage.signIn(person, { path: '/settings', size });
      await page.locator('.devices-one').waitFor();
      await page.getByRole('button', { name: '开启两步验证' }).click();
      expect(await barriersOn(page), 'the password').to.deep.equal([]);
      await page.getByLabel('登录密码').fill(person.password);
      await page.keyboard.press('Enter');
      await page.getByRole('img', { name: '给手机验证器扫的图' }).waitFor();
      expect(await barriersOn(page), 'the picture').to.deep.equal([]);
    });

  it('leave nothing in the browser of a computer that others use, too, while it is used and after', async () => {
    const { page, context } = await stage.signIn(stage.people.seconding, {
      ...{ path: stage.roomPath(0), shared: true },
    });
    await box(page).fill('没有写完的话');
    await say(page, '在公用电脑上说的');
    await seesOnce(page, '在公用电脑上说的');
    expect(await keptIn(page)).to.deep.equal([]);
    for (const cookie of await context.cookies([stage.server.url, `${stage.server.url}/api/v1/session`]))
      expect(cookie.expires, cookie.name).to.equal(-1); // gone with the browser
    await page.goto('/settings');
    await page.getByText('公用电脑').waitFor();
    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
    expect(await keptIn(page)).to.deep.equal([]);
  });

  it('are ended on one device from another, which falls out within a second', async () => {
    const person = stage.people.otherUnit;
    const lost = await stage.signIn(person);
    const { page } = await stage.signIn(person, { path: '/settings', size: PHONE });
    const other = page.locator('.devices-one').filter({ hasNotText: '正在使用的这台' });
    expect(await other.innerText()).to.match(/Chrome · \S+/);
    await other.getByRole('button', { name: '退出这台设备' }).click();
    await lost.page.getByRole('heading', { name: '您已退出' }).waitFor();
    await until('it is listed no more', async () => (await other.count()) === 0);
    expect(await page.locator('.devices-one').count()).to.equal(1);
  });

  it('warn two minutes before nobody was there for half an hour, go on when asked, and else leave calmly', async () => {
    const { page } = await stage.signIn(stage.people.otherLeader, {
      shared: true,
      first: async (seat) => {
        await seat.page.clock.install();
      },
    });
    await page.clock.fastForward('28:10');
    const dialog = page.getByRole('dialog', { name: '您还在吗' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: '继续使用' }).last().click();
    await until('it is gone', async () => (await dialog.count()) === 0);
    await page.clock.fastForward('28:10');
    await dialog.waitFor();
    await page.clock.fastForward('02:00');
    await page.getByText('登录已到期，请您重新登录').waitFor();
    await page.goto('/');
    await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
  });
});
