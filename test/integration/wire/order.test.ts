import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { frameOf } from '../../../server/wire/frame.ts';
import { roomAdapter } from '../../../server/wire/adapter.ts';
import { noRelay } from '../../../server/wire/relay.ts';
import { until } from '../../support/until.ts';

/** Lengths around those at which the header of a frame grows. */
const LENGTHS = [1, 110, 111, 112, 113, 114, 130, 65_520, 65_521, 65_522, 65_530, 200_000];

describe('the frames of a node', () => {
  const http = createServer();
  const sizes: number[] = [];
  const server = new Server(http, {
    adapter: roomAdapter({
      relay: noRelay,
      prefix: 'order',
      sitting: () => Promise.resolve([]),
      slow: { mayHear: () => true, isCut: () => false },
      counters: { count: () => undefined, size: (_what, n) => sizes.push(n) },
      onError: (error) => {
        throw error;
      },
    }),
    perMessageDeflate: false,
  });
  const clients: Socket[] = [];
  let url: string;

  before(async () => {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });
  after(async () => {
    for (const client of clients) client.close();
    await server.close();
  });

  async function connect(
    transports: string[],
  ): Promise<{ heard: unknown[]; at: ServerSocket; client: Socket }> {
    const arrived = new Promise<ServerSocket>((resolve) => server.once('connection', resolve));
    const client = io(url, { transports, forceNew: true, reconnection: false });
    clients.push(client);
    const heard: unknown[] = [];
    client.on('n', (n: unknown) => heard.push(n));
    const at = await arrived;
    await at.join('u:all');
    return { heard, at, client };
  }

  const tellAll = (n: unknown) => server.to('u:all').emit('n', n);

  it('arrive in order beside packets of the usual way, with each transport and while one is changed for another', async () => {
    const members = [
      await connect(['websocket']),
      await connect(['polling']),
      await connect(['websocket']),
      await connect(['polling', 'websocket']), // in the middle of its upgrade from here on
    ];
    let n = 0;
    for (let burst = 0; burst < 60; burst++) {
      for (let i = 0; i < 10; i++) {
        n += 1;
        if (i % 4 === 3) for (const { at } of members) at.emit('n', n);
        else tellAll(n);
      }
      await new Promise((resolve) => setImmediate(resolve));
      if (burst === 30)
        await until('the upgrade is done', () => members[3]?.client.io.engine.transport.name === 'websocket');
    }
    const all = Array.from({ length: n }, (_, i) => i + 1);
    for (const { heard } of members) {
      await until('all is heard', () => heard.length >= n);
      expect(heard).to.deep.equal(all);
    }
    expect(sizes).to.include(members.length);
  });

  it('are read by clients at every length of their header', async () => {
    const { heard } = await connect(['websocket']);
    for (const length of LENGTHS) tellAll('建'.repeat(3) + 'x'.repeat(length));
    await until('all is heard', () => heard.length === LENGTHS.length);
    expect(heard.map((h) => (h as string).length)).to.deep.equal(LENGTHS.map((l) => l + 3));
  });

  it('are one piece with the payload, whose length in bytes the header says', () => {
    const { bytes, text } = frameOf(['n', '建议']);
    expect(bytes[1]).to.equal(bytes.length - 2);
    expect(bytes.subarray(2).toString()).to.equal(`4${text}`);
  });
});
