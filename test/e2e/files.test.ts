import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { makeJudge, makeMake } from '../../server/files/making/index.ts';
import { BOUNDS, LONGEST, soundPrograms } from '../integration/making/contents.ts';
import { until } from '../support/until.ts';
import { box, say, seesOnce } from './room.ts';
import { FAKE_DEVICES, makeStage, type Seat, type Stage } from './stage.ts';

/** A client comes back within its longest pause, and a file is worked on for some seconds, in milliseconds. */
const PATIENCE_MS = 60_000;

const ready = (page: Page, kind: string): Locator =>
  page.locator(`article[data-seq] [data-file=${kind}][data-state=ready]`);

/** Waits until so many are there; says what was there instead. */
const comes = async (what: Locator, count = 1): Promise<void> => {
  const isThere = async () => (await what.count()) === count;
  await until(`${count} are ready`, isThere, PATIENCE_MS).catch(async (error: unknown) => {
    const seen = await what.page().locator('article[data-seq]').allInnerTexts();
    throw new Error(`${String(error)}; instead: ${JSON.stringify(seen.slice(-3))}`);
  });
};

/** A picture of one colour. */
const picture = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 400, channels: 3, background } })
    .png()
    .toBuffer();

/** Drops or pastes files upon the room, as the browser does. */
const give = (page: Page, how: 'drop' | 'paste', files: { name: string; type: string; base64: string }[]) =>
  page.evaluate(
    `(() => {
      const bag = new DataTransfer();
      for (const { name, type, base64 } of ${JSON.stringify(files)}) {
        const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        bag.items.add(new File([bytes], name, { type }));
      }
      const target = document.querySelector('.composer-box');
      const about = { bubbles: true, cancelable: true };
      target.dispatchEvent(${how === 'drop'}
        ? new DragEvent('drop', { ...about, dataTransfer: bag })
        : new ClipboardEvent('paste', { ...about, clipboardData: bag }));
    })()`,
  );

const widthOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate<number>(`document.querySelector(${JSON.stringify(selector)})?.naturalWidth ?? 0`);

describe('files in a room, before a browser', function () {
  this.timeout(180_000);
  let stage: Stage;
  let path: string;
  let deputy: Seat;
  let unit: Seat;
  let at = 0;

  before(async function () {
    this.timeout(600_000); // the first time the browser, the engines and FFmpeg are fetched
    const programs = await soundPrograms();
    const bounds = { atOnce: 2, bounds: BOUNDS };
    stage = await makeStage({
      args: FAKE_DEVICES,
      making: {
        judge: makeJudge(bounds),
        scan: null,
        make: makeMake({ ...bounds, programs, longest: LONGEST }),
        transcribe: null,
      },
    });
    await stage.handOver();
  });
  beforeEach(async () => {
    path = stage.roomPath(at % 3);
    at += 1;
    deputy = await stage.signIn(stage.people.deputy, { path });
    unit = await stage.signIn(stage.people.unit, { path });
    await deputy.page.getByRole('button', { name: '语音', exact: true }).waitFor();
    await box(unit.page).waitFor();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('carry a voice from one person to the other, who sees that it is unheard, hears it, and its length is right', async () => {
    const { page } = deputy;
    const before = await ready(unit.page, 'voice').count();
    await page.getByRole('button', { name: '语音', exact: true }).click();
    await page.getByText('正在录音 0:03').waitFor();
    await page.getByRole('button', { name: '说完了' }).click();
    const audio = page.locator('dialog audio');
    await audio.waitFor();
    await page.evaluate(`document.querySelector('dialog audio').play()`); // listens before sending
    await page.locator('dialog').getByRole('button', { name: '发送', exact: true }).click();
    await comes(ready(unit.page, 'voice'), before + 1);
    const voice = ready(unit.page, 'voice').last();
    await voice.locator('[data-unheard]').waitFor();
    expect(await voice.locator('.file-wave rect').count()).to.equal(64);
    const told = Number(await voice.getByRole('slider').getAttribute('max'));
    expect(told).to.be.within(2.6, 4.5);
    const heard = unit.page.waitForResponse((response) => response.url().includes('/play'));
    await voice.getByRole('button', { name: /^播放语音/ }).click();
    await heard;
    await until('it plays', async () => Number(await voice.getByRole('slider').inputValue()) > 0.3);
    await voice.locator('[data-unheard]').waitFor({ state: 'detached' });
    const length = await unit.page.evaluate<number>(
      `new Promise((resolve) => {
        const audio = new Audio(${JSON.stringify((await heard).url())});
        audio.addEventListener('loadedmetadata', () => resolve(audio.duration));
      })`,
    );
    expect(Math.abs(length - told) / told).to.be.lessThan(0.05);
  });

  it('plays the next unheard voice when one has ended', async () => {
    const { page } = deputy;
    const before = await ready(unit.page, 'voice').count();
    for (const place of [1, 2]) {
      await page.getByRole('button', { name: '语音', exact: true }).click();
      await page.getByText('正在录音 0:01').waitFor();
      await page.getByRole('button', { name: '说完了' }).click();
      await page.locator('dialog').getByRole('button', { name: '发送', exact: true }).click();
      await comes(ready(unit.page, 'voice'), before + place);
    }
    const voices = ready(unit.page, 'voice');
    await voices.nth(before).getByRole('button', { name: '播放速度 1 倍' }).click();
    await voices
      .nth(before)
      .getByRole('button', { name: /^播放语音/ })
      .click();
    for (const place of [before, before + 1])
      await voices.nth(place).locator('[data-unheard]').waitFor({ state: 'detached' });
  });

  it('lets who spoke write down what was said, and the others read it', async () => {
    const { page } = deputy;
    const before = await ready(page, 'voice').count();
    await page.getByRole('button', { name: '语音', exact: true }).click();
    await page.getByText('正在录音 0:01').waitFor();
    await page.getByRole('button', { name: '说完了' }).click();
    await page.locator('dialog').getByRole('button', { name: '发送', exact: true }).click();
    await comes(ready(page, 'voice'), before + 1);
    await ready(page, 'voice').last().getByRole('button', { name: '补写文字' }).click();
    await page.getByRole('textbox', { name: '语音里说的内容' }).fill('请把选址放在菜场旁边');
    await page.getByRole('button', { name: '保存' }).click();
    await unit.page.getByText('请把选址放在菜场旁边').first().waitFor();
  });

  it('drops a recording by sliding, and nothing of it is sent', async () => {
    const { page } = deputy;
    await page.getByRole('button', { name: '语音', exact: true }).click();
    const running = page.locator('.recorder-running');
    const place = await running.boundingBox();
    if (!place) throw new Error('nothing is being recorded');
    await page.mouse.move(place.x + 300, place.y + 10);
    await page.mouse.down();
    await page.mouse.move(place.x + 150, place.y + 10, { steps: 5 });
    await running.waitFor({ state: 'detached' });
    await page.mouse.up();
    expect(await page.locator('dialog').count()).to.equal(0);
    await say(page, `没有发语音，第${at}次`);
    await seesOnce(unit.page, `没有发语音，第${at}次`);
    expect(await unit.page.locator('[data-file=voice][data-state=uploading]').count()).to.equal(0);
  });

  it('take pictures that are dropped and pasted, after a look, and show them large by keys', async () => {
    const before = await ready(unit.page, 'picture').count();
    const red = { name: '红.png', type: 'image/png', base64: (await picture('#ff0000')).toString('base64') };
    const blue = { name: '蓝.png', type: 'image/png', base64: (await picture('#0000ff')).toString('base64') };
    await give(deputy.page, 'drop', [red]);
    await deputy.page.getByRole('heading', { name: '发送 1 个文件' }).waitFor();
    await deputy.page.keyboard.press('Enter');
    await comes(ready(unit.page, 'picture'), before + 1);
    await give(deputy.page, 'paste', [blue]);
    await deputy.page.keyboard.press('Enter');
    await comes(ready(unit.page, 'picture'), before + 2);

    const { page } = unit;
    await ready(page, 'picture').last().getByRole('button').focus();
    await page.keyboard.press('Enter');
    const viewer = page.locator('dialog.viewer');
    await viewer.getByText(`第 ${before + 2} 张，共 ${before + 2} 张`).waitFor();
    await until('the picture has come', async () => (await widthOf(page, 'dialog.viewer img')) === 640);
    await page.keyboard.press('ArrowLeft');
    await viewer.getByText('红.png').waitFor();
    await page.keyboard.press('+');
    expect(Number(await viewer.locator('[data-scale]').getAttribute('data-scale'))).to.equal(1.5);
    await page.keyboard.press('0');
    expect(await viewer.locator('[data-scale]').getAttribute('data-scale')).to.equal('1');
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.className')).to.include('file-picture');
  });

  it('take a photo with the camera', async () => {
    const before = await ready(unit.page, 'picture').count();
    await deputy.page.getByRole('button', { name: '拍照', exact: true }).click();
    await until('the camera shows something', () =>
      deputy.page.evaluate<boolean>(`(document.querySelector('dialog video')?.videoWidth ?? 0) > 0`),
    );
    await deputy.page.getByRole('button', { name: '拍一张' }).click();
    await deputy.page.getByAltText('拍好的照片').waitFor();
    await deputy.page.locator('dialog').getByRole('button', { name: '发送', exact: true }).click();
    await comes(ready(unit.page, 'picture'), before + 1);
  });

  it('take a video note, which plays for the other', async () => {
    const before = await ready(unit.page, 'video-note').count();
    await deputy.page.getByRole('button', { name: '视频', exact: true }).click();
    await deputy.page.getByRole('button', { name: '开始拍' }).click();
    await deputy.page.getByText('正在拍 0:02').waitFor();
    await deputy.page.getByRole('button', { name: '拍完了' }).click();
    await deputy.page.locator('dialog').getByRole('button', { name: '发送', exact: true }).click();
    await comes(ready(unit.page, 'video-note'), before + 1);
    const film = ready(unit.page, 'video-note').last();
    await film.getByRole('button', { name: /^播放视频/ }).click();
    await until('it plays', () =>
      unit.page.evaluate<boolean>(
        `(document.querySelector('[data-file=video-note] video')?.currentTime ?? 0) > 0.2`,
      ),
    );
  });

  it('say why one is not taken, and what to do', async () => {
    const script = {
      name: '图.svg',
      type: 'image/svg+xml',
      base64: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64'),
    };
    await give(deputy.page, 'drop', [script]);
    await deputy.page.keyboard.press('Enter');
    for (const { page } of [deputy, unit])
      await page.getByText('这类文件不能发送。请换成图片、PDF 或常用文档再发。').last().waitFor();
  });

  /** Chooses a document of so many random bytes, while the network hardly carries anything. */
  const slowly = async (name: string, bytes: number) => {
    const devTools = await deputy.context.newCDPSession(deputy.page);
    await devTools.send('Network.enable');
    const slow = { offline: false, latency: 20, downloadThroughput: 1e6, uploadThroughput: 300_000 };
    await devTools.send('Network.emulateNetworkConditions', slow);
    const body = Buffer.alloc(bytes, `${name}\n`);
    await deputy.page
      .locator('input[data-picks=document]')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: body });
    const shown = deputy.page.locator('article[data-seq]').filter({ hasText: name });
    await until('some of it is there', async () => /已传 [1-9]/.test(await shown.innerText()), PATIENCE_MS);
    return { shown, devTools };
  };

  it('show how far one is, do not hold back what is written meanwhile, and can be given up', async () => {
    const name = `放弃${at}.txt`;
    const { shown } = await slowly(name, 12 * 1024 * 1024);
    await say(deputy.page, `文件还在传，第${at}次`);
    await seesOnce(unit.page, `文件还在传，第${at}次`);
    await shown.getByRole('button', { name: `取消发送：${name}` }).click();
    for (const { page } of [deputy, unit])
      await page.locator('article[data-seq]').filter({ hasText: name }).getByText('已取消发送。').waitFor();
  });

  it('go on after the page was loaded again', async () => {
    const name = `接着传${at}.txt`;
    await slowly(name, 6 * 1024 * 1024);
    await deputy.page.goto('about:blank');
    await deputy.page.goto(path);
    const arrived = ready(unit.page, 'document').filter({ hasText: name });
    await comes(arrived);
    await comes(ready(deputy.page, 'document').filter({ hasText: name }));
  });

  it('are listed by kind beside the room', async () => {
    const red = {
      name: `列表${at}.png`,
      type: 'image/png',
      base64: (await picture('#00ff00')).toString('base64'),
    };
    await give(deputy.page, 'paste', [red]);
    await deputy.page.keyboard.press('Enter');
    await unit.page.getByRole('tab', { name: '群文件' }).click();
    const items = unit.page.locator('.items-pane');
    await items.getByRole('button', { name: '图片', exact: true }).click();
    await items.getByRole('button', { name: `查看图片：列表${at}.png` }).waitFor({ timeout: PATIENCE_MS });
    await items.getByRole('button', { name: '语音', exact: true }).click();
    await items.getByRole('button', { name: `查看图片：列表${at}.png` }).waitFor({ state: 'detached' });
    await items.getByRole('button', { name: '全部', exact: true }).click();
    await items.getByRole('button', { name: '全部下载' }).click();
    await items.getByRole('link', { name: /^下载 \d+ 个文件/ }).waitFor();
  });
});
