import { expect } from 'chai';
import { runHandOver } from '../../shared/hand-over.ts';
import { makeStage, type Stage } from './stage.ts';
import { until } from '../support/until.ts';

describe('the board of queues in a browser', function () {
  this.timeout(90_000);
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    stage = await makeStage();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]); // nothing asked elsewhere, nothing against our policy
  });
  after(() => stage.close());

  it('shows an administrator who signs in what was given up, and lets it run again', async () => {
    const { runner } = stage.server.parts;
    const [administrator] = await stage.server.addPeople(1, ['administrator']);
    await runner.enqueue(runHandOver, { handOverId: 'unfit' }, 'unfit');
    await until('it is given up', async () => (await runner.deadLetters.count()) === 1);

    const { page } = await stage.sit();
    await page.goto('/admin');
    await page.getByLabel('账号或手机号').fill(administrator?.login ?? '');
    await page.getByLabel('密码').fill(administrator?.password ?? '');
    await page.getByRole('button', { name: '登录' }).click();
    await page.waitForURL('**/admin/queues');
    await page.getByText('dead-letters').first().waitFor();
    await page.goto('/admin/queues/queue/dead-letters?status=failed');
    await page.getByText('hand-over.run').first().waitFor();
    const [before] = await runner.deadLetters.list(1);
    await page.getByRole('button', { name: '重试全部', exact: true }).click();
    await page.getByRole('button', { name: '确认', exact: true }).click();
    await until('it has run again', async () => {
      const [now] = await runner.deadLetters.list(1);
      return now !== undefined && now.at.getTime() !== before?.at.getTime();
    });
  });

  it('shows strangers a form and nothing else', async () => {
    const { page } = await stage.sit();
    await page.goto('/admin/queues');
    await page.getByRole('button', { name: '登录' }).waitFor();
    expect(await page.content()).to.not.include('dead-letters');
  });
});
