import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { enter, PHONE, startBrowser } from '../browser.ts';
import { median, round } from '../figures.ts';
import type { Bars, Finding, PartResult } from '../goals.ts';
import { inspect, type Inspected } from '../inspect.ts';
import type { Bench } from '../surroundings.ts';
import { makeWebWorld, type WebWorld } from '../web-world.ts';

const GOAL = 14;
/** 50 kbit/s and 400 ms each way and back, on a phone a quarter as fast as this machine. */
const LINE = { offline: false, latency: 400, downloadThroughput: 6_250, uploadThroughput: 6_250 };
const CPU_RATE = 4;
const PATIENCE_MS = 180_000;
/** Until when what was read is kept, and what opens without a line is fetched, in milliseconds. */
const SETTLED_MS = 5_000;
const LIMITS = { cold: 20, warm: 2, door: 4, performance: 0.9 };

/** What shows that a page can be used, as an expression in it. */
const COME = {
  door: `document.title.includes('·')`, // its script has run
  home: `document.querySelector('.home-row') !== null`,
  rooms: `document.querySelector('.inbox-row') !== null`,
} as const;

/** Seconds until it could be used, and how much came over the line until then; WebSockets are not counted. */
interface Visit {
  readonly seconds: number;
  readonly kilobytes: number;
}

/** The web client on a weak line and a slow phone, and what Lighthouse thinks of it. */
export async function measureWeb(bench: Bench): Promise<PartResult> {
  const world = await makeWebWorld(bench);
  try {
    const visits = await visitAll(bench, world);
    const inspected = await inspectAll(bench, world);
    return {
      figures: { line: LINE, cpuRate: CPU_RATE, visits, lighthouse: inspected },
      findings: [...findingsOfVisits(visits), ...inspected.flatMap(findingsOfPage)],
      charts: [chartOf(visits), scoresOf(inspected)],
    };
  } finally {
    await world.end();
  }
}

type Kind = 'door' | 'firstVisit' | 'coldHome' | 'coldRooms' | 'warmHome' | 'warmRooms';
type Visits = Record<Kind, Visit[]>;

/** All kinds of visits in turn, so that a busy moment of the machine meets all. */
async function visitAll({ rounds, say }: Bench, world: WebWorld): Promise<Visits> {
  const browser = await startBrowser(say);
  try {
    const warm = await warmedUp(browser, world);
    const visits: Visits = {
      ...{ door: [], firstVisit: [], coldHome: [], coldRooms: [], warmHome: [], warmRooms: [] },
    };
    for (let i = 1; i <= rounds; i++) {
      const stranger = await firstVisit(browser, world);
      visits.door.push(stranger.door);
      visits.firstVisit.push(stranger.whole);
      visits.coldHome.push(await coldVisit(browser, world, 'home'));
      visits.coldRooms.push(await coldVisit(browser, world, 'rooms'));
      visits.warmHome.push(await visit(await warm.newPage(), '/home', COME.home));
      visits.warmRooms.push(await visit(await warm.newPage(), '/rooms', COME.rooms));
      const latest = Object.entries(visits).map(([kind, all]) => `${kind} ${all.at(-1)?.seconds ?? 0} s`);
      say(`  web ${i}/${rounds}: ${latest.join(', ')}`);
    }
    return visits;
  } finally {
    await browser.close();
  }
}

const contextOf = (browser: Browser, { url }: WebWorld, serviceWorkers: 'allow' | 'block') =>
  browser.newContext({ ...PHONE, baseURL: url, serviceWorkers });

/** Somebody is signed in, and nothing else is in the browser. */
async function coldVisit(browser: Browser, world: WebWorld, what: 'home' | 'rooms'): Promise<Visit> {
  const context = await contextOf(browser, world, 'block');
  await enter(context, world.url, world.words);
  try {
    return await visit(await context.newPage(), `/${what}`, COME[what]);
  } finally {
    await context.close();
  }
}

/** A browser that has been here before: it keeps the application and what was read. */
async function warmedUp(browser: Browser, world: WebWorld): Promise<BrowserContext> {
  const context = await contextOf(browser, world, 'allow');
  await enter(context, world.url, world.words);
  const page = await context.newPage();
  for (const [path, row] of [
    ['/home', '.home-row'],
    ['/rooms', '.inbox-row'],
  ] as const) {
    await page.goto(path);
    await page.locator(row).first().waitFor();
    await page.waitForTimeout(SETTLED_MS);
  }
  if (!(await page.evaluate<boolean>('navigator.serviceWorker.controller !== null')))
    throw new Error('the application is not kept by the browser');
  await page.close();
  return context;
}

/** Somebody who was never here: the form, what they send with it at once, and their first page. */
async function firstVisit(browser: Browser, world: WebWorld): Promise<{ door: Visit; whole: Visit }> {
  const context = await contextOf(browser, world, 'block');
  try {
    const page = await context.newPage();
    const kilobytes = await slowDown(page);
    await page.addInitScript(noticing(`(${COME.door} || ${COME.home})`));
    await page.goto('/', { waitUntil: 'commit', timeout: PATIENCE_MS });
    const start = await page.evaluate<number>('performance.timeOrigin');
    const since = (at: number): Visit => ({ seconds: round((at - start) / 1_000), kilobytes: kilobytes() });
    const door = since(await page.evaluate<number>('window.cameAt'));
    const [login, password] = world.words;
    await page.locator('#login').fill(login);
    await page.locator('#password').fill(password);
    await page.locator('button.primary').click();
    await page.waitForURL('**/home', { waitUntil: 'commit', timeout: PATIENCE_MS });
    await page.locator('.home-row').first().waitFor({ timeout: PATIENCE_MS });
    return { door, whole: since(await page.evaluate<number>('window.cameAt')) };
  } finally {
    await context.close();
  }
}

/** Goes there over the weak line, and closes the page. */
async function visit(page: Page, path: string, come: string): Promise<Visit> {
  const kilobytes = await slowDown(page);
  await page.addInitScript(noticing(come));
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(path, { waitUntil: 'commit', timeout: PATIENCE_MS });
  const at = await page.evaluate<number>('window.cameAt');
  const start = await page.evaluate<number>('performance.timeOrigin');
  const visited = { seconds: round((at - start) / 1_000), kilobytes: kilobytes() };
  await page.close();
  return visited;
}

/** The moment at which the page first shows what it should, painted. */
const noticing = (come: string): string => `window.cameAt = new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('nothing came')), ${PATIENCE_MS});
  const look = () => {
    if (!(${come})) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true, characterData: true });
});`;

/** From now on the page has a weak line and little power; how much has come over the line. */
async function slowDown(page: Page): Promise<() => number> {
  const devTools = await page.context().newCDPSession(page);
  let bytes = 0;
  devTools.on('Network.loadingFinished', ({ encodedDataLength }) => void (bytes += encodedDataLength));
  await devTools.send('Network.enable');
  await devTools.send('Network.emulateNetworkConditions', LINE);
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE });
  return () => round(bytes / 1_024, 1);
}

async function inspectAll(bench: Bench, { url, words, roomId }: WebWorld): Promise<Inspected[]> {
  const folder = mkdtempSync(join(tmpdir(), 'huying-browser-'));
  const stranger = { ...bench, url, folder: join(folder, 'stranger'), words: null };
  const deputy = { ...bench, url, folder: join(folder, 'deputy'), words };
  try {
    return [
      ...(await inspect(stranger, { 'sign-in': '/sign-in' })),
      ...(await inspect(deputy, { home: '/home', room: `/rooms/${roomId}` })),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const middle = (visits: readonly Visit[]): number => round(median(visits.map(({ seconds }) => seconds)));

/** The list of groups is nobody’s first page where nothing is kept: how long it takes then is a figure without a goal. */
function findingsOfVisits(visits: Visits): Finding[] {
  const finding = (what: string, kind: Kind, limit: number): Finding => ({
    ...{
      goal: GOAL,
      what: `50 kbit/s, 400 ms, a quarter of the power: ${what}, s`,
      value: middle(visits[kind]),
    },
    ...{ must: limit, wanted: limit, better: 'less' },
  });
  return [
    finding('sign-in form usable, first visit', 'door', LIMITS.door),
    finding('first page of a deputy, nothing kept', 'coldHome', LIMITS.cold),
    finding('first page of a deputy, second visit', 'warmHome', LIMITS.warm),
    finding('list of groups, second visit', 'warmRooms', LIMITS.warm),
  ];
}

function findingsOfPage({ page, performance, accessibility, bestPractices }: Inspected): Finding[] {
  const finding = (what: string, value: number, limit: number): Finding => ({
    ...{ goal: GOAL, what: `Lighthouse, phone, ${page}: ${what}`, value, must: limit, wanted: limit },
    better: 'more',
  });
  return [
    finding('performance', performance, LIMITS.performance),
    finding('accessibility', accessibility, 1),
    finding('best practices', bestPractices, 1),
  ];
}

const chartOf = (visits: Visits): Bars => ({
  ...{ title: 'Until it can be used, 50 kbit/s', unit: 's' },
  values: Object.fromEntries(Object.entries(visits).map(([kind, all]) => [kind, middle(all)])),
});

const scoresOf = (inspected: readonly Inspected[]): Bars => ({
  ...{ title: 'Lighthouse performance, phone', unit: 'of 1' },
  values: Object.fromEntries(inspected.map(({ page, performance }) => [page, performance])),
});
