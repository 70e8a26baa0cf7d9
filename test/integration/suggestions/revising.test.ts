import { expect } from 'chai';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { codeOf, openHouse, type House, type Name } from './house.ts';
import { type RecordAsks, recordAsks } from './record-asks.ts';

describe('the record of a suggestion is revised', () => {
  let house: House;
  let asks: RecordAsks;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
    asks = recordAsks(house);
  });
  after(() => house.close());
  // Each begins on the same day, also when one before it wound the clock and broke off.
  beforeEach(() => house.clock.set('2022-04-01T01:00:00.000Z'));

  it('and the room follows: who comes, who goes, by whom and why', async () => {
    const id = await house.handedOver();
    const view = await asks.revise(id, {
      secondingIds: [house.person('赵附议')],
      tracks: [asks.track('科技部', 'lead'), asks.track('财政部', 'co')],
    });
    expect(view.tracks.map((t) => t.unitName)).to.deep.equal(['科技部', '财政部']);
    expect(await house.seatsOf(id)).to.deep.equal({
      王领衔: ['lead-deputy'],
      赵附议: ['seconding-deputy'],
      科技甲: ['lead-unit'],
      财政甲: ['co-unit'],
      办公甲: ['office'],
    });
    expect(
      (await asks.systemLines(id)).map((l) => [l.key, l.params['names'], l.params['why']]),
    ).to.deep.equal([
      ['member-joined', '赵附议、科技甲', '交办后调整'],
      ['member-left', '李附议、教育甲', '交办后调整'],
      ['case-units-changed', undefined, '交办后调整'],
    ]);
    for (const who of ['李附议', '教育甲']) {
      expect(await codeOf(asks.show(id, who)), who).to.equal('NOT_FOUND');
      const listed = house.ask('message:list', { roomId: roomIdOf(id), limit: 5 }, who);
      expect(await codeOf(listed), who).to.equal('NOT_A_MEMBER');
    }
  });

  it('and duties follow: a new lead unit owes contact from then on, a removed one nothing, one that returns again', async () => {
    const id = await house.handedOver();
    house.clock.set('2022-04-11T02:00:00.000Z');
    await asks.revise(id, { tracks: [asks.track('科技部', 'separate'), asks.track('财政部', 'separate')] });
    const owing = async () =>
      (await house.notices.duties.openOf(id))
        .filter((d) => d.rule === 'R6')
        .map((d) => [d.unitName, d.since]);
    expect((await owing()).sort()).to.deep.equal([
      ['科技部', '2022-04-11'],
      ['财政部', '2022-04-11'],
    ]);
    expect((await asks.header(id)).nextDue).to.equal('2022-05-10');
    await asks.revise(id, { tracks: [asks.track('教育部', 'lead')] });
    expect(await owing()).to.deep.equal([['教育部', '2022-04-11']]);
    await asks.revise(id, { tracks: [asks.track('教育部', 'reference')] });
    expect(await house.notices.duties.openOf(id)).to.deep.equal([]);
    expect((await asks.header(id)).nextDue).to.equal(null);
  });

  it('only at the revision that was seen, and only by the office', async () => {
    const id = await house.add();
    const ask = (change: object, who: Name) =>
      codeOf(house.ask('suggestion:revise', { suggestionId: id, revision: 1, why: '调整', ...change }, who));
    for (const who of ['王领衔', '教育甲'])
      expect(await ask({ secondingIds: [] }, who)).to.equal('NOT_ALLOWED');
    expect(await ask({ secondingIds: [] }, '钱旁人')).to.equal('NOT_FOUND');
    const both = await Promise.all([
      ask({ secondingIds: [] }, '办公甲'),
      ask({ leadId: house.person('赵附议') }, '办公乙'),
    ]);
    expect(both.sort()).to.deep.equal(['STALE_REVISION', 'ok']);
    expect(await ask({ leadId: null }, '办公甲')).to.equal('STALE_REVISION');
  });

  it('with known units and deputies, each unit once', async () => {
    const id = await house.add();
    const ask = (change: object) => codeOf(asks.revise(id, change));
    const nobody = crypto.randomUUID();
    expect(await ask({ leadId: nobody })).to.equal('UNKNOWN_PERSON');
    expect(await ask({ secondingIds: [house.person('教育甲')] }), 'not a deputy').to.equal('UNKNOWN_PERSON');
    expect(await ask({ tracks: [{ unitId: nobody, role: 'lead' }] })).to.equal('UNKNOWN_UNIT');
    expect(await ask({ tracks: [asks.track('教育部', 'lead'), asks.track('教育部', 'co')] })).to.equal(
      'TRACKS_CONFLICT',
    );
    expect((await asks.show(id)).revision).to.equal(1);
  });

  it('to no effect when nothing changes', async () => {
    const id = await house.handedOver();
    const before = await asks.show(id);
    const after = await asks.revise(id, {
      leadId: house.person('王领衔'),
      tracks: [asks.track('教育部', 'lead'), asks.track('财政部', 'co')],
    });
    expect(after).to.deep.equal(before);
    expect(await asks.systemLines(id)).to.deep.equal([]);
  });

  it('and gains deputies that the published record did not have', async () => {
    const id = await house.handedOver({
      source: 'unknown',
      leadId: null,
      secondingIds: [],
      delegationId: null,
    });
    const view = await asks.revise(id, {
      leadId: house.person('王领衔'),
      secondingIds: [house.person('赵附议')],
    });
    expect(view.source).to.equal('joint');
    expect(await house.seatsOf(id)).to.deep.include({
      王领衔: ['lead-deputy'],
      赵附议: ['seconding-deputy'],
    });
  });

  it('and a crash between record and room is made good by the repair', async () => {
    const id = await house.handedOver();
    const crashing = house.rebuilt((parts) => ({
      ...parts,
      rooms: { ...parts.rooms, reconcile: () => Promise.reject(new Error('killed')) },
    }));
    const { revision } = await asks.show(id);
    await crashing.ask(
      'suggestion:revise',
      { suggestionId: id, revision, why: '换人', tracks: [asks.track('外交部', 'lead')] },
      '办公甲',
    );
    expect(await house.seatsOf(id)).to.have.property('教育甲');
    expect((await house.suggestions.reconcileLagging()).cases, 'perhaps still under way').to.equal(0);
    house.clock.forward(11_000);
    expect((await house.suggestions.reconcileLagging()).cases).to.equal(1);
    expect(await house.seatsOf(id)).to.have.property('外交甲');
    expect(await house.seatsOf(id)).to.not.have.property('教育甲');
    expect((await asks.systemLines(id)).map((l) => [l.key, l.params['why']])).to.deep.equal([
      ['member-joined', '换人'],
      ['member-left', '换人'],
      ['case-units-changed', '换人'],
    ]);
    expect((await house.suggestions.reconcileLagging()).cases).to.equal(0);
  });
});
