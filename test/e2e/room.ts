import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.ts';

/** The box in which one writes. */
export const box = (page: Page): Locator => page.getByRole('textbox', { name: '写消息' });

/** Writes and sends by the Enter key. */
export async function say(page: Page, text: string): Promise<void> {
  await box(page).fill(text);
  await box(page).press('Enter');
}

/** Messages with exactly this text that the server has kept; what is still under way does not count. */
export const kept = (page: Page, text: string): Locator =>
  page.locator('article[data-seq] .message-text').filter({ hasText: new RegExp(`^${text}$`) });

/** Waits until a message is in the log, kept, and that it is there once. */
export async function seesOnce(page: Page, text: string, patience?: number): Promise<void> {
  await until(`“${text}” is in the log once`, async () => (await kept(page, text).count()) === 1, patience);
}

/** The row of a room in the inbox. */
export const row = (page: Page, number: number): Locator =>
  page.locator('.inbox-row').filter({ hasText: `第${number}号` });

/** Waits until a row of the inbox shows this many unread; 0: no mark at all. */
export async function showsUnread(page: Page, number: number, unread: number): Promise<void> {
  const marks = row(page, number).locator('.count > [aria-hidden]');
  await until(`room ${number} shows ${unread} unread`, async () => {
    const shown = await marks.allInnerTexts();
    return unread === 0
      ? shown.length === 0 && (await row(page, number).count()) === 1
      : shown[0] === String(unread);
  });
}
