import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { listSectionCases, SectionColumn, Sections } from '../../../shared/figures.ts';
import { SECTION_COLUMNS } from '../../../shared/values/figures.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import type * as z from 'zod/mini';
import { makeCase, type TestCase } from '../../support/case.ts';
import { type HandClock, handClock } from '../../support/clock.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

type Listed = z.output<typeof listSectionCases.output>;

const HANDED_OVER = '2026-03-05T01:00:00.000Z';
const OVERDUE = '2026-04-30T01:00:00.000Z';

describe('the duty board of a unit', function () {
  this.timeout(60_000);
  let server: TestServer;
  let clock: HandClock;
  let theCase: TestCase;
  let client: WireClient | null = null;

  before(async function () {
    this.timeout(180_000);
    clock = handClock(HANDED_OVER);
    server = await startServer({ clock });
    theCase = await makeCase(server);
  });
  afterEach(() => {
    client?.close();
    client = null;
  });
  after(() => server.stop());

  /** As this person, signed in anew: sessions end while the clock is wound. */
  async function ask<T>(who: TestPerson, name: string, input: object = {}): Promise<T> {
    client?.close();
    client = await wireClient(server.url, who);
    const { reply } = await client.http(name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.fault.code} ${JSON.stringify(reply.fault.facts)}`);
    return reply.data as T;
  }
  const board = (who = theCase.leader) => ask<Sections>(who, 'board:sections');
  const listed = (column: SectionColumn, section: string | null, who = theCase.leader) =>
    ask<Listed>(who, 'board:section-cases', { column, section, cursor: null });
  const counts = (some: Partial<Record<SectionColumn, number>>) => ({
    ...Object.fromEntries(SECTION_COLUMNS.map((column) => [column, 0])),
    ...some,
  });

  it('counts under no section what no section has, and under the one that took it afterwards', async () => {
    const { suggestionId, leadUnit, contact } = theCase;
    expect(await board()).to.deep.include({
      sections: [{ section: '', counts: counts({ 'at-work': 1, pre: 1, mid: 1, soon: 1 }) }],
    });
    const { revision } = await ask<SuggestionView>(contact, 'suggestion:show', { suggestionId });
    await ask(contact, 'track:sign-for', {
      ...{ suggestionId, revision, actKey: randomUUID(), unitId: leadUnit },
      ...{ department: '养老处', contactIds: [contact.personId] },
    });
    const { sections, totals } = await board();
    expect(sections.map(({ section }) => section)).to.deep.equal(['养老处']);
    expect(totals).to.deep.equal(sections[0]?.counts);
  });

  it('leads from each of its numbers to just as many cases', async () => {
    clock.set(OVERDUE);
    const { sections, totals } = await board();
    expect(totals).to.deep.include({ 'at-work': 1, pre: 1, overdue: 1 });
    for (const column of SECTION_COLUMNS) {
      expect((await listed(column, null)).total, column).to.equal(totals[column]);
      for (const { section, counts: own } of sections) {
        const { cases, total } = await listed(column, section);
        expect([cases.length, total], `${section} ${column}`).to.deep.equal([own[column], own[column]]);
      }
    }
    const [late] = (await listed('overdue', '养老处')).cases;
    expect(late).to.deep.include({ suggestionId: theCase.suggestionId, section: '养老处' });
    expect(late?.due)
      .to.be.a('string')
      .and.to.satisfy((due: string) => due < '2026-04-30');
    expect((await listed('overdue', '别的处')).cases).to.deep.equal([]);
  });

  it('shows a unit nothing of another', async () => {
    const { strangerContact } = theCase;
    expect((await board(strangerContact)).sections).to.deep.equal([]);
    expect((await listed('at-work', null, strangerContact)).cases).to.deep.equal([]);
  });
});
