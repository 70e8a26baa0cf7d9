import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Act } from '../../shared/message-acts.ts';
import type { PersonRole } from '../../shared/people.ts';
import { requests } from '../../shared/protocol.ts';
import { type TestCase, MARKS, makeCase } from '../support/case.ts';
import { startServer, type TestPerson, type TestServer } from '../support/server.ts';
import { type WireClient, wireClient } from '../support/wire-client.ts';
import { bury, contactOf, reaching, type Treasure } from './strangers/reaching.ts';

type Name = (typeof requests)[number]['name'];

/** What an auditor may ask of a room without sitting in it. */
const AUDITS: readonly Name[] = ['act:list', 'sealed:show'];

/**
 * Deny by default, proved over all contracts: whoever has no part in a case learns nothing of it by any request
 * through either door, nor by any event, and changes nothing in it. Who was removed is a stranger too.
 */
describe('a stranger', () => {
  let server: TestServer;
  let theCase: TestCase;
  let member: WireClient;
  let office: WireClient;
  let treasure: Treasure;

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    theCase = await makeCase(server);
    member = await wireClient(server.url, theCase.contact);
    office = await wireClient(server.url, theCase.office);
    treasure = await bury(server, theCase, { member, other: office });
  });
  after(async () => {
    member.close();
    office.close();
    await server.stop();
  });

  const secrets = () => [treasure.said, MARKS.title, MARKS.text, MARKS.person, theCase.number];

  async function learnsNothing(stranger: WireClient, but: readonly Name[] = []): Promise<void> {
    for (const { name, doors } of requests) {
      const input = reaching(theCase, treasure)[name];
      if (input === null || but.includes(name)) continue;
      const answers = [(await stranger.http(name, input)).reply];
      if (doors === 'both') answers.push(await stranger.socket(name, input));
      for (const answer of answers) {
        if (!answer.ok) expect(answer.fault.code, name).to.not.equal('INTERNAL');
        if (!answer.ok) expect(answer.fault.code, name).to.not.equal('INVALID_INPUT');
        const text = JSON.stringify(answer);
        for (const secret of secrets()) expect(text, `${name} gave away ${secret}`).to.not.include(secret);
      }
    }
  }

  /** One of everything that those in the room, or some of them, hear of. */
  async function talk(): Promise<void> {
    const { roomId, lead } = theCase;
    const ask = async (who: WireClient, name: Name, input: object) => {
      const reply = await who.socket(name, { roomId, ...input });
      if (!reply.ok) throw new Error(`${name}: ${reply.fault.code}`);
      return reply.data as { seq: number };
    };
    const { said: text } = treasure;
    const mentions = [{ kind: 'everyone' }];
    const { seq } = await ask(member, 'message:post', { text, sendKey: randomUUID(), mentions });
    await ask(member, 'contact:record', contactOf(theCase, text));
    await ask(member, 'announcement:post', { text, sendKey: randomUUID(), ackRequired: true });
    await ask(member, 'message:edit', { seq, text: `${text}改` });
    await ask(office, 'message:react', { seq, reaction: 'received', on: true });
    for (const on of [true, false]) await ask(member, 'message:pin', { seq, on });
    await ask(office, 'message:report', { seq, why: text });
    await ask(member, 'message:recall', { seq, why: '' });
    await ask(member, 'typing:show', {});
    await ask(member, 'read:mark', { seq: 3 });
    for (const until of ['2099-01-01T00:00:00.000Z', null])
      await ask(office, 'member:mute', { personId: lead.personId, until, why: text });
    for (const state of ['read-only', 'open']) await ask(office, 'room:set-state', { state, why: text });
    await server.parts.rooms.flush();
  }

  async function hearsNothing(stranger: WireClient): Promise<void> {
    stranger.heard.length = 0;
    await talk();
    await stranger.socket('session:me', {}); // a round trip after all of it
    const text = JSON.stringify(stranger.heard);
    expect(text).to.not.include(theCase.roomId);
    expect(text).to.not.include(theCase.suggestionId);
    for (const secret of secrets()) expect(text).to.not.include(secret);
  }

  /** All that can be seen of the room from inside; `but`: acts that do not count. */
  async function standing(but: readonly Act['kind'][] = []): Promise<unknown> {
    const { roomId } = theCase;
    const see = async <T>(name: Name, input: object) => {
      const { reply } = await office.http(name, { roomId, ...input });
      if (!reply.ok) throw new Error(`${name}: ${reply.fault.code}`);
      return reply.data as T;
    };
    const { acts } = await see<{ acts: Act[] }>('act:list', { cursor: null });
    return {
      acts: acts.filter(({ kind }) => !but.includes(kind)).slice(0, 40), // of a page of 50
      messages: await see('message:list', { limit: 100 }),
      members: await see('member:list', { cursor: null }),
      reports: await see('report:list', { cursor: null }),
      suggestion: await see('suggestion:show', { suggestionId: theCase.suggestionId }),
      contacts: await see('contact:list', { suggestionId: theCase.suggestionId }),
    };
  }

  for (const who of ['strangerDeputy', 'strangerContact'] as const)
    it(`who is a ${who === 'strangerDeputy' ? 'deputy' : 'unit’s contact person'} of the same congress learns, hears and changes nothing`, async () => {
      const before = await standing();
      const stranger = await wireClient(server.url, theCase[who]);
      await learnsNothing(stranger);
      expect(await standing()).to.deep.equal(before);
      await hearsNothing(stranger);
      stranger.close();
    });

  for (const role of ['office', 'auditor'] as const)
    it(`from another congress learns, hears and changes nothing, even as its ${role}`, async () => {
      const before = await standing();
      const other = await elsewhere(role);
      await learnsNothing(other);
      expect(await standing()).to.deep.equal(before);
      await hearsNothing(other);
      other.close();
    });

  describe('who audits', () => {
    let auditor: WireClient;
    before(async () => {
      const [person] = (await server.addPeople(1, ['auditor'])) as [TestPerson];
      auditor = await wireClient(server.url, person);
    });
    after(() => auditor.close());

    it('learns and changes nothing by any other request, and hears nothing', async () => {
      const before = await standing();
      await learnsNothing(auditor, AUDITS);
      expect(await standing()).to.deep.equal(before);
      await hearsNothing(auditor);
    });

    it('sees the acts, and what was taken back; that it was read, by whom and why, is among the acts', async () => {
      const before = await standing();
      const { roomId } = theCase;
      const { reply: acts } = await auditor.http('act:list', { roomId, cursor: null });
      expect(acts).to.have.property('ok', true);
      for (const door of ['http', 'socket'] as const) {
        const why = `核查 ${randomUUID()}`;
        const input = { roomId, seq: treasure.sealedSeq, why };
        const reply =
          door === 'http'
            ? (await auditor.http('sealed:show', input)).reply
            : await auditor.socket('sealed:show', input);
        if (!reply.ok) throw new Error(reply.fault.code);
        expect(reply.data).to.have.deep.property('body', { kind: 'text', text: treasure.said });
        const { reply: after } = await office.http('act:list', { roomId, cursor: null });
        const [newest] = after.ok ? (after.data as { acts: Act[] }).acts : [];
        expect(newest).to.deep.include({ kind: 'sealed-read', seq: treasure.sealedSeq, why });
        expect(newest?.by?.name).to.match(/^代表/);
      }
      expect(await standing(['sealed-read'])).to.deep.equal(before);
    });
  });

  it('who was a member until now is one: the open room closes, and nothing more is learned or heard', async () => {
    const leaving = await wireClient(server.url, theCase.second);
    await leaving.socket('room:open', { roomId: theCase.roomId });
    const { reply } = await office.http('suggestion:show', { suggestionId: theCase.suggestionId });
    if (!reply.ok) throw new Error(reply.fault.code);
    const { revision } = reply.data as { revision: number };
    const revised = await office.http('suggestion:revise', {
      ...{ suggestionId: theCase.suggestionId, revision, why: '代表离任', secondingIds: [] },
    });
    expect(revised.reply.ok).to.equal(true);
    expect(leaving.heard.map((h) => h.event)).to.include('room:revoked');
    await learnsNothing(leaving);
    await hearsNothing(leaving);
    leaving.close();
  });

  async function elsewhere(role: PersonRole): Promise<WireClient> {
    const { org, people } = server.parts;
    const { _id: congressId } = await org.congresses.upsert({
      level: 'city',
      name: '成都市第十八届人民代表大会',
      body: '成都市人大',
      term: 18,
      session: 1,
    });
    const [made] = await org.people.upsertMany(congressId, [
      { code: role, name: '外地', roles: [role], onDuty: true },
    ]);
    if (!made || made.outcome === 'refused') throw new Error('not made');
    await people.accounts.createMany([{ personId: made.id, congressId, login: `waidi-${role}` }]);
    await people.accounts.setPassword(made.id, 'Huying-elsewhere-1');
    return wireClient(server.url, { login: `waidi-${role}`, password: 'Huying-elsewhere-1' });
  }
});
