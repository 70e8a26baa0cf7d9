import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { withLog } from './engine-log.ts';
import { own, type EngineUser } from './places.ts';
import type { Engine } from './supervise.ts';

/** Where the database's programs, data and socket are. */
export interface PostgresPlace {
  bin: string;
  root: string;
  sockets: string;
  user?: EngineUser;
}

/** How to reach it: only by a socket in a private folder. */
export interface PostgresAddress {
  host: string;
  port: number;
  user: string;
  database: string;
}

const port = 5432; // only the name of a file in the socket folder
/** What its programs get of the environment. The host may have no time zones to read; UTC they know by themselves. */
export const programEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/** The address of the database of that place. */
export function postgresAddress({ sockets }: PostgresPlace): PostgresAddress {
  return { host: sockets, port, user: 'postgres', database: 'postgres' };
}

/** Writes the configuration anew; what need not last is never forced to the disk. */
export function writeConfiguration(place: PostgresPlace, { lasting }: { lasting: boolean }): void {
  writeFileSync(join(place.root, 'postgres.conf'), configuration(place) + (lasting ? '' : PASSING));
}

/** For data that goes with its run: nothing is made safe against the end of the machine (PostgreSQL, 14.5). */
const PASSING = `fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
checkpoint_timeout = 30min
max_wal_size = 4GB
`;

const MIB = 2 ** 20;

/**
 * Pages that PostgreSQL keeps by itself, in MiB: a quarter of the machine's memory as its manual advises (19.4), but no more
 * than a year needs.
 */
export const sharedBuffers = (bytesOfMemory: number): number =>
  Math.round(Math.min(1_024, Math.max(128, bytesOfMemory / MIB / 4)));

function configuration({ root, sockets }: PostgresPlace): string {
  return `# Written at every start.
include '${join(root, 'postgres', 'postgresql.conf')}'
listen_addresses = ''
unix_socket_directories = '${sockets}'
unix_socket_permissions = 0700
port = ${port}
max_connections = 300
shared_buffers = ${sharedBuffers(totalmem())}MB
# Few pages are read at a time: to ask another process for each costs more than to read it.
io_method = sync
# Packing by pglz, the default, takes a third of the time that writing a case takes without indexes.
default_toast_compression = lz4
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
synchronous_commit = on
max_wal_size = 2GB
min_wal_size = 256MB
checkpoint_completion_target = 0.9
autovacuum = on
jit = off
max_worker_processes = 16
timezone = 'UTC'
log_timezone = 'UTC'
# Not the errors of single commands: their text may quote what people wrote.
log_min_messages = log
shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'
cron.database_name = 'postgres'
cron.use_background_workers = on
cron.log_run = off
cron.log_statement = off
documentdb.localhost_connection_string = 'host=${sockets} port=${port}'
`;
}

/** The database as an engine to keep running. */
export function postgresEngine(place: PostgresPlace): Engine {
  const { bin, root, sockets, user } = place;
  const data = join(root, 'postgres');
  return {
    name: 'PostgreSQL',
    log: 'postgres.log',
    pidFile: join(root, 'postgres.pid'),
    stopSignal: 'SIGINT', // "fast": ends the sessions, writes everything down
    workFolder: data, // pg_cron's launcher was seen to run on when the postmaster is killed, and holds its memory
    launch: () => {
      own(sockets, user);
      return withLog(join(root, 'logs', 'postgres.log'), (log) =>
        spawn(join(bin, 'postgres'), ['-D', data, '-c', `config_file=${join(root, 'postgres.conf')}`], {
          ...user,
          cwd: data,
          env: programEnvironment,
          stdio: ['ignore', log, log],
        }),
      );
    },
    whenReady: async (_child, gone) => {
      while (!gone.aborted) {
        if (
          await ask(place, ['SELECT 1']).then(
            () => true,
            () => false,
          )
        )
          return;
        await pause(50);
      }
    },
  };
}

/** Puts DocumentDB into the database, or brings it to the version of the programs. */
export async function installDocumentdb(place: PostgresPlace): Promise<void> {
  await ask(place, [
    'CREATE EXTENSION IF NOT EXISTS documentdb CASCADE',
    'ALTER EXTENSION documentdb_core UPDATE',
    'ALTER EXTENSION documentdb UPDATE',
  ]);
}

async function ask(place: PostgresPlace, statements: string[]): Promise<void> {
  const client = new Client({ ...postgresAddress(place), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end().catch(() => undefined);
  }
}
