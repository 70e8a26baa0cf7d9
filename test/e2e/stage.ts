import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { bringUpBrowser } from '../../embedded/index.ts';
import type { SuggestionId, UnitId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { Making } from '../../server/files/index.ts';
import type { Clock } from '../../server/wire/ports.ts';
import { newId, systemClock } from '../../server/ops/clock.ts';
import { roomIdOf } from '../../server/rooms/index.ts';
import { clockAhead, type HandClock } from '../support/clock.ts';
import { startServer, type TestPerson, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

/** Desk and phone, in CSS pixels. */
export const DESK = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** One person's browser: its first page, and all that none of its pages may do (asks elsewhere, breaks its policy, throws). */
export interface Seat {
  page: Page;
  context: BrowserContext;
  trouble: string[];
}

/** A small congress on the real server, with a real browser before it. */
export interface Stage {
  server: TestServer;
  people: Record<
    'deputy' | 'seconding' | 'unit' | 'leader' | 'coUnit' | 'otherUnit' | 'otherLeader' | 'office',
    TestPerson
  >;
  /** A unit that handles nothing yet is the other one. */
  units: Record<'lead' | 'co' | 'other', UnitId>;
  suggestions: SuggestionId[];
  /** Hands all of them over and waits until it is done. */
  handOver(): Promise<void>;
  /** The server's clock goes forward by hours, until this many reminders at least are on their way. */
  untilCard(at: number): Promise<void>;
  roomPath(at: number): string;
  /** A browser of its own, nobody signed in. */
  sit(size?: { width: number; height: number }, o?: Device): Promise<Seat>;
  /** A browser in which this person is signed in and looks at `path`; the list of rooms, if left out. */
  signIn(person: TestPerson, o?: SignIn): Promise<Seat>;
  /** Closes the seats and gives what trouble they had. */
  clear(): Promise<string[]>;
  close(): Promise<void>;
}

interface Device {
  /** Its screen is touched. */
  hasTouch?: boolean;
  /** It keeps the application for when there is no line. Otherwise every page and file comes from the server. */
  keepsPages?: boolean;
}

interface SignIn extends Device {
  size?: typeof DESK;
  path?: string;
  /** They say that others use this computer, too. */
  shared?: boolean;
  /** Before anything is loaded. */
  first?: (seat: Seat) => Promise<void>;
}

const HOUR_MS = 3_600_000;
/** A thousand suggestions on a busy machine, in milliseconds. */
const HAND_OVER_MS = 120_000;

const TITLES = [
  '关于推进社区嵌入式养老服务设施建设的建议',
  '关于规范养老机构预付费用监管的建议',
  '关于支持乡镇敬老院改造提升并把护理补贴纳入地方财政预算统筹安排的建议',
];

/** A real browser, of the host or of our own. */
export async function launch(more: readonly string[] = []): Promise<Browser> {
  const { executablePath, args, env } = await bringUpBrowser({
    say: (line) => process.stderr.write(`  ${line}\n`),
    ...(process.env['HUYING_CACHE_DIR'] ? { cacheDir: process.env['HUYING_CACHE_DIR'] } : {}),
  });
  const inherited = Object.entries(process.env).filter(
    (one): one is [string, string] => one[1] !== undefined,
  );
  return chromium.launch({
    executablePath,
    args: [...args, ...more],
    env: { ...Object.fromEntries(inherited), ...env },
  });
}

async function seatPeople(server: TestServer): Promise<Stage['people'] & Pick<Stage, 'units'>> {
  const { org } = server.parts;
  const outcomes = await org.units.upsertMany(server.congressId, [
    { name: '民政部', shortName: '民政部' },
    { name: '住房和城乡建设部', shortName: '住建部' },
    { name: '财政部', shortName: '财政部' },
  ]);
  const [lead, co, other] = outcomes.map((one) => {
    if (one.outcome === 'refused') throw new Error(`unit refused: ${one.reason}`);
    return one.id;
  });
  if (!lead || !co || !other) throw new Error('three units were asked for');
  const add = async (name: string, role: PersonRole, unitId: typeof lead | null = null) => {
    const [person] = await server.addPeople(1, [role]);
    if (!person) throw new Error('nobody was added');
    const onDuty = unitId !== null && role === 'unit-contact';
    const row = { code: person.login, name, roles: [role], unitId, onDuty };
    await org.people.upsertMany(server.congressId, [row]);
    return { ...person, name };
  };
  return {
    deputy: await add('陈望舒', 'deputy'),
    seconding: await add('乔谷雨', 'deputy'),
    unit: await add('王处', 'unit-contact', lead),
    leader: await add('赵司长', 'unit-leader', lead),
    coUnit: await add('沈工', 'unit-contact', co),
    otherUnit: await add('钱科', 'unit-contact', other),
    otherLeader: await add('孙司长', 'unit-leader', other),
    office: await add('林主任', 'office'),
    units: { lead, co, other },
  };
}

/** Listens for what no page may do. */
function watch(page: Page, origin: string, trouble: string[]): void {
  const host = new URL(origin).host;
  const ask = (url: string) => {
    if (!url.startsWith('data:') && !url.startsWith('blob:') && new URL(url).host !== host)
      trouble.push(`asked elsewhere: ${url}`);
  };
  page.on('request', (request) => ask(request.url()));
  page.on('websocket', (socket) => ask(socket.url()));
  page.on('pageerror', (error) => trouble.push(`threw: ${error.message}`));
  page.on('console', (line) => {
    if (/Content Security Policy|Refused to/.test(line.text())) trouble.push(line.text());
  });
}

/** A microphone that beeps and a camera that shows a test picture, without being asked for. */
export const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

interface StageOptions {
  /** What the browser is told besides. */
  args?: readonly string[];
  /** What looks at files, and makes something of them. */
  making?: Making;
  /** As of a test server. */
  env?: Record<string, string>;
  webFolder?: string;
  /** The server’s; default: the real time, until `untilCard` moves it. */
  clock?: Clock & Pick<HandClock, 'forward'>;
}

/** Brings up server, browser, people and registered suggestions. */
export async function makeStage({
  args,
  clock = clockAhead(systemClock),
  ...options
}: StageOptions = {}): Promise<Stage> {
  const [browser, server] = await Promise.all([
    launch(args),
    startServer({ worker: true, clock, ...options }),
  ]);
  const { units, ...people } = await seatPeople(server);
  const outcomes = await server.parts.suggestions.record.upsertMany(
    server.congressId,
    TITLES.map((title, i) => ({
      id: newId() as SuggestionId,
      session: 5,
      number: String(417 + i),
      title,
      text: '一、案由\n社区养老需求增长很快。\n二、建议\n纳入完整社区建设。',
      category: '民政',
      source: 'joint',
      leadId: people.deputy.personId,
      secondingIds: [people.seconding.personId],
      delegationId: null,
      wantsWrittenReply: true,
      tracks: [
        { unitId: units.lead, role: 'lead', contactIds: [] },
        { unitId: units.co, role: 'co', contactIds: [] },
      ],
      replyClass: '',
      repliedOn: '',
    })),
  );
  const suggestions = outcomes.map((one) => one.id);
  let seats: Seat[] = [];

  const sit = async (size = DESK, { hasTouch = false, keepsPages = false }: Device = {}): Promise<Seat> => {
    const about = { viewport: size, hasTouch, locale: 'zh-CN', baseURL: server.url };
    const serviceWorkers = keepsPages ? 'allow' : 'block';
    const context = await browser.newContext({ ...about, serviceWorkers });
    const trouble: string[] = [];
    context.on('page', (tab) => watch(tab, server.url, trouble));
    const seat: Seat = { page: await context.newPage(), context, trouble };
    seats.push(seat);
    return seat;
  };

  return {
    server,
    people,
    units,
    suggestions,
    async handOver() {
      const { handOver } = server.parts.suggestions;
      const starter = { congressId: server.congressId, personId: 'system' as const };
      const { handOverId } = await handOver.start(starter, { selection: { kind: 'all' }, assignedOn: null });
      const isFinished = async () => (await handOver.progress(handOverId))?.state === 'finished';
      await until('the hand-over is finished', isFinished, HAND_OVER_MS);
    },
    async untilCard(at) {
      const card = { suggestionId: suggestions[at], channel: 'room' };
      const deliveries = server.parts.database.connection.collection('deliveries');
      // Reminders go out by day, on working days; the longest holiday is eight days.
      for (let hour = 0; hour < 16 * 24; hour += 1) {
        clock.forward(HOUR_MS);
        await server.parts.notices.sweep();
        if (await deliveries.findOne(card)) return;
      }
      throw new Error(`no reminder went out to room ${at}`);
    },
    roomPath(at) {
      const id = suggestions[at];
      if (id === undefined) throw new Error(`there is no suggestion ${at}`);
      return `/rooms/${roomIdOf(id)}`;
    },
    sit,
    async signIn(person, { size = DESK, path = '/rooms', shared = false, first, ...device } = {}) {
      const seat = await sit(size, device);
      const { page } = seat;
      await first?.(seat);
      await page.goto(path);
      if (shared) await page.getByLabel('这是公用电脑').check();
      await page.getByLabel('账号或手机号').fill(person.login);
      await page.getByLabel('密码').fill(person.password);
      await page.getByRole('button', { name: '登录', exact: true }).click();
      await page.locator('.frame').waitFor();
      return seat;
    },
    async clear() {
      const trouble = seats.flatMap((seat) => seat.trouble);
      await Promise.all(seats.map((seat) => seat.context.close()));
      seats = [];
      return trouble;
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}
