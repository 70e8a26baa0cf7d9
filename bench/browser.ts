import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { bringUpBrowser } from '../embedded/index.ts';

/** A phone, as pages see it. */
export const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true } as const;

type Say = (line: string) => void;

async function order(say: Say) {
  const { executablePath, args, env } = await bringUpBrowser({ say });
  const inherited = Object.entries(process.env).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  return { executablePath, args, env: { ...Object.fromEntries(inherited), ...env } };
}

/** A real browser, of the host or of our own. */
export const startBrowser = async (say: Say): Promise<Browser> => chromium.launch(await order(say));

/** One whose pages share their cookies with whoever comes by this port. */
export async function startBrowserAt(say: Say, o: { port: number; folder: string }): Promise<BrowserContext> {
  const { args, ...rest } = await order(say);
  return chromium.launchPersistentContext(o.folder, {
    ...rest,
    args: [...args, `--remote-debugging-port=${o.port}`],
  });
}

/** Signs somebody in, in all pages of a context to come; nothing but the cookies is there of it. */
export async function enter(
  context: BrowserContext,
  url: string,
  [login, password]: readonly [login: string, password: string],
): Promise<void> {
  const data = { login, password, keep: 'cookie', device: '', shared: false };
  const answer = await context.request.post(`${url}/api/v1/session/sign-in`, { data });
  if (!answer.ok()) throw new Error(`${login} was not signed in: ${await answer.text()}`);
}

/** What the objects of a page take, in bytes, once everything is gone that nobody holds. */
export async function heapOf(page: Page): Promise<number> {
  const devTools = await page.context().newCDPSession(page);
  try {
    await devTools.send('HeapProfiler.enable');
    await devTools.send('HeapProfiler.collectGarbage');
    return (await devTools.send('Runtime.getHeapUsage')).usedSize;
  } finally {
    await devTools.detach();
  }
}
