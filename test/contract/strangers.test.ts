import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Message } from '../../shared/messages.ts';
import { requests } from '../../shared/protocol.ts';
import { type TestCase, MARKS, makeCase } from '../support/case.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { type WireClient, wireClient } from '../support/wire-client.ts';

/**
 * Deny by default, proved over all contracts: whoever has no part in a case learns nothing of it by any request
 * through either door, nor by any event, and changes nothing in it. Who was removed is a stranger too.
 */
describe('a stranger', () => {
  let server: TestServer;
  let theCase: TestCase;
  let member: WireClient;
  const said = `只在群里说的话 ${randomUUID()}`;

  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    theCase = await makeCase(server);
    member = await wireClient(server.url, theCase.contact);
    await member.socket('message:post', { roomId: theCase.roomId, text: said, sendKey: randomUUID() });
    await member.socket('contact:record', contactInput());
  });
  after(async () => {
    member.close();
    await server.stop();
  });

  const contactInput = () => ({
    suggestionId: theCase.suggestionId,
    unitId: theCase.leadUnit,
    phase: 'pre',
    method: 'phone',
    at: '2026-01-05T01:00:00.000Z',
    withIds: [theCase.lead.personId],
    summary: `电话沟通 ${said}`,
    messageSeqs: [],
    recordKey: randomUUID(),
  });

  /** For each request an input that reaches for the case. Null: it is about the asker only and takes no id of others. */
  const reaching = (): Record<(typeof requests)[number]['name'], object | null> => ({
    'session:sign-in': null,
    'session:refresh': null,
    'session:sign-out': null, // asked last, by the other tests of sign-out
    'session:renew': null,
    'session:me': {},
    'account:activate': { login: theCase.lead.login, code: 'ABCDEFGHJK', password: 'Another-pass-1' },
    'inbox:list': { cursor: null },
    'room:open': { roomId: theCase.roomId },
    'room:close': { roomId: theCase.roomId },
    'member:list': { roomId: theCase.roomId, cursor: null },
    'read:mark': { roomId: theCase.roomId, seq: 1 },
    'room:sync': { rooms: [{ roomId: theCase.roomId, seq: 0, changeSeq: 0 }] },
    'message:post': { roomId: theCase.roomId, text: '混进来', sendKey: randomUUID() },
    'message:list': { roomId: theCase.roomId, limit: 100 },
    'suggestion:show': { suggestionId: theCase.suggestionId },
    'suggestion:list': { state: null, cursor: null },
    'suggestion:revise': {
      suggestionId: theCase.suggestionId,
      revision: 1,
      why: '混进来',
      secondingIds: [theCase.strangerDeputy.personId],
    },
    'track:name-contacts': {
      suggestionId: theCase.suggestionId,
      unitId: theCase.leadUnit,
      personIds: [theCase.strangerContact.personId],
    },
    'contact:record': contactInput(),
    'contact:list': { suggestionId: theCase.suggestionId },
    'hand-over:start': { selection: { kind: 'ids', ids: [theCase.suggestionId] }, assignedOn: null },
    'hand-over:show': { handOverId: randomUUID() },
    'duty:list': { cursor: null },
    'notice:list': { cursor: null },
    'notice:read': { noticeId: `${theCase.suggestionId}|R6|5|${theCase.contact.personId}|1` },
    'unit:list': {},
    'unit:people': { unitId: theCase.leadUnit },
  });

  const secrets = () => [said, MARKS.title, MARKS.text, MARKS.person, theCase.number];

  async function learnsNothing(stranger: WireClient): Promise<void> {
    for (const { name, doors } of requests) {
      const input = reaching()[name];
      if (input === null) continue;
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

  async function hearsNothing(stranger: WireClient): Promise<void> {
    stranger.heard.length = 0;
    await member.socket('message:post', { roomId: theCase.roomId, text: said, sendKey: randomUUID() });
    await member.socket('contact:record', contactInput());
    await member.socket('read:mark', { roomId: theCase.roomId, seq: 3 });
    await server.parts.rooms.flush();
    await stranger.socket('session:me', {}); // a round trip after all of it
    const text = JSON.stringify(stranger.heard);
    expect(text).to.not.include(theCase.roomId);
    expect(text).to.not.include(theCase.suggestionId);
    for (const secret of secrets()) expect(text).to.not.include(secret);
  }

  const messages = async () => {
    const { reply } = await member.http('message:list', { roomId: theCase.roomId, limit: 100 });
    if (!reply.ok) throw new Error(reply.fault.code);
    return (reply.data as { messages: Message[] }).messages.map((m) => m.body);
  };

  for (const who of ['strangerDeputy', 'strangerContact'] as const)
    it(`who is a ${who === 'strangerDeputy' ? 'deputy' : 'unit’s contact person'} of the same congress learns, hears and changes nothing`, async () => {
      const before = await messages();
      const stranger = await wireClient(server.url, theCase[who]);
      await learnsNothing(stranger);
      expect(await messages()).to.deep.equal(before);
      await hearsNothing(stranger);
      stranger.close();
    });

  it('from another congress learns and hears nothing, even as its office', async () => {
    const other = await startOther();
    await learnsNothing(other);
    await hearsNothing(other);
    other.close();
  });

  it('who was a member until now is one: the open room closes, and nothing more is learned or heard', async () => {
    const leaving = await wireClient(server.url, theCase.second);
    await leaving.socket('room:open', { roomId: theCase.roomId });
    const office = await wireClient(server.url, theCase.office);
    const { reply } = await office.http('suggestion:show', { suggestionId: theCase.suggestionId });
    if (!reply.ok) throw new Error(reply.fault.code);
    const { revision } = reply.data as { revision: number };
    const revised = await office.http('suggestion:revise', {
      suggestionId: theCase.suggestionId,
      revision,
      why: '代表离任',
      secondingIds: [],
    });
    expect(revised.reply.ok).to.equal(true);
    expect(leaving.heard.map((h) => h.event)).to.include('room:revoked');
    await learnsNothing(leaving);
    await hearsNothing(leaving);
    leaving.close();
    office.close();
  });

  async function startOther(): Promise<WireClient> {
    const { org, people } = server.parts;
    const { _id: congressId } = await org.congresses.upsert({
      level: 'city',
      name: '成都市第十八届人民代表大会',
      body: '成都市人大',
      term: 18,
      session: 1,
    });
    const [made] = await org.people.upsertMany(congressId, [
      { code: 'x1', name: '外地', roles: ['office'], onDuty: true },
    ]);
    if (!made || made.outcome === 'refused') throw new Error('not made');
    await people.accounts.createMany([{ personId: made.id, congressId, login: 'waidi' }]);
    await people.accounts.setPassword(made.id, 'Huying-elsewhere-1');
    return wireClient(server.url, { login: 'waidi', password: 'Huying-elsewhere-1' });
  }
});
