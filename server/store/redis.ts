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
import { setImmediate as thisTurn } from 'node:timers/promises';
import { Fault } from '../../shared/faults.ts';
import { within } from '../ops/within.ts';

export type Redis = ReturnType<typeof clientFor>;

/** `redis://…`, `rediss://…`, or `unix:///path/to/socket` for an engine on this machine. */
export function redisOptions(url: string): RedisClientOptions {
  return url.startsWith('unix://') ? { socket: { path: url.slice('unix://'.length), tls: false } } : { url };
}

/** Tries before the first connection counts as failed: about six seconds. A line that breaks later is tried for ever. */
const FIRST_TRIES = 7;

function clientFor(url: string, isFirst: () => boolean) {
  const { socket, ...options } = redisOptions(url);
  return createClient({
    ...options,
    disableOfflineQueue: true, // a request that cannot be served is refused, not parked in memory
    commandOptions: { timeout: 0 }, // it limits parking only, and costs a timer a command
    socket: {
      ...socket,
      reconnectStrategy: (tries, cause) =>
        isFirst() && tries >= FIRST_TRIES ? cause : Math.min(50 * 2 ** tries, 2_000),
    } as NonNullable<RedisClientOptions['socket']>,
  });
}

/** How often a line is tried, and how long it may stay silent then. */
const SILENCE = { everyMs: 5_000, longestMs: 5_000 };

/**
 * Connects one client, or throws; afterwards it reconnects by itself, also when a line goes silent without breaking.
 * `onError` hears of every broken line.
 */
export async function connectRedis(
  url: string,
  onError: (error: unknown) => void,
  silence = SILENCE,
): Promise<Redis> {
  let first = true;
  const client = clientFor(url, () => first);
  client.on('error', (error) => {
    if (!first) onError(error);
  });
  await client.connect();
  first = false;
  leaveSilent(client, onError, silence);
  return client;
}

/** A network that drops what is sent breaks no line: one that answers nothing is given up for a new one. */
function leaveSilent(
  client: Redis,
  onError: (error: unknown) => void,
  { everyMs, longestMs }: typeof SILENCE,
): void {
  let isAsking = false;
  const ask = async () => {
    if (isAsking || !client.isReady) return;
    isAsking = true;
    const asked = { isOpen: true };
    const answer = client.ping().finally(() => (asked.isOpen = false));
    try {
      await within(longestMs, answer);
    } catch (error) {
      await thisTurn(); // a process that was busy itself has not read yet what came meanwhile
      if (error instanceof Fault && client.isOpen && asked.isOpen) {
        onError(new Error(`Redis was silent for ${longestMs} ms`));
        client.destroy(); // who waits for an answer is told that there will be none
        client.connect().catch(onError);
      }
    } finally {
      isAsking = false;
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    clearInterval(timer);
    timer = setInterval(() => void ask(), everyMs).unref();
  };
  client.on('ready', start).on('end', () => clearInterval(timer));
  start();
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
