import {
  AbortError,
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  createClient,
  DisconnectsClientError,
  ErrorReply,
  type RedisClientOptions,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
} from 'redis';

export type Redis = ReturnType<typeof clientFor>;

/** `redis://…`, `rediss://…`, or `unix:///path/to/socket` for an engine on this machine. */
export function redisOptions(url: string): RedisClientOptions {
  return url.startsWith('unix://') ? { socket: { path: url.slice('unix://'.length), tls: false } } : { url };
}

const clientFor = (url: string) =>
  createClient({
    ...redisOptions(url),
    disableOfflineQueue: true, // a request that cannot be served is refused, not parked in memory
  });

/** Connects one client; it reconnects by itself afterwards. `onError` hears of every broken line. */
export async function connectRedis(url: string, onError: (error: unknown) => void): Promise<Redis> {
  const client = clientFor(url);
  client.on('error', onError);
  await client.connect();
  return client;
}

/** True when Redis could not be reached or broke off: the same command may succeed later. */
export const isRedisUnreachable = (error: unknown): boolean =>
  error instanceof ClientOfflineError ||
  error instanceof ClientClosedError ||
  error instanceof DisconnectsClientError ||
  error instanceof SocketClosedUnexpectedlyError ||
  error instanceof ConnectionTimeoutError ||
  error instanceof SocketTimeoutError ||
  error instanceof AbortError ||
  // While it reads its file after a restart, Redis answers LOADING.
  (error instanceof ErrorReply && error.message.startsWith('LOADING')) ||
  (error instanceof Error && 'code' in error && CONNECTION_CODES.has(String(error.code)));

const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT']);
