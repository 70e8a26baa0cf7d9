import { expect } from 'chai';
import type { Session } from '../../../shared/people.ts';
import { runHandOver } from '../../../shared/hand-over.ts';
import { makeBot } from '../../support/bots.ts';
import { giveSecondFactor } from '../../support/second-factor.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { overHttp } from '../../support/wire-client.ts';

const BOARD = '/admin/queues';
const LETTERS = `${BOARD}/api/queues?activeQueue=dead-letters&status=failed&page=1&jobsPerPage=10`;

interface ShownQueue {
  name: string;
  readOnlyMode: boolean;
  counts: Record<string, number>;
  jobs: {
    id: string;
    name: string;
    data: unknown;
    failedReason: string;
    attempts: number;
    isFailed: boolean;
  }[];
}

describe('the board of queues', function () {
  this.timeout(60_000);
  let server: TestServer;
  let administrator: TestPerson;
  let deputy: TestPerson;
  let office: TestPerson;

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    [administrator] = (await server.addPeople(1, ['administrator'])) as [TestPerson];
    [deputy] = (await server.addPeople(1)) as [TestPerson];
    [office] = (await server.addPeople(1, ['office'])) as [TestPerson];
    const idle = () => Promise.resolve();
    await server.parts.runner.startWorkers({
      'hand-over.run': idle,
      'duties.sweep': idle,
      'reminder.deliver': idle,
      'file.carry-on': idle,
      'import.carry-on': idle,
    });
  });
  after(() => server.stop());

  const knock = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
  const form = (fields: Record<string, string>) =>
    knock('/admin/sign-in', { method: 'POST', body: new URLSearchParams(fields) });
  const byForm = ({ login, password }: TestPerson) => form({ login, password });
  const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const tokenOf = async ({ login, password }: TestPerson) => {
    const input = { login, password, keep: 'body', device: 'test' };
    const { reply } = await overHttp(server.url, 'session:sign-in', { input });
    if (!reply.ok) throw new Error(reply.fault.code);
    return (reply.data as Session).accessToken;
  };
  const byToken = (token: string) =>
    knock('/admin/sign-in', { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  const queuesSeen = async (cookie: string) =>
    ((await (await knock(LETTERS, { headers: { cookie } })).json()) as { queues: ShownQueue[] }).queues;
  const lettersSeen = async (cookie: string) =>
    (await queuesSeen(cookie)).find((queue) => queue.name === 'dead-letters');

  it('is closed to strangers, whatever they ask for and whatever they bring', async () => {
    for (const path of [
      '/admin',
      BOARD,
      `${BOARD}/api/queues`,
      `${BOARD}/static/favicon.ico`,
      '/admin/other',
    ])
      for (const cookie of ['', 'huying_admin=', 'huying_admin=nonsense', 'huying_admin=a.b.c']) {
        const response = await knock(path, { headers: { cookie } });
        expect(response.status, `${path} ${cookie}`).to.equal(401);
        expect(await response.text()).to.not.include('dead-letters');
      }
    const bearer = { authorization: `Bearer ${await tokenOf(administrator)}` };
    expect((await knock(BOARD, { headers: bearer })).status).to.equal(401);
    const retry = await knock(`${BOARD}/api/queues/dead-letters/retry/failed`, { method: 'PUT' });
    expect(retry.status).to.equal(401);
  });

  it('is closed to deputies, the office and bots, by form, by token and by a cookie made by hand', async () => {
    const bot = await makeBot(server, { name: '周报', rooms: [], acts: ['message:read'] });
    for (const person of [deputy, office]) {
      const response = await byForm(person);
      expect(response.status).to.equal(403);
      expect(response.headers.get('set-cookie')).to.equal(null);
    }
    for (const token of [await tokenOf(deputy), await tokenOf(office), bot.password]) {
      expect((await byToken(token)).status).to.equal(403);
      for (const path of ['/admin', BOARD, `${BOARD}/api/queues`])
        expect((await knock(path, { headers: { cookie: `huying_admin=${token}` } })).status).to.equal(403);
    }
    const { login } = administrator;
    expect((await form({ login, password: 'wrong' })).status).to.equal(401);
    expect((await form({})).status).to.equal(401);
    expect((await byToken('nonsense')).status).to.equal(401);
  });

  it('is open to an administrator, with a cookie that scripts, other sites and other pages do not see', async () => {
    const response = await byForm(administrator);
    expect(response.status).to.equal(303);
    expect(response.headers.get('location')).to.equal(BOARD);
    const attributes = response.headers.get('set-cookie')?.split('; ') ?? [];
    expect(attributes).to.include.members(['HttpOnly', 'SameSite=Strict', 'Path=/admin']);
    expect(attributes.some((one) => one.startsWith('Expires='))).to.equal(true);
    const page = await knock(BOARD, { headers: { cookie: cookieOf(response) } });
    expect(page.status).to.equal(200);
    expect(page.headers.get('content-security-policy')).to.match(/script-src 'self';/);
    expect(page.headers.get('cache-control')).to.equal('no-store');
    expect(await page.text()).to.include('呼应 后台任务');
    const asks = await byToken(await tokenOf(administrator));
    expect(asks.status).to.equal(204);
    expect((await queuesSeen(cookieOf(asks))).map((queue) => queue.name)).to.include.members([
      ...['dead-letters', 'reminder.deliver', 'duties.sweep', 'hand-over.run'],
    ]);
  });

  it('asks an administrator with a second factor for its code, too', async () => {
    const [guarded] = (await server.addPeople(1, ['administrator'])) as [TestPerson];
    const { login, password } = guarded;
    const { recoveryCodes } = await giveSecondFactor(server, guarded, server.parts.clock.now());
    const [code = ''] = recoveryCodes;
    for (const [fields, words] of [
      [{}, '还需要验证码'],
      [{ code: '' }, '还需要验证码'],
      [{ code: 'AAAA-AAAA-AAAA' }, '验证码不对'],
    ] as const) {
      const response = await form({ login, password, ...fields });
      expect(response.status).to.equal(401);
      expect(response.headers.get('set-cookie')).to.equal(null);
      expect(await response.text()).to.include(words);
    }
    const response = await form({ login, password, code });
    expect(response.status).to.equal(303);
    expect((await knock(BOARD, { headers: { cookie: cookieOf(response) } })).status).to.equal(200);
  });

  it('shows what was given up and why, and lets it run again', async () => {
    const cookie = cookieOf(await byForm(administrator));
    await server.parts.runner.enqueue(runHandOver, { handOverId: 'unfit' }, 'unfit'); // given up at once
    await until('it is given up', async () => (await lettersSeen(cookie))?.counts['failed'] === 1);
    const [letter] = (await lettersSeen(cookie))?.jobs ?? [];
    expect(letter).to.deep.include({ name: 'hand-over.run', data: { handOverId: 'unfit' }, isFailed: true });
    expect(letter?.failedReason).to.include('handOverId');
    const retry = (id: string) =>
      knock(`${BOARD}/api/queues/dead-letters/${encodeURIComponent(id)}/retry`, {
        method: 'PUT',
        headers: { cookie },
      });
    expect((await retry('dead-letters/none')).status).to.equal(404);
    expect((await retry(letter?.id ?? '')).status).to.equal(204);
    await until('it is given up anew', async () => (await lettersSeen(cookie))?.counts['failed'] === 1);
    const all = await knock(`${BOARD}/api/queues/dead-letters/retry/failed`, {
      method: 'PUT',
      headers: { cookie },
    });
    expect(await all.json()).to.deep.equal({ retried: 1, skipped: 0 });
  });

  it('lets nobody do anything else: no job is added, changed, emptied or stopped', async () => {
    const cookie = cookieOf(await byForm(administrator));
    const queues = (await queuesSeen(cookie)).filter((queue) => queue.name !== 'dead-letters');
    expect(queues.every((queue) => queue.readOnlyMode)).to.equal(true);
    for (const [method, path] of [
      ['POST', 'reminder.deliver/add'],
      ['PUT', 'reminder.deliver/pause'],
      ['PUT', 'dead-letters/empty'],
      ['PUT', 'dead-letters/obliterate'],
      ['PUT', 'dead-letters/clean/failed'],
      ['PUT', 'reminder.deliver/retry/failed'],
      ['PATCH', 'dead-letters/x/update-data'],
      ['DELETE', 'dead-letters/x'],
    ] as const) {
      const response = await knock(`${BOARD}/api/queues/${path}`, { method, headers: { cookie } });
      expect(response.status, `${method} ${path}`).to.equal(403);
    }
  });

  it('is closed again when the administrator signs out, and to the cookie that was', async () => {
    const signedIn = await byForm(administrator);
    const cookie = cookieOf(signedIn);
    expect((await knock('/admin', { headers: { cookie } })).status).to.equal(200);
    const out = await knock('/admin/sign-out', { method: 'POST', headers: { cookie } });
    expect(out.status).to.equal(303);
    expect(cookieOf(out)).to.equal('huying_admin=');
    expect((await knock(BOARD, { headers: { cookie } })).status).to.equal(401);
  });
});
