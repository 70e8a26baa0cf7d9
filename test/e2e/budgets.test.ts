import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { makeTalk } from '../../bench/talk-fill.ts';
import { makeRandom } from '../../demo/index.ts';
import { type RoomId, roomId as roomIdSchema } from '../../shared/ids.ts';
import { engines } from '../support/engines.ts';
import { until } from '../support/until.ts';
import { each, OF_DEPUTIES, OF_THE_OFFICE, OF_UNITS, type Screen } from './looks.ts';
import { seedRooms } from './many-rooms.ts';
import { box, say, seesOnce } from './room.ts';
import { DESK, makeStage, PHONE, type Seat, type Stage } from './stage.ts';

const ROOMS = 1_000;
const MESSAGES = 10_000;
/** Rooms in which all of the messages are said. */
const TALKATIVE = 5;
const HEAP_BYTES = 40 * 1_000_000;
const ELEMENTS = 1_500;
/** Long lists are read to their end, page by page, in milliseconds. */
const PATIENCE_MS = 120_000;

/** What objects of the page take, in bytes, when everything is gone that nobody holds. */
async function heapOf({ context, page }: Seat): Promise<number> {
  const devTools = await context.newCDPSession(page);
  await devTools.send('HeapProfiler.enable');
  await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  await devTools.detach();
  return usedSize;
}

const elementsOf = (page: Page): Promise<number> => page.evaluate(`document.querySelectorAll('*').length`);

/** Directives of the policy under which a page was sent. */
const policyOf = (header: string): Map<string, string> =>
  new Map(
    header.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources.join(' ')];
    }),
  );

describe('what the web client weighs in a browser', function () {
  this.timeout(300_000);
  let stage: Stage;
  let talkative: readonly RoomId[];

  before(async function () {
    this.timeout(900_000);
    stage = await makeStage();
    talkative = await talk(stage);
    await seedRooms(stage, ROOMS - TALKATIVE);
    await stage.handOver();
    const { page } = await stage.signIn(stage.people.unit, { path: stage.roomPath(0) });
    await box(page).waitFor();
    await say(page, '代表您好');
    await seesOnce(page, '代表您好');
    await stage.clear();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]); // no request left for elsewhere
  });
  after(() => stage.close());

  /** Asks for further rooms until all of them stand in the list. */
  async function listAll(page: Page): Promise<void> {
    const rows = page.locator('.inbox-row');
    const more = page.locator('.inbox-foot button:enabled');
    await until(
      'all rooms are listed',
      async () => {
        if ((await rows.count()) === ROOMS) return true;
        await more.click({ timeout: 1_000 }).catch(() => undefined); // a page is on its way
        return false;
      },
      PATIENCE_MS,
    );
  }

  /** Opens a room from the list and reads it back to its first message. */
  async function readAll(page: Page, roomId: RoomId): Promise<void> {
    await page.locator(`.inbox-row[href="/rooms/${roomId}"]`).click();
    await page.waitForURL(`**/rooms/${roomId}`);
    await page.locator('.message-text').first().waitFor();
    await until(
      'the beginning of the room is reached',
      async () => {
        await page.evaluate(`document.querySelector('.log-list').scrollTo(0, 0)`);
        return (await page.locator('.log-note').count()) > 0;
      },
      PATIENCE_MS,
    );
  }

  it(`holds ${ROOMS} rooms and reads ${MESSAGES} messages within 40 MB of objects`, async () => {
    const seat = await stage.signIn(stage.people.unit);
    await seat.page.locator('.inbox-row').first().waitFor();
    await listAll(seat.page);
    for (const roomId of talkative) await readAll(seat.page, roomId);
    expect(await heapOf(seat)).to.be.within(1_000_000, HEAP_BYTES);
  });

  for (const size of [PHONE, DESK])
    it(`has 1,500 elements at most on its busiest pages, at ${size.width} pixels`, async () => {
      const [busiest = ''] = talkative;
      const room: Screen = {
        name: 'a room of long standing',
        path: () => `/rooms/${busiest}`,
        come: '.log-list',
      };
      const counts: [string, number][] = [];
      const { unit, deputy, office } = stage.people;
      for (const [person, screens] of [
        [unit, [...OF_UNITS, room]],
        [deputy, [...OF_DEPUTIES, room]],
        [office, OF_THE_OFFICE],
      ] as const) {
        const { page, context } = await stage.signIn(person, { size });
        await each(stage, { page, screens }, async ({ name }) => {
          await page.waitForLoadState('networkidle');
          counts.push([`${name} of ${person.name}`, await elementsOf(page)]);
        });
        await context.close();
      }
      expect(Math.max(...counts.map(([, count]) => count))).to.be.above(300);
      expect(counts.filter(([, count]) => count > ELEMENTS)).to.deep.equal([]);
    });

  describe('under its policy', () => {
    /** Notes what the policy refuses, from the beginning of each page. */
    const noting = async ({ page }: Seat): Promise<void> => {
      await page.addInitScript(`addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
        (window.refused ??= []).push(effectiveDirective + ' ' + blockedURI);
      });`);
    };
    const refused = (page: Page): Promise<string[]> => page.evaluate('window.refused ?? []');

    it('breaks it on no page, and every page is sent under it', async () => {
      const { unit, deputy, office } = stage.people;
      for (const [person, screens] of [
        [deputy, OF_DEPUTIES],
        [unit, OF_UNITS],
        [office, OF_THE_OFFICE],
      ] as const) {
        const { page, context } = await stage.signIn(person, { first: noting });
        const pages: string[] = [];
        page.on('response', (response) => {
          if (response.request().resourceType() === 'document')
            pages.push(response.headers()['content-security-policy'] ?? '');
        });
        await each(stage, { page, screens }, async ({ name }) => {
          expect(await refused(page), name).to.deep.equal([]);
        });
        expect(pages.length).to.be.at.least(screens.length);
        for (const header of pages) {
          const policy = policyOf(header);
          expect(header).to.not.match(/unsafe-|\*|https?:/);
          for (const name of ['default-src', 'script-src', 'style-src', 'worker-src'])
            expect(policy.get(name), name).to.equal("'self'");
        }
        await context.close();
      }
    });

    it('runs no script that stands in a page, and sends nothing elsewhere', async () => {
      const seat = await stage.signIn(stage.people.deputy, { first: noting });
      const { page, trouble } = seat;
      await page.locator('.inbox-row').first().waitFor();
      await page.evaluate(`(() => {
        const inline = document.createElement('script');
        inline.textContent = 'window.ran = true';
        document.body.append(inline);
      })()`);
      expect(
        await page.evaluate(`fetch('https://elsewhere.invalid/').then(() => 'sent', () => 'refused')`),
      ).to.equal('refused');
      await until('both were refused', async () => (await refused(page)).length === 2);
      expect(await page.evaluate('window.ran')).to.equal(undefined);
      expect(await refused(page)).to.have.members([
        'script-src-elem inline',
        'connect-src https://elsewhere.invalid/',
      ]);
      expect(trouble.splice(0).length).to.be.above(0); // what every other test listens for hears it, too
    });
  });
});

/** Makes rooms in which all of the messages were said in turn, past the doors, during the last hours. */
async function talk({ server, people }: Stage): Promise<readonly RoomId[]> {
  const rooms: RoomId[] = [];
  while (rooms.length < TALKATIVE) {
    const { roomId } = await server.addRoom([people.deputy, people.unit]);
    rooms.push(roomIdSchema.parse(roomId));
  }
  const { database, clock } = server.parts;
  const { mongodbUrl } = await engines();
  let at = 0;
  const pickRoom = (): RoomId => {
    const room = rooms[at++ % rooms.length];
    if (room === undefined) throw new Error('there is no room');
    return room;
  };
  const order = {
    ...{ database, name: database.connection.name, pickRoom, chance: makeRandom('budgets') },
    start: clock.now().getTime() - MESSAGES * 1_000,
  };
  await makeTalk({ mongodbUrl, say: () => undefined }, order).write(MESSAGES);
  return rooms;
}
