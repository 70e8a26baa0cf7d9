import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { makeOrg, type Org, type PersonRow, type RowOutcome } from '../../../server/org/index.ts';
import { newId } from '../../../server/ops/clock.ts';
import { may } from '../../../server/people/index.ts';
import { makeSealer } from '../../../server/store/sealed.ts';
import type { Caller, Door } from '../../../server/wire/ports.ts';
import { Fault } from '../../../shared/faults.ts';
import type { CongressId, PersonId, UnitId } from '../../../shared/ids.ts';
import { listDelegations, listUnitPeople, listUnits } from '../../../shared/org.ts';
import { handClock } from '../../support/clock.ts';
import { freshDatabase } from '../../support/engines.ts';

describe('org', () => {
  const oldKey = randomBytes(32);
  const newKey = randomBytes(32);
  const clock = handClock('2026-03-05T01:00:00.000Z');
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let org: Org;
  let congressId: CongressId;
  let units: UnitId[];
  const withKeys = (...keys: Buffer[]) => makeOrg({ database, sealer: makeSealer(keys), clock, newId, may });

  before(async function () {
    this.timeout(300_000);
    database = await freshDatabase();
    org = withKeys(oldKey);
    await database.ready();
    congressId = (await org.congresses.upsert({ ...NPC, session: 4 }))._id;
    units = idsOf(await org.units.upsertMany(congressId, UNITS));
  });
  after(() => database.drop());

  it('keeps a congress under its name, moves it to its session, and makes it once for many who ask', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => org.congresses.upsert({ ...NPC, session: 5 })),
    );
    expect(new Set(made.map((c) => c._id))).to.deep.equal(new Set([congressId]));
    const fresh = await Promise.all(
      Array.from({ length: 8 }, () =>
        org.congresses.upsert({ ...NPC, name: '十四届全国人大', term: 14, session: 1 }),
      ),
    );
    expect(new Set(fresh.map((c) => c._id)).size).to.equal(1);
    expect(await org.congresses.byName(NPC.name)).to.include({ _id: congressId, session: 5, term: 13 });
    expect((await org.congresses.all()).map((c) => c.name).sort()).to.deep.equal(
      [NPC.name, '十四届全国人大'].sort(),
    );
  });

  it('finds units by any spelling, and changes nothing when the same rows come again', async () => {
    expect(outcomes(await org.units.upsertMany(congressId, UNITS))).to.deep.equal([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    const found = await org.units.byKeys(congressId, [
      '人力资源社会保障部',
      '科委',
      '国家发展改革委',
      '文旅部',
    ]);
    expect([...found].map(([name, unit]) => [name, unit._id])).to.deep.equal([
      ['人力资源社会保障部', units[1]],
      ['科委', units[0]],
      ['国家发展改革委', units[2]],
    ]);
    expect((await org.units.nearest(congressId, '科技厅', 3)).map((u) => u.name)[0]).to.equal('科学技术部');
    expect([...(await org.units.byIds([units[0] ?? ('' as UnitId)])).keys()]).to.deep.equal([units[0]]);
    expect(await org.units.byKeys(newId() as CongressId, ['科委'])).to.have.property('size', 0);
  });

  it('adds a unit once when two imports bring it at the same time', async () => {
    const row = { name: '国家铁路局', shortName: '铁路局' };
    const both = await Promise.all([
      org.units.upsertMany(congressId, [row]),
      withKeys(oldKey).units.upsertMany(congressId, [row]),
    ]);
    expect(new Set(both.map(idsOf).flat()).size).to.equal(1);
    expect((await org.units.all(congressId)).filter((u) => u.name === row.name)).to.have.length(1);
  });

  it('keeps delegations in order, found with and without 代表团', async () => {
    const rows = [
      { no: 2, name: '天津市代表团', shortName: '天津团' },
      { no: 1, name: '北京市代表团', shortName: '北京团' },
    ];
    expect(outcomes(await org.delegations.upsertMany(congressId, rows))).to.deep.equal(['added', 'added']);
    expect(outcomes(await org.delegations.upsertMany(congressId, rows))).to.deep.equal([
      'unchanged',
      'unchanged',
    ]);
    expect((await org.delegations.all(congressId)).map((d) => d.shortName)).to.deep.equal([
      '北京团',
      '天津团',
    ]);
    const found = await org.delegations.byKeys(congressId, ['北京', '天津市代表团', '天津团', '上海']);
    expect([...found].map(([name, d]) => [name, d.no])).to.deep.equal([
      ['北京', 1],
      ['天津市代表团', 2],
      ['天津团', 2],
    ]);
  });

  it('keeps phone and certificate sealed: readable in no document, masked on output, found by phone', async () => {
    const row = {
      code: 'S1',
      name: '密',
      phone: '138 1234 0000',
      certificate: 'DB20220042',
      roles: ['deputy'],
    } as const;
    const [id] = idsOf(await org.people.upsertMany(congressId, [row]));
    const raw = JSON.stringify(await database.connection.collection('people').findOne({ code: 'S1' }));
    for (const secret of ['138 1234 0000', '13812340000', 'DB20220042']) expect(raw).to.not.include(secret);
    expect(raw.match(/A256GCM\.[\w-]{8}\.[\w-]+/gu)).to.have.length(2);
    expect(await org.people.masked(id ?? NOBODY)).to.deep.equal({
      phone: '138****0000',
      certificate: '******0042',
    });
    expect(await org.people.byPhone('+86 13812340000')).to.deep.equal([id]);
    expect(await org.people.byPhone('13812340001')).to.deep.equal([]);
    expect(await org.people.byPhone('密')).to.equal(null);
    const shown = [
      ...(await org.people.byCodes(congressId, ['S1'])).values(),
      ...(await org.people.cards([id ?? NOBODY])).values(),
    ];
    expect(JSON.stringify(shown)).to.not.match(/A256GCM|phone|certificate/u);
  });

  it('refuses a sealed value that was moved to another person', async () => {
    const rows = [
      { code: 'M1', name: '甲', phone: '13900000001' },
      { code: 'M2', name: '乙', phone: '13900000002' },
    ];
    const [one = NOBODY, two = NOBODY] = idsOf(await org.people.upsertMany(congressId, rows));
    const people = database.connection.collection<{ _id: string; phone: string }>('people');
    const stolen = await people.findOne({ _id: one });
    await people.updateOne({ _id: two }, { $set: { phone: stolen?.phone ?? '' } });
    expect(await org.people.masked(two).catch(() => 'refused')).to.equal('refused');
    expect(await org.people.phoneOf(one)).to.equal('13900000001');
    await people.deleteOne({ _id: two });
  });

  it('reads under an old key, finds by phone under both, and reseals once', async () => {
    const [id = NOBODY] = idsOf(
      await org.people.upsertMany(congressId, [{ code: 'R1', name: '旧', phone: '13700000001' }]),
    );
    const rotated = withKeys(newKey, oldKey);
    expect(await rotated.people.phoneOf(id)).to.equal('13700000001');
    expect(await rotated.people.byPhone('13700000001')).to.deep.equal([id]);
    expect(
      outcomes(
        await rotated.people.upsertMany(congressId, [{ code: 'R1', name: '旧', phone: '13700000001' }]),
      ),
    ).to.deep.equal(['unchanged']);
    expect(await rotated.people.reseal(congressId)).to.be.greaterThan(0);
    expect(await rotated.people.reseal(congressId)).to.equal(0);
    const retired = withKeys(newKey);
    expect(await retired.people.phoneOf(id)).to.equal('13700000001');
    expect(await retired.people.byPhone('13700000001')).to.deep.equal([id]);
    expect(await org.people.phoneOf(id).catch(() => 'refused')).to.equal('refused');
    org = rotated;
  });

  it('updates only what a row gives, and takes rows twice in a batch as one', async () => {
    const row: PersonRow = {
      code: 'U1',
      name: '更',
      title: '主任',
      phone: '13600000001',
      unitId: units[0] ?? null,
      onDuty: true,
    };
    expect(
      outcomes(await org.people.upsertMany(congressId, [row, row, { ...row, title: '处长' }])),
    ).to.deep.equal(['added', 'unchanged', 'SAME_ROW_TWICE']);
    expect(outcomes(await org.people.upsertMany(congressId, [{ code: 'U1', name: '更名' }]))).to.deep.equal([
      'updated',
    ]);
    const kept = (await org.people.byCodes(congressId, ['U1'])).get('U1');
    expect(kept).to.include({ name: '更名', title: '主任', unitId: units[0], onDuty: true, active: true });
    expect(await org.people.phoneOf(kept?._id ?? NOBODY)).to.equal('13600000001');
    expect(
      outcomes(await org.people.upsertMany(congressId, [{ code: 'U1', name: '更名', phone: null }])),
    ).to.deep.equal(['updated']);
    expect(await org.people.phoneOf(kept?._id ?? NOBODY)).to.equal(null);
  });

  it('makes nobody administrator and auditor, neither new nor by a change', async () => {
    const both: PersonRow = { code: 'A1', name: '甲', roles: ['office', 'auditor', 'administrator'] };
    expect(await org.people.upsertMany(congressId, [both])).to.deep.equal([
      { outcome: 'refused', reason: 'ROLES_EXCLUDE', by: 'administrator, auditor' },
    ]);
    expect(await org.people.byCodes(congressId, ['A1'])).to.have.property('size', 0);
    const auditor: PersonRow = { ...both, roles: ['auditor'] };
    expect(outcomes(await org.people.upsertMany(congressId, [auditor, both]))).to.deep.equal([
      'added',
      'ROLES_EXCLUDE',
    ]);
    expect((await org.people.byCodes(congressId, ['A1'])).get('A1')?.roles).to.deep.equal(['auditor']);
    const changed: PersonRow = { ...both, roles: ['administrator', 'deputy'] };
    expect(outcomes(await org.people.upsertMany(congressId, [changed]))).to.deep.equal(['updated']);
  });

  it('writes nothing for a preview', async () => {
    const preview = { preview: true };
    expect(
      outcomes(await org.people.upsertMany(congressId, [{ code: 'P1', name: '试' }], preview)),
    ).to.deep.equal(['added']);
    expect(outcomes(await org.units.upsertMany(congressId, [{ name: '试点局' }], preview))).to.deep.equal([
      'added',
    ]);
    expect(await org.people.byCodes(congressId, ['P1'])).to.have.property('size', 0);
    expect(await org.units.byKeys(congressId, ['试点局'])).to.have.property('size', 0);
  });

  it('adds three thousand people once, from two imports at the same time', async function () {
    this.timeout(60_000);
    const rows = Array.from({ length: 3_000 }, (_, i) => ({
      code: `B${i}`,
      name: `代表${i % 500}`,
      roles: ['deputy'] as const,
    }));
    const both = await Promise.all([
      org.people.upsertMany(congressId, rows),
      withKeys(newKey, oldKey).people.upsertMany(congressId, rows),
    ]);
    expect(idsOf(both[0])).to.deep.equal(idsOf(both[1]));
    for (const [i, outcome] of both[0].entries())
      expect(
        [outcome.outcome, both[1][i]?.outcome].filter((o) => o === 'added'),
        `row ${i}`,
      ).to.have.length(1);
    expect(new Set(outcomes(await org.people.upsertMany(congressId, rows)))).to.deep.equal(
      new Set(['unchanged']),
    );
    expect((await org.people.byNames(congressId, ['代表7'])).get('代表7')).to.have.length(6);
  });

  it('lists active people of units, roles and delegations, with labels that follow the names', async () => {
    const [beijing] = await org.delegations.all(congressId);
    const unitId = units[1] ?? null;
    await org.people.upsertMany(congressId, [
      { code: 'L1', name: '联', roles: ['unit-contact'], unitId, onDuty: true },
      { code: 'L2', name: '络', roles: ['unit-leader'], unitId },
      { code: 'L3', name: '离', roles: ['unit-contact'], unitId, onDuty: true, active: false },
      { code: 'L4', name: '代', roles: ['deputy'], delegationId: beijing?._id ?? null },
      { code: 'L5', name: '办', roles: ['office'], onDuty: true },
    ]);
    const codes = async (list: Promise<{ code: string }[]>) => (await list).map((p) => p.code);
    const own = [units[1] ?? ('' as UnitId)];
    expect(await codes(org.people.ofUnits(congressId, own))).to.deep.equal(['L1', 'L2']);
    expect(await codes(org.people.ofUnits(congressId, own, { onDutyOnly: true }))).to.deep.equal(['L1']);
    expect(await codes(org.people.ofUnits(congressId, own, { role: 'unit-leader' }))).to.deep.equal(['L2']);
    expect(await codes(org.people.withRole(congressId, 'office'))).to.deep.equal(['L5']);
    expect(await codes(org.people.ofDelegation(congressId, beijing?._id ?? ('' as never)))).to.deep.equal([
      'L4',
    ]);

    const labels = async () =>
      [...(await org.people.byCodes(congressId, ['L1', 'L4', 'L5'])).values()]
        .sort((a, b) => (a.code < b.code ? -1 : 1))
        .map((p) => p.label);
    expect(await labels()).to.deep.equal(['人社部', '北京团', '十三届全国人大代表工作机构']);
    await org.units.upsertMany(congressId, [{ name: '人力资源和社会保障部', shortName: '人社' }]);
    await org.delegations.upsertMany(congressId, [{ name: '北京市代表团', shortName: '京团' }]);
    expect(await labels()).to.deep.equal(['人社', '京团', '十三届全国人大代表工作机构']);
  });

  it('answers delegation:list and unit:list to everybody, unit:people to the unit itself and the office', async () => {
    const unitId = units[1] ?? ('' as UnitId);
    const caller = (roles: Caller['roles'], of: UnitId | null): Caller => ({
      personId: NOBODY,
      sessionId: 's',
      congressId,
      roles,
      unitId: of,
      delegationId: null,
      name: '',
      label: '',
    });
    const ask = (name: string, input: unknown, by: Caller) =>
      org.bindings.find((b) => b.request.name === name)?.handle(input, by, {} as Door);
    const asked = await ask('delegation:list', {}, caller(['deputy'], null));
    expect(listDelegations.output.parse(asked).delegations).to.deep.equal(
      (await org.delegations.all(congressId)).map(({ _id, no, name, shortName, kind }) => ({
        ...{ delegationId: _id, no, name, shortName, kind },
      })),
    );
    const list = listUnits.output.parse(await ask('unit:list', {}, caller(['deputy'], null)));
    expect(list.units.map((u) => u.unitId)).to.include.members(units);
    for (const by of [caller(['unit-contact'], unitId), caller(['office'], null)]) {
      const { people } = listUnitPeople.output.parse(await ask('unit:people', { unitId }, by));
      expect(people.map((p) => p.name)).to.deep.equal(['联', '络']);
    }
    for (const by of [
      caller(['unit-contact'], units[0] ?? null),
      caller(['deputy'], unitId),
      caller([], null),
    ]) {
      const refusal = await ask('unit:people', { unitId }, by)?.catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(Fault).and.to.include({ code: 'NOT_ALLOWED' });
    }
  });
});

const NPC = { level: 'national', name: '十三届全国人大', body: '全国人大', term: 13 } as const;
const UNITS = [
  { name: '科学技术部', shortName: '科技部', aliases: ['科委'], kind: '国务院组成部门', parent: '国务院' },
  { name: '人力资源和社会保障部', shortName: '人社部' },
  { name: '国家发展和改革委员会', shortName: '发改委' },
];
const NOBODY = '0198a2a4-0000-7000-8000-000000000000' as PersonId;

const outcomes = (rows: readonly RowOutcome<unknown>[]) =>
  rows.map((row) => (row.outcome === 'refused' ? row.reason : row.outcome));

function idsOf<Id>(rows: readonly RowOutcome<Id>[]): Id[] {
  return rows.map((row) => {
    if (row.outcome === 'refused') throw new Error(`refused: ${row.reason} ${row.by}`);
    return row.id;
  });
}
