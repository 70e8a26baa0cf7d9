import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { answerQuestions } from './child.ts';
import { quantile } from './figures.ts';

/** The load: many sockets in rooms, one message under way in each room (closed loop). */
interface Seat {
  room: string;
  token?: string;
}
interface Way {
  kind: 'huying' | 'relay';
  url: string;
  seats: Seat[];
}

// 198 bytes of Chinese: what people write.
const TEXT =
  '建议已收到，我们将会同有关部门认真研究，尽快与您当面沟通，听取您的意见，并按时书面答复。感谢您对这项工作的关心和支持，欢迎继续提出。';

let way: Way;
let sockets: Socket[] = [];
let delivered = 0;

const ask = (socket: Socket, event: string, ...args: unknown[]) =>
  socket.timeout(60_000).emitWithAck(event, ...args) as Promise<{ ok?: boolean; fault?: unknown }>;

async function connectOne(seat: Seat): Promise<Socket> {
  const socket = io(way.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...(seat.token ? { auth: { token: seat.token } } : {}),
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  socket.on(way.kind === 'huying' ? 'message:posted' : 'posted', () => (delivered += 1));
  if (way.kind === 'relay') await ask(socket, 'join', seat.room);
  else {
    const opened = await ask(socket, 'room:open', { roomId: seat.room });
    if (opened.ok !== true) throw new Error(JSON.stringify(opened));
  }
  return socket;
}

async function post(socket: Socket, room: string): Promise<void> {
  if (way.kind === 'relay') {
    await ask(socket, 'post', { room, text: TEXT });
    return;
  }
  const reply = await ask(socket, 'message:post', { roomId: room, text: TEXT, sendKey: randomUUID() });
  if (reply.ok !== true) throw new Error(JSON.stringify(reply));
}

/** Posts in turn from the people of each room for so long; then waits for what is still on its way. */
async function talk(seconds: number) {
  const rooms = new Map<string, Socket[]>();
  way.seats.forEach(({ room }, i) => rooms.set(room, [...(rooms.get(room) ?? []), sockets[i] as Socket]));
  const latencies: number[] = [];
  delivered = 0;
  const start = performance.now();
  const end = start + seconds * 1_000;
  await Promise.all(
    [...rooms].map(async ([room, people]) => {
      for (let i = 0; performance.now() < end; i++) {
        const asked = performance.now();
        await post(people[i % people.length] as Socket, room);
        latencies.push(performance.now() - asked);
      }
    }),
  );
  const took = (performance.now() - start) / 1_000;
  const due = latencies.length * (way.seats.length / rooms.size);
  for (let waited = 0; delivered < due && waited < 10_000; waited += 50) await pause(50);
  const { user, system } = process.cpuUsage();
  return {
    accepted: latencies.length / took,
    deliveries: due / took,
    lost: due - delivered,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpuSeconds: (user + system) / 1e6,
  };
}

answerQuestions({
  connect: async (question: Way) => {
    way = question;
    sockets = [];
    const start = performance.now();
    for (let i = 0; i < way.seats.length; i += 50)
      sockets.push(...(await Promise.all(way.seats.slice(i, i + 50).map(connectOne))));
    return { connectsPerSecond: way.seats.length / ((performance.now() - start) / 1_000) };
  },
  talk: ({ seconds }: { seconds: number }) => talk(seconds),
  leave: () => {
    for (const socket of sockets) socket.close();
    return Promise.resolve({});
  },
});
