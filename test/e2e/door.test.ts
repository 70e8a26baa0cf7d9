import { expect } from 'chai';
import { connect } from '../../client-sdk/index.ts';
import { until } from '../support/until.ts';
import { keysOf } from './kept.ts';
import { makeStage, type Stage } from './stage.ts';

describe('the door', function () {
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

  it('says the same to a wrong password and to an unknown account', async () => {
    const { page } = await stage.sit();
    await page.goto('/');
    const sentences: string[] = [];
    for (const login of [stage.people.deputy.login, 'nobody-at-all']) {
      await page.getByLabel('账号或手机号').fill(login);
      await page.getByLabel('密码').fill('not-the-password');
      await page.getByRole('button', { name: '登录', exact: true }).click();
      const refusal = page.getByRole('alert');
      await refusal.waitFor();
      sentences.push(await refusal.innerText());
      expect(await page.evaluate('document.activeElement.id')).to.equal('refusal');
      await page.reload();
    }
    expect(sentences[0]).to.include('账号或密码不对');
    expect(sentences[1]).to.equal(sentences[0]);
  });

  it('keeps the session over a reload, where no script can read it', async () => {
    const { page, context } = await stage.signIn(stage.people.deputy);
    await page.reload();
    await page.locator('.inbox-row').first().waitFor();
    const kept = () =>
      page.evaluate<string>('JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])');
    await until('the look is kept', async () => (await kept()).includes('huying-look'));
    const readable = await kept();
    const look = JSON.stringify({ look: 'normal', shade: 'auto', textSize: 16, language: 'zh-CN' });
    expect(readable).to.equal(JSON.stringify(['', { 'huying-look': look }, {}]));
    const [cookie] = await context.cookies(`${stage.server.url}/api/v1/session`);
    expect(cookie).to.include({ httpOnly: true, sameSite: 'Strict' });
  });

  it('shuts on signing out', async () => {
    const { page } = await stage.signIn(stage.people.deputy, { path: '/settings' });
    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
    expect(await page.locator('.inbox-row').count()).to.equal(0);
  });

  it('tells whose session was ended elsewhere, lets them in again, and keeps what they were writing', async () => {
    const { page } = await stage.signIn(stage.people.coUnit, { path: stage.roomPath(0) });
    const box = page.getByRole('textbox', { name: '写消息' });
    await box.fill('还没有写完的一句话');
    await until('it is kept', async () => (await keysOf(page, '/draft/')).length === 1);
    const elsewhere = connect({ url: stage.server.url });
    await elsewhere.signIn(stage.people.coUnit.login, stage.people.coUnit.password);
    await elsewhere.signOut({ everywhere: true });
    elsewhere.close();
    await page.getByRole('heading', { name: '您已退出' }).waitFor();
    await page.getByRole('button', { name: '重新登录' }).click();
    await page.getByLabel('账号或手机号').fill(stage.people.coUnit.login);
    await page.getByLabel('密码').fill(stage.people.coUnit.password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await box.waitFor();
    await until('it is there again', async () => (await box.inputValue()) === '还没有写完的一句话');
  });

  it('opens for the first time with the one-time code', async () => {
    const { server } = stage;
    const [outcome] = await server.parts.org.people.upsertMany(server.congressId, [
      { code: 'new-deputy', name: '何以安', roles: ['deputy'] },
    ]);
    if (!outcome || outcome.outcome === 'refused') throw new Error('the deputy was not added');
    const login = 'he.yian';
    const [account] = await server.parts.people.accounts.createMany([
      { personId: outcome.id, congressId: server.congressId, login },
    ]);
    if (!account || !('code' in account)) throw new Error('no code was made');
    const { page } = await stage.sit();
    await page.goto('/');
    await page.getByRole('button', { name: '第一次使用，用激活码设置密码' }).click();
    await page.getByLabel('账号或手机号').fill(login);
    await page.getByLabel('激活码').fill(String(account.code));
    await page.getByLabel('新密码', { exact: true }).fill('Chun-jiang-2026-shui');
    await page.getByLabel('再输一遍新密码').fill('Chun-jiang-2026-shuo');
    await page.getByRole('button', { name: '设置密码并登录' }).click();
    await page.getByText('两次输入的密码不一样').waitFor();
    await page.getByLabel('再输一遍新密码').fill('Chun-jiang-2026-shui');
    await page.getByRole('button', { name: '设置密码并登录' }).click();
    await page.getByRole('heading', { name: '何以安代表，您好' }).waitFor();
    await page.getByText('您还没有建议。').waitFor();
  });
});
