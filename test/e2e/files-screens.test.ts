import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { FILE_VIEWS, furnish, uploading } from './file-views.ts';
import { box } from './room.ts';
import { DESK, FAKE_DEVICES, makeStage, PHONE, type Stage } from './stage.ts';

/** The narrowest screen there is, or a wide one read at 400 % (WCAG 2.2, 1.4.10). */
const NARROW = { width: 320, height: 568 };

/** By how many pixels the page, or a sheet upon it, is wider than its window; and what is cut off at the right. */
const overflow = (page: Page): Promise<unknown[]> =>
  page.evaluate(`[document.documentElement, ...document.querySelectorAll('dialog[open], .dialog-body, .log-list, .room-side-body')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => [one.className || one.tagName, one.scrollWidth, one.clientWidth])`);

/** What is touched, of files, and smaller than a finger: [words, width, height]. */
const tooSmall = (page: Page): Promise<unknown[]> =>
  page.evaluate(`[...document.querySelectorAll('button, a[href], textarea, audio, video, input[type=range]')]
    .filter((one) => one.closest('dialog[open], .file, .file-tools, .items-pane, .message-under') && one.checkVisibility())
    .map((one) => [one.ariaLabel || one.textContent || one.tagName, one.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 43.5 || height < 43.5)
    .map(([words, { width, height }]) => [words, Math.round(width), Math.round(height)])`);

describe('the views of files', function () {
  this.timeout(180_000);
  let stage: Stage;

  before(async function () {
    this.timeout(600_000);
    stage = await makeStage({ args: FAKE_DEVICES });
    await stage.handOver();
    await furnish(stage, 0);
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(() => stage.close());

  for (const size of [NARROW, PHONE, DESK]) {
    const name = `fit a screen of ${size.width} pixels`;
    it(size === DESK ? name : `${name}, and fingers`, async () => {
      const seat = await stage.signIn(stage.people.deputy, {
        size,
        path: stage.roomPath(0),
        hasTouch: size !== DESK,
      });
      const { page } = seat;
      await box(page).waitFor();
      const holds = async (view: string) => {
        expect(await overflow(page), view).to.deep.equal([]);
        if (size !== DESK) expect(await tooSmall(page), view).to.deep.equal([]);
      };
      for (const view of FILE_VIEWS) {
        await view.open(page);
        await holds(view.name);
        await view.close(page);
      }
      const long = `关于社区养老服务设施建设情况的说明${size.width}.txt`;
      await uploading(seat, long);
      await holds('an upload under way');
      await page.getByRole('button', { name: `取消发送：${long}` }).click();
      await page.locator('article[data-seq]').filter({ hasText: long }).getByText('已取消发送。').waitFor();
    });
  }
});
