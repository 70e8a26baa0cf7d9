import { expect } from 'chai';
import type { PersonId, SuggestionId } from '../../../shared/ids.ts';
import { openHouse, type House } from './house.ts';
import { type RecordAsks, recordAsks } from './record-asks.ts';

describe('the record of a suggestion is imported', () => {
  let house: House;
  let asks: RecordAsks;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
    asks = recordAsks(house);
  });
  after(() => house.close());

  const upsert = (rows: ReturnType<House['row']>[]) =>
    house.suggestions.record.upsertMany(house.congressId, rows);
  const addRow = async (row: ReturnType<House['row']>): Promise<SuggestionId> => {
    const [added] = await upsert([row]);
    if (added?.outcome !== 'added') throw new Error('not added');
    return added.id;
  };

  it('again without change, and with change once', async () => {
    const [first, second, third] = [house.row(), house.row(), house.row({ number: '' })];
    const rows = [first, second, third];
    expect((await upsert(rows)).map((o) => o.outcome)).to.deep.equal(['added', 'added', 'added']);
    expect((await upsert(rows)).map((o) => o.outcome)).to.deep.equal(['unchanged', 'unchanged', 'unchanged']);
    const outcomes = await upsert([first, { ...second, category: '科技' }, third]);
    expect(outcomes.map((o) => o.outcome)).to.deep.equal(['unchanged', 'updated', 'unchanged']);
    const views = await Promise.all(outcomes.map((o) => asks.show(o.id)));
    expect(views.map((v) => v.category)).to.deep.equal(['教育', '科技', '教育']);
  });

  it('in one go with the same number twice: the later row counts', async () => {
    const row = house.row();
    const outcomes = await upsert([row, { ...row, title: '后一个标题' }]);
    expect(outcomes.map((o) => o.outcome)).to.deep.equal(['added', 'updated']);
    const views = await Promise.all(outcomes.map((o) => asks.show(o.id)));
    expect(views.map((v) => v.title)).to.deep.equal(['后一个标题', '后一个标题']);
  });

  it('by two imports at once, each row once', async () => {
    const rows = Array.from({ length: 40 }, () => house.row());
    const [one, two] = await Promise.all([upsert(rows), upsert(rows)]);
    expect(one.map((o) => o.id)).to.deep.equal(two.map((o) => o.id));
    const added = [...one, ...two].filter((o) => o.outcome === 'added');
    expect(added).to.have.length(40);
  });

  it('without undoing what the office revised since, as long as the row says the same', async () => {
    const row = house.row();
    const id = await addRow(row);
    await asks.revise(id, { secondingIds: [] });
    expect((await upsert([row]))[0]?.outcome).to.equal('unchanged');
    expect((await asks.show(id)).seconding).to.deep.equal([]);
  });

  it('and keeps the contacts a unit named unless the row names some; deputies that the row does not know stay', async () => {
    const tracks = (contactIds: PersonId[]) => [
      { unitId: house.unit('教育部'), role: 'lead' as const, contactIds },
    ];
    const nobody = { source: 'unknown' as const, leadId: null, secondingIds: [], delegationId: null };
    const row = house.row({ ...nobody, tracks: tracks([]) });
    const id = await addRow(row);
    await house.handOver([id]);
    await house.ask(
      'track:name-contacts',
      { suggestionId: id, unitId: house.unit('教育部'), personIds: [house.person('教育乙')] },
      '教育甲',
    );
    await asks.revise(id, { leadId: house.person('王领衔') });
    await upsert([{ ...row, replyClass: 'A' }]);
    expect(await house.seatsOf(id))
      .to.include.keys('王领衔', '教育乙')
      .and.not.include.keys('教育甲');
    await upsert([{ ...row, tracks: tracks([house.person('教育甲')]) }]);
    expect(await house.seatsOf(id))
      .to.include.keys('王领衔', '教育甲')
      .and.not.include.keys('教育乙');
  });

  it('and the room of one already handed over follows', async () => {
    const row = house.row();
    const id = await addRow(row);
    await house.handOver([id]);
    await upsert([{ ...row, tracks: [{ unitId: house.unit('外交部'), role: 'lead', contactIds: [] }] }]);
    expect(await house.seatsOf(id)).to.have.property('外交甲');
    expect((await asks.systemLines(id)).map((l) => l.params['why'])).to.include('导入更新');
    const open = await house.notices.duties.openOf(id);
    expect([...new Set(open.map((d) => d.unitName))]).to.deep.equal(['外交部']);
  });
});
