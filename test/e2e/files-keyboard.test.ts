import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { picture, putter, ready, voice } from './files-room.ts';
import { box } from './room.ts';
import { FAKE_DEVICES, makeStage, type Seat, type Stage } from './stage.ts';

/** What has the focus is called this, as somebody who cannot see it hears. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(
    `(() => {
      const one = document.activeElement;
      return one.ariaLabel || one.labels?.[0]?.textContent || one.innerText || one.tagName;
    })()`,
  );

/** Goes on by Tab (or back by Shift+Tab) until what is called so has the focus, and can be seen to have it. */
async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await until(`the focus reaches ${name}`, async () => {
    await page.keyboard.press(key);
    return (await focused(page)).startsWith(name);
  });
  expect(
    await page.evaluate(`document.activeElement.matches(':focus-visible, audio')`), // that one shows it inside
    `${name} shows that it has the focus`,
  ).to.equal(true);
}

const press = (page: Page, key: string): Promise<void> => page.keyboard.press(key);

describe('files by keyboard alone', function () {
  this.timeout(120_000);
  let stage: Stage;
  let deputy: Seat;
  let page: Page;
  let at = 0;

  before(async function () {
    this.timeout(600_000);
    stage = await makeStage({ args: [...FAKE_DEVICES, '--autoplay-policy=no-user-gesture-required'] });
    await stage.handOver();
  });
  beforeEach(async () => {
    deputy = await stage.signIn(stage.people.deputy, { path: stage.roomPath(at % 3) });
    ({ page } = deputy);
    await page.getByRole('button', { name: '语音', exact: true }).waitFor();
    await box(page).focus();
  });
  afterEach(async () => {
    at += 1;
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('are recorded, listened to, sent or given up, the next step always at hand', async () => {
    await tabTo(page, '语音');
    await press(page, 'Enter');
    await until('stopping is at hand', async () => (await focused(page)) === '说完了');
    await page.getByText('正在录音 0:01').waitFor();
    await press(page, 'Enter');
    await until('sending is at hand', async () => (await focused(page)) === '发送');
    await tabTo(page, '先听一听');
    await press(page, 'Space');
    await until('it plays', () =>
      page.evaluate<boolean>(`document.querySelector('dialog audio').currentTime > 0`),
    );
    await tabTo(page, '发送');
    await press(page, 'Enter');
    await page.locator('article[data-seq] [data-file=voice]').waitFor();
    expect(await focused(page), 'back at what opened it').to.equal('语音');
    await press(page, 'Enter');
    await until('stopping is at hand', async () => (await focused(page)) === '说完了');
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).to.equal('语音');
  });

  it('are chosen by the browser’s own dialog', async () => {
    await tabTo(page, '文件');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, 'Enter')]);
    await chooser.setFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('民有所呼') });
    await page.locator('article[data-seq] [data-file=document]').filter({ hasText: '说明.txt' }).waitFor();
  });

  it('are photographed and filmed', async () => {
    await tabTo(page, '拍照');
    await press(page, 'Enter');
    await until('the camera shows something', () =>
      page.evaluate<boolean>(`(document.querySelector('dialog video')?.videoWidth ?? 0) > 0`),
    );
    await tabTo(page, '拍一张');
    await press(page, 'Enter');
    await until('sending is at hand', async () => (await focused(page)) === '发送');
    await press(page, 'Enter');
    await page.locator('article[data-seq] [data-file=picture]').waitFor();
    await tabTo(page, '视频', 'Shift+Tab');
    await press(page, 'Enter');
    await tabTo(page, '开始拍');
    await press(page, 'Enter');
    await until('stopping is at hand', async () => (await focused(page)) === '拍完了');
    await page.getByText('正在拍 0:01').waitFor();
    await press(page, 'Enter');
    await until('sending is at hand', async () => (await focused(page)) === '发送');
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('are looked at large, turned over, sized and moved', async () => {
    const put = putter(stage, at % 3);
    for (const name of ['甲.png', '乙.png']) await put(stage.people.unit, await picture(name, '#336699'));
    await ready(page, 'picture').nth(1).waitFor();
    await tabTo(page, '查看图片：乙.png', 'Shift+Tab');
    await press(page, 'Enter');
    const viewer = page.locator('dialog.viewer');
    await viewer.getByText('乙.png').waitFor();
    await press(page, 'PageUp');
    await viewer.getByText('甲.png').waitFor();
    const scale = async () => Number(await viewer.locator('[data-scale]').getAttribute('data-scale'));
    await tabTo(page, '放大');
    await press(page, 'Enter');
    expect(await scale()).to.equal(1.5);
    await tabTo(page, '缩小');
    await press(page, 'Enter');
    await until('it fits again', async () => (await scale()) === 1);
    await press(page, '+'); // the keys go on where the button has nothing to do any more
    await until('it is larger again', async () => (await scale()) === 1.5);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      tabTo(page, '下载').then(() => press(page, 'Enter')),
    ]);
    expect(download.suggestedFilename()).to.equal('甲.png');
    await press(page, 'Escape');
    await viewer.waitFor({ state: 'detached' });
    expect(await focused(page)).to.equal('查看图片：乙.png');
  });

  it('are heard from any place and at any speed, and written down by who spoke', async () => {
    const put = putter(stage, at % 3);
    await put(stage.people.deputy, voice('语音.wav', 120));
    const one = ready(page, 'voice').last();
    await one.waitFor();
    await tabTo(page, '补写文字', 'Shift+Tab');
    await press(page, 'Enter');
    expect(await focused(page)).to.equal('语音里说的内容');
    await page.keyboard.type('请把选址放在菜场旁边');
    await tabTo(page, '保存');
    await press(page, 'Enter');
    await one.getByText('本人已核对').waitFor();
    await until('correcting is at hand', async () => (await focused(page)) === '更正文字');
    await tabTo(page, '播放语音', 'Shift+Tab');
    await press(page, 'Enter');
    await until('it plays', async () => (await focused(page)) === '暂停');
    await tabTo(page, '播放位置');
    const place = async () => Number(await one.getByRole('slider').inputValue());
    const before = await place();
    await press(page, 'PageUp'); // a tenth of it
    await press(page, 'PageUp');
    expect((await place()) - before).to.be.within(20, 100);
    await tabTo(page, '播放速度 1 倍');
    await press(page, 'Enter');
    expect(await focused(page)).to.equal('播放速度 1.5 倍');
  });

  it('are found among those of the room, by kind, and packed', async () => {
    const put = putter(stage, at % 3);
    await put(stage.people.unit, await picture('列表.png', '#99cc66'));
    await put(stage.people.unit, { kind: 'document', name: '答复.pdf', content: Buffer.from('%PDF-1.4') });
    await ready(page, 'document').last().waitFor();
    const items = page.locator('.items-pane');
    await tabTo(page, '群文件');
    await press(page, 'Enter');
    await items.getByText('答复.pdf').waitFor();
    await tabTo(page, '图片');
    await press(page, 'Enter');
    await items.getByText('答复.pdf').waitFor({ state: 'detached' });
    await tabTo(page, '查看图片：列表.png');
    await press(page, 'Enter');
    await page.locator('dialog.viewer').waitFor();
    await press(page, 'Escape');
    expect(await focused(page)).to.equal('查看图片：列表.png');
    await tabTo(page, '全部下载');
    await press(page, 'Enter');
    await until('fetching is at hand', async () => /^下载 \d+ 个文件/.test(await focused(page)));
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Enter')]);
    expect(download.suggestedFilename()).to.match(/\.zip$/);
  });
});
