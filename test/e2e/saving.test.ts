import { expect } from 'chai';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { DEFAULT_PREFERENCES } from '../../shared/values/preferences.ts';
import { until } from '../support/until.ts';
import { isReached, picture, putter, ready } from './files-room.ts';
import { prefer } from './looks.ts';
import { makeStage, PHONE, type Stage } from './stage.ts';

/** What is fetched of a file: the path of its address ends in what of it is meant. */
const FETCHED = /^\/api\/v1\/files\/[^/]+\/(\w+)$/;

/** Notes what of files a page fetches, as it asks for it. */
function fetchedBy(page: Page): string[] {
  const fetched: string[] = [];
  page.on('request', (request) => {
    const [, rendition] = FETCHED.exec(new URL(request.url()).pathname) ?? [];
    if (rendition !== undefined) fetched.push(rendition);
  });
  return fetched;
}

describe('a line that is spared', function () {
  this.timeout(90_000);
  let stage: Stage;

  before(async function () {
    this.timeout(600_000);
    stage = await makeStage();
    await stage.handOver();
    await furnish(stage);
  });
  afterEach(async () => {
    await prefer(stage, stage.people.deputy, DEFAULT_PREFERENCES);
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  /** The room with everything in it that could be fetched; its files come last, so that all stand on the screen in turn. */
  const open = async () => {
    const { page } = await stage.signIn(stage.people.deputy, { size: PHONE });
    const fetched = fetchedBy(page);
    await page.goto(stage.roomPath(0));
    await ready(page, 'picture').last().waitFor();
    return { page, fetched };
  };
  /** Goes through the log, up to the voice and down again, so that nothing is left out because it was not looked at. */
  const goThrough = async (page: Page) => {
    for (const kind of ['voice', 'video-note', 'document', 'picture']) {
      await until(`the ${kind} is in the log`, async () => {
        const one = ready(page, kind).first();
        if ((await one.count()) > 0) return isReached(one);
        await page.evaluate(
          `document.querySelector('.log-list').scrollBy(0, ${kind === 'voice' ? -300 : 300})`,
        );
        return false;
      });
    }
    await page.waitForLoadState('networkidle');
  };

  it('brings pictures, posters and first pages by itself where it is not', async () => {
    const { page, fetched } = await open();
    await goThrough(page);
    await until('all three are fetched', () => new Set(fetched).size >= 2 && fetched.length >= 3);
    expect(new Set(fetched)).to.deep.equal(new Set(['thumb', 'preview']));
  });

  it('brings nothing of a file until it is tapped, and then only that', async () => {
    await prefer(stage, stage.people.deputy, { saving: true });
    const { page, fetched } = await open();
    await page.getByText('查看图片', { exact: true }).first().waitFor();
    await goThrough(page);
    expect(await page.locator('.log img').count()).to.equal(0);
    expect(fetched).to.deep.equal([]);

    await page.getByRole('button', { name: '查看图片：现场照片.png' }).click();
    await page.locator('dialog.viewer [data-come=true] img').waitFor();
    expect(fetched).to.deep.equal(['preview']);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.waitForLoadState('networkidle');
    expect(fetched).to.deep.equal(['preview']);
  });

  it('brings nothing among what was sent in the room, either', async () => {
    await prefer(stage, stage.people.deputy, { saving: true });
    const { page, fetched } = await open();
    await page.getByRole('button', { name: '更多', exact: true }).click();
    await page.getByRole('button', { name: '群文件', exact: true }).click();
    await page.locator('[data-item=picture]').getByText('查看图片', { exact: true }).waitFor();
    for (const kind of ['picture', 'document', 'video-note', 'voice'])
      await page.locator(`[data-item=${kind}]`).scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.items-pane img').count()).to.equal(0);
    expect(fetched).to.deep.equal([]);
    await page.locator('[data-item=picture] button').click();
    await page.locator('dialog.viewer [data-come=true] img').waitFor();
    expect(fetched).to.deep.equal(['preview']);
  });

  it('is spared by a switch in the settings, on whatever device the person is', async () => {
    const desk = await stage.signIn(stage.people.deputy, { path: '/settings' });
    await desk.page.getByRole('switch', { name: '省流量' }).check();
    const { page, fetched } = await open();
    await page.getByText('查看图片', { exact: true }).first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(fetched).to.deep.equal([]);
  });
});

const webp = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 240, height: 160, channels: 3, background } })
    .webp()
    .toBuffer();

/** One of each kind that has something to be seen before it is opened, and a voice. */
async function furnish(stage: Stage): Promise<void> {
  const put = putter(stage, 0);
  const { deputy, unit } = stage.people;
  const small = async (rendition: 'thumb' | 'preview', background: string) => ({
    ...{ rendition, mime: 'image/webp', content: await webp(background) },
  });
  await put(unit, {
    ...{ kind: 'voice', facts: { durationMs: 4_000, bars: Array.from({ length: 64 }, () => 90) } },
  });
  await put(unit, {
    ...{ kind: 'video-note', facts: { durationMs: 9_000, size: { width: 240, height: 160 } } },
    parts: [await small('preview', '#224466')],
  });
  await put(deputy, { kind: 'document', facts: { pages: 2 }, parts: [await small('thumb', '#fdfdf8')] });
  const photo = await picture('现场照片.png', '#336633', [960, 720]);
  await put(deputy, {
    ...photo,
    parts: [await small('thumb', '#336633'), await small('preview', '#336633')],
  });
}
