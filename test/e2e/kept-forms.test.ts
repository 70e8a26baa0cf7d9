import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { WEB_FOLDER } from '../support/server.ts';
import { until } from '../support/until.ts';
import { begin } from './case-page.ts';
import { makeStage, type Stage } from './stage.ts';

describe('a form that is half filled in', function () {
  this.timeout(120_000);
  let stage: Stage;
  let folder: string;

  before(async function () {
    this.timeout(400_000); // the first time the browser and the engines are fetched
    folder = mkdtempSync(join(tmpdir(), 'huying-web-'));
    cpSync(WEB_FOLDER, folder, { recursive: true });
    stage = await makeStage({ webFolder: folder });
    await stage.handOver();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const casePath = () => `/cases/${stage.suggestions[0] ?? ''}`;
  const reason = (page: Page) => page.getByRole('dialog').getByLabel('理由', { exact: true });
  const half = async (page: Page) => {
    await begin(page, '申请退办');
    await reason(page).fill('不属于本单位职责，建议改由');
  };
  const stands = (page: Page) =>
    until(
      'what was written is back',
      async () => (await reason(page).inputValue()) === '不属于本单位职责，建议改由',
    );
  const keptHere = (page: Page) => page.evaluate<number>('sessionStorage.length');

  it('is open again with what was written when the page begins anew, and gone when it is cancelled', async () => {
    const { page } = await stage.signIn(stage.people.leader, { path: casePath() });
    await half(page);
    await page.reload();
    await stands(page);
    await page.getByText('这是您上次没有提交的内容').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '取消', exact: true }).click();
    await page.reload();
    await begin(page, '申请退办');
    expect(await reason(page).inputValue()).to.equal('');
  });

  it('is kept over a newer version of the application', async () => {
    const { page } = await stage.signIn(stage.people.leader, { path: casePath(), keepsPages: true });
    await until('the application is kept', () =>
      page.evaluate<boolean>('navigator.serviceWorker.controller !== null'),
    );
    await half(page);
    const worker = join(folder, 'service-worker.js');
    writeFileSync(worker, `${readFileSync(worker, 'utf8')}\n// newer`);
    for (const ending of ['.br', '.gz']) rmSync(`${worker}${ending}`, { force: true });
    await page.evaluate(
      'navigator.serviceWorker.getRegistration().then((own) => own.update()).then(() => true)',
    );
    await page.getByText('没写完的消息和表格会保留').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '关闭', exact: true }).click();
    await page.evaluate('window.sameDocument = true');
    await page.getByRole('button', { name: '更新', exact: true }).click();
    await until('the page began anew', async () =>
      page.evaluate<boolean>('window.sameDocument === undefined').catch(() => false),
    );
    await begin(page, '申请退办');
    await stands(page);
  });

  it('goes with who signs out, and is never kept on a computer that others use', async () => {
    const { page } = await stage.signIn(stage.people.leader, { path: casePath() });
    await half(page);
    expect(await keptHere(page)).to.equal(1);
    await page.goto('/settings');
    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.getByLabel('账号或手机号').waitFor();
    expect(await keptHere(page)).to.equal(0);

    const shared = await stage.signIn(stage.people.leader, { path: casePath(), shared: true });
    await half(shared.page);
    expect(await keptHere(shared.page)).to.equal(0);
  });
});
