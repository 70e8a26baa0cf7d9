import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { makeContents } from '../../demo/attachments/contents.ts';
import { readWords } from '../../demo/attachments/words.ts';
import { generateDemo, makeRandom } from '../../demo/index.ts';
import { until } from '../support/until.ts';
import { isReached, picture, putter, ready, voice } from './files-room.ts';
import { box } from './room.ts';
import type { Seat, Stage } from './stage.ts';

/** A view of files: how it is opened, what shows that it is there, and how it is left. */
export interface FileView {
  readonly name: string;
  open(page: Page): Promise<void>;
  close(page: Page): Promise<void>;
}

const escape = async (page: Page) => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};
const stay = () => Promise.resolve();
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .last()
    .click();

/** What is far away in the log is drawn only when one comes there: from the top down, and from there again. */
async function comeTo(page: Page, one: Locator): Promise<void> {
  await until('it is in the log', async () => {
    if ((await one.count()) > 0) return isReached(one);
    await page.evaluate(`(({ log }) => {
      const isOver = log.scrollTop + log.clientHeight > log.scrollHeight - 2;
      log.scrollTo(0, isOver ? 0 : log.scrollTop + log.clientHeight / 2);
    })({ log: document.querySelector('.log-list') })`);
    return false;
  });
}

/** All views of files in a room, one after the other. */
export const FILE_VIEWS: readonly FileView[] = [
  {
    name: 'the log with a picture, a letter, a voice and a refused file, and the ways to send more',
    open: (page) => comeTo(page, ready(page, 'document').last()),
    close: stay,
  },
  {
    name: 'what a voice says, being corrected',
    open: async (page) => {
      await comeTo(page, page.getByRole('button', { name: '更正文字' }));
      await press(page, '更正文字');
      await page.getByRole('textbox', { name: '语音里说的内容' }).waitFor();
    },
    close: async (page) => page.locator('.file-correction').getByRole('button', { name: '取消' }).click(),
  },
  {
    name: 'the recorder, recording',
    open: async (page) => {
      await press(page, /^(语音|点一下，开始说话)$/);
      await page.locator('.recorder-running').waitFor();
    },
    close: stay,
  },
  {
    name: 'the recorder, with what was recorded',
    open: async (page) => {
      await press(page, '说完了');
      await page.locator('dialog audio').waitFor();
    },
    close: escape,
  },
  {
    name: 'the camera',
    open: async (page) => {
      await press(page, '拍照');
      await page.locator('dialog video').waitFor();
    },
    close: escape,
  },
  {
    name: 'what was pasted, before it is sent',
    open: async (page) => {
      await page.evaluate(`(() => {
        const bag = new DataTransfer();
        bag.items.add(new File(['a'], '关于社区养老服务设施建设和运营补贴发放情况的说明（第二次修改稿）.pdf', { type: 'application/pdf' }));
        document.querySelector('.composer-box').dispatchEvent(
          new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: bag }));
      })()`);
      await page.getByRole('heading', { name: '发送 1 个文件' }).waitFor();
    },
    close: escape,
  },
  {
    name: 'the viewer of pictures',
    open: async (page) => {
      const last = page.getByRole('button', { name: '查看图片：现场照片.png' });
      await comeTo(page, last);
      // Pictures above it may come in between, and move it away from under the finger.
      await until('the viewer opens', async () => {
        if (await page.locator('dialog.viewer').isVisible()) return true;
        await last.click({ timeout: 1_000 }).catch(() => undefined);
        return false;
      });
      await page.locator('dialog.viewer img').waitFor();
    },
    close: escape,
  },
  {
    name: 'what was sent in the room',
    open: async (page) => {
      const tab = page.getByRole('tab', { name: '群文件' });
      if (await tab.isVisible()) await tab.click();
      else {
        if (!(await page.getByRole('button', { name: '群文件', exact: true }).isVisible()))
          await press(page, '更多');
        await press(page, '群文件');
      }
      await page.locator('.items-pane [data-item=document]').first().waitFor();
      await press(page, '全部下载');
      await page.getByRole('link', { name: /^下载 \d+ 个文件/ }).waitFor();
    },
    close: async (page) => ((await page.getByRole('dialog').count()) > 0 ? escape(page) : undefined),
  },
];

/** A room with one file of each kind in it, as people see them, one that is refused and one under way. */
export async function furnish(stage: Stage, at: number): Promise<void> {
  const put = putter(stage, at);
  const { deputy, unit } = stage.people;
  const demo = generateDemo('small', 1);
  const make = makeContents({ demo, words: readWords(), random: makeRandom('views') });
  const [suggestion] = demo.suggestions;
  if (!suggestion) throw new Error('the demo has suggestions');
  const { bytes } = await make({ is: 'letter', suggestion });
  const name = '关于推进社区嵌入式养老服务设施建设的建议的答复（征求意见稿）.pdf';
  const said = { text: '请把选址放在菜场旁边，老人买菜顺路就能到。', by: 'machine' as const };
  const spoken = voice('语音.wav', 6);
  await put(unit, { kind: 'document', name: '打不开的文件.exe', state: 'refused' });
  await put(deputy, await picture('很小的图.png', '#cc3300', [12, 9]));
  await put(deputy, await picture('现场照片.png', '#336633', [960, 720]));
  await put(unit, { ...spoken, scanned: false });
  await put(deputy, { ...spoken, facts: { ...spoken.facts, transcript: said } });
  await put(unit, { kind: 'document', name, content: bytes, facts: { pages: 2 }, parts: [await page()] });
}

/** The first page of a letter, as it is shown. */
async function page() {
  const create = { width: 226, height: 320, channels: 3 as const, background: '#fdfdf8' };
  return {
    rendition: 'thumb' as const,
    mime: 'image/webp',
    content: await sharp({ create }).webp().toBuffer(),
  };
}

/** Begins an upload that hardly goes on, and waits until it shows how far it is. */
export async function uploading({ context, page }: Seat, name: string): Promise<void> {
  const devTools = await context.newCDPSession(page);
  await devTools.send('Network.enable');
  const slow = { offline: false, latency: 20, downloadThroughput: 1e6, uploadThroughput: 50_000 };
  await devTools.send('Network.emulateNetworkConditions', slow);
  await page.evaluate(`document.querySelector('.log-list').scrollTo(0, 1e6)`);
  const buffer = Buffer.alloc(12 * 1024 * 1024, `${name}\n`);
  await page.locator('input[data-picks=document]').setInputFiles({ name, mimeType: 'text/plain', buffer });
  await page.locator('article[data-seq]').filter({ hasText: name }).getByRole('progressbar').waitFor();
  await box(page).waitFor();
}
