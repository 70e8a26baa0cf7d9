import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { wireClient } from '../support/wire-client.ts';
import { putter, ready, roomAt, voice } from './files-room.ts';
import { box, say, seesOnce } from './room.ts';
import { FAKE_DEVICES, makeStage, type Stage } from './stage.ts';

const unheard = (one: Locator): Locator => one.locator('[data-unheard]');
const placeOf = async (one: Locator): Promise<number> => Number(await one.getByRole('slider').inputValue());
const play = (one: Locator): Locator => one.getByRole('button', { name: /^播放语音/ });
const pause = (one: Locator): Locator => one.getByRole('button', { name: '暂停' });

describe('voices in a room, one after the other', function () {
  this.timeout(120_000);
  let stage: Stage;
  let page: Page;
  let at = 0;

  before(async function () {
    this.timeout(600_000);
    stage = await makeStage({ args: [...FAKE_DEVICES, '--autoplay-policy=no-user-gesture-required'] });
    await stage.handOver();
  });
  beforeEach(async () => {
    ({ page } = await stage.signIn(stage.people.unit, { path: stage.roomPath(at) }));
    await box(page).waitFor();
  });
  afterEach(async () => {
    at += 1;
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  it('go on with the next that was not heard, and pass over one that was', async () => {
    const put = putter(stage, at);
    const { deputy, unit } = stage.people;
    await put(deputy, voice('一.wav', 1));
    const { seq } = await put(deputy, voice('二.wav', 1));
    await put(deputy, voice('三.wav', 1));
    const client = await wireClient(stage.server.url, unit);
    await client.http('voice:hear', { roomId: roomAt(stage, at), seq });
    client.close();
    const voices = ready(page, 'voice');
    await until('one is heard', async () => (await unheard(voices).count()) === 2);
    const fetched: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/v1/files/')) fetched.push(response.url());
    });
    await play(voices.first()).click();
    await until('the third has followed', async () => (await unheard(voices).count()) === 0);
    await until('nothing plays any more', async () => (await pause(voices).count()) === 0);
    expect(new Set(fetched.map((url) => new URL(url).pathname)).size, 'the second was not fetched').to.equal(
      2,
    );
  });

  it('stay where they are paused, at the next too, and go on from there', async () => {
    const put = putter(stage, at);
    const { deputy } = stage.people;
    for (const [name, seconds] of [
      ['一.wav', 1],
      ['二.wav', 600],
      ['三.wav', 1],
    ] as const)
      await put(deputy, voice(name, seconds));
    const voices = ready(page, 'voice');
    await until('all are there', async () => (await unheard(voices).count()) === 3);
    await play(voices.first()).click();
    const second = voices.nth(1);
    await pause(second).click();
    await play(second).waitFor();
    const stood = await placeOf(second);
    await say(page, '先停一停');
    await seesOnce(page, '先停一停');
    expect(await placeOf(second)).to.equal(stood);
    expect(await unheard(voices.nth(2)).count()).to.equal(1);
    await play(second).click();
    await until('it goes on from there', async () => (await placeOf(second)) > stood);
    await second.getByRole('slider').press('End');
    await unheard(voices.nth(2)).waitFor({ state: 'detached' });
  });

  it('stop by themselves after five minutes of recording, and say so before', async () => {
    await page.clock.install();
    await page.reload();
    await page.getByRole('button', { name: '语音', exact: true }).click();
    await page.getByText(/^正在录音 0:0\d/).waitFor();
    await page.clock.fastForward('04:40');
    await page.getByText(/还可以说 \d+ 秒/).waitFor();
    expect(await page.locator('dialog audio').count()).to.equal(0);
    await page.clock.fastForward('00:20');
    await page.getByText('已到最长时间，录音自动停止。').waitFor();
    await page.locator('dialog audio').waitFor();
    expect(await page.locator('.recorder-running').count()).to.equal(0);
    await page.locator('dialog').getByRole('button', { name: '发送', exact: true }).click();
    // To this page minutes without a word from the server have passed: it goes out once the line is there again.
    await page.locator('article[data-seq] [data-file=voice]').waitFor({ timeout: 90_000 });
  });
});
