import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Coverage, NextStep, OfficeMatter } from '../../../shared/figures.ts';
import type { Duty, DutyCount } from '../../../shared/notices.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { makeCase, type TestCase } from '../../support/case.ts';
import { type HandClock, handClock } from '../../support/clock.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

interface OfficeBoard {
  matters: { matter: OfficeMatter; count: number; cases: { number: string; since: string | null }[] }[];
  duties: DutyCount;
}
interface UnitBoard {
  unitName: string;
  all: DutyCount;
  byRule: (DutyCount & { rule: string })[];
  byPhase: Record<'pre' | 'mid' | 'post', DutyCount>;
  cases: { state: string; count: number }[];
}
interface DeputyBoard {
  suggestions: { number: string; part: string; next: NextStep }[];
  toConfirm: { contactId: string; suggestionId: string; unitName: string; phase: string; method: string }[];
  yours: number;
  total: number;
}
interface DutyPage {
  duties: Duty[];
  counts: DutyCount;
}
interface Overdue {
  units: { unitId: string; unitName: string; overdue: number; since: string }[];
}
interface Rows {
  rows: {
    id: string | null;
    name: string;
    phases: Record<'pre' | 'mid' | 'post', Coverage>;
    all: Coverage;
  }[];
}

const HANDED_OVER = '2026-03-05T01:00:00.000Z';

describe('boards', function () {
  this.timeout(60_000);
  let server: TestServer;
  let clock: HandClock;
  let theCase: TestCase;
  const clients = new Map<string, WireClient>();

  before(async function () {
    this.timeout(180_000);
    clock = handClock(HANDED_OVER);
    server = await startServer({ clock });
    theCase = await makeCase(server);
  });
  after(async () => {
    for (const client of clients.values()) client.close();
    await server.stop();
  });

  /** Another day; who signed in before it signs in anew. */
  function wind(iso: string): void {
    clock.set(iso);
    for (const client of clients.values()) client.close();
    clients.clear();
  }

  async function ask<T>(who: TestPerson, name: string, input: object = {}): Promise<T> {
    const client = clients.get(who.login) ?? (await wireClient(server.url, who));
    clients.set(who.login, client);
    const { reply } = await client.http(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.fault.code} ${JSON.stringify(reply.fault.facts)}`);
    return reply.data as T;
  }

  /** Does an act upon the case as it stands. */
  async function act(who: TestPerson, name: string, input: object): Promise<SuggestionView> {
    const { suggestionId } = theCase;
    const { revision } = await ask<SuggestionView>(who, 'suggestion:show', { suggestionId });
    return ask(who, name, { suggestionId, revision, actKey: randomUUID(), ...input });
  }

  const contact = (input: object) =>
    ask<{ reachedLead: boolean }>(theCase.contact, 'contact:record', {
      ...{ suggestionId: theCase.suggestionId, unitId: theCase.leadUnit, at: clock.now().toISOString() },
      ...{ withIds: [theCase.lead.personId], summary: '沟通了办理思路', messageSeqs: [] },
      ...{ recordKey: randomUUID(), ...input },
    });

  const say = async (who: TestPerson): Promise<number> => {
    const input = { roomId: theCase.roomId, text: '请看办理思路', sendKey: randomUUID() };
    return (await ask<{ seq: number }>(who, 'message:post', input)).seq;
  };

  const coverage = async (by: string, who = theCase.office) =>
    (await ask<Rows>(who, 'contact:coverage', { session: null, by })).rows;
  const counts = ({ done, inTime, faceToFace }: Coverage) =>
    [done, inTime, faceToFace].map(({ numerator, denominator }) => `${numerator}/${denominator}`);

  describe('the deputy’s', () => {
    const boardOf = (who: TestPerson) => ask<DeputyBoard>(who, 'board:deputy');

    it('shows who leads and who joined in the same case, with the step of each', async () => {
      const [mine] = (await boardOf(theCase.lead)).suggestions;
      expect(mine).to.deep.include({ number: theCase.number, part: 'lead' });
      expect(mine?.next).to.deep.equal({ step: 'await-receipt', turn: 'units', by: null });
      const seconder = await boardOf(theCase.second);
      expect(seconder.suggestions.map(({ part }) => part)).to.deep.equal(['seconding']);
      expect(await boardOf(theCase.strangerDeputy)).to.deep.equal({
        ...{ suggestions: [], toConfirm: [], yours: 0, total: 0 },
      });
    });

    it('puts first what the deputy can do', async () => {
      const draft = {
        ...{ actKey: randomUUID(), by: 'deputy', title: '关于公共文化的建议', text: '', category: '' },
        ...{ wantsWrittenReply: true, wishedUnitIds: [], publicity: 'full', keepSecret: false },
        ...{ betweenSessions: true, origins: ['research', 'visit'] },
      };
      await ask(theCase.lead, 'suggestion:draft', draft);
      const { suggestions, yours, total } = await boardOf(theCase.lead);
      expect(suggestions.map(({ next }) => next.step)).to.deep.equal(['submit', 'await-receipt']);
      expect([yours, total]).to.deep.equal([1, 2]);
    });
  });

  describe('the unit’s', () => {
    it('counts what it owes by rule and phase, and moves with the days', async () => {
      const before = await ask<UnitBoard>(theCase.contact, 'board:unit');
      expect(before.byPhase.pre).to.deep.equal({ open: 1, overdue: 0, soon: 0 });
      expect(before.byRule.map(({ rule }) => rule)).to.include.members(['R2', 'R6', 'R11']);
      expect(before.all.open).to.equal(before.byRule.reduce((n, r) => n + r.open, 0));
      expect(before.cases).to.deep.equal([{ state: 'assigned', count: 1 }]);
      wind('2026-04-30T01:00:00.000Z');
      const later = await ask<UnitBoard>(theCase.contact, 'board:unit');
      expect(later.byPhase.pre).to.deep.equal({ open: 1, overdue: 1, soon: 0 });
      wind('2026-06-01T01:00:00.000Z');
      const near = await ask<UnitBoard>(theCase.contact, 'board:unit');
      expect(near.byRule.find(({ rule }) => rule === 'R11')).to.include({ open: 1, soon: 1 });
    });

    it('is what lists of duties show, one filter at a time', async () => {
      wind('2026-04-30T01:00:00.000Z');
      const list = (input: object, who = theCase.contact) =>
        ask<DutyPage>(who, 'duty:list', { cursor: null, ...input });
      const { all } = await ask<UnitBoard>(theCase.contact, 'board:unit');
      const everything = await list({});
      expect(everything.counts).to.deep.equal(all);
      expect(everything.duties).to.have.length(all.open);
      const overdue = await list({ state: 'overdue' });
      expect(overdue.duties).to.have.length(all.overdue);
      expect(overdue.duties.every(({ due }) => due !== null && due < '2026-04-30')).to.equal(true);
      expect((await list({ state: 'soon' })).duties).to.have.length(all.soon);
      expect((await list({ phase: 'pre' })).duties.map(({ rule }) => rule)).to.deep.equal(['R6']);
      const replies = await list({ rule: 'R11' });
      expect(replies.duties.map(({ rule }) => rule)).to.deep.equal(['R11']);
      expect(replies.counts.open).to.equal(1);
      const ofUnit = await list({ unitId: theCase.leadUnit }, theCase.office);
      expect(ofUnit.counts).to.deep.equal(all);
      wind(HANDED_OVER);
    });

    it('lists nothing of another unit, and of deputies only what they owe themselves', async () => {
      const asked = ask(theCase.contact, 'duty:list', { cursor: null, unitId: theCase.coUnit });
      expect(await asked.then(String, (error: unknown) => String(error))).to.include('NOT_ALLOWED');
      expect(await ask<DutyPage>(theCase.lead, 'duty:list', { cursor: null })).to.deep.include({
        duties: [],
        counts: { open: 0, overdue: 0, soon: 0 },
      });
    });
  });

  describe('the office’s', () => {
    const matter = async (name: OfficeMatter) => {
      const board = await ask<OfficeBoard>(theCase.office, 'board:office');
      return board.matters.find((m) => m.matter === name);
    };

    it('shows a return that is asked for, since when, until it is decided', async () => {
      expect(await matter('return')).to.deep.equal({ matter: 'return', count: 0, cases: [] });
      await act(theCase.leader, 'track:request-return', {
        ...{ unitId: theCase.leadUnit, reason: '不属于本单位职责', suggestedUnitId: null, signedBy: null },
      });
      const asked = await matter('return');
      expect(asked?.count).to.equal(1);
      expect(asked?.cases[0]).to.include({ number: theCase.number, since: '2026-03-05' });
      await act(theCase.office, 'return:decide', {
        ...{ unitId: theCase.leadUnit, decision: { kind: 'refuse' }, why: '属于你单位职责' },
      });
      expect((await matter('return'))?.count).to.equal(0);
    });

    it('counts what is overdue anywhere, and shows no drafts', async () => {
      const board = await ask<OfficeBoard>(theCase.office, 'board:office');
      expect(board.duties.open).to.be.greaterThan(0);
      expect(JSON.stringify(board)).to.not.include('公共文化');
    });
  });

  describe('coverage of contacts', () => {
    it('counts what reached the lead deputy: not what a unit says to itself in the room', async () => {
      const own = await say(theCase.contact);
      expect((await contact({ phase: 'pre', method: 'room', messageSeqs: [own] })).reachedLead).to.equal(
        false,
      );
      expect((await contact({ phase: 'pre', method: 'room' })).reachedLead).to.equal(false);
      const [row] = await coverage('congress');
      expect(row && counts(row.phases.pre)).to.deep.equal(['0/1', '0/0', '0/1']);
    });

    it('counts an exchange in the room once a deputy has answered there', async () => {
      const messageSeqs = [await say(theCase.contact), await say(theCase.lead)];
      expect((await contact({ phase: 'pre', method: 'room', messageSeqs })).reachedLead).to.equal(true);
      const [row] = await coverage('unit');
      expect(row?.id).to.equal(theCase.leadUnit);
      expect(row && counts(row.phases.pre)).to.deep.equal(['1/1', '1/1', '0/1']);
      expect(row && counts(row.phases.mid)).to.deep.equal(['0/1', '0/0', '0/1']);
      expect(row && counts(row.all)).to.deep.equal(['1/2', '1/1', '0/2']);
    });

    it('counts a visit as face to face', async () => {
      await contact({ phase: 'mid', method: 'visit' });
      const [row] = await coverage('delegation');
      expect(row && counts(row.phases.mid)).to.deep.equal(['1/1', '1/1', '1/1']);
    });

    it('is shown to a unit for itself', async () => {
      const rows = await coverage('unit', theCase.contact);
      expect(rows.map(({ id }) => id)).to.deep.equal([theCase.leadUnit]);
      expect(await coverage('unit', theCase.strangerContact)).to.deep.equal([]);
    });
  });

  describe('what is overdue', () => {
    it('names units that owe something beyond its last day, and since when', async () => {
      const overdue = async () =>
        (await ask<Overdue>(theCase.office, 'figures:overdue')).units.find(
          ({ unitId }) => unitId === theCase.leadUnit,
        );
      wind(HANDED_OVER);
      expect(await overdue()).to.equal(undefined);
      wind('2026-04-30T01:00:00.000Z');
      const board = await ask<UnitBoard>(theCase.contact, 'board:unit');
      const found = await overdue();
      expect(found).to.include({ unitName: board.unitName, overdue: board.all.overdue });
      expect(board.all.overdue).to.be.greaterThan(0);
      const input = { cursor: null, state: 'overdue' };
      const { duties } = await ask<DutyPage>(theCase.contact, 'duty:list', input);
      expect(found?.since).to.equal(duties.map(({ due }) => due).sort()[0]);
    });
  });

  describe('contacts to confirm', () => {
    const toConfirm = async (who: TestPerson) =>
      (await ask<DeputyBoard>(who, 'board:deputy')).toConfirm.map(({ contactId }) => contactId);

    it('are asked of the deputies who were there, newest first, until one of them has confirmed', async () => {
      const { lead, second, suggestionId, strangerDeputy } = theCase;
      clock.forward(60_000);
      const { contactId } = await ask<{ contactId: string }>(theCase.contact, 'contact:record', {
        ...{ suggestionId, unitId: theCase.leadUnit, at: clock.now().toISOString(), phase: 'mid' },
        ...{ withIds: [lead.personId, second.personId], summary: '一起看了现场', messageSeqs: [] },
        ...{ method: 'survey', recordKey: randomUUID() },
      });
      const asked = (await ask<DeputyBoard>(lead, 'board:deputy')).toConfirm;
      expect(asked.length).to.be.above(1);
      expect(asked[0]).to.deep.include({ contactId, suggestionId, phase: 'mid', method: 'survey' });
      expect(asked[0]?.unitName).to.not.equal('');
      expect(await toConfirm(second)).to.deep.equal([contactId]);
      expect(await toConfirm(strangerDeputy)).to.deep.equal([]);
      await act(second, 'contact:confirm', { contactId });
      expect(await toConfirm(second)).to.deep.equal([]);
      expect(await toConfirm(lead)).to.deep.equal(asked.slice(1).map((one) => one.contactId));
    });
  });
});
