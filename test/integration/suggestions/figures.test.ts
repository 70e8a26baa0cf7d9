import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { CaseEntry } from '../../../server/suggestions/case/case.rules.ts';
import { docOf, makeCaseStore } from '../../../server/suggestions/case/case.store.ts';
import type { SuggestionDoc, Suggestions } from '../../../server/suggestions/record/suggestion.store.ts';
import type { Figures, Progress } from '../../../shared/figures.ts';
import type { DelegationId, PersonId } from '../../../shared/ids.ts';
import type { PersonRole } from '../../../shared/people.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import {
  casesOf,
  CHENGDU,
  NPC_2002,
  NPC_2009,
  type Published,
  unitOf,
} from '../../unit/suggestions/figures/published.ts';

const GROUP = 1_000;

describe('figures of a congress', () => {
  let server: TestServer;
  let office: WireClient;
  let statistics: WireClient;

  const suggestions = () =>
    server.parts.database.connection.collection('suggestions') as unknown as Suggestions;

  const clientOf = async (role: PersonRole): Promise<WireClient> => {
    const [person] = (await server.addPeople(1, [role])) as [TestPerson];
    return wireClient(server.url, person);
  };

  /** Keeps cases as the store of histories keeps them. */
  async function keep(year: Published): Promise<void> {
    const store = makeCaseStore(suggestions());
    const first = { at: new Date('2023-03-01T01:00:00Z') } as CaseEntry;
    const docs = casesOf(year, server.congressId).map((found): SuggestionDoc => {
      const { first: _none, ...doc } = docOf(found, first);
      return doc;
    });
    for (let from = 0; from < docs.length; from += GROUP)
      expect(await store.insert(docs.slice(from, from + GROUP))).to.deep.equal([]);
  }

  async function show(session: number | null, who = office): Promise<Figures> {
    const { reply } = await who.http('figures:show', { session });
    if (!reply.ok) throw new Error(reply.fault.code);
    return reply.data as Figures;
  }

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    [office, statistics] = await Promise.all([clientOf('office'), clientOf('statistics')]);
    for (const year of [CHENGDU, NPC_2009, NPC_2002]) await keep(year);
  });
  after(async () => {
    office.close();
    statistics.close();
    await server.stop();
  });

  it('are those that the NPC published for 2009 and 2002, each session for itself', async () => {
    const of2009 = await show(NPC_2009.session);
    expect(of2009.totals).to.include({ all: 7_426, inSession: 7_426, units: 171, withdrawn: 0 });
    expect(of2009.byCategory.map(({ suggestions: s }) => s.percent)).to.deep.equal([
      ...[19.27, 17.36, 14.84, 13.56, 12, 11.92, 11.06],
    ]);
    expect(of2009.researched.percent).to.equal(57.5);
    const of2002 = await show(NPC_2002.session);
    expect(of2002.totals).to.include({ all: 4_403, betweenSessions: 116, closed: 4_287 });
    expect(of2002.classes.map(({ rate }) => rate.numerator)).to.deep.equal([536, 2_560, 775, 416]);
    expect(of2002.solvedOrPlanned).to.include({ numerator: 3_096, denominator: 4_287, percent: 72.22 });
  });

  it('are those that Chengdu published for 2023, by the rules of Chengdu', async () => {
    const { policies } = server.parts.suggestions;
    const [person] = (await server.addPeople(1, ['office'])) as [TestPerson];
    await policies.choose(
      {
        ...{ congressId: server.congressId, by: { personId: person.personId, name: '', label: '' } },
        ...{ why: '测试', version: (await policies.show(server.congressId)).profile.version },
        actKey: randomUUID(),
      },
      'chengdu',
    );
    const found = await show(CHENGDU.session);
    expect(found.totals).to.deep.equal({
      ...{ all: 670, inSession: 637, betweenSessions: 33, handedOver: 670 },
      ...{ closed: 667, open: 3, withdrawn: 0, units: 101 },
    });
    const shares = Object.fromEntries(found.byCategory.map((c) => [c.category, c.suggestions.percent]));
    expect(shares).to.include({ 教科文卫体: 18.06, 交通邮电: 11.94, 农林水利: 11.79 });
    expect(shares).to.include({ 工业经济: 10.3, 城乡建设与管理: 9.25 });
    expect(found.researched.percent).to.equal(86.57);
    expect(found.classes.map(({ code, rate }) => [code, rate.percent])).to.deep.equal([
      ['A', 91.3],
      ['B', 7.35],
      ['C', 1.35],
    ]);
    expect(found.result.satisfied).to.deep.equal({
      ...{ numerator: 646, denominator: 667, base: 'with-feedback', percent: 96.85 },
    });
    expect(found.result.mostly.percent).to.equal(3.15);
    expect(found.result.dissatisfied.percent).to.equal(0);
    expect(found.closed.percent).to.equal(99.55);
  });

  it('of units and delegations add up to those of all', async () => {
    const found = await show(CHENGDU.session);
    const sum = (rows: readonly { suggestions: { numerator: number }; closed: { numerator: number } }[]) => [
      rows.reduce((n, r) => n + r.suggestions.numerator, 0),
      rows.reduce((n, r) => n + r.closed.numerator, 0),
    ];
    expect(sum(found.byUnit)).to.deep.equal([670, 667]);
    expect(sum(found.byDelegation)).to.deep.equal([670, 667]);
    expect(sum(found.byCategory)).to.deep.equal([670, 667]);
    const own = found.byUnit.find(({ unitId }) => unitId === unitOf(0));
    expect(own).to.deep.include({ asLead: 7 });
  });

  it('go on by month, from the days that cases bear', async () => {
    const { reply } = await office.http('figures:progress', { session: CHENGDU.session });
    if (!reply.ok) throw new Error(reply.fault.code);
    const { months, all, sessions } = reply.data as Progress;
    const kept = [CHENGDU, NPC_2009, NPC_2002].map((year) => year.session);
    expect(sessions).to.deep.equal(kept.sort((a, b) => b - a));
    expect(all).to.equal(670);
    const { replied } = await show(CHENGDU.session);
    expect(months).to.deep.equal([
      { month: '2023-04', handedOver: 670, replied: 0, closed: 0 },
      { month: '2023-05', handedOver: 0, replied: 0, closed: 0 },
      { month: '2023-06', handedOver: 0, replied: replied.numerator, closed: 0 },
      { month: '2023-07', handedOver: 0, replied: 0, closed: 0 },
      { month: '2023-08', handedOver: 0, replied: 0, closed: 667 },
    ]);
    const none = await office.http('figures:progress', { session: 99 });
    expect(none.reply).to.deep.equal({ ok: true, data: { months: [], all: 0, sessions } });
  });

  it('of all sessions are all of them, and of a session that never was nothing', async () => {
    expect((await show(null)).totals).to.include({ all: 670 + 7_426 + 4_403, betweenSessions: 33 + 116 });
    const none = await show(99);
    expect(none.totals).to.include({ all: 0, units: 0 });
    expect(none.closed.percent).to.equal(null);
  });

  it('leave out what was withdrawn, and count it', async () => {
    const before = await show(CHENGDU.session);
    const one = { congressId: server.congressId, session: CHENGDU.session, number: '670' };
    await suggestions().updateOne(one, { $set: { state: 'withdrawn' } });
    const after = await show(CHENGDU.session);
    await suggestions().updateOne(one, { $set: { state: 'handling' } });
    expect([after.totals.all, after.totals.withdrawn]).to.deep.equal([before.totals.all - 1, 1]);
  });

  it('are all that somebody sees who reads statistics: no texts, no titles, no names of deputies', async () => {
    const found = await show(CHENGDU.session, statistics);
    expect(found.totals.all).to.equal(670);
    expect(JSON.stringify(found)).to.not.include('建议1');
    for (const by of ['congress', 'delegation', 'unit'])
      expect((await statistics.http('contact:coverage', { session: null, by })).reply.ok).to.equal(true);
    const { _id: suggestionId } = (await suggestions().findOne({ session: CHENGDU.session })) ?? {};
    const others = {
      ...{ 'board:office': {}, 'board:unit': {}, 'board:deputy': {}, 'duty:list': { cursor: null } },
      ...{ 'suggestion:list': { state: null, cursor: null }, 'suggestion:show': { suggestionId } },
    };
    for (const [name, input] of Object.entries(others)) {
      const { reply } = await statistics.http(name, input);
      const code = name === 'suggestion:show' ? 'NOT_FOUND' : 'NOT_ALLOWED';
      expect(reply.ok ? null : reply.fault.code, name).to.equal(code);
    }
  });

  it('are found by the index of states, and a matter of the office by its own', async () => {
    const plan = async (filter: object) =>
      JSON.stringify((await suggestions().find(filter).explain('queryPlanner'))['queryPlanner']);
    const { congressId } = server;
    expect(await plan({ congressId, matters: 'extension' }))
      .to.include('congressId_1_matters_1')
      .and.not.include('COLLSCAN');
    expect(await plan({ congressId, state: 'withdrawn' })).to.not.include('COLLSCAN');
    const personId = randomUUID() as PersonId;
    const delegationId = randomUUID() as DelegationId;
    for (const own of [
      { leadId: personId },
      { 'seconders.personId': personId },
      { delegationId, source: 'delegation' },
    ])
      expect(await plan(own), Object.keys(own).join()).to.not.include('COLLSCAN');
    expect(await plan({ 'tracks.unitId': unitOf(3), state: { $in: ['handling'] } })).to.not.include(
      'COLLSCAN',
    );
  });
});
