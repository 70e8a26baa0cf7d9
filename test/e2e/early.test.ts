import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { box, kept, say, seesOnce, takeOut } from './room.ts';
import { makeStage, type Stage } from './stage.ts';

/** Holds back the screen of rooms, and counts what is asked by HTTP; `come` lets it through. */
async function onTheWay(page: Page, path: string) {
  const asked: string[] = [];
  const answered: string[] = [];
  const nameOf = (url: string): string => new URL(url).pathname.replace('/api/v1/', '');
  page.on('request', (request) => asked.push(nameOf(request.url())));
  page.on('response', (response) => answered.push(nameOf(response.url())));
  let come: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route('**/assets/room-page-*.js', async (route) => {
    await promise;
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'commit' });
  await until('the first page was asked for early', () => answered.includes('message/list'));
  return { come, times: (name: string) => asked.filter((one) => one === name).length };
}

describe('what is asked while the application is on its way', function () {
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

  it('is asked once, and what was said since stands in the room', async () => {
    const path = stage.roomPath(0);
    const unit = await stage.signIn(stage.people.unit, { path });
    await say(unit.page, '早先写下的话');
    await seesOnce(unit.page, '早先写下的话');
    const { page } = await stage.signIn(stage.people.deputy, { path: '/settings' });
    const early = await onTheWay(page, path);
    await say(unit.page, '页面还在路上时写下的话');
    await seesOnce(unit.page, '页面还在路上时写下的话');
    early.come();
    await seesOnce(page, '早先写下的话');
    await seesOnce(page, '页面还在路上时写下的话');
    for (const name of ['session/refresh', 'room/open', 'message/list'])
      expect(early.times(name), name).to.equal(1);
    await say(page, '看到了');
    await seesOnce(unit.page, '看到了');
  });

  it('keeps nobody in a room who was taken out of it meanwhile', async () => {
    const path = stage.roomPath(1);
    const unit = await stage.signIn(stage.people.unit, { path });
    await say(unit.page, '只给成员看的话');
    await seesOnce(unit.page, '只给成员看的话');
    const { page } = await stage.signIn(stage.people.seconding, { path: '/settings' });
    const early = await onTheWay(page, path);
    await takeOut(stage, 1);
    early.come();
    await page.getByRole('heading', { name: '您不在这个群组' }).waitFor();
    expect(await kept(page, '只给成员看的话').count()).to.equal(0);
    expect(early.times('room/open')).to.equal(1);
  });

  it('and cannot be fetched is fetched again, while the room goes on without it', async () => {
    const { page } = await stage.signIn(stage.people.deputy, { path: '/settings' });
    let asked = 0;
    await page.route('**/assets/file-tools-*.js', (route) =>
      (asked += 1) === 1 ? route.abort() : route.continue(),
    );
    await page.goto(stage.roomPath(2));
    await box(page).waitFor();
    await until('it was asked for in vain', () => asked === 1);
    await say(page, '工具还没来，话照样说');
    await seesOnce(page, '工具还没来，话照样说');
    await page.getByRole('button', { name: '图片', exact: true }).waitFor();
  });
});
