import type { Page } from 'playwright-core';
import { setTimeout as pause } from 'node:timers/promises';
import { KEPT } from '../../client-sdk/holding.ts';
import { connect } from '../../client-sdk/index.ts';
import type { RoomId } from '../../shared/ids.ts';
import { enter, heapOf, startBrowser } from '../browser.ts';
import { startChild } from '../child.ts';
import { type Point, round, slope } from '../figures.ts';
import type { PartResult } from '../goals.ts';
import { wordOf } from '../huying-people.ts';
import type { Bench } from '../surroundings.ts';
import { seatsOf } from '../systems.ts';

const GOAL = 14;
const MOST_MB_PER_HOUR = 1;
const TICK_MS = 1_000;
const MINUTE_MS = 60_000;
/** Readings are so far apart, in minutes; in short runs there are as many all the same. */
const APART = 2;
const LEAST_READINGS = 12;
/** Fewer readings show no slope. */
const ENOUGH = 8;
/** Nobody waits longer for the last word, in milliseconds. */
const PATIENCE_MS = 30_000;
const MB = 1_000_000;

/** One message a second in a room that a browser has open: what its objects take, over hours. */
export async function measureSoak(bench: Bench): Promise<PartResult> {
  const { seats, listen } = await seatsOf(bench, { rooms: 1, people: 2 });
  const roomId = seats[0]?.room as RoomId;
  const server = await startChild('huying-server.ts');
  const { url } = await server.ask<{ url: string }>({ ...listen, pages: true });
  const browser = await startBrowser(bench.say);
  try {
    const context = await browser.newContext({ baseURL: url });
    await enter(context, url, wordOf(0));
    const page = await context.newPage();
    await page.goto(`/rooms/${roomId}`);
    await page.locator('.composer textarea').waitFor();
    const soaked = await soak(bench, { url, roomId, page });
    return resultOf(bench.minutes, soaked);
  } finally {
    await browser.close();
    await server.end();
  }
}

interface Soaked {
  /** Minutes from the beginning; MB. */
  readonly readings: Point[];
  readonly said: number;
  /** What the page does not show of the last words. */
  readonly missing: number;
}

async function soak(
  { minutes, say }: Bench,
  { url, roomId, page }: { url: string; roomId: RoomId; page: Page },
): Promise<Soaked> {
  const client = connect({ url });
  await client.signIn(...wordOf(1));
  const room = client.room(roomId);
  await room.open();
  const apart = Math.min(APART, minutes / LEAST_READINGS) * MINUTE_MS;
  const readings: Point[] = [];
  const start = performance.now();
  let said = 0;
  const read = async () => {
    const at = (performance.now() - start) / MINUTE_MS;
    const heap = await heapOf(page);
    readings.push([round(at), round(heap / MB, 3)]);
    say(`  soak: ${round(at, 1)} min, ${said} messages, ${round(heap / MB, 2)} MB`);
  };
  await read();
  for (let nextAt = apart; performance.now() - start < minutes * MINUTE_MS;) {
    await room.send(textOf((said += 1)));
    if (performance.now() - start >= nextAt) {
      await read();
      nextAt += apart;
    }
    await pause(Math.max(0, start + said * TICK_MS - performance.now()));
  }
  const missing = await lastIsShown(page, textOf(said));
  client.close();
  return { readings, said, missing };
}

const textOf = (n: number): string => `第${n}句：社区里的老人最盼的是就近吃饭、就近看病，请一并考虑。`;

/** 0: the page has followed until the last word. */
const lastIsShown = (page: Page, text: string): Promise<number> =>
  page
    .locator('.message-text', { hasText: text })
    .waitFor({ timeout: PATIENCE_MS })
    .then(
      () => 0,
      () => 1,
    );

/** Until a page holds as many messages as it ever does of a room, it grows as it should: only what comes after counts. */
const countedOf = (readings: readonly Point[]): readonly Point[] =>
  readings.filter(([minutes]) => minutes * MINUTE_MS > KEPT * TICK_MS);

function resultOf(minutes: number, { readings, said, missing }: Soaked): PartResult {
  const counted = countedOf(readings);
  const perHour = (points: readonly Point[]) =>
    points.length < ENOUGH ? Number.NaN : round(slope(points) * 60, 3);
  return {
    figures: {
      ...{ unit: 'MB', minutes, said, readings, countedFrom: counted[0]?.[0] },
      ...{ perHour: perHour(counted), perHourOfAll: perHour(readings) },
    },
    findings: [
      {
        ...{
          goal: GOAL,
          what: `growth of a page’s objects in ${minutes} minutes at a message a second, MB an hour`,
        },
        ...{ value: perHour(counted), must: MOST_MB_PER_HOUR, wanted: MOST_MB_PER_HOUR, better: 'less' },
      },
      {
        ...{ goal: GOAL, what: 'last words that the page did not show', value: missing },
        ...{ must: 0, wanted: 0, better: 'less' },
      },
    ],
    charts: [
      {
        ...{ title: 'A page’s objects, by minutes', unit: 'MB', isLine: true },
        values: Object.fromEntries(readings.map(([at, heap]) => [at.toFixed(1), heap])),
      },
    ],
  };
}
