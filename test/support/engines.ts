import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringUpEngines, type Engines } from '../../embedded/index.ts';
import { readLiveIdentity, waitForEnd } from '../../embedded/process-identity.ts';
import { connectMongo, type Database } from '../../server/store/mongo.ts';
import { connectRedis, type Redis } from '../../server/store/redis.ts';

/** Names the folder of the run to the processes that share its files among them. */
const RUN_FOLDER = 'HUYING_TEST_FOLDER';
/** How long engines may take to stop. */
const STOP_MS = 60_000;

const started: Engines[] = [];
let up: Promise<{ mongodbUrl: string; redisUrl: string }> | null = null;

/** Mocha calls this once in its first process, before any other is started. */
export function openRun(): void {
  process.env[RUN_FOLDER] = openFolder(join(tmpdir(), 'huying-test-'));
}

/** Mocha calls this once in its first process, when all others have ended: with each its engines stop. */
export async function closeRun(): Promise<void> {
  for (const engines of started) await engines.stop();
  const folder = runFolder();
  for (const name of readdirSync(folder)) {
    const keeper = readLiveIdentity(join(folder, name, 'engines', 'keeper.pid'));
    if (keeper && !(await waitForEnd(keeper, STOP_MS)))
      throw new Error(`the engines in ${folder}/${name} do not stop`);
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Which engines are wanted. */
export interface Need {
  readonly mongodb: boolean;
  readonly redis: boolean;
}

/** Embedded engines with their data in this folder; who brings them up stops them. */
export function enginesIn(
  folder: string,
  need: Need,
  say: (line: string) => void = () => undefined,
): Promise<Engines> {
  const cacheDir = process.env['HUYING_CACHE_DIR'];
  return bringUpEngines({ dataDir: folder, need, say, ...(cacheDir ? { cacheDir } : {}) });
}

/** Embedded engines of this process until the run ends, and their folder. */
export async function bringUpForRun(
  need: Need,
): Promise<{ mongodbUrl: string; redisUrl: string; folder: string }> {
  const folder = freshFolder();
  const own = await enginesIn(folder, need, (line) => process.stderr.write(`  ${line}\n`));
  started.push(own);
  return { mongodbUrl: own.mongodbUrl, redisUrl: own.redisUrl, folder };
}

/** Real engines for the tests of this process: those of MONGODB_URL and REDIS_URL, else embedded ones, brought up once. */
export const engines = (): Promise<{ mongodbUrl: string; redisUrl: string }> => (up ??= bringUp());

async function bringUp(): Promise<{ mongodbUrl: string; redisUrl: string }> {
  const mongodbUrl = process.env['MONGODB_URL'] ?? '';
  const redisUrl = process.env['REDIS_URL'] ?? '';
  const own = await bringUpForRun({ mongodb: mongodbUrl === '', redis: redisUrl === '' });
  return { mongodbUrl: mongodbUrl || own.mongodbUrl, redisUrl: redisUrl || own.redisUrl };
}

/** A new folder for engines, which goes with the run at the latest. */
export const freshFolder = (): string => openFolder(join(runFolder(), 'engines-'));

/** A new folder that the engines' own account may enter; else they would keep their data where nobody removes it. */
function openFolder(prefix: string): string {
  const folder = realpathSync(mkdtempSync(prefix));
  chmodSync(folder, 0o755);
  return folder;
}

function runFolder(): string {
  const folder = process.env[RUN_FOLDER];
  if (!folder) throw new Error('the run of the tests was not opened (see hooks.ts)');
  return folder;
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
