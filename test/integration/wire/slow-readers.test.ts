import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket as TcpSocket } from 'node:net';
import { expect } from 'chai';
import { messagePosted } from '../../../shared/messages.ts';
import { typingShowed } from '../../../shared/presence.ts';
import type { Caller } from '../../../server/wire/ports.ts';
import { bytesWaiting, type Line } from '../../../server/wire/frame.ts';
import { headMoved } from '../../../shared/rooms.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';

/** A masked text frame of a client (RFC 6455), with a mask of zeros; shorter than 65,536 bytes. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = Buffer.alloc(payload.length < 126 ? 6 : 8);
  head[0] = 0x81;
  if (payload.length < 126) head[1] = 0x80 | payload.length;
  else {
    head[1] = 0x80 | 126;
    head.writeUInt16BE(payload.length, 2);
  }
  return Buffer.concat([head, payload]);
}

/** A client that opens a room over a bare TCP connection and then reads nothing more. */
async function deafClient(url: string, token: string, roomId: string): Promise<TcpSocket> {
  const { port, host } = new URL(url);
  const tcp = connect(Number(port), '127.0.0.1');
  await once(tcp, 'connect');
  let said = '';
  tcp.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
  tcp.on('error', () => undefined); // it will be cut off
  tcp.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  await until('the transport is open', () => said.includes('"sid"'));
  tcp.write(frame(`40${JSON.stringify({ token })}`));
  await until('it is signed in', () => said.includes('40{"sid"'));
  tcp.write(frame(`420${JSON.stringify(['room:open', { roomId }])}`));
  await until('the room is open', () => said.includes('430[{"ok":true'));
  tcp.removeAllListeners('data');
  tcp.pause();
  return tcp;
}

describe('a reader that stops reading', () => {
  let server: TestServer;
  let li: TestPerson;
  let wang: TestPerson;
  const clients: WireClient[] = [];

  before(async function () {
    this.timeout(180_000);
    server = await startServer({ env: { HUYING_READS_PER_SECOND: '100000' } });
    [li, wang] = (await server.addPeople(2)) as [TestPerson, TestPerson];
  });
  after(async () => {
    for (const client of clients) client.close();
    await server.stop();
  });

  const metric = async (name: string): Promise<number> => {
    const text = await server.parts.metrics.text();
    return Number(new RegExp(`^huying_${name} (\\d+)`, 'm').exec(text)?.[1]);
  };

  it('costs a bounded amount under 20,000 messages, is cut, and misses nothing when it returns', async function () {
    this.timeout(120_000);
    const { roomId } = await server.addRoom([li, wang]);
    const reader = await wireClient(server.url, wang);
    const tcp = await deafClient(server.url, reader.token, roomId);
    reader.close();
    const listener = await wireClient(server.url, li);
    clients.push(listener);
    await listener.socket('room:open', { roomId });
    const room = await server.parts.database.connection.collection('rooms').findOne({ _id: roomId });
    const text = '建议已收到'.repeat(40); // 600 bytes: 20,000 of them are more than any buffer below us holds
    const body = {
      ...{ messageId: randomUUID(), roomId, author: { kind: 'bot', name: '呼应助手' } as const },
      ...{ body: { kind: 'text', text } as const, at: '2026-03-05T01:00:00.000Z', changeSeq: 0 },
    };

    const slowBefore = await metric('slow_readers_total');
    const cutBefore = await metric('cut_readers_total');
    const { io, tell } = server.parts;
    const socketOf = () =>
      [...io.of('/').sockets.values()].find(
        (s) => (s.data as { caller: Caller }).caller.personId === wang.personId,
      );
    let most = 0;
    for (let seq = 2; seq <= 20_001; seq++) {
      tell.room(
        { _id: roomId, memberVersion: (room?.['memberVersion'] as number | undefined) ?? 0 },
        messagePosted,
        { ...body, seq, sendKey: randomUUID() },
      );
      if (seq % 200 === 0) {
        await until('who reads keeps up', () => listener.heard.length > seq - 200, 60_000);
        const socket = socketOf();
        if (socket) most = Math.max(most, bytesWaiting(socket.client.conn as unknown as Line));
      }
    }
    await until('who reads hears all', () => listener.heard.length >= 20_000, 60_000);
    expect(most).to.be.within(100_000, 300_000);
    expect(await metric('slow_readers_total')).to.equal(slowBefore + 1);

    // It goes on asking, and does not read the answers either.
    const ask = frame(`421${JSON.stringify(['session:me', {}])}`);
    const asking = setInterval(
      () => tcp.writable && tcp.write(Buffer.concat(Array.from({ length: 20 }, () => ask))),
      5,
    );
    await until('it is cut off', () => socketOf() === undefined, 60_000);
    clearInterval(asking);
    tcp.destroy();
    expect(await metric('cut_readers_total')).to.equal(cutBefore + 1);

    const post = await listener.socket('message:post', { roomId, text: '还在吗', sendKey: randomUUID() });
    expect(post.ok).to.equal(true);
    const back = await wireClient(server.url, wang);
    clients.push(back);
    const synced = await back.socket('room:sync', { rooms: [{ roomId, seq: 1, changeSeq: 0 }] });
    expect(synced).to.have.nested.property('data.rooms[0].to', 2);
  });

  it('that reads again in time is told once which rooms moved', async () => {
    const { roomId } = await server.addRoom([li, wang]);
    const reader = await wireClient(server.url, wang);
    const tcp = await deafClient(server.url, reader.token, roomId);
    reader.close();
    const speaker = await wireClient(server.url, li);
    clients.push(speaker);
    const before = await metric('slow_readers_total');
    const filler = { _id: roomId, memberVersion: 0 };
    for (let n = 0; n < 5_000 && (await metric('slow_readers_total')) === before; n++)
      for (let i = 0; i < 20; i++)
        server.parts.tell.room(filler, typingShowed, {
          roomId,
          personId: li.personId,
          name: '甲'.repeat(1_000),
        });
    expect(await metric('slow_readers_total')).to.equal(before + 1);
    await speaker.socket('message:post', { roomId, text: '错过的一句', sendKey: randomUUID() });

    let said = '';
    tcp.on('data', (chunk: Buffer) => (said = (said + chunk.toString('latin1')).slice(-4_000)));
    tcp.resume();
    await until('it is told', () => said.includes(`"${headMoved.name}"`), 30_000);
    expect(said).to.include('"seq":2');
    expect(said).not.to.include('message:posted');
    tcp.destroy();
  });
});
