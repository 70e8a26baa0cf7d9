import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Connect, Line, Seat, Way } from './speaker.ts';

interface Reply {
  ok?: boolean;
  seq?: number;
  data?: { seq?: number };
}

const POSTED = { huying: '42["message:posted"', relay: '42["posted"' } as Record<string, string>;

/** The server asks to come back in so many milliseconds. */
class ComeLater extends Error {
  readonly inMs: number;

  constructor(inMs: number) {
    super(`come back in ${inMs} ms`);
    this.inMs = inMs;
  }
}

/** Connects; when the server takes no more people just now, comes back when it says. */
export const connectSocketIo: Connect = async (way, seat, heard) => {
  for (;;)
    try {
      return await connectOnce(way, seat, heard);
    } catch (error) {
      if (!(error instanceof ComeLater)) throw error;
      await pause(error.inMs);
    }
};

const refusalOf = (text: string): Error => {
  const { data } = JSON.parse(text.slice(2)) as { data?: { facts?: { retryAfterMs?: number } } };
  const wait = data?.facts?.retryAfterMs;
  return wait === undefined ? new Error(text) : new ComeLater(wait);
};

/** Socket.IO 5 over Engine.IO 4, text frames only: `40` connects, `42` tells, `42<id>` asks, `43<id>` answers, `2` and `3` ping. */
const connectOnce: Connect = (way, seat, heard) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${way.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    const waiting = new Map<string, (reply: Reply) => void>();
    const posted = POSTED[way.kind] ?? '';
    let asked = 0;
    const ask = (event: string, input: unknown) =>
      new Promise<Reply>((answered) => {
        const id = String((asked += 1));
        waiting.set(id, answered);
        socket.send(`42${id}${JSON.stringify([event, input])}`);
      });
    const take = (text: string) => {
      if (text.startsWith(posted)) heard(text);
      else if (text.startsWith('43')) {
        const from = text.indexOf('[');
        const id = text.slice(2, from);
        waiting.get(id)?.((JSON.parse(text.slice(from)) as [Reply])[0]);
        waiting.delete(id);
      } else if (text === '2') socket.send('3');
      else if (text.startsWith('0')) socket.send(`40${JSON.stringify({ token: seat.token })}`);
      else if (text.startsWith('44')) {
        socket.terminate();
        reject(refusalOf(text));
      } else if (text.startsWith('40'))
        enter(way, seat, ask).then(() => resolve(line(way, seat, { ask, socket })), reject);
    };
    socket.on('message', (data) => take((data as Buffer).toString('utf8')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
  });

type Ask = (event: string, input: unknown) => Promise<Reply>;

async function enter(way: Way, seat: Seat, ask: Ask): Promise<void> {
  if (way.kind === 'relay') await ask('join', seat.room);
  else must(await ask('room:open', { roomId: seat.room }));
}

function line(way: Way, seat: Seat, { ask, socket }: { ask: Ask; socket: WebSocket }): Line {
  const { room } = seat;
  const plain = way.kind === 'relay';
  return {
    post: async (text) =>
      plain
        ? ((await ask('post', { room, text })).seq ?? null)
        : (must(await ask('message:post', { roomId: room, text, sendKey: randomUUID() })).data?.seq ?? null),
    catchUp: async (known) => {
      if (!plain) must(await ask('room:sync', { rooms: [{ roomId: room, seq: known, changeSeq: 0 }] }));
    },
    close: () => socket.terminate(),
  };
}

function must(reply: Reply): Reply {
  if (reply.ok !== true) throw new Error(JSON.stringify(reply));
  return reply;
}
