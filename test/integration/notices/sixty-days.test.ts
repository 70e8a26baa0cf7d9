import { expect } from 'chai';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { instantAt } from '../../../server/org/index.ts';
import { makeWorld, type World } from './world.ts';

const said = (messages: readonly Message[]) =>
  messages.map((m) => [
    m.body.kind === 'card' && m.body.card.type === 'reminder' ? m.body.card.step : 0,
    m.at,
  ]);

const FULL = [
  '05:onDuty:sent',
  '05:room:sent',
  '10:onDuty:sent',
  '10:room:sent',
  '15:onDuty:sent',
  '15:room:sent',
  '20:leader:sent',
  '20:office:sent',
  '20:onDuty:sent',
  '20:room:sent',
];

describe('sixty days after the hand-over of 2022-04-01', () => {
  let world: World;
  beforeEach(async function () {
    this.timeout(180_000);
    world = await makeWorld();
  });
  afterEach(() => world.end());

  const contacted = async (id: SuggestionId, on: string) => {
    const at = instantAt(on, '14:00');
    world.clock.set(at.toISOString());
    world.record.set(
      id,
      (world.record.get(id) ?? []).map((t) => ({ ...t, contacted: ['pre'] })),
    );
    const track = { suggestionId: id, unitId: world.unitId, phase: 'pre' as const };
    return world.notices.duties.closeOf(track, { state: 'done', at, why: 'contact' });
  };

  it('a unit that never contacts is reminded four times, on the right days, and the right people are told', async function () {
    this.timeout(60_000);
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-05-30');
    expect(said(await world.cards(id))).to.deep.equal([
      [5, '2022-04-11T01:00:00.000Z'],
      [10, '2022-04-18T01:00:00.000Z'],
      [15, '2022-04-24T01:00:00.000Z'], // the Sunday made up for Labour Day
      [20, '2022-04-29T01:00:00.000Z'],
    ]);
    expect(await world.evidence(id)).to.deep.equal(FULL);
    expect((await world.noticesOf('onDuty')).map((n) => n.step)).to.deep.equal([20, 15, 10, 5]);
    expect((await world.noticesOf('leader')).map((n) => [n.step, n.at])).to.deep.equal([
      [20, '2022-04-29T01:00:00.000Z'],
    ]);
    expect((await world.noticesOf('office')).map((n) => n.step)).to.deep.equal([20]);
    for (const who of ['named', 'officeOffDuty', 'deputy'] as const) {
      expect(await world.noticesOf(who), who).to.deep.equal([]);
    }
    expect(world.told.filter((t) => t.to === world.ids.onDuty)).to.have.length(4);
    const [duty] = await world.notices.duties.openOf(id);
    expect(duty?.state).to.equal('open'); // still owed, and stays late
  });

  it('a card is addressed to the unit and says since when and until when', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-11', '2022-04-11');
    const [message] = await world.cards(id);
    expect(message?.body).to.deep.equal({
      kind: 'card',
      card: {
        type: 'reminder',
        rule: 'R6',
        suggestionId: id,
        phase: 'pre',
        unitId: world.unitId,
        unitName: '国家卫生健康委员会',
        step: 5,
        due: '2022-04-29',
      },
    });
  });

  it('a contact on the seventh working day stops what would have followed', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-04-12');
    expect(await contacted(id, '2022-04-13')).to.equal(1);
    await world.live('2022-04-14', '2022-05-30');
    expect(await world.evidence(id)).to.deep.equal(['05:onDuty:sent', '05:room:sent']);
    expect(await world.notices.duties.openOf(id)).to.deep.equal([]);
  });

  it('a contact that only the record knows of stops reminders too, and closes the duty', async () => {
    const id = await world.suggestion('2022-04-01', [{ contacted: ['pre'] }]);
    await world.live('2022-04-11', '2022-04-12');
    expect(await world.evidence(id)).to.deep.equal([]);
    expect(await world.notices.duties.openOf(id)).to.deep.equal([]);
  });

  it('a contact after the sweep and before the delivery is respected', async () => {
    const id = await world.suggestion('2022-04-01');
    world.clock.set(instantAt('2022-04-11', '09:00').toISOString());
    expect(await world.notices.sweep()).to.deep.equal({ deliveries: 2 });
    await contacted(id, '2022-04-11');
    await world.work();
    expect(await world.evidence(id)).to.deep.equal(['05:onDuty:moot', '05:room:moot']);
    expect(await world.cards(id)).to.deep.equal([]);
  });

  it('after 24 hours of outage over a reminder, it goes out once, the next working morning', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-04-10'); // down all of 04-11
    await world.live('2022-04-12', '2022-04-16');
    expect(said(await world.cards(id))).to.deep.equal([[5, '2022-04-12T01:00:00.000Z']]);
    expect(await world.evidence(id)).to.deep.equal(['05:onDuty:sent', '05:room:sent']);
  });

  it('after twelve days of outage over two reminders, the later goes out and the earlier is recorded as superseded', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-04-09'); // down from 04-10 to 04-21
    await world.live('2022-04-22', '2022-05-30');
    expect(said(await world.cards(id)).map(([step]) => step)).to.deep.equal([10, 15, 20]);
    expect(await world.evidence(id)).to.deep.equal(['05:room:superseded', ...FULL.slice(2)].sort());
  });

  it('an outage that ends on a Friday night is made good on Monday at nine, not before', async () => {
    const id = await world.suggestion('2022-04-01');
    world.clock.set(instantAt('2022-04-15', '23:00').toISOString());
    await world.notices.sweep();
    expect(world.queue).to.deep.equal([]);
    await world.live('2022-04-16', '2022-04-18');
    expect(said(await world.cards(id))).to.deep.equal([[10, '2022-04-18T01:00:00.000Z']]);
  });

  it('what waits in the queue into the night is delivered the next working morning', async () => {
    const id = await world.suggestion('2022-04-01');
    world.clock.set(instantAt('2022-04-11', '21:59').toISOString());
    await world.notices.sweep();
    world.clock.set(instantAt('2022-04-11', '22:01').toISOString());
    await world.work();
    expect(await world.evidence(id)).to.deep.equal(['05:onDuty:pending', '05:room:pending']);
    await world.live('2022-04-12', '2022-04-12');
    expect(said(await world.cards(id))).to.deep.equal([[5, '2022-04-12T01:00:00.000Z']]);
  });

  it('what waits in the queue until the next step has come is superseded', async () => {
    const id = await world.suggestion('2022-04-01');
    world.clock.set(instantAt('2022-04-11', '09:00').toISOString());
    await world.notices.sweep();
    world.queue.length = 0; // the queue loses everything, and nothing sweeps until step 10
    await world.live('2022-04-18', '2022-04-18');
    expect(await world.evidence(id)).to.deep.equal([
      '05:onDuty:superseded',
      '05:room:superseded',
      '10:onDuty:sent',
      '10:room:sent',
    ]);
  });

  it('named contact persons are told instead of the on-duty ones, and only while they are named', async () => {
    const id = await world.suggestion('2022-04-01', [{ contactIds: [world.ids.named] }]);
    await world.live('2022-04-11', '2022-04-11');
    world.clock.set(instantAt('2022-04-18', '09:00').toISOString());
    await world.notices.sweep();
    world.record.set(id, [
      { unitId: world.unitId, role: 'lead', contactIds: [world.ids.onDuty], contacted: [] },
    ]);
    await world.work();
    expect(await world.evidence(id)).to.deep.equal([
      '05:named:sent',
      '05:room:sent',
      '10:named:moot',
      '10:room:sent',
    ]);
  });

  it('a unit that leaves the suggestion is reminded no more; when it comes back it owes anew', async () => {
    const id = await world.suggestion('2022-04-01');
    const [track] = world.record.get(id) ?? [];
    world.record.set(id, []);
    await world.live('2022-04-11', '2022-04-12');
    expect(await world.evidence(id)).to.deep.equal([]);
    expect(await world.notices.duties.openOf(id)).to.deep.equal([]);
    world.record.set(id, track ? [track] : []);
    await world.notices.duties.openMany([world.dutyRow(id, '2022-04-12')]);
    await world.live('2022-04-13', '2022-04-19');
    expect(await world.evidence(id)).to.deep.equal(['05:onDuty:sent', '05:room:sent']);
  });

  it('an edited calendar moves what is still to come and nothing that was sent', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-04-11');
    const rest = { date: '2022-04-08', kind: 'rest' as const, why: '本地放假', by: 'cli' };
    await world.calendar.set(world.congressId, rest);
    expect((await world.notices.duties.openOf(id))[0]?.due).to.equal('2022-04-29');
    expect(await world.notices.duties.recount(world.congressId)).to.deep.equal({ moved: 1 });
    expect(await world.notices.duties.recount(world.congressId)).to.deep.equal({ moved: 0 });
    expect((await world.notices.duties.openOf(id))[0]?.due).to.equal('2022-05-05');
    await world.live('2022-04-12', '2022-05-30');
    expect(said(await world.cards(id))).to.deep.equal([
      [5, '2022-04-11T01:00:00.000Z'], // as sent, though step 5 would now be 04-12
      [10, '2022-04-19T01:00:00.000Z'],
      [15, '2022-04-25T01:00:00.000Z'],
      [20, '2022-05-05T01:00:00.000Z'],
    ]);
    expect(await world.evidence(id)).to.deep.equal(FULL);
  });
});
