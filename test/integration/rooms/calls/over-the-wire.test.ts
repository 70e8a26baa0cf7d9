import { expect } from 'chai';
import type { Presence } from '../../../../shared/presence.ts';
import { startServer, type TestPerson, type TestServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';
import { wireClient } from '../../../support/wire-client.ts';

describe('presence and typing over sockets', () => {
  let server: TestServer;
  before(async function () {
    this.timeout(180_000);
    server = await startServer();
  });
  after(() => server.stop());

  it('follow connections; who writes does not hear it on another device', async () => {
    const [li, wang] = (await server.addPeople(2)) as [TestPerson, TestPerson];
    const { roomId } = await server.addRoom([li, wang]);
    const [mine, tablet, theirs] = await Promise.all(
      [li, li, wang].map((who) => wireClient(server.url, who)),
    );
    if (!mine || !tablet || !theirs) throw new Error('three clients');
    const presence = async () => {
      const asked = { roomId, personIds: [wang.personId] };
      const reply = await mine.socket('presence:list', asked);
      return reply.ok
        ? (reply.data as { people: { presence: Presence }[] }).people[0]?.presence
        : reply.fault;
    };
    await until('online', async () => (await presence()) === 'online');
    for (const client of [mine, tablet, theirs]) await client.socket('room:open', { roomId });
    await mine.socket('typing:show', { roomId });
    const showed = (client: typeof mine) => client.heard.filter((h) => h.event === 'typing:showed');
    await until('heard', () => showed(theirs).length === 1);
    await tablet.socket('session:me', {}); // answered after anything that was told before
    expect(showed(tablet)).to.deep.equal([]);
    theirs.close();
    await until('recent', async () => (await presence()) === 'recent');
    mine.close();
    tablet.close();
  });
});
