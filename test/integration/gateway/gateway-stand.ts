import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';
import pg from 'pg';
import { openGateway, type Gateway } from '../../../embedded/gateway/index.ts';
import type { Limits } from '../../../embedded/gateway/limits.ts';
import { engineFolder, engineUser, socketFolder } from '../../../embedded/places.ts';
import type { PostgresAddress } from '../../../embedded/postgres.ts';
import { bringUpForRun } from '../../support/engines.ts';

export type MongoClient = mongoose.mongo.MongoClient;
type Db = mongoose.mongo.Db;

/** A PostgreSQL with DocumentDB of these tests' own, and the gateway process that its keeper runs in front of it. */
export type Stand = { postgres: PostgresAddress; keptUrl: string; killPostgres: () => void };

let standing: Promise<Stand> | undefined;

/** Brought up by the first test that asks, whatever MONGODB_URL says; stopped at the end of the run. */
export const stand = (): Promise<Stand> => (standing ??= bringUp());

const bringUp = async (): Promise<Stand> => {
  const { mongodbUrl, folder } = await bringUpForRun({ mongodb: true, redis: false });
  const root = engineFolder(folder);
  const host = socketFolder(root, engineUser());
  return {
    postgres: { host, port: 5432, user: 'postgres', database: 'postgres' },
    keptUrl: mongodbUrl,
    killPostgres: () => {
      const pid = Number(readFileSync(join(root, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 'SIGKILL');
    },
  };
};

/** A gateway of a test's own in this process, a client of it and an empty database. */
export type Bench = { gateway: Gateway; client: MongoClient; db: Db; url: string; close(): Promise<void> };

let benches = 0;

export const openBench = async (
  limits: Partial<Limits> = {},
  options: mongoose.mongo.MongoClientOptions = {},
): Promise<Bench> => {
  const { postgres } = await stand();
  const gateway = await openGateway({ postgres, host: '127.0.0.1', port: 0, say: () => undefined, limits });
  const url = `mongodb://127.0.0.1:${gateway.port}/?directConnection=true`;
  const client = new mongoose.mongo.MongoClient(url, options);
  const db = client.db(`bench${(benches += 1)}_${process.pid}`);
  return {
    gateway,
    client,
    db,
    url,
    async close() {
      await db.dropDatabase();
      await client.close();
      await gateway.close();
    },
  };
};

/** Asks PostgreSQL itself: one number. */
export const askPostgres = async (sql: string): Promise<number> => {
  const { postgres } = await stand();
  const client = new pg.Client(postgres);
  await client.connect();
  try {
    const { rows } = await client.query<{ n: string }>(`SELECT (${sql})::text AS n`);
    return Number(rows[0]?.n);
  } finally {
    await client.end();
  }
};

/** The MongoServerError that something ends in; fails when it does not. */
export const refusalOf = async (work: Promise<unknown>): Promise<mongoose.mongo.MongoServerError> => {
  const outcome = await work.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (outcome instanceof mongoose.mongo.MongoServerError) return outcome;
  throw outcome instanceof Error ? outcome : new Error(`Expected a refusal: ${String(outcome)}`);
};
