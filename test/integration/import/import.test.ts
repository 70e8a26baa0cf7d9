import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { generateDemo, loadDemo } from '../../../demo/index.ts';
import { buildParts, type Parts } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import { makeImport, readTable, type ImportKind, type ImportOptions } from '../../../server/import/index.ts';
import { newId } from '../../../server/ops/clock.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { CHEAP_LIMITS } from '../../support/server.ts';
import { engines } from '../../support/engines.ts';

const DATA = new URL('../../../demo/data/', import.meta.url);
const NATIONAL = '十三届全国人大';

describe('importing', function () {
  this.timeout(120_000);
  let parts: Parts;

  before(async () => {
    const { mongodbUrl, redisUrl } = await engines();
    const own = randomUUID().slice(0, 8);
    const env = {
      NODE_ENV: 'test',
      HUYING_LOG: 'silent',
      MONGODB_DATABASE: `test_${own}`,
      REDIS_PREFIX: `t-${own}`,
    };
    const secrets = { token: randomBytes(32), data: [randomBytes(32)] };
    parts = await buildParts({
      config: readConfig(env),
      mongodbUrl,
      redisUrl,
      secrets,
      limits: CHEAP_LIMITS,
    });
  });
  beforeEach(async () => {
    for (const name of ['congresses', 'units', 'delegations', 'people', 'suggestions'])
      await parts.database.connection.collection(name).deleteMany({});
  });
  after(async () => {
    await parts.database.connection.dropDatabase();
    await parts.close();
  });

  const importBytes = async (kind: ImportKind, bytes: Buffer, options: Partial<ImportOptions> = {}) => {
    const run = makeImport({
      org: parts.org,
      record: parts.suggestions.record,
      newId,
      codesOfCertificate: (certificate) => [`c-${certificate.length}-${certificate.slice(-2)}`],
    });
    const defaults = { dryRun: false, createUnits: false, createCongresses: true, congress: NATIONAL };
    return run(kind, await readTable(bytes, null), { ...defaults, ...options });
  };
  const importText = (kind: ImportKind, text: string, options: Partial<ImportOptions> = {}) =>
    importBytes(kind, Buffer.from(text), options);
  const documents = async () => {
    const collections = ['congresses', 'units', 'delegations', 'people', 'suggestions'];
    const all = await Promise.all(
      collections.map((name) => parts.database.connection.collection(name).find().sort({ _id: 1 }).toArray()),
    );
    return all.map((docs) => docs.sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1)));
  };
  const codes = (report: Awaited<ReturnType<typeof importText>>) =>
    report.rows.map(({ line, refusals }) => [line, ...refusals.map(({ code }) => code)]);

  it('takes in the published records, every row of them, and the same file again changes nothing', async () => {
    const bytes = await readFile(new URL('suggestions-real.csv', DATA));
    const options = { createUnits: true, congress: null };
    const first = await importBytes('suggestions', bytes, options);
    expect(first.totals).to.deep.equal({ accepted: 91, updated: 0, unchanged: 0, refused: 0 });
    expect(first.rows.map(({ line }) => line)).to.deep.equal(Array.from({ length: 91 }, (_, i) => i + 2));
    expect(first.created.congresses).to.include.members(['十三届全国人大', '重庆市六届人大', '马关县人大']);
    const before = await documents();
    const again = await importBytes('suggestions', bytes, options);
    expect(again.totals).to.deep.equal({ accepted: 0, updated: 0, unchanged: 91, refused: 0 });
    expect(again.created).to.deep.equal({ congresses: [], units: [] });
    expect(await documents()).to.deep.equal(before);
  });

  it('hands the published records over: each has its room with a welcome card, the office and the units’ people', async () => {
    const bytes = await readFile(new URL('suggestions-real.csv', DATA));
    await importBytes('suggestions', bytes, { createUnits: true, congress: null });
    let total = 0;
    for (const { _id: congressId } of await parts.org.congresses.all()) {
      const [office] = await parts.org.people.upsertMany(congressId, [
        { code: 'office', name: '办公室', roles: ['office'], onDuty: true },
      ]);
      if (!office || office.outcome === 'refused') throw new Error('no office');
      const units = await parts.org.units.all(congressId);
      await parts.org.people.upsertMany(
        congressId,
        units.map((unit, i) => ({
          code: `u${i}`,
          name: `联系人${i}`,
          roles: ['unit-contact' as const],
          unitId: unit._id,
          onDuty: true,
        })),
      );
      const begun = await parts.suggestions.handOver.start(
        { congressId, personId: 'system' },
        { selection: { kind: 'all' }, assignedOn: null },
      );
      await parts.suggestions.handOver.run(begun.handOverId);
      const done = await parts.suggestions.handOver.progress(begun.handOverId);
      expect(done).to.include({ state: 'finished', done: begun.total }).and.deep.include({ failures: [] });
      total += begun.total;
    }
    expect(total).to.equal(91);
    const { connection } = parts.database;
    const suggestions = await connection
      .collection<{ _id: string; tracks: unknown[] }>('suggestions')
      .find({ state: 'assigned' })
      .toArray();
    expect(suggestions).to.have.length(91);
    for (const { _id, tracks } of suggestions) {
      const roomId = roomIdOf(_id);
      const room = await connection.collection<{ _id: string }>('rooms').findOne({ _id: roomId });
      expect(room).to.include({ subjectId: _id, seq: 1, memberCount: tracks.length + 1 });
      const said = await connection.collection('messages').find({ roomId }).toArray();
      expect(said.map((m) => (m['body'] as { card?: { type: string } }).card?.type)).to.deep.equal([
        'welcome',
      ]);
    }
  });

  it('writes nothing in a dry run, and reports what the real run then does', async () => {
    const bytes = await readFile(new URL('suggestions-real.csv', DATA));
    const options = { createUnits: true, congress: null };
    const dry = await importBytes('suggestions', bytes, { ...options, dryRun: true });
    expect((await documents()).flat()).to.deep.equal([]);
    const real = await importBytes('suggestions', bytes, options);
    expect({ ...dry, dryRun: false }).to.deep.equal(real);
  });

  it('knows units by full name, short name and alias, and names the nearest of an unknown one', async () => {
    await importBytes('units', await readFile(new URL('units.csv', DATA)));
    const report = await importText(
      'suggestions',
      `届次,会次,编号,标题,主办单位,协办单位
${NATIONAL},5,1,甲,人力资源社会保障部,国家发改委
${NATIONAL},5,2,乙,人力资源和社会保障部,国家发展改革委；财政部、教育部
${NATIONAL},5,3,丙,教育局,
${NATIONAL},5,4,丁,教育部,教育部
`,
    );
    expect(codes(report)).to.deep.equal([
      [2, 'UNKNOWN_UNIT'],
      [3],
      [4, 'UNKNOWN_UNIT'],
      [5, 'CO_UNIT_IS_LEAD'],
    ]);
    const [nearest] = report.rows[2]?.refusals ?? [];
    expect(nearest?.column).to.equal('主办单位');
    expect(nearest?.facts['nearest']).to.have.length(3).and.include('教育部');
    const kept = await parts.database.connection.collection('suggestions').find().toArray();
    expect(kept.map((doc): unknown[] => [doc['number'], (doc['tracks'] as unknown[]).length])).to.deep.equal([
      ['2', 4],
    ]);
  });

  it('refuses rows one by one, each with all its reasons, and stores the others whole', async () => {
    await importBytes('units', await readFile(new URL('units.csv', DATA)));
    const report = await importText(
      'suggestions',
      `届次,会次,编号,标题,主办单位,领衔代表,书面答复,答复日期,备注
${NATIONAL},5,1,甲,教育部,,是,2022-05-01,x
${NATIONAL},5,1,甲又,教育部,,,,
${NATIONAL},大会,2,,教育部,,也许,五月,
${NATIONAL},5,3,丙,教育部,张三,,,
某某,5,4,丁,教育部,,,,
${NATIONAL},5,5,戊,,,,,
${NATIONAL},5,6,己,财政部,,否,,
${NATIONAL},5,7,庚,财政部,,,,备注,多出
`,
    );
    expect(codes(report)).to.deep.equal([
      [2],
      [3, 'DUPLICATE_IN_FILE'],
      [4, 'BAD_SESSION', 'NO_TITLE', 'BAD_YES_NO', 'BAD_DATE'],
      [5, 'LEAD_UNKNOWN'],
      [6, 'BAD_CONGRESS'],
      [7, 'NO_UNIT'],
      [8],
      [9, 'TOO_MANY_CELLS'],
    ]);
    expect(report.ignoredHeadings).to.deep.equal(['备注']);
    expect(report.rows[1]?.refusals[0]?.facts).to.deep.equal({ line: 2 });
    expect(await parts.database.connection.collection('suggestions').countDocuments()).to.equal(2);
  });

  it('refuses a person who would be administrator and auditor, in plain words', async () => {
    const report = await importText(
      'people',
      `届次,姓名,编号,角色
${NATIONAL},甲,A1,审计管理员
${NATIONAL},乙,A2,系统管理员、审计员
${NATIONAL},丙,A3,"办公室、系统管理员"
`,
    );
    expect(codes(report)).to.deep.equal([[2], [3, 'ROLES_EXCLUDE'], [4]]);
    const [refusal] = report.rows[1]?.refusals ?? [];
    expect(refusal).to.deep.include({ column: '角色', facts: { by: ['系统管理员', '审计管理员'] } });
    expect(await parts.database.connection.collection('people').countDocuments()).to.equal(2);
  });

  it('makes no unit for a row that is refused', async () => {
    await importText('suggestions', `届次,标题,主办单位\n${NATIONAL},,没有的局\n`, { createUnits: true });
    expect((await documents()).flat()).to.deep.equal([]);
  });

  it('resolves deputies by name, within the delegation, by code and by certificate, and gains them later', async () => {
    const list = `届次,会次,编号,标题,主办单位,代表团,领衔代表,附议代表
${NATIONAL},5,1,甲,教育部,,王芳,
${NATIONAL},5,2,乙,教育部,北京团,王芳,李四
${NATIONAL},5,3,丙,教育部,,王芳（D2）,李四、王芳(D1)
${NATIONAL},5,4,丁,教育部,,ZH0099,
`;
    await importBytes('units', await readFile(new URL('units.csv', DATA)));
    await importBytes('delegations', await readFile(new URL('delegations.csv', DATA)));
    const people = await importText(
      'people',
      `姓名,编号,代表团,代表证号,手机
王芳,D1,北京市代表团,,138 0000 0000
王芳,D2,河北团,,
李四,,河北省,,
赵六,,河北省,ZH0099,
`,
    );
    expect(people.totals.accepted).to.equal(4);
    const report = await importText('suggestions', list);
    expect(codes(report)).to.deep.equal([[2, 'PERSON_AMBIGUOUS'], [3], [4], [5]]);
    const kept = await parts.database.connection.collection('suggestions').find().toArray();
    expect(
      kept.map((doc): unknown[] => [doc['source'], (doc['secondingIds'] as unknown[]).length]).sort(),
    ).to.deep.equal([
      ['individual', 0],
      ['joint', 1],
      ['joint', 2],
    ]);
    const raw = JSON.stringify(await parts.database.connection.collection('people').find().toArray());
    expect(raw).not.to.include('13800000000').and.not.to.include('ZH0099');
  });

  it('updates what changed and leaves alone what has no column', async () => {
    await importText('units', '名称,简称,类型\n某某局,某局,直属\n');
    const report = await importText('units', '名称,别名\n某某局,老局；旧局\n另一局,\n');
    expect(report.rows.map(({ outcome }) => outcome)).to.deep.equal(['updated', 'accepted']);
    const unit = await parts.database.connection.collection('units').findOne({ name: '某某局' });
    expect(unit).to.deep.include({ kind: '直属', shortName: '某局', aliases: ['老局', '旧局'] });
  });

  it('loads a made-up congress with its own ids; again, nothing changes', async () => {
    const demo = generateDemo('small', 3);
    const target = { org: parts.org, record: parts.suggestions.record };
    const first = await loadDemo(target, demo);
    expect(first.totals.updated + first.totals.unchanged).to.equal(0);
    const ids = await parts.database.connection.collection('suggestions').distinct('_id');
    expect(ids).to.have.members(demo.suggestions.map(({ id }) => id));
    const { totals } = await loadDemo(target, demo);
    expect(totals).to.deep.equal({ added: 0, updated: 0, unchanged: first.totals.added });
  });
});
