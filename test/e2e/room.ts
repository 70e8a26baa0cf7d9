import type { Locator, Page } from 'playwright-core';
import { connect } from '../../client-sdk/index.ts';
import { until } from '../support/until.ts';
import type { Stage } from './stage.ts';

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

/** The office takes the seconding deputy out of a suggestion, and so out of its room. */
export async function takeOut(stage: Stage, at: number): Promise<void> {
  const suggestionId = stage.suggestions[at];
  if (suggestionId === undefined) throw new Error('three suggestions were made');
  const { login, password } = stage.people.office;
  const office = connect({ url: stage.server.url });
  await office.signIn(login, password);
  const { revision } = await office.ask('suggestion:show', { suggestionId });
  await office.ask('suggestion:revise', { suggestionId, revision, why: '代表本人要求', secondingIds: [] });
  office.close();
}
