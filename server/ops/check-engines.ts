import type { Database } from '../store/mongo.ts';
import type { Redis } from '../store/redis.ts';

/** An engine that cannot be used as it is; the message says what to change. */
export class UnfitEngine extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnfitEngine';
  }
}

const LEAST_REDIS = 7; // sharded pub/sub
const LEAST_MONGODB = 5;

export interface EngineLines {
  mongo: () => Promise<Database>;
  redis: () => Promise<Redis>;
  /** Null: the queues of work are in the same Redis. */
  jobs: (() => Promise<Redis>) | null;
  /** Hears of what is allowed, but not advised. */
  warn: (message: string) => void;
}

/** Connects both engines, or refuses: not reachable, too old, or such that they would lose what is said or owed. */
export async function connectEngines(lines: EngineLines): Promise<{ database: Database; redis: Redis }> {
  if (lines.jobs) await checkJobs(lines.jobs);
  const database = await reach('MONGODB_URL', 'MongoDB', lines.mongo);
  try {
    const redis = await reach('REDIS_URL', 'Redis', lines.redis);
    try {
      await checkVersion('REDIS_URL', redis);
      if (lines.jobs === null) await refuseForgetful('REDIS_URL', redis);
      else await warnOfForgetful(redis, lines.warn);
      await checkMongo(database);
      return { database, redis };
    } catch (error) {
      redis.destroy();
      throw error;
    }
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The runner connects lines of its own; this one only looks. */
async function checkJobs(connect: () => Promise<Redis>): Promise<void> {
  const redis = await reach('REDIS_JOBS_URL', 'Redis', connect);
  try {
    await checkVersion('REDIS_JOBS_URL', redis);
    await refuseForgetful('REDIS_JOBS_URL', redis);
  } finally {
    redis.destroy();
  }
}

const reach = <T>(name: string, engine: string, connect: () => Promise<T>): Promise<T> =>
  connect().catch((error: unknown) => {
    throw new UnfitEngine(
      `${name}: ${engine} cannot be reached (${error instanceof Error ? error.message : String(error)}). ` +
        'Check that it runs, that the address, user and password are right, and that nothing blocks the way.',
    );
  });

async function checkVersion(name: string, redis: Redis): Promise<void> {
  const version = /redis_version:(\d+)/.exec(await redis.info('server'))?.[1];
  if (version === undefined || Number(version) < LEAST_REDIS)
    throw new UnfitEngine(
      `${name}: Redis ${version ?? '?'} is too old; version ${LEAST_REDIS} or later is needed.`,
    );
}

const KEEPS = 'noeviction';

/** What Redis does when memory runs short; from INFO, because not everybody may ask for CONFIG. */
const policyOf = async (redis: Redis): Promise<string> =>
  /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1] ?? 'unknown';

async function refuseForgetful(name: string, redis: Redis): Promise<void> {
  const policy = await policyOf(redis);
  if (policy !== KEEPS)
    throw new UnfitEngine(
      `${name}: maxmemory-policy is "${policy}", so Redis would drop queued work. ` +
        `Set "maxmemory-policy ${KEEPS}" in redis.conf, or give the queues a Redis of their own (REDIS_JOBS_URL).`,
    );
}

async function warnOfForgetful(redis: Redis, warn: EngineLines['warn']): Promise<void> {
  const policy = await policyOf(redis);
  if (policy !== KEEPS)
    warn(
      `REDIS_URL: maxmemory-policy is "${policy}". Nothing is lost by it, but what Redis drops is made again from the ` +
        `database, which is slow; better set "maxmemory-policy ${KEEPS}".`,
    );
}

async function checkMongo(database: Database): Promise<void> {
  const db = database.connection.db;
  if (!db) throw new UnfitEngine('MONGODB_URL: not connected.');
  const { version } = (await db.admin().buildInfo()) as { version?: string };
  if (version === undefined || Number.parseInt(version, 10) < LEAST_MONGODB)
    throw new UnfitEngine(
      `MONGODB_URL: MongoDB ${version ?? '?'} is too old; version ${LEAST_MONGODB} or later is needed.`,
    );
  const hello = (await db.command({ hello: 1 })) as { setName?: string; msg?: string };
  if (hello.setName === undefined && hello.msg !== 'isdbgrid')
    throw new UnfitEngine(
      'MONGODB_URL: a standalone server has no transactions and no majority writes. Start mongod with --replSet rs0 and run rs.initiate() once, or use docker compose up.',
    );
}
