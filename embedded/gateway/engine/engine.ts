import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Limits } from '../limits.ts';
import { EngineGone, isGone } from './engine-gone.ts';
import { Link } from './link.ts';
import { RowSocket } from './row-socket.ts';

/** Where PostgreSQL listens: the folder of its unix socket, its port, and who connects to what. */
export type PostgresAddress = { host: string; port: number; user: string; database: string };

/** The PostgreSQL behind the gateway: two bounded pools, in which whoever finds no connection waits in line. */
export type Engine = {
  /** Runs work on a connection of its own; `signal` gives the connection up, and with it what runs on it. */
  use<T>(work: (link: Link) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** A connection for a transaction; the caller releases or destroys it. */
  reserve(): Promise<Link>;
  /** How many connections are open, and how many of them are at work. */
  census(): { open: number; busy: number };
  close(): Promise<void>;
};

const sessionSettings = [
  // A persistent cursor lives in a file, not in a connection: any connection can go on with it.
  'documentdb.useFileBasedPersistedCursors=on',
  // Deadlocks come as errors, so that the whole statement can be tried again.
  'documentdb.throwDeadlockOnCRUD=on',
  'client_min_messages=warning',
  // A statement whose asker has gone is given up within a second.
  'client_connection_check_interval=1000',
  'documentdb.maxWriteBatchSize=100000',
  'jit=off',
  // Writers of one unique key lock each other out now and then; one of them tries again as soon as that is seen.
  'deadlock_timeout=50ms',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Opens the pools; connections are made when they are needed. */
export const openEngine = (address: PostgresAddress, limits: Limits): Engine => {
  const plain = makePool(address, limits, limits.connections);
  const held = makePool(address, limits, limits.transactions);

  const acquire = async (pool: pg.Pool): Promise<Link> => {
    const until = performance.now() + limits.engineWait;
    for (let wait = 50; ; wait = Math.min(wait * 2, 1000)) {
      try {
        return new Link(await pool.connect());
      } catch (error) {
        if (!isUnreachable(error)) throw error;
        if (pool.ending || performance.now() + wait > until) throw new EngineGone('not reachable', false);
        await pause(wait);
      }
    }
  };

  return {
    async use(work, signal) {
      const link = await acquire(plain);
      const giveUp = (): void => link.destroy();
      if (signal?.aborted) giveUp();
      signal?.addEventListener('abort', giveUp, { once: true });
      try {
        return await work(link);
      } finally {
        signal?.removeEventListener('abort', giveUp);
        link.release();
      }
    },
    reserve: () => acquire(held),
    census: () => ({
      open: plain.totalCount + held.totalCount,
      busy: plain.totalCount - plain.idleCount + held.totalCount - held.idleCount,
    }),
    async close() {
      await Promise.all([plain.end(), held.end()]);
    },
  };
};

const makePool = (address: PostgresAddress, limits: Limits, max: number): pg.Pool => {
  const pool = new pg.Pool({
    ...address,
    max,
    idleTimeoutMillis: limits.connectionIdle,
    maxLifetimeSeconds: limits.connectionLifetime / 1000,
    allowExitOnIdle: false,
    application_name: 'gateway',
    options: sessionSettings,
    stream: () => new RowSocket(),
  });
  // A connection that breaks fails the statement on it; without one, the pool just forgets it.
  const forget = (): void => undefined;
  pool.on('connect', (client) => client.on('error', forget));
  pool.on('error', forget);
  return pool;
};

const systemErrors = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAGAIN']);

/** Down, starting, stopping or full: it is worth trying again. */
const isUnreachable = (error: unknown): boolean =>
  error instanceof Error &&
  (isGone(error) || ('code' in error && (systemErrors.has(String(error.code)) || error.code === '53300')));
