import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';

/** How long a busy server is left alone, ms. */
const AGAIN_MS = 100;

/** A websocket to the server that speaks engine.io and socket.io by hand, well or badly. */
export interface RawSocket {
  /** What was received, in order, as text; binary frames as `b:<length>`. */
  readonly heard: string[];
  /** Sends exactly this as one frame. */
  send(frame: string | Uint8Array): void;
  /** Bytes past the websocket's own framing. */
  sendBytes(bytes: Uint8Array): void;
  readonly isOpen: boolean;
  /** Bytes not sent yet. */
  readonly waiting: number;
  cut(): void;
}

/** Connects; with a token it also says who it is, again if the server is too busy to look. */
export async function rawSocket(url: string, token?: string): Promise<RawSocket> {
  for (;;) {
    const socket = await dial(url, token);
    if (token === undefined || socket.heard[1]?.startsWith('40')) return socket;
    const refusal = socket.heard[1] ?? '';
    socket.cut();
    if (!refusal.includes('UNAVAILABLE')) throw new Error(refusal);
    await pause(AGAIN_MS);
  }
}

async function dial(url: string, token?: string): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const tcp = once(socket, 'upgrade').then(([response]) => (response as { socket: NodeJS.Socket }).socket);
  const heard: string[] = [];
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    const text = isBinary ? `b:${data.length}` : data.toString();
    if (text === '2') socket.send('3');
    else heard.push(text);
  });
  const under = await tcp;
  if (token !== undefined) {
    while (heard.length < 1) await once(socket, 'message');
    socket.send(`40${JSON.stringify({ token })}`);
    while (heard.length < 2) await once(socket, 'message');
  }
  return {
    heard,
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    sendBytes: (bytes) => void under.write(bytes),
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    get waiting() {
      return socket.bufferedAmount;
    },
    cut: () => socket.terminate(),
  };
}
