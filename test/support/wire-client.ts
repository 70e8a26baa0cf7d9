import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Reply, WireFault } from '../../shared/contract.ts';
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

/** How often a node that is too busy to look is asked again. */
const TRIES = 30;

/** What a client without help does, too: it comes again when it was told to. */
async function patiently<T>(once: () => Promise<T>, waitOf: (error: unknown) => number | null): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await once();
    } catch (error) {
      const wait = waitOf(error);
      if (wait === null || tries === TRIES) throw error;
      await pause(wait);
    }
}

const waitNamed = (fault: unknown): number | null => {
  const { code, facts } = (fault ?? {}) as Partial<WireFault>;
  return code === 'UNAVAILABLE' ? Number(facts?.['retryAfterMs'] ?? 100) : null;
};

/** Signs in and connects; throws the fault's code when refused. */
export async function wireClient(
  url: string,
  { login, password }: { login: string; password: string },
): Promise<WireClient> {
  const input = { login, password, keep: 'body', device: 'test' };
  const session = await patiently(
    async () => {
      const { reply } = await overHttp(url, 'session:sign-in', { input });
      if (!reply.ok) throw new Error(reply.fault.code, { cause: reply.fault });
      return reply.data as Session;
    },
    (error) => waitNamed((error as Error).cause),
  );
  return tokenClient(url, session.accessToken);
}

/** Connects with a token; throws the fault's code when refused. */
export async function tokenClient(url: string, token: string): Promise<WireClient> {
  const socket: Socket = io(url, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    autoConnect: false,
  });
  const heard: WireClient['heard'] = [];
  socket.onAny((event: string, body: unknown) => heard.push({ event, body }));
  await patiently(
    () =>
      new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve).once('connect_error', reject).connect();
      }).finally(() => socket.off('connect').off('connect_error')),
    (error) => waitNamed((error as { data?: unknown }).data),
  );
  return {
    token,
    heard,
    http: (name, asked) => overHttp(url, name, { input: asked, token }),
    socket: async (name, asked) => (await socket.timeout(10_000).emitWithAck(name, asked)) as Reply<unknown>,
    connected: () => socket.connected,
    close: () => socket.close(),
  };
}
