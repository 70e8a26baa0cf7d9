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

/** Connects both engines, or refuses: not reachable, too old, or such that they would lose what is said. */
export async function connectEngines(
  mongo: () => Promise<Database>,
  connectRedis: () => Promise<Redis>,
): Promise<{ database: Database; redis: Redis }> {
  const database = await mongo().catch((error: unknown) => {
    throw unreachable('MONGODB_URL', 'MongoDB', error);
  });
  try {
    const redis = await connectRedis().catch((error: unknown) => {
      throw unreachable('REDIS_URL', 'Redis', error);
    });
    try {
      await checkRedis(redis);
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

const unreachable = (name: string, engine: string, error: unknown) =>
  new UnfitEngine(
    `${name}: ${engine} cannot be reached (${error instanceof Error ? error.message : String(error)}). ` +
      'Check that it runs, that the address, user and password are right, and that nothing blocks the way.',
  );

async function checkRedis(redis: Redis): Promise<void> {
  const info = await redis.info('server');
  const version = /redis_version:(\d+)/.exec(info)?.[1];
  if (version === undefined || Number(version) < LEAST_REDIS)
    throw new UnfitEngine(
      `REDIS_URL: Redis ${version ?? '?'} is too old; version ${LEAST_REDIS} or later is needed.`,
    );
  const policy = (await redis.configGet('maxmemory-policy'))['maxmemory-policy'];
  if (policy !== undefined && policy !== 'noeviction')
    throw new UnfitEngine(
      `REDIS_URL: maxmemory-policy is "${policy}", so Redis would drop queued work. Set "maxmemory-policy noeviction" in redis.conf.`,
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
