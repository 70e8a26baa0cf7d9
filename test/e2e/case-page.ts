import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.ts';

/** Opens the form of an act on the page of a case. */
export async function begin(page: Page, act: string): Promise<Locator> {
  await page.locator('.desk-todo').getByRole('button', { name: act, exact: true }).click();
  const form = page.getByRole('dialog');
  await form.waitFor();
  return form;
}

/** Sends a form and waits until it closes, which it does when the act is kept; a refusal is thrown as it is said. */
export async function finish(form: Locator, act: string): Promise<void> {
  await form.getByRole('button', { name: act, exact: true }).click();
  await until(`“${act}” is kept`, async () => {
    if ((await form.count()) === 0) return true;
    const [refusal = ''] = await form.locator('.refusal').allInnerTexts();
    if (refusal !== '') throw new Error(`${act}: ${refusal}`);
    return false;
  });
}

/** Does an act that asks only for words, under the labels of their fields. */
export async function doAct(
  page: Page,
  act: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  const form = await begin(page, act);
  for (const [label, text] of Object.entries(fields))
    await form.getByLabel(label, { exact: true }).fill(text);
  await finish(form, act);
}

/** Waits until the page of a case shows this state, by whomever it was brought about. */
export async function standsAt(page: Page, state: string): Promise<void> {
  await page.locator(`.desk-head [data-state=${state}]`).waitFor();
}

/** Chooses one of a few in a form. */
export async function choose(form: Locator, field: string, label: string): Promise<void> {
  await form.locator(`[data-field=${field}]`).getByRole('radio', { name: label, exact: true }).check();
}

/** Waits until the newest line of what has happened is of this kind. */
export async function lastWas(page: Page, kind: string): Promise<void> {
  await until(
    `the newest line is ${kind}`,
    async () => (await page.locator('.desk-line').first().getAttribute('data-kind')) === kind,
  );
}
