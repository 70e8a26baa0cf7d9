import { expect } from 'chai';
import { rawSocket } from '../../contract/refusals/raw-socket.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { wireClient } from '../../support/wire-client.ts';

describe('a connection whose socket leaves', () => {
  let server: TestServer;
  let token: string;
  before(async function () {
    this.timeout(180_000);
    server = await startServer();
    const [person] = (await server.addPeople(1)) as [TestPerson];
    const client = await wireClient(server.url, person);
    ({ token } = client);
    client.close();
  });
  after(() => server.stop());

  it('is closed, unless it comes in again', async () => {
    const [gone, back] = [await rawSocket(server.url, token), await rawSocket(server.url, token)];
    for (const socket of [gone, back]) socket.send('41');
    await until('both have left', () => server.parts.io.of('/').sockets.size === 0);
    back.send(`40${JSON.stringify({ token })}`);
    await until('the one that left is closed', () => !gone.isOpen);
    expect(back.isOpen).to.equal(true);
    back.send('420["session:me",{}]');
    await until('the one that came back is answered', () =>
      back.heard.some((frame) => frame.startsWith('430')),
    );
    back.cut();
  });
});
