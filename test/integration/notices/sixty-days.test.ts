import { expect } from 'chai';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import { instantAt } from '../../../server/org/index.ts';
import { wordsOf } from '../../../server/notices/wording/words-of.rules.ts';
import { makeWorld, type World } from './world.ts';

const said = (messages: readonly Message[]) =>
  messages.map((m) => [
    m.body.kind === 'card' && m.body.card.type === 'reminder' ? m.body.card.offset : '',
    m.at,
  ]);

const FIRST = ['since+5wd:onDuty:sent', 'since+5wd:room:sent'];
const LATER = [
  'due+0d:leader:sent',
  'due+0d:office:sent',
  'due+0d:onDuty:sent',
  'due+0d:room:sent',
  'since+10wd:onDuty:sent',
  'since+10wd:room:sent',
  'since+15wd:onDuty:sent',
  'since+15wd:room:sent',
];
const FULL = [...LATER, ...FIRST].sort();

describe('sixty days after the hand-over of 2022-04-01', () => {
  let world: World;
  beforeEach(async function () {
    this.timeout(180_000);
    world = await makeWorld();
  });
  afterEach(() => world.end());

  const tracksOf = (id: SuggestionId) => world.record.get(id)?.tracks ?? [];

  const contacted = async (id: SuggestionId, on: string) => {
    const at = instantAt(on, '14:00');
    world.clock.set(at.toISOString());
    world.record.set(id, { tracks: tracksOf(id).map((t) => ({ ...t, contactedOn: on })) });
    return world.settle(id);
  };

  it('a unit that never contacts is reminded four times, on the right days, and the right people are told', async function () {
    this.timeout(60_000);
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-05-30');
    expect(said(await world.cards(id))).to.deep.equal([
      ['since+5wd', '2022-04-11T01:00:00.000Z'],
      ['since+10wd', '2022-04-18T01:00:00.000Z'],
      ['since+15wd', '2022-04-24T01:00:00.000Z'], // the Sunday made up for Labour Day
      ['due+0d', '2022-04-29T01:00:00.000Z'],
    ]);
    expect(await world.evidence(id)).to.deep.equal(FULL);
    expect((await world.noticesOf('onDuty')).map((n) => n.offset)).to.deep.equal([
      'due+0d',
      'since+15wd',
      'since+10wd',
      'since+5wd',
    ]);
    expect((await world.noticesOf('leader')).map((n) => [n.offset, n.at])).to.deep.equal([
      ['due+0d', '2022-04-29T01:00:00.000Z'],
    ]);
    expect((await world.noticesOf('office')).map((n) => n.offset)).to.deep.equal(['due+0d']);
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
        ...{ rule: 'R6', offset: 'since+5wd', suggestionId: id, phase: 'pre', due: '2022-04-29' },
        ...{ unitId: world.unitId, unitName: '国家卫生健康委员会' },
        words: wordsOf({
          ...{ rule: 'R6', offset: 'since+5wd', gentle: false },
          facts: {
            ...{ number: '7238', title: '关于加强基层医疗的建议', unit: '国家卫生健康委员会' },
            ...{ phase: 'pre', due: '2022-04-29', daysLeft: 18, count: 1 },
          },
        }),
      },
    });
  });

  it('a contact on the seventh working day stops what would have followed', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-04-12');
    expect(await contacted(id, '2022-04-13')).to.equal(1);
    await world.live('2022-04-14', '2022-05-30');
    expect(await world.evidence(id)).to.deep.equal(['since+5wd:onDuty:sent', 'since+5wd:room:sent']);
    expect(await world.notices.duties.openOf(id)).to.deep.equal([]);
  });

  it('a contact that only the record knows of stops reminders too, and closes the duty', async () => {
    const id = await world.suggestion('2022-04-01', [{ contactedOn: '2022-04-08' }]);
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
    expect(await world.evidence(id)).to.deep.equal(['since+5wd:onDuty:moot', 'since+5wd:room:moot']);
    expect(await world.cards(id)).to.deep.equal([]);
  });

  it('after 24 hours of outage over a reminder, it goes out once, the next working morning', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-04-10'); // down all of 04-11
    await world.live('2022-04-12', '2022-04-16');
    expect(said(await world.cards(id))).to.deep.equal([['since+5wd', '2022-04-12T01:00:00.000Z']]);
    expect(await world.evidence(id)).to.deep.equal(['since+5wd:onDuty:sent', 'since+5wd:room:sent']);
  });

  it('after twelve days of outage over two reminders, the later goes out and the earlier is recorded as superseded', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-04-09'); // down from 04-10 to 04-21
    await world.live('2022-04-22', '2022-05-30');
    expect(said(await world.cards(id)).map(([offset]) => offset)).to.deep.equal([
      'since+10wd',
      'since+15wd',
      'due+0d',
    ]);
    expect(await world.evidence(id)).to.deep.equal(['since+5wd:room:superseded', ...LATER].sort());
  });

  it('an outage that ends on a Friday night is made good on Monday at nine, not before', async () => {
    const id = await world.suggestion('2022-04-01');
    world.clock.set(instantAt('2022-04-15', '23:00').toISOString());
    await world.notices.sweep();
    expect(world.queue).to.deep.equal([]);
    await world.live('2022-04-16', '2022-04-18');
    expect(said(await world.cards(id))).to.deep.equal([['since+10wd', '2022-04-18T01:00:00.000Z']]);
  });

  it('what waits in the queue into the night is delivered the next working morning', async () => {
    const id = await world.suggestion('2022-04-01');
    world.clock.set(instantAt('2022-04-11', '21:59').toISOString());
    await world.notices.sweep();
    world.clock.set(instantAt('2022-04-11', '22:01').toISOString());
    await world.work();
    expect(await world.evidence(id)).to.deep.equal(['since+5wd:onDuty:pending', 'since+5wd:room:pending']);
    await world.live('2022-04-12', '2022-04-12');
    expect(said(await world.cards(id))).to.deep.equal([['since+5wd', '2022-04-12T01:00:00.000Z']]);
  });

  it('what waits in the queue until the next step has come is superseded', async () => {
    const id = await world.suggestion('2022-04-01');
    world.clock.set(instantAt('2022-04-11', '09:00').toISOString());
    await world.notices.sweep();
    world.queue.length = 0; // the queue loses everything, and nothing sweeps until step 10
    await world.live('2022-04-18', '2022-04-18');
    expect(await world.evidence(id)).to.deep.equal([
      'since+10wd:onDuty:sent',
      'since+10wd:room:sent',
      'since+5wd:onDuty:superseded',
      'since+5wd:room:superseded',
    ]);
  });

  it('named contact persons are told instead of the on-duty ones, and only while they are named', async () => {
    const id = await world.suggestion('2022-04-01', [{ contactIds: [world.ids.named] }]);
    await world.live('2022-04-11', '2022-04-11');
    world.clock.set(instantAt('2022-04-18', '09:00').toISOString());
    await world.notices.sweep();
    world.record.set(id, { tracks: tracksOf(id).map((t) => ({ ...t, contactIds: [world.ids.onDuty] })) });
    await world.work();
    expect(await world.evidence(id)).to.deep.equal([
      'since+10wd:named:moot',
      'since+10wd:room:sent',
      'since+5wd:named:sent',
      'since+5wd:room:sent',
    ]);
  });

  it('a unit that leaves the suggestion is reminded no more; when it comes back it owes anew', async () => {
    const id = await world.suggestion('2022-04-01');
    const tracks = tracksOf(id);
    world.record.set(id, { tracks: [] });
    await world.live('2022-04-11', '2022-04-12');
    expect(await world.evidence(id)).to.deep.equal([]);
    expect(await world.notices.duties.openOf(id)).to.deep.equal([]);
    world.record.set(id, { tracks: tracks.map((t) => ({ ...t, since: '2022-04-12' })) });
    await world.settle(id);
    await world.live('2022-04-13', '2022-04-19');
    expect(await world.evidence(id)).to.deep.equal(['since+5wd:onDuty:sent', 'since+5wd:room:sent']);
  });

  it('an edited calendar moves what is still to come and nothing that was sent', async () => {
    const id = await world.suggestion('2022-04-01');
    await world.live('2022-04-01', '2022-04-11');
    const rest = { date: '2022-04-08', kind: 'rest' as const, why: '本地放假', by: 'cli' };
    await world.calendar.set(world.congressId, rest);
    expect((await world.notices.duties.openOf(id))[0]?.due).to.equal('2022-04-29');
    expect(await world.settle(id)).to.equal(1);
    expect(await world.settle(id)).to.equal(0);
    expect((await world.notices.duties.openOf(id))[0]?.due).to.equal('2022-05-05');
    await world.live('2022-04-12', '2022-05-30');
    expect(said(await world.cards(id))).to.deep.equal([
      ['since+5wd', '2022-04-11T01:00:00.000Z'], // as sent, though step 5 would now be 04-12
      ['since+10wd', '2022-04-19T01:00:00.000Z'],
      ['since+15wd', '2022-04-25T01:00:00.000Z'],
      ['due+0d', '2022-05-05T01:00:00.000Z'],
    ]);
    expect(await world.evidence(id)).to.deep.equal(FULL);
  });
});
