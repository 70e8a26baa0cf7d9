import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringUpEngines, type Engines } from '../../embedded/index.ts';
import { connectMongo, type Database } from '../../server/store/mongo.ts';
import { connectRedis, type Redis } from '../../server/store/redis.ts';

let up: Promise<Engines & { folder: string | null }> | null = null;

/** Real engines for this run of the tests: those of MONGODB_URL and REDIS_URL, else embedded ones, brought up once. */
export const engines = (): Promise<{ mongodbUrl: string; redisUrl: string }> => (up ??= bringUp());

async function bringUp(): Promise<Engines & { folder: string | null }> {
  const mongodbUrl = process.env['MONGODB_URL'] ?? '';
  const redisUrl = process.env['REDIS_URL'] ?? '';
  const need = { mongodb: mongodbUrl === '', redis: redisUrl === '' };
  const folder = mkdtempSync(join(tmpdir(), 'huying-test-'));
  chmodSync(folder, 0o755); // else root's engines keep their data outside it, where nobody would remove it
  const cacheDir = process.env['HUYING_CACHE_DIR'];
  const own = await bringUpEngines({
    dataDir: folder,
    need,
    say: (line) => process.stderr.write(`  ${line}\n`),
    ...(cacheDir ? { cacheDir } : {}),
  });
  return {
    mongodbUrl: need.mongodb ? own.mongodbUrl : mongodbUrl,
    redisUrl: need.redis ? own.redisUrl : redisUrl,
    stop: () => own.stop(),
    folder,
  };
}

/** Mocha calls this once, after the last test. */
export async function stopEngines(): Promise<void> {
  const running = await up;
  await running?.stop();
  if (running?.folder) rmSync(running.folder, { recursive: true, force: true });
}

/** A database of its own; `drop` removes it and closes the connection. */
export async function freshDatabase(): Promise<Database & { drop(): Promise<void> }> {
  const { mongodbUrl } = await engines();
  const database = await connectMongo(mongodbUrl, `test_${randomUUID().slice(0, 13).replace('-', '')}`);
  return {
    ...database,
    async drop() {
      await database.connection.dropDatabase();
      await database.close();
    },
  };
}

/** A Redis client and a prefix of its own. */
export async function freshRedis(): Promise<{
  redis: Redis;
  prefix: string;
  url: string;
  close(): Promise<void>;
}> {
  const { redisUrl } = await engines();
  const redis = await connectRedis(redisUrl, () => undefined);
  return { redis, prefix: `test-${randomUUID().slice(0, 8)}`, url: redisUrl, close: () => redis.close() };
}
