import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface Found {
  violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
}

/** What breaks WCAG 2.2, A and AA, on the page as it stands: the rule, and where. */
export async function barriersOn(page: Page): Promise<unknown[]> {
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Found>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.map(({ id, nodes }) => [
    id,
    ...nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  ]);
}
