import { expect } from 'chai';
import type { DelegationId, PersonId } from '../../../shared/ids.ts';
import type { BookEntry } from '../../../shared/org.ts';
import type { FoundName } from '../../../shared/search.ts';
import { makeCase, type TestCase } from '../../support/case.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

const NUMBER = '13812345678';
const MASKED = '138****5678';
/** Two pages and a half. */
const MANY = 125;

interface Page {
  people: BookEntry[];
  total: number;
  cursor: string | null;
}

describe('phone numbers in the address book', () => {
  let server: TestServer;
  let theCase: TestCase;
  let delegations: DelegationId[];
  let own: TestPerson;
  let guest: TestPerson;
  const clients = new Map<string, WireClient>();

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    theCase = await makeCase(server);
    const { org } = server.parts;
    await org.delegations.upsertMany(server.congressId, [
      { no: 1, name: '北京市代表团', shortName: '北京团' },
      { no: 2, name: '青海省代表团', shortName: '青海团' },
    ]);
    delegations = (await org.delegations.all(server.congressId)).map(({ _id }) => _id);
    [own, guest] = (await server.addPeople(2)) as [TestPerson, TestPerson];
    await org.people.upsertMany(server.congressId, [
      { code: own.login, name: '白玛', delegationId: at(0), phone: NUMBER },
      { code: guest.login, name: '青山', delegationId: at(1), phone: NUMBER },
      ...Array.from({ length: MANY }, (_, i) => ({
        ...{ code: `many${i}`, name: `张${String(i).padStart(3, '0')}`, roles: ['deputy' as const] },
        delegationId: at(0),
        phone: i % 2 === 0 ? NUMBER : null,
      })),
    ]);
    await numbered(theCase.lead, theCase.contact, theCase.leader);
  });
  after(async () => {
    for (const client of clients.values()) client.close();
    await server.stop();
  });

  const at = (place: number): DelegationId => delegations[place] as DelegationId;
  const numbered = (...people: TestPerson[]) =>
    server.parts.org.people.upsertMany(
      server.congressId,
      people.map(({ login, name }) => ({ code: login, name, phone: NUMBER })),
    );
  const ask = async (who: TestPerson, name: string, input: object) => {
    const known = clients.get(who.login) ?? (await wireClient(server.url, who));
    clients.set(who.login, known);
    const { reply } = await known.http(name, input);
    return reply;
  };
  const given = async <T>(who: TestPerson, name: string, input: object): Promise<T> => {
    const reply = await ask(who, name, input);
    if (!reply.ok) throw new Error(`${name}: ${reply.fault.code}`);
    return reply.data as T;
  };
  const refused = async (who: TestPerson, whose: PersonId) => {
    const reply = await ask(who, 'person:number', { personId: whose });
    return reply.ok ? 'shown' : reply.fault.code;
  };
  const looks = () => server.parts.org.looksOf(server.congressId, 1_000);
  const page = (who: TestPerson, input: object) =>
    given<Page>(who, 'delegation:people', { delegationId: at(0), text: '', cursor: null, ...input });

  it('are masked in every list, for whoever reads it', async () => {
    const unit = await given<{ people: BookEntry[] }>(theCase.contact, 'unit:people', {
      unitId: theCase.leadUnit,
    });
    const delegation = await page(own, { text: '白玛' });
    const found = await given<{ names: FoundName[] }>(theCase.contact, 'search:names', {
      roomId: null,
      text: theCase.lead.name,
    });
    const numbers = [
      ...unit.people.map(({ number }) => number),
      ...delegation.people.map(({ number }) => number),
      ...found.names.map((one) => (one.kind === 'person' ? one.number : 'no person')),
    ];
    expect(numbers).to.have.length.at.least(4);
    expect(new Set(numbers)).to.deep.equal(new Set([MASKED]));
    expect(JSON.stringify([unit, delegation, found])).to.not.include(NUMBER);
    expect(await looks()).to.deep.equal([]);
  });

  it('are shown to the own unit, the own delegation, who shares a room, and the office; each look is kept', async () => {
    const { contact, leader, lead, office } = theCase;
    const shown: [TestPerson, TestPerson][] = [
      [contact, leader], // one unit
      [contact, lead], // one room
      [lead, contact],
      [own, own],
      [office, guest], // of any delegation
      [office, leader], // of any unit
    ];
    for (const [by, whose] of shown)
      expect(await given(by, 'person:number', { personId: whose.personId })).to.deep.equal({
        number: NUMBER,
      });
    expect((await looks()).map(({ by, whose }) => [by, whose]).reverse()).to.deep.equal(
      shown.map(([by, whose]) => [by.personId, whose.personId]),
    );
    expect(JSON.stringify(await looks())).to.not.include(NUMBER);
  });

  it('are shown to nobody else, nor of who has left, and a refusal is no look', async () => {
    const before = await looks();
    const { lead, strangerContact, strangerDeputy, contact, coContact } = theCase;
    expect(await refused(strangerContact, lead.personId)).to.equal('NOT_ALLOWED');
    expect(await refused(strangerDeputy, contact.personId)).to.equal('NOT_ALLOWED');
    expect(await refused(own, guest.personId)).to.equal('NOT_ALLOWED');
    expect(await refused(contact, own.personId)).to.equal('NOT_ALLOWED');
    expect(await refused(contact, server.congressId as string as PersonId)).to.equal('NOT_ALLOWED');
    expect(await refused(contact, coContact.personId)).to.equal('NOT_FOUND');
    const { org } = server.parts;
    await org.people.upsertMany(server.congressId, [{ code: 'many0', name: '张000', active: false }]);
    const left = (await org.people.byCodes(server.congressId, ['many0'])).get('many0');
    expect(await refused(own, left?._id ?? ('' as PersonId))).to.equal('NOT_ALLOWED');
    expect(await looks()).to.deep.equal(before);
    await org.people.upsertMany(server.congressId, [{ code: 'many0', name: '张000', active: true }]);
  });

  it('are not shown when the look cannot be kept', async () => {
    const collection = server.parts.database.connection.collection('looks');
    const before = await looks();
    await server.parts.database.connection.db?.command({
      collMod: collection.collectionName,
      validator: { nobody: { $exists: true } },
    });
    expect(await refused(theCase.contact, theCase.lead.personId)).to.equal('INTERNAL');
    await server.parts.database.connection.db?.command({
      collMod: collection.collectionName,
      validator: {},
    });
    expect(await looks()).to.deep.equal(before);
    expect(await refused(theCase.contact, theCase.lead.personId)).to.equal('shown');
  });

  describe('of a delegation', () => {
    it('come by pages, everybody once and by name', async () => {
      const names: string[] = [];
      let cursor: string | null = null;
      const sizes: number[] = [];
      do {
        const next: Page = await page(own, { cursor });
        expect(next.total).to.equal(MANY + 1);
        names.push(...next.people.map(({ name }) => name));
        sizes.push(next.people.length);
        ({ cursor } = next);
      } while (cursor !== null);
      expect(sizes).to.deep.equal([50, 50, 26]);
      expect(names[0]).to.equal('白玛');
      expect(names.slice(1)).to.deep.equal(
        Array.from({ length: MANY }, (_, i) => `张${String(i).padStart(3, '0')}`),
      );
    });

    it('are found by name, pinyin and initials, and begin anew after a cursor of nothing', async () => {
      for (const text of ['白玛', 'baima', 'bm', 'bai'])
        expect(
          (await page(own, { text })).people.map(({ name }) => name),
          text,
        ).to.deep.equal(['白玛']);
      expect(await page(own, { text: '查无此人' })).to.deep.equal({ people: [], total: 0, cursor: null });
      const first = await page(own, {});
      for (const cursor of ['x', '-1', '1e9'])
        expect((await page(own, { cursor })).people, cursor).to.deep.equal(first.people);
      expect((await page(own, { cursor: '999999' })).people).to.deep.equal([]);
    });

    it('are open to the delegation itself and the office, and empty where another congress is meant', async () => {
      expect((await page(theCase.office, {})).total).to.equal(MANY + 1);
      for (const who of [guest, theCase.contact, theCase.lead]) {
        const reply = await ask(who, 'delegation:people', { delegationId: at(0), text: '', cursor: null });
        expect(reply.ok ? 'shown' : reply.fault.code).to.equal('NOT_ALLOWED');
      }
      const nowhere = await page(theCase.office, { delegationId: server.congressId });
      expect(nowhere).to.deep.equal({ people: [], total: 0, cursor: null });
    });
  });
});
