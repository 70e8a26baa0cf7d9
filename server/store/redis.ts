import { createClient, type RedisClientOptions } from 'redis';

export type Redis = ReturnType<typeof clientFor>;

/** `redis://…`, `rediss://…`, or `unix:///path/to/socket` for an engine on this machine. */
export function redisOptions(url: string): RedisClientOptions {
  return url.startsWith('unix://')
    ? { socket: { path: url.slice('unix://'.length), tls: false } }
    : { url };
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
