import { io, type Socket } from 'socket.io-client';
import type { Reply } from '../../shared/contract.ts';
import type { Session } from '../../shared/people.ts';

/** A client without any help: what goes over the wire and nothing else. For tests of the wire itself. */
export interface WireClient {
  token: string;
  /** Everything this socket was told, in order. */
  heard: { event: string; body: unknown }[];
  http(name: string, input: unknown): Promise<{ status: number; reply: Reply<unknown> }>;
  socket(name: string, input: unknown): Promise<Reply<unknown>>;
  connected(): boolean;
  close(): void;
}

/** One request over HTTP. */
export async function overHttp(
  url: string,
  name: string,
  { input, token }: { input: unknown; token?: string },
): Promise<{ status: number; reply: Reply<unknown> }> {
  const response = await fetch(`${url}/api/v1/${name.replace(':', '/')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(input),
  });
  return { status: response.status, reply: (await response.json()) as Reply<unknown> };
}

/** Signs in and connects; throws the fault's code when refused. */
export async function wireClient(
  url: string,
  { login, password }: { login: string; password: string },
): Promise<WireClient> {
  const input = { login, password, keep: 'body', device: 'test' };
  const { reply } = await overHttp(url, 'session:sign-in', { input });
  if (!reply.ok) throw new Error(reply.fault.code);
  const token = (reply.data as Session).accessToken;
  const socket: Socket = io(url, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  const heard: WireClient['heard'] = [];
  socket.onAny((event: string, body: unknown) => heard.push({ event, body }));
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return {
    token,
    heard,
    http: (name, asked) => overHttp(url, name, { input: asked, token }),
    socket: async (name, asked) => (await socket.timeout(10_000).emitWithAck(name, asked)) as Reply<unknown>,
    connected: () => socket.connected,
    close: () => socket.close(),
  };
}
