import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../../server/config.ts';
import { connectMongo } from '../../../server/store/mongo.ts';
import { engines } from '../../support/engines.ts';

const HUYING = join(import.meta.dirname, '../../../bin/huying');

describe('the command line', function () {
  this.timeout(180_000);
  let folder: string;
  let environment: NodeJS.ProcessEnv;

  before(async () => {
    const { mongodbUrl, redisUrl } = await engines();
    folder = await mkdtemp(join(tmpdir(), 'huying-cli-'));
    const own = randomUUID().slice(0, 8);
    environment = {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      MONGODB_URL: mongodbUrl,
      REDIS_URL: redisUrl,
      MONGODB_DATABASE: `test_${own}`,
      REDIS_PREFIX: `t-${own}`,
      HUYING_DATA_DIR: join(folder, 'data'),
    };
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const huying = (...words: string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve, reject) => {
      const child = spawn(HUYING, words, { cwd: folder, env: environment });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
    });
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return name;
  };

  it('makes keys for Web Push that the server takes, another pair each time', async () => {
    const made = [await huying('push', 'keys'), await huying('push', 'keys')];
    for (const { code, out } of made) {
      expect(code).to.equal(0);
      const keys = Object.fromEntries(
        out
          .trim()
          .split('\n')
          .map((line) => line.split('=')) as [string, string][],
      );
      const read = readConfig({ ...keys, HUYING_VAPID_SUBJECT: 'mailto:huying@rd.example' });
      expect(read.HUYING_VAPID_PRIVATE_KEY).to.equal(keys['HUYING_VAPID_PRIVATE_KEY']);
    }
    expect(made[0]?.out).to.not.equal(made[1]?.out);
  });

  it('explains every command in Chinese, and in English when asked', async () => {
    const top = await huying('--help');
    expect(top.code).to.equal(0);
    expect(top.out).to.include('用法').and.include('退出码');
    for (const words of [
      ['import'],
      ['demo'],
      ['hand-over'],
      ['admin', 'create'],
      ['auditor', 'create'],
      ['auditor', 'numbers'],
      ['people', 'codes'],
      ['accounts', 'reset-second-factor'],
      ['bot', 'create'],
      ['jobs', 'retry'],
      ['calendar', 'set'],
      ['policy', 'override'],
      ['words', 'set'],
      ['file-types', 'set'],
      ['rooms', 'reconcile'],
      ['push', 'keys'],
      ['status'],
    ]) {
      const { code, out } = await huying(...words, '--help', '--lang', 'en');
      expect(code, words.join(' ')).to.equal(0);
      expect(out)
        .to.include('Usage:')
        .and.not.match(/[一-鿿]/);
    }
  });

  it('ends with 2 when nothing can be done, and says what to do', async () => {
    const missing = await huying('import', 'units', 'no-such-file.csv');
    expect(missing).to.include({ code: 2 });
    expect(missing.err).to.include('no-such-file.csv');
    const headings = await huying('import', 'units', await write('bad.csv', '楼层\n3\n'));
    expect(headings).to.include({ code: 2 });
    expect(headings.err).to.include('缺少列').and.include('单位名称');
    expect(await huying('hand-over')).to.include({ code: 2 });
    expect(await huying('import', 'everything', 'bad.csv')).to.include({ code: 2 });
  });

  it('imports, reports each row, makes accounts, hands over, and shows how things stand', async () => {
    const units = await write('units.csv', '单位名称,简称\n教育部,教育部\n财政部,财政部\n');
    const congress = ['--congress', '十三届全国人大', '--create-congresses'];
    expect(await huying('import', 'units', units, ...congress)).to.include({ code: 0 });

    const people = await write('people.csv', '姓名,编号,单位,值班\n甲某,U1,教育部,是\n乙某,U2,财政部,是\n');
    const accounts = await huying('import', 'people', people, '--accounts', 'codes.csv');
    expect(accounts).to.include({ code: 0 });
    expect((await stat(join(folder, 'codes.csv'))).mode & 0o777).to.equal(0o600);
    expect(await readFile(join(folder, 'codes.csv'), 'utf8')).to.match(
      /甲某,u1,[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/,
    );

    const list = await write(
      'list.csv',
      '编号,标题,主办单位,协办单位\n1,=甲,教育部,财政部\n2,,教育部,\n3,丙,财正部,\n',
    );
    const imported = await huying('import', 'suggestions', list, '--report', 'report.csv');
    expect(imported).to.include({ code: 1 });
    expect(imported.out).to.include('新增 1').and.include('退回 2').and.include('财政部');
    const report = await readFile(join(folder, 'report.csv'), 'utf8');
    expect(report.startsWith('\uFEFF')).to.equal(true);
    expect(report.split('\r\n').slice(1, 4)).to.satisfy(
      ([first, second, third]: string[]) =>
        first?.startsWith("2,新增,1,'=甲") && second?.includes('NO_TITLE') && third?.includes('UNKNOWN_UNIT'),
    );

    const handed = await huying('hand-over', '--all');
    expect(handed.out).to.include('已交办 1 / 1');
    expect(handed.code).to.equal(0);
    expect((await huying('hand-over', '--all')).out).to.include('没有需要交办');
    expect((await huying('hand-over', '--numbers', '99')).code).to.equal(2);
    const status = await huying('status');
    expect(status.out).to.include('十三届全国人大').and.include('已交办 1');
    const before = (await huying('rooms', 'reconcile')).out;
    const more = await write('more.csv', '姓名,编号,单位,值班\n丙某,U3,教育部,是\n');
    expect(await huying('import', 'people', more)).to.include({ code: 0 });
    // The import itself has seated the newcomer: nothing is left to move.
    expect((await huying('rooms', 'reconcile')).out).to.equal(before);
  });

  it('makes a bot for a room, lists it, and revokes it; says what is wrong with what was asked', async () => {
    const create = (rooms: string, acts = 'message:read,message:card', name = '周报') =>
      huying('bot', 'create', '--name', name, '--rooms', rooms, '--acts', acts);
    const service = 'service:北京';
    const delegations = await write('delegations.csv', '代表团名称,简称\n北京市代表团,北京\n');
    expect(await huying('import', 'delegations', delegations)).to.include({ code: 0 });
    expect(await huying('rooms', 'reconcile')).to.include({ code: 0 });
    expect((await create(service, 'message:all')).err).to.include('message:all');
    expect((await create('service:月球')).err).to.include('service:月球');
    expect((await create(service, 'message:read', '呼应助手')).code).to.equal(2);
    const made = await create(service);
    expect(made.out, made.err).to.match(/hyb1\.[0-9a-f-]{36}\.[\w-]{43}\n$/);
    expect((await create(service)).err).to.include('已经用过');
    expect((await huying('bot', 'list')).out).to.match(/周报 {2}message:card,message:read {2}1 个群 {2}有效/);
    const revoke = () => huying('bot', 'revoke', '--name', '周报');
    expect((await revoke()).code).to.equal(0);
    expect((await revoke()).code).to.equal(2);
    expect((await huying('bot', 'list')).out).to.include('已吊销');
  });

  it('shows what reminders say, takes the congress’s own words, and refuses what cannot be filled in', async () => {
    const set = (text: string, ...more: string[]) =>
      huying(
        'words',
        'set',
        'R6',
        'open',
        '--title',
        '请联系代表',
        '--text',
        text,
        '--why',
        '惯用说法',
        ...more,
      );
    expect((await huying('words', 'list', '--rule', 'R6')).out).to.include('请为{which}进行{phase}');
    expect((await set('请{单位}联系')).err)
      .to.include('不能识别')
      .and.include('{unit}');
    expect((await set('机密★10年')).err).to.include('国家秘密');
    expect((await set('请{unit}联系领衔代表')).out).to.include('第 1 版');
    expect((await set('请{unit}联系领衔代表')).err).to.include('没有改动');
    expect((await huying('words', 'list', '--rule', 'R6')).out)
      .to.include('R6  open  zh-CN *  请联系代表')
      .and.include('惯用说法');
    expect((await huying('words', 'reset', 'R6', 'open', '--why', '恢复')).out).to.include('第 2 版');
    expect((await huying('words', 'reset', 'R1', 'open', '--why', '恢复')).code).to.equal(2);
  });

  it('shows what is taken as files, lets a congress choose among what the product can judge, and takes that back', async () => {
    const set = (...types: string[]) => huying('file-types', 'set', ...types, '--why', '只收公文');
    const before = (await huying('file-types', 'list')).out;
    expect(before).to.include('按全系统的规定').and.include('* image/png');
    expect((await set('application/zip')).err).to.include('能识别的种类');
    expect((await set('application/pdf', 'text/plain')).out).to.include('第 1 版');
    expect((await set('text/plain', 'application/pdf')).err).to.include('没有改动');
    expect((await huying('file-types', 'list')).out)
      .to.include('本级另定，第 1 版')
      .and.include('* application/pdf')
      .and.include('  image/png')
      .and.include('命令行  只收公文');
    expect((await huying('file-types', 'reset', '--why', '机密★10年')).err).to.include('国家秘密');
    expect((await huying('file-types', 'reset', '--why', '恢复')).out).to.include('第 2 版');
    expect((await huying('file-types', 'list')).out).to.include(before.split('最近的改动')[0] ?? '');
  });

  it('lists jobs that were given up, and knows none by another id', async () => {
    expect(await huying('jobs', 'dead')).to.deep.include({ code: 0, out: '没有已放弃的任务。\n' });
    const retried = await huying('jobs', 'retry', 'dead-letters/x');
    expect(retried.code).to.equal(2);
    expect(retried.out).to.include('dead-letters/x');
  });

  it('makes an administrator once, and hands out new codes', async () => {
    const create = () =>
      huying(
        'admin',
        'create',
        '--login',
        'Root',
        '--name',
        '管理员',
        '--congress',
        '忠县一届人大',
        '--create-congress',
      );
    expect((await create()).out).to.match(/root.*[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(await create()).to.include({ code: 2 });
    expect((await huying('people', 'codes', 'root', 'nobody')).code).to.equal(1);
  });

  it('takes a second factor off an account and says so in the log; unknown accounts it names', async () => {
    const reset = (login: string) =>
      huying('accounts', 'reset-second-factor', login, '--why', '手机丢失', '--lang', 'zh');
    const { code, out } = await reset('root');
    expect(code).to.equal(0);
    expect(out).to.include('没有设置两步验证').and.include('"msg":"second factor reset"');
    expect(out).to.match(/"login":"root".*"by":".+","why":"手机丢失"/);
    const unknown = await reset('nobody');
    expect(unknown.code).to.equal(2);
    expect(unknown.err).to.include('nobody');
  });

  it('makes an auditor, who has no other role', async () => {
    const create = (...more: string[]) =>
      huying(
        'auditor',
        'create',
        '--login',
        'Shenji',
        '--name',
        '审计员',
        '--congress',
        '忠县一届人大',
        ...more,
      );
    expect(await create('--role', 'administrator')).to.include({ code: 2, out: '' });
    const made = await create('--create-congress');
    expect(made.out).to.match(/shenji.*[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
    expect(await create()).to.include({ code: 2, out: '' });
    const { mongodbUrl } = await engines();
    const database = await connectMongo(mongodbUrl, environment['MONGODB_DATABASE'] ?? '');
    const person = await database.connection.collection('people').findOne({ code: 'shenji' });
    expect(person).to.have.deep.property('roles', ['auditor']);
    const looked = {
      congressId: person?.['congressId'] as unknown,
      at: new Date('2026-03-05T01:00:00.000Z'),
    };
    await database.connection
      .collection<{ _id: string }>('looks')
      .insertOne({ _id: randomUUID(), ...looked, by: person?._id, whose: 'nobody-we-know' } as never);
    await database.close();
    expect(await huying('auditor', 'numbers', '--congress', '忠县一届人大')).to.include({
      code: 0,
      out: `2026-03-05T01:00:00.000Z  ${String(person?.['name'])}  看了nobody-we-know的号码\n`,
    });
  });

  it('edits the calendar of a congress', async () => {
    const of = ['--congress', '十三届全国人大'];
    expect((await huying('calendar', 'set', '2022-04-06', 'rest', '--why', '停电', ...of)).code).to.equal(0);
    expect((await huying('calendar', 'list', '2022', ...of)).out).to.include('2022-04-06  休息  停电 *');
    expect((await huying('calendar', 'unset', '2022-04-06', ...of)).code).to.equal(0);
    expect((await huying('calendar', 'unset', '2022-04-06', ...of)).code).to.equal(2);
    expect((await huying('calendar', 'set', '2022-02-30', 'rest', '--why', 'x', ...of)).code).to.equal(2);
  });

  it('chooses the rules of a congress, sets a value, takes it back, and shows what was done', async () => {
    const of = ['--congress', '十三届全国人大', '--why', '常委会决定'];
    const ours = ['--congress', '十三届全国人大'];
    expect((await huying('policy', 'list')).out)
      .to.include('chongqing')
      .and.include('重庆市人大');
    expect((await huying('policy', 'show', ...ours)).out).to.include('全国人大，第 1 版');
    expect((await huying('policy', 'choose', 'chongqing', ...of)).out).to.include('第 2 版');
    expect((await huying('policy', 'choose', 'chongqing', ...of)).code).to.equal(2);
    const set = ['policy', 'override', 'feedback'];
    const well = await huying(...set, '15workdays', '--source', '议事规则 3', ...of);
    expect(well.out).to.include('第 3 版');
    expect((await huying(...set, '15weeks', '--source', '议事规则 3', ...of)).code).to.equal(2);
    const shown = (await huying('policy', 'show', ...ours)).out;
    expect(shown).to.match(/协办意见: 30 个工作日 {2}\(重庆市条例 \(2017\) 20\)\n/);
    expect(shown).to.match(/代表反馈: 15 个工作日 {2}\(议事规则 3\) \*\n/);
    expect((await huying('policy', 'restore', 'feedback', ...of)).out).to.include('第 4 版');
    expect((await huying('policy', 'show', ...ours)).out).to.match(/代表反馈: 20 个工作日 {2}\(重庆市条例/);
  });
});
