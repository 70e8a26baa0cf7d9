import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import type { ImportId } from '../../../shared/ids.ts';
import type { ImportRow, SuggestionImport } from '../../../shared/import.ts';
import type { PersonRole } from '../../../shared/people.ts';
import type { InputOf, NameOf, Named } from '../../contract/refusals/trial.ts';
import { clockAhead } from '../../support/clock.ts';
import { engines } from '../../support/engines.ts';
import { csvOf, sendTable } from '../../support/imports.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import { systemClock } from '../../../server/ops/clock.ts';
import type * as z from 'zod/mini';

const HEAD = ['编号', '标题', '内容', '领衔代表', '主办单位', '协办单位'];
const DAY_MS = 24 * 3_600_000;

describe('an import in steps', function () {
  this.timeout(120_000);
  const clock = clockAhead(systemClock);
  let server: TestServer;
  let office: WireClient;
  let administrator: WireClient;
  let lead: string;

  before(async () => {
    server = await startServer({ clock });
    const person = async (role: PersonRole) => {
      const [one] = await server.addPeople(1, [role]);
      if (one === undefined) throw new Error('nobody was added');
      return one;
    };
    office = await wireClient(server.url, await person('office'));
    administrator = await wireClient(server.url, await person('administrator'));
    lead = (await person('deputy')).name;
    await server.parts.org.units.upsertMany(server.congressId, [
      { name: '民政部' },
      { name: '财政部' },
      { name: '住房和城乡建设部', shortName: '住建部' },
    ]);
    const units = await server.parts.org.units.all(server.congressId);
    await server.parts.org.people.upsertMany(
      server.congressId,
      units.map(({ _id: unitId, name }) => ({
        ...{ code: `c-${name}`, name: `${name}联系人`, unitId, onDuty: true },
        roles: ['unit-contact' as const],
      })),
    );
  });
  after(async () => {
    office.close();
    administrator.close();
    await server.stop();
  });
  afterEach(async () => {
    for (const { importId, state } of (await ask('import:list', {})).imports) {
      if (state === 'running') await ask('import:stop', { importId });
      await ask('import:end', { importId });
    }
  });

  async function ask<N extends NameOf>(name: N, input: InputOf<N>): Promise<z.output<Named<N>['output']>> {
    const { reply } = await office.http(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.fault.code} ${JSON.stringify(reply.fault.facts)}`);
    return reply.data as never;
  }
  const collection = (name: string) => server.parts.database.connection.collection<{ _id: string }>(name);
  const carryOn = (id: ImportId) => server.parts.imports.carryOn(id);

  async function send(bytes: Uint8Array | string, name = '汇总表.csv') {
    const { importId } = await ask('import:begin', { name, bytes: 1_000 });
    const { status, reply } = await sendTable(server.url, { token: office.token, importId }, bytes);
    return { importId, status, reply };
  }
  async function read(bytes: Uint8Array | string): Promise<SuggestionImport> {
    const { reply } = await send(bytes);
    if (!reply.ok) throw new Error(`${reply.fault.code} ${JSON.stringify(reply.fault.facts)}`);
    return reply.data;
  }
  const columnsOf = ({ columns }: SuggestionImport) =>
    columns.map(({ column, field }) => ({ column, field }));
  async function check(found: SuggestionImport, updates = false): Promise<SuggestionImport> {
    const { importId } = found;
    await ask('import:columns', { importId, columns: columnsOf(found), updates });
    await carryOn(importId);
    return ask('import:show', { importId });
  }
  const checked = async (rows: readonly (readonly string[])[], updates = false) =>
    check(await read(csvOf([HEAD, ...rows])), updates);
  async function run({ importId, rows }: SuggestionImport, aim: 'hand-over' | 'register' = 'register') {
    const count = rows.fresh + rows.same + rows.changes;
    await ask('import:run', { importId, aim, assignedOn: null, count });
    await carryOn(importId);
    return ask('import:show', { importId });
  }
  const wrongOf = async ({ importId }: SuggestionImport): Promise<ImportRow[]> =>
    (await ask('import:rows', { importId, which: 'wrong', after: null })).rows;
  const faultsOf = async (found: SuggestionImport) =>
    (await wrongOf(found)).map(({ line, faults }) => [line, ...faults.map(({ code }) => code)]);
  let next = 0;
  const row = (more: Partial<Record<'number' | 'title' | 'text' | 'lead' | 'unit' | 'co', string>> = {}) => {
    next += 1;
    const number = more.number ?? `S${next}`;
    const { title = `关于第${next}件事的建议`, text = '建议如下。', unit = '民政部', co = '' } = more;
    return [number, title, text, more.lead ?? lead, unit, co];
  };
  const inRecord = (numbers: readonly string[]) =>
    server.parts.suggestions.record.idsByNumber(server.congressId, 5, numbers);

  it('guesses what columns hold, judges, is mended in place, and takes in what is right', async () => {
    const rows = [row(), row({ unit: '民政' }), row({ lead: '查无此人' })];
    const bytes = iconv.encode(
      csvOf([['建议一览表'], ['案号', '案由（必填）', '正文', '领衔代裱', '承办单位', '会办单位'], ...rows]),
      'gb18030',
    );
    const found = await read(bytes);
    expect(found).to.deep.include({ state: 'read' });
    expect(found.file).to.deep.include({ format: 'csv', encoding: 'gb18030' });
    expect(found.columns.map(({ field, by }) => [field, by])).to.deep.equal([
      ['number', 'named'],
      ['title', 'named'],
      ['text', 'named'],
      ['lead', 'similar'],
      ['leadUnits', 'named'],
      ['coUnits', 'named'],
    ]);
    const judged = await check(found);
    expect(judged.rows).to.deep.include({ all: 3, fresh: 1, wrong: 2, unjudged: 0 });
    const [unknownUnit, unknownLead] = await wrongOf(judged);
    expect(unknownUnit?.faults.map(({ code, column }) => [code, column])).to.deep.equal([
      ['UNKNOWN_UNIT', 4],
    ]);
    expect(unknownUnit?.faults[0]?.facts).to.deep.nested.include({ name: '民政', 'nearest[0]': '民政部' });
    expect(unknownLead?.faults.map(({ code, column }) => [code, column])).to.deep.equal([
      ['LEAD_UNKNOWN', 3],
    ]);
    const { importId } = judged;
    const { line } = unknownUnit as ImportRow;
    const mended = await ask('import:mend', { importId, line, cells: [{ column: 4, text: '民政部' }] });
    expect(mended.row.faults).to.deep.equal([]);
    expect(mended.import.rows).to.deep.include({ fresh: 2, wrong: 1 });
    const done = await run(mended.import);
    expect(done).to.deep.include({ state: 'done', aim: 'register', handOver: null });
    expect(done.rows).to.deep.include({ taken: 2, wrong: 1 });
    expect((await inRecord(rows.map(([number = '']) => number))).size).to.equal(2);
    const kept = await collection('importRows').find({ verdict: 'taken' }).toArray();
    expect(kept.map((one) => (one as unknown as { cells: string[] }).cells)).to.deep.equal([[], []]);
  });

  it('remembers what was said of headings for the next file', async () => {
    const head = ['编号', '标题', '谁来办', '领导'];
    const rows = csvOf([head, ['M1', '关于记住列的建议', '民政部', '某人']]);
    const found = await read(rows);
    expect(found.columns.map(({ field }) => field)).to.deep.equal(['number', 'title', null, null]);
    const columns = columnsOf(found).map((one) =>
      one.column === 2 ? { ...one, field: 'leadUnits' as const } : one,
    );
    await ask('import:columns', { importId: found.importId, columns, updates: false });
    const again = await read(rows);
    expect(again.columns.map(({ field, by }) => [field, by])).to.deep.equal([
      ['number', 'remembered'],
      ['title', 'remembered'],
      ['leadUnits', 'remembered'],
      [null, null],
    ]);
  });

  it('refuses a number that stands twice in the file, or in the record with other words', async () => {
    const first = row();
    const done = await run(await checked([first]));
    expect(done.rows.taken).to.equal(1);
    const [number = ''] = first;
    const twice = row();
    const other = row({ number: twice[0] ?? '' });
    const found = await checked([row({ number }), twice, other, first]);
    expect(await faultsOf(found)).to.deep.equal([
      [2, 'IN_RECORD'],
      [4, 'DUPLICATE_IN_FILE'],
      [5, 'DUPLICATE_IN_FILE'],
    ]);
    const { importId } = found;
    const cells = [{ column: 0, text: `${number}-2` }];
    const { import: now } = await ask('import:mend', { importId, line: 2, cells });
    expect(await faultsOf(now), 'the same row as in the record stands now').to.deep.equal([
      [4, 'DUPLICATE_IN_FILE'],
    ]);
    expect(now.rows).to.deep.include({ fresh: 2, same: 1, wrong: 1 });
  });

  it('changes the record only where that was chosen', async () => {
    const first = row();
    await run(await checked([first]));
    const changed = [...first];
    changed[1] = '关于改了题目的建议';
    expect((await checked([changed])).rows).to.deep.include({ wrong: 1, changes: 0 });
    const found = await checked([changed], true);
    expect(found.rows).to.deep.include({ wrong: 0, changes: 1 });
    await run(found);
    const [kept] = await collection('suggestions').find({ number: first[0] }).toArray();
    expect(kept).to.deep.include({ title: '关于改了题目的建议' });
  });

  it('shows who gets what and ten rooms as they will stand; the hand-over makes just these', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => row({ co: i % 2 === 0 ? '财政部' : '' }));
    const found = await checked(rows);
    const preview = await ask('import:preview', { importId: found.importId });
    expect(preview).to.deep.include({ count: 12, people: 3 });
    expect(preview.units).to.deep.equal([
      { name: '财政部', lead: 0, co: 6, separate: 0, reference: 0, people: 1 },
      { name: '民政部', lead: 12, co: 0, separate: 0, reference: 0, people: 1 },
    ]);
    expect(preview.rooms).to.have.length(10);
    expect(preview.rooms[0]).to.deep.include({
      ...{ line: 2, name: `第${rows[0]?.[0] ?? ''}号代表建议办理群`, members: 3 },
      ...{ leadUnits: ['民政部'], coUnits: ['财政部'] },
    });
    const done = await run(found, 'hand-over');
    const handOver = done.handOver;
    if (handOver === null) throw new Error('no hand-over followed');
    await server.parts.suggestions.handOver.run(handOver.handOverId);
    const { handOver: over } = await ask('import:show', { importId: found.importId });
    expect(over).to.deep.include({ state: 'finished', total: 12, done: 12, failures: [] });
    const ids = [...(await inRecord(rows.map(([number = '']) => number))).values()];
    expect(await collection('rooms').countDocuments({ suggestionId: { $in: ids } })).to.equal(12);
  });

  it('stops when it is told to, and goes on', async () => {
    const found = await checked([row(), row()]);
    const { importId } = found;
    await ask('import:run', { importId, aim: 'register', assignedOn: null, count: 2 });
    expect((await ask('import:stop', { importId })).state).to.equal('stopped');
    await carryOn(importId);
    expect((await ask('import:show', { importId })).rows.taken).to.equal(0);
    await ask('import:resume', { importId });
    await carryOn(importId);
    expect(await ask('import:show', { importId })).to.deep.include({ state: 'done' });
  });

  it('takes each row in once, though it was cut off before it was noted, and though two are at it', async () => {
    const rows = Array.from({ length: 300 }, () => row());
    const found = await checked(rows);
    const { importId } = found;
    await ask('import:run', { importId, aim: 'register', assignedOn: null, count: 300 });
    const doc = await collection('imports').findOne({ _id: importId });
    const before = await collection('importRows').find({}).toArray();
    await Promise.all([carryOn(importId), carryOn(importId)]);
    // As if a process had died right after it wrote: the record has them, the rows say nothing of it.
    await collection('importRows').deleteMany({});
    await collection('importRows').insertMany(before);
    await collection('imports').replaceOne({ _id: importId }, { ...doc });
    await carryOn(importId);
    expect((await ask('import:show', { importId })).rows).to.deep.include({ taken: 300, wrong: 0 });
    const numbers = rows.map(([number = '']) => number);
    expect(await collection('suggestions').countDocuments({ number: { $in: numbers } })).to.equal(300);
    const entries = await collection('caseEntries').countDocuments({
      suggestionId: { $in: [...(await inRecord(numbers)).values()] },
    });
    expect(entries, 'one entry each').to.equal(300);
  });

  it('goes on after it was killed in the middle: every row is there once, and one hand-over follows', async () => {
    const rows = Array.from({ length: 2_000 }, () => row());
    const found = await checked(rows);
    const { importId } = found;
    await ask('import:run', { importId, aim: 'hand-over', assignedOn: null, count: 2_000 });
    const { mongodbUrl, redisUrl } = await engines();
    const child = spawn(process.execPath, ['--import=tsx', join(import.meta.dirname, 'import-process.ts')], {
      env: {
        ...process.env,
        ...{ NODE_ENV: 'test', HUYING_LOG: 'silent', MONGODB_URL: mongodbUrl, REDIS_URL: redisUrl },
        MONGODB_DATABASE: server.parts.database.connection.name,
        REDIS_PREFIX: server.parts.config.REDIS_PREFIX,
        IMPORT: importId,
      },
      stdio: 'inherit',
    });
    const gone = once(child, 'exit');
    const numbers = rows.map(([number = '']) => number);
    const taken = () => collection('suggestions').countDocuments({ number: { $in: numbers } });
    await until('the first are in the record', async () => (await taken()) >= 250, 60_000);
    child.kill('SIGKILL');
    await gone;
    expect(await taken(), 'killed in the middle').to.be.lessThan(2_000);

    await carryOn(importId);
    const done = await ask('import:show', { importId });
    expect(done).to.deep.include({ state: 'done' });
    expect(done.rows).to.deep.include({ taken: 2_000, wrong: 0 });
    expect(await taken()).to.equal(2_000);
    const { handOver } = done;
    expect(handOver).to.deep.include({ total: 2_000 });
    await carryOn(importId); // once more: nothing happens
    expect(await collection('handOvers').countDocuments({ total: 2_000 })).to.equal(1);
  });

  it('keeps nothing of what bears the mark of a state secret, and tells the administrators', async () => {
    const found = await checked([
      row(),
      row({ text: '机密★十年，边境某处的部署' }),
      row({ title: '绝密★一年' }),
    ]);
    expect(await faultsOf(found)).to.deep.equal([
      [3, 'STATE_SECRET'],
      [4, 'STATE_SECRET'],
    ]);
    for (const name of ['imports', 'importRows'])
      expect(JSON.stringify(await collection(name).find({}).toArray())).to.not.match(/边境|绝密★/);
    const { reply } = await administrator.http('notice:list', { cursor: null });
    expect(JSON.stringify(reply)).to.include('import:suggestions');
  });

  it('gives up what nobody has touched for a month, and its rows with it', async () => {
    const found = await checked([row({ lead: '查无此人' })]);
    clock.forward(31 * DAY_MS);
    await server.parts.imports.tick();
    clock.forward(-31 * DAY_MS);
    const { state } = await ask('import:show', { importId: found.importId });
    expect(state).to.equal('ended');
    expect(await wrongOf(found)).to.deep.equal([]);
    expect(await collection('importRows').countDocuments({})).to.equal(0);
  });

  describe('of a hostile file', () => {
    const bomb = () =>
      csvOf([HEAD, ...Array.from({ length: 20_001 }, (_, i) => [`${i}`, 'a', '', '', 'b', ''])]);
    for (const [name, bytes, why] of [
      ['that is empty', () => '', 'EMPTY_FILE'],
      ['with headings only', () => csvOf([HEAD]), 'HEADINGS_ONLY'],
      ['with a quote that never ends', () => '编号,标题,主办单位\n1,"关于,民政部\n', 'OPEN_QUOTE'],
      ['of an Excel before 2007', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'OLD_EXCEL'],
      ['that only begins as a workbook', () => Buffer.from('PK\u0003\u0004 and no more'), 'BROKEN_WORKBOOK'],
      ['with a row too many', bomb, 'TOO_MANY_ROWS'],
    ] as const)
      it(`${name} says why, and waits for another`, async () => {
        const { importId, status, reply } = await send(bytes());
        expect(status).to.equal(422);
        expect(reply).to.deep.include({ ok: false });
        if (!reply.ok)
          expect(reply.fault).to.deep.nested.include({ code: 'TABLE_UNREADABLE', 'facts.why': why });
        expect(await collection('importRows').countDocuments({})).to.equal(0);
        const again = await sendTable(server.url, { token: office.token, importId }, csvOf([HEAD, row()]));
        expect(again.reply.ok).to.equal(true);
      });

    it('larger than may be is refused before it is read', async () => {
      const { status, reply } = await send(new Uint8Array(64 * 2 ** 20 + 1).fill(0x41));
      expect([status, reply.ok ? '' : reply.fault.code]).to.deep.equal([413, 'FILE_TOO_LARGE']);
    });

    it('never has a formula carried out: what a cell says is text', async () => {
      const book = new ExcelJS.Workbook();
      const sheet = book.addWorksheet('建议');
      sheet.addRow(HEAD);
      sheet.addRow(row({ title: '' }));
      sheet.getCell('B2').value = { formula: '1+1', result: '关于公式的建议' };
      sheet.getCell('C2').value = '=cmd|calc';
      const found = await check(await read(Buffer.from(await book.xlsx.writeBuffer())));
      expect(found.rows.fresh).to.equal(1);
      const { rows } = await ask('import:rows', { importId: found.importId, which: 'good', after: null });
      expect(rows[0]?.title).to.equal('关于公式的建议');
      const text = await ask('import:cell', { importId: found.importId, line: 2, column: 2 });
      expect(text).to.deep.equal({ text: '=cmd|calc' });
    });

    it('with long cells has them cut in lists, whole where one is asked for, and refused beyond the limit', async () => {
      const long = '字'.repeat(5_000);
      const found = await checked([row({ text: long }), row({ text: '字'.repeat(50_001) })]);
      expect(await faultsOf(found)).to.deep.equal([[3, 'TOO_LONG']]);
      const { importId } = found;
      const { rows } = await ask('import:rows', { importId, which: 'good', after: null });
      expect(rows[0]?.cells[2]).to.deep.equal({ column: 2, text: '字'.repeat(400), length: 5_000 });
      expect((await ask('import:cell', { importId, line: 2, column: 2 })).text).to.equal(long);
    });

    it('is not taken a second time, nor from somebody who may not', async () => {
      const { importId } = await read(csvOf([HEAD, row()]));
      const again = await sendTable(server.url, { token: office.token, importId }, csvOf([HEAD, row()]));
      expect(again.status).to.equal(409);
      const other = await sendTable(
        server.url,
        { token: administrator.token, importId },
        csvOf([HEAD, row()]),
      );
      expect(other.status).to.equal(403);
      const stranger = await sendTable(server.url, { token: 'x', importId }, csvOf([HEAD, row()]));
      expect(stranger.status).to.equal(401);
    });
  });

  it('begins with a template, whose example row is refused', async () => {
    for (const name of ['template.csv', 'template.xlsx']) {
      const response = await fetch(`${server.url}/api/v1/imports/${name}`);
      expect(response.headers.get('content-disposition')).to.include(name);
      const found = await read(new Uint8Array(await response.arrayBuffer()));
      expect(found.columns.every(({ field }) => field !== null)).to.equal(true);
      expect((await check(found)).rows).to.deep.include({ all: 1, wrong: 1 });
    }
  });
});
