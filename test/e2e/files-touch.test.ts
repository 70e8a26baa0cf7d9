import { expect } from 'chai';
import type { CDPSession, Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { picture, putter, ready } from './files-room.ts';
import { box, say, seesOnce } from './room.ts';
import { FAKE_DEVICES, makeStage, PHONE, type Seat, type Stage } from './stage.ts';

interface Point {
  x: number;
  y: number;
}

/** Fingers on the screen of a page, as the browser hears them. */
async function fingersOn({ context, page }: Seat) {
  const devTools: CDPSession = await context.newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    devTools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(({ x, y }, id) => ({ x: Math.round(x), y: Math.round(y), id })),
    });
  return {
    down: (...points: Point[]) => send('touchStart', points),
    /** From where they are to there, in some steps. */
    async slide(from: readonly Point[], to: readonly Point[]): Promise<void> {
      for (let step = 1; step <= STEPS; step += 1)
        await send(
          'touchMove',
          from.map(({ x, y }, i) => ({
            x: x + (((to[i]?.x ?? x) - x) * step) / STEPS,
            y: y + (((to[i]?.y ?? y) - y) * step) / STEPS,
          })),
        );
    },
    up: () => send('touchEnd', []),
  };
}

const STEPS = 6;

const scaleOf = async (page: Page): Promise<number> =>
  Number(await page.locator('dialog.viewer [data-scale]').getAttribute('data-scale'));

describe('fingers on files', function () {
  this.timeout(120_000);
  let stage: Stage;
  let deputy: Seat;

  before(async function () {
    this.timeout(600_000);
    stage = await makeStage({ args: FAKE_DEVICES });
    await stage.handOver();
  });
  beforeEach(async () => {
    const about = { size: PHONE, path: stage.roomPath(0), hasTouch: true };
    deputy = await stage.signIn(stage.people.deputy, about);
    await box(deputy.page).waitFor();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  const recording = async (page: Page): Promise<Point> => {
    await page.getByRole('button', { name: '点一下，开始说话', exact: true }).tap();
    const running = page.locator('.recorder-running');
    await running.waitFor();
    const place = await running.boundingBox();
    if (!place) throw new Error('nothing is being recorded');
    return { x: place.x + 300, y: place.y + 20 };
  };

  it('give a recording up by a slide to the left, and nothing of it is sent', async () => {
    const { page } = deputy;
    const at = await recording(page);
    const fingers = await fingersOn(deputy);
    await fingers.down(at);
    await fingers.slide([at], [{ x: at.x - 150, y: at.y }]);
    await page.locator('.recorder-running').waitFor({ state: 'detached' });
    await fingers.up();
    expect(await page.getByRole('dialog').count()).to.equal(0);
    await say(page, '手指滑掉了语音');
    await seesOnce(page, '手指滑掉了语音');
    expect(await page.locator('[data-file=voice]').count()).to.equal(0);
  });

  it('keep a recording that they hardly move, or move up and down', async () => {
    const { page } = deputy;
    const at = await recording(page);
    const fingers = await fingersOn(deputy);
    for (const to of [
      { x: at.x - 50, y: at.y },
      { x: at.x, y: at.y + 160 },
    ]) {
      await fingers.down(at);
      await fingers.slide([at], [to]);
      await fingers.up();
    }
    await page.getByText('正在录音 0:01').waitFor();
    await page.getByRole('button', { name: '说完了' }).tap();
    await page.locator('dialog audio').waitFor();
    await page.locator('dialog').getByRole('button', { name: '取消', exact: true }).last().tap();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('make a picture larger and smaller by two, and move it by one', async () => {
    const { page } = deputy;
    const put = putter(stage, 0);
    await put(stage.people.unit, await picture('路面.png', '#884422'));
    await ready(page, 'picture').last().getByRole('button').tap();
    await page.locator('dialog.viewer img').waitFor();
    const place = await page.locator('dialog.viewer .viewer-one').boundingBox();
    if (!place) throw new Error('the viewer is not there');
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
    const apart = (by: number): [Point, Point] => [
      { x: x - by, y },
      { x: x + by, y },
    ];
    const fingers = await fingersOn(deputy);
    await fingers.down(...apart(50));
    await fingers.slide(apart(50), apart(150));
    await fingers.up();
    await until('the picture is three times as large', async () => Math.abs((await scaleOf(page)) - 3) < 0.1);
    const moved = () =>
      page
        .locator('.viewer-place')
        .evaluate((one) => (one as unknown as { style: { transform: string } }).style.transform);
    const before = await moved();
    await fingers.down({ x, y });
    await fingers.slide([{ x, y }], [{ x: x + 60, y: y + 30 }]);
    await fingers.up();
    await until('the picture has moved', async () => (await moved()) !== before);
    expect(await scaleOf(page), 'one finger does not change its size').to.be.closeTo(3, 0.1);
    await fingers.down(...apart(120)); // between the buttons that turn over
    await fingers.slide(apart(120), apart(20));
    await fingers.up();
    await until('the picture fits again', async () => (await scaleOf(page)) === 1);
    await page.getByRole('button', { name: '关闭' }).tap();
    await page.locator('dialog.viewer').waitFor({ state: 'detached' });
  });
});
