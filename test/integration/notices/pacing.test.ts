import { expect } from 'chai';
import type { Channel, Outcome, Said } from '../../../server/notices/channels/channel.ts';
import type { Owed } from '../../../server/notices/index.ts';
import { instantAt } from '../../../server/org/index.ts';
import type { CivilDate, HandOverId, SuggestionId } from '../../../shared/ids.ts';
import { makeWorld, type World } from './world.ts';

describe('how often people hear of something', () => {
  let world: World;
  beforeEach(async function () {
    this.timeout(180_000);
    world = await makeWorld();
  });
  afterEach(() => world.end());

  const at = (day: CivilDate, time = '09:00') => world.clock.set(instantAt(day, time).toISOString());
  /** What a suggestion owes besides the first contacts, which were made. */
  const owing = async (...more: Omit<Owed, 'closedOn' | 'round' | 'state' | 'facts'>[]) => {
    at('2022-04-01');
    const id = await world.suggestion('2022-04-01', [{ contactedOn: '2022-04-06' }]);
    await owe(id, ...more);
    return id;
  };
  const owe = async (id: SuggestionId, ...more: Omit<Owed, 'closedOn' | 'round' | 'state' | 'facts'>[]) => {
    const full = more.map((duty) => {
      return { ...duty, round: 1, state: 'open' as const, closedOn: null, facts: {} };
    });
    world.record.set(id, { tracks: world.record.get(id)?.tracks ?? [], more: full });
    await world.settle(id);
  };
  const feedback = (rule: 'R17' | 'R18') => ({
    ...{ key: `${rule}|deputy`, rule, ower: { kind: 'person' as const, personId: world.ids.deputy } },
    ...{ since: '2022-06-20', due: '2022-07-18' },
  });
  const reply = (due: CivilDate) => ({
    ...{ key: 'R11|unit', rule: 'R11' as const, ower: { kind: 'unit' as const, unitId: world.unitId } },
    ...{ since: '2022-04-01', due },
  });

  it('a deputy hears one private word of a suggestion and day, the others on the next working day', async () => {
    const id = await owing(feedback('R17'), feedback('R18'));
    await world.live('2022-06-24', '2022-06-29');
    const heard = (await world.noticesOf('deputy', id)).map((n) => [n.rule, n.at]);
    expect(heard.map(([rule]) => rule).toSorted()).to.deep.equal(['R17', 'R18']);
    expect(heard.map(([, when]) => when).toSorted()).to.deep.equal([
      '2022-06-27T01:00:00.000Z',
      '2022-06-28T01:00:00.000Z',
    ]);
  });

  it('of several suggestions a deputy hears in one word, which names them', async () => {
    const ids = [await owing(feedback('R17')), await owing(feedback('R17'))];
    await world.live('2022-06-27', '2022-06-27');
    const heard = await world.noticesOf('deputy');
    expect(heard).to.have.length(1);
    expect(heard[0]?.count).to.equal(2);
    expect(heard[0]?.about.map((a) => a.suggestionId).toSorted()).to.deep.equal(ids.toSorted());
  });

  it('the most urgent comes first in a digest, and gives it its words', async () => {
    await owing(reply('2022-07-05'));
    const urgent = await owing(reply('2022-07-01'));
    at('2022-06-28', '09:30'); // three days before the one; a week before the other was yesterday
    await world.notices.sweep();
    await world.work();
    const [digest] = await world.noticesOf('onDuty');
    expect(digest?.about[0]?.suggestionId).to.equal(urgent);
    expect([digest?.rule, digest?.offset, digest?.count]).to.deep.equal(['R11', 'due-3d', 2]);
  });

  it('a last day that moves while a reminder waits takes the reminder with it', async () => {
    const id = await owing(reply('2022-07-01'));
    at('2022-06-30');
    await world.notices.sweep(); // the day before: to the contact and the leader
    await owe(id, reply('2022-07-08'));
    await world.work();
    const waiting = (await world.evidence(id)).filter((e) => e.startsWith('due-1d'));
    expect(waiting).to.deep.equal(['due-1d:leader:pending', 'due-1d:onDuty:pending']);
    await world.live('2022-07-01', '2022-07-07');
    expect((await world.evidence(id)).filter((e) => e.startsWith('due-1d'))).to.deep.equal([
      'due-1d:leader:sent',
      'due-1d:onDuty:sent',
    ]);
    const said = (await world.noticesOf('onDuty', id)).find((n) => n.offset === 'due-1d');
    expect([said?.at, said?.about[0]?.due]).to.deep.equal(['2022-07-07T01:00:00.000Z', '2022-07-08']);
  });

  it('what was told once is told once, however late, and after an outage too', async () => {
    at('2022-06-20', '15:00');
    const id = await world.suggestion('2022-04-01', [{ contactedOn: '2022-04-06' }]);
    const replied = {
      key: 'R15|7|u',
      rule: 'R15',
      on: '2022-06-20',
      due: null,
      unitId: world.unitId,
    } as const;
    world.record.set(id, { tracks: world.record.get(id)?.tracks ?? [], tellings: [replied] });
    world.leads.set(id, world.ids.deputy);
    await world.settle(id);
    await world.live('2022-06-23', '2022-06-25'); // nobody swept for two days
    expect((await world.noticesOf('deputy', id)).map((n) => [n.rule, n.at])).to.deep.equal([
      ['R15', '2022-06-23T01:00:00.000Z'],
    ]);
    expect(await world.notices.duties.openOf(id)).to.deep.equal([]); // nobody owes it
  });

  describe('by mail', () => {
    const mails: Said[] = [];
    const letters = (answer: (said: Said) => Outcome): Channel => ({
      name: 'mail',
      deliver: (said) => {
        mails.push(said);
        return Promise.resolve().then(() => answer(said));
      },
    });
    const byMail = (evidence: string[]) => evidence.filter((e) => e.includes('mail to'));
    beforeEach(() => {
      mails.length = 0;
    });

    it('what must not be missed goes out as well, where there is mail', async () => {
      const other = world.another({ mail: letters(() => ({ state: 'said' })) });
      const id = await world.suggestion('2022-04-01');
      at('2022-04-29');
      await other.sweep();
      for (const parcel of world.queue.splice(0)) await other.deliver(parcel);
      const to = ['leader', 'office', 'onDuty'] as const;
      expect(byMail(await world.evidence(id))).to.deep.equal(to.map((who) => `due+0d:mail to ${who}:sent`));
      expect(mails.map((m) => m.recipient).toSorted()).to.deep.equal(
        to.map((who) => world.ids[who]).toSorted(),
      );
      expect(mails[0]?.about.map((a) => [a.number, a.due])).to.deep.equal([['7238', '2022-04-29']]);
    });

    it('an address that refuses is kept as such; what passes is tried again under the same key', async () => {
      let tries = 0;
      const other = world.another({
        mail: letters(({ recipient }) => {
          if (recipient === world.ids.office) return { state: 'refused', why: '550 no such user' };
          tries += 1;
          if (tries === 1) throw new Error('421 try again later');
          return { state: 'said' };
        }),
      });
      const id = await world.suggestion('2022-04-01');
      at('2022-04-29');
      await other.sweep();
      const failed: string[] = [];
      for (const parcel of world.queue.splice(0))
        await other.deliver(parcel).catch((error: unknown) => failed.push(String(error)));
      expect(failed).to.deep.equal(['Error: 421 try again later']);
      world.clock.forward(60_000);
      await other.sweep();
      for (const parcel of world.queue.splice(0)) await other.deliver(parcel);
      expect(byMail(await world.evidence(id))).to.deep.equal([
        'due+0d:mail to leader:sent',
        'due+0d:mail to office:refused',
        'due+0d:mail to onDuty:sent',
      ]);
      expect(new Set(mails.map((m) => m.deliveryId)).size).to.equal(3);
      const kept = await world.database.connection.collection('deliveries').findOne({ state: 'refused' });
      expect(kept?.['why']).to.equal('550 no such user');
    });

    it('nobody gets one in their quiet hours; it comes after them, and the list has it at once', async () => {
      const other = world.another({
        mail: letters(() => ({ state: 'said' })),
        quietHoursOf: (personId) =>
          Promise.resolve(personId === world.ids.office ? { from: '08:30', to: '10:15' } : null),
      });
      const sweepAndCarry = async () => {
        await other.sweep();
        for (const parcel of world.queue.splice(0)) await other.deliver(parcel);
      };
      const id = await world.suggestion('2022-04-01');
      for (const [time, sent] of [
        ['09:00', 2],
        ['10:14', 2],
        ['10:15', 3],
        ['10:30', 3],
      ] as const) {
        at('2022-04-29', time);
        await sweepAndCarry();
        expect(mails, time).to.have.length(sent);
        expect(await world.noticesOf('office', id), time).to.have.length(1);
      }
      expect(mails.at(-1)?.recipient).to.equal(world.ids.office);
    });

    it('the operators hear once of a hand-over that does not come to its end', async () => {
      const late = { handOverId: 'h1' as HandOverId, congressId: world.congressId, left: 12 };
      const asked: Date[] = [];
      const other = world.another({
        mail: letters(() => ({ state: 'said' })),
        unfinished: (before) => {
          asked.push(before);
          return Promise.resolve([late]);
        },
      });
      at('2022-04-01', '10:00');
      await other.warn();
      await other.warn();
      expect(asked[0]).to.deep.equal(instantAt('2022-04-01', '09:00'));
      expect(mails.map((m) => [m.recipient, m.rule, m.count])).to.deep.equal([['operators', 'R28', 12]]);
      expect(mails[0]?.words['zh-CN'].text).to.contain('12');
    });
  });
});
