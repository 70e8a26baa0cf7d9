import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { connect } from '../../../client-sdk/index.ts';
import { makeCase, type TestCase } from '../../support/case.ts';
import { engines } from '../../support/engines.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

const HUYING = join(import.meta.dirname, '../../../bin/huying');

describe('the command line in bulk', function () {
  this.timeout(180_000);
  let server: TestServer;
  let theCase: TestCase;
  let folder: string;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    const { mongodbUrl, redisUrl } = await engines();
    const own = randomUUID().slice(0, 8);
    const place = { MONGODB_DATABASE: `test_${own}`, REDIS_PREFIX: `t-${own}` };
    server = await startServer({ env: place });
    theCase = await makeCase(server);
    folder = await mkdtemp(join(tmpdir(), 'huying-bulk-'));
    environment = {
      ...place,
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      MONGODB_URL: mongodbUrl,
      REDIS_URL: redisUrl,
      HUYING_DATA_DIR: join(folder, 'data'),
    };
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const huying = (password: string, ...words: string[]) =>
    new Promise<{ code: number | null; out: string }>((resolve, reject) => {
      const env = { ...environment, HUYING_PASSWORD: password };
      const child = spawn(HUYING, ['bulk', ...words], { cwd: folder, env });
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.on('error', reject).on('close', (code) => resolve({ code, out }));
    });
  const as = ({ login, password }: TestPerson, ...words: string[]) =>
    huying(password, ...words, '--as', login);
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return name;
  };
  async function through({ login, password }: TestPerson) {
    const client = connect({ url: server.url });
    await client.signIn(login, password);
    return client;
  }

  it('signs for a unit’s cases in the name of who is asked to, answers each row, and does nothing twice', async () => {
    const file = await write('sign.csv', `编号,处室\n${theCase.number},综合处\n0000,综合处\n`);
    const first = await as(theCase.contact, 'sign-for', file, '--report', 'signed.csv');
    expect(first.out).to.include('共 2 行：办成 1，早已办成 0，未办 1。').and.include('没有这件建议');
    expect(first.code).to.equal(1);
    expect(await readFile(join(folder, 'signed.csv'), 'utf8')).to.include(`2,${theCase.number},done`);
    const again = await as(theCase.contact, 'sign-for', file);
    expect(again.out).to.include('共 2 行：办成 0，早已办成 1，未办 1。');

    const client = await through(theCase.contact);
    const kept = client.case(theCase.suggestionId);
    await kept.refresh();
    expect(kept.read().timeline[0]).to.deep.include({ kind: 'signed-for', facts: { department: '综合处' } });
    expect(kept.read().timeline[0]?.by?.personId).to.equal(theCase.contact.personId);
    client.close();
  });

  it('registers what waits, from the sheet it wrote; a unit nobody knows is said, and the rest goes on', async () => {
    const deputy = await through(theCase.lead);
    const ids: string[] = [];
    for (const title of ['关于支持高原供氧的建议', '关于保护古树的建议']) {
      const { suggestionId } = await deputy.draft({
        ...{ by: 'deputy', title, text: '请予支持', category: '综合', wantsWrittenReply: true },
        ...{ wishedUnitIds: [], publicity: 'full', keepSecret: false },
      });
      await deputy.case(suggestionId).do('suggestion:submit', { dropUnconfirmed: false });
      ids.push(suggestionId);
    }
    const office = await through(theCase.office);
    await until('both are under review', async () => {
      const list = office.suggestions('review');
      await list.refresh();
      return list.read().total === 2;
    });
    const sheet = await as(theCase.office, 'sheet', 'sheet.csv');
    expect(sheet.out).to.include('2 件待立案');
    const written = await readFile(join(folder, 'sheet.csv'), 'utf8');
    for (const id of ids) expect(written).to.include(id);

    const { tracks } = await office.ask('suggestion:show', { suggestionId: theCase.suggestionId });
    const unit = tracks[0]?.unitName ?? '';
    const rows = [`${ids[0]},8801,单独,${unit}`, `${ids[1]},8802,单独,天宫部`].join('\n');
    const file = await write('register.csv', `案卷,编号,办理方式,主办\n${rows}\n`);
    const first = await as(theCase.office, 'register', file);
    expect(first.out).to.include('办成 1，早已办成 0，未办 1').and.include('没有这个单位：天宫部');
    const mended = await write('mended.csv', `案卷,编号,办理方式,主办\n${rows.replace('天宫部', unit)}\n`);
    const second = await as(theCase.office, 'register', mended);
    expect(second.out).to.include('共 2 行：办成 1，早已办成 1，未办 0。');
    expect(second.code).to.equal(0);
    const registered = office.suggestions('registered');
    await registered.refresh();
    expect(registered.read().items.map(({ number }) => number)).to.deep.equal(['8801', '8802']);
    office.close();
    deputy.close();
  });

  it('neither files nor ends what is not over, and says why', async () => {
    const file = await write('numbers.csv', `编号\n${theCase.number}\n`);
    const filed = await as(theCase.office, 'archive', file);
    expect(filed.out).to.include('未办 1').and.include(`第 2 行（${theCase.number}）`);
    const lapsed = await huying('', 'lapse', file);
    expect(lapsed.out).to.include('未办 1');
    expect([filed.code, lapsed.code]).to.deep.equal([1, 1]);
  });

  it('lets nobody act without their password, and says which column is missing', async () => {
    const file = await write('odd.csv', `件号\n${theCase.number}\n`);
    const odd = await as(theCase.office, 'archive', file);
    expect(odd.out).to.include('表里缺少这一列：编号');
    const numbers = await write('numbers.csv', `编号\n${theCase.number}\n`);
    const wrong = await huying('wrong', 'archive', numbers, '--as', theCase.office.login);
    expect(wrong.out).to.include('账号或密码不对');
    const none = await huying('', 'archive', numbers, '--as', theCase.office.login);
    expect(none.out).to.include('HUYING_PASSWORD');
    expect([odd.code, wrong.code, none.code]).to.deep.equal([2, 2, 2]);
  });
});
