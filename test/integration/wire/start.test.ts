import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectEngines } from '../../../server/ops/check-engines.ts';
import { connectMongo } from '../../../server/store/mongo.ts';
import { connectRedis } from '../../../server/store/redis.ts';
import { engines, enginesIn, freshFolder, freshRedis } from '../../support/engines.ts';

const MAIN = join(import.meta.dirname, '../../../server/main.ts');
const SECRETS = {
  HUYING_DATA_KEY: 'q3Jm0vXw8Jt2yq0m1lZk7o5dE4cR6uT9bN3hG1fA2sI=',
  HUYING_TOKEN_SECRET: 'Zp7Lk2Wn9Qe4Rt6Yu1Io3Pa5Sd8Fg0HjKlXcVbNmQw4=',
  HUYING_PUBLIC_URL: 'http://127.0.0.1',
};

/** Starts the product as its image does; resolves with its exit code and what it said. */
async function start(environment: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'huying-start-'));
  const child: ChildProcess = spawn(process.execPath, ['--import=tsx', MAIN], {
    env: { PATH: process.env['PATH'] ?? '', HUYING_LOG: 'silent', HUYING_DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout?.on('data', (chunk) => (said += String(chunk)));
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  const [code] = (await once(child, 'exit')) as [number | null];
  rmSync(folder, { recursive: true, force: true });
  return { code, said };
}

describe('a production start', function () {
  this.timeout(180_000); // each test starts a process or several
  let real: { MONGODB_URL: string; REDIS_URL: string };
  before(async () => {
    const { mongodbUrl, redisUrl } = await engines();
    real = { MONGODB_URL: mongodbUrl, REDIS_URL: redisUrl };
  });
  const production = { NODE_ENV: 'production', PORT: '0', ...SECRETS };

  it('refuses, naming the variable, while one is missing', async () => {
    for (const name of ['MONGODB_URL', 'HUYING_TOKEN_SECRET', 'HUYING_DATA_KEY', 'HUYING_PUBLIC_URL']) {
      const { code, said } = await start({ ...production, ...real, [name]: '' });
      expect(code, said).to.equal(1);
      expect(said).to.match(new RegExp(`^${name}: must be set in production`, 'm'));
    }
  });

  it('refuses a weak or example key, saying how to make one', async () => {
    const { code, said } = await start({
      ...production,
      ...real,
      HUYING_DATA_KEY: Buffer.alloc(32, 'changeme').toString('base64'),
    });
    expect(code).to.equal(1);
    expect(said).to.match(/^HUYING_DATA_KEY: .*openssl rand -base64 32/m);
  });

  it('refuses engines that cannot be reached, saying which and what to check', async () => {
    const noMongo = await start({ ...production, ...real, MONGODB_URL: 'mongodb://127.0.0.1:9/huying' });
    expect(noMongo).to.have.property('code', 1);
    expect(noMongo.said).to.match(/^MONGODB_URL: MongoDB cannot be reached/m);
    const noRedis = await start({ ...production, ...real, REDIS_URL: 'redis://127.0.0.1:9' });
    expect(noRedis).to.have.property('code', 1);
    expect(noRedis.said).to.match(/^REDIS_URL: Redis cannot be reached/m);
  });

  it('refuses a Redis that may throw work away', async () => {
    const fresh = await freshRedis();
    const { redis } = fresh;
    await redis.configSet('maxmemory-policy', 'allkeys-lru');
    try {
      const { code, said } = await start({ ...production, ...real });
      expect(code).to.equal(1);
      expect(said).to.match(/^REDIS_URL: maxmemory-policy is "allkeys-lru".*noeviction/m);
    } finally {
      await redis.configSet('maxmemory-policy', 'noeviction');
      await fresh.close();
    }
  });

  it('refuses queues that may throw work away; of sockets and numbers it only warns', async () => {
    const folder = freshFolder();
    const second = await enginesIn(folder, { mongodb: false, redis: true });
    const forgetful = await connectRedis(second.redisUrl, () => undefined);
    await forgetful.configSet('maxmemory-policy', 'allkeys-lru');
    try {
      const { code, said } = await start({ ...production, ...real, REDIS_JOBS_URL: second.redisUrl });
      expect(code, said).to.equal(1);
      expect(said).to.match(/^REDIS_JOBS_URL: maxmemory-policy is "allkeys-lru".*noeviction/m);
      expect(said).not.to.match(/^ +at /m);

      const away = await start({ ...production, ...real, REDIS_JOBS_URL: 'redis://127.0.0.1:9' });
      expect(away.said).to.match(/^REDIS_JOBS_URL: Redis cannot be reached/m);

      const warnings: string[] = [];
      const { database, redis } = await connectEngines({
        mongo: () => connectMongo(real.MONGODB_URL, 'test_start'),
        redis: () => connectRedis(second.redisUrl, () => undefined),
        jobs: () => connectRedis(real.REDIS_URL, () => undefined),
        warn: (message) => warnings.push(message),
      });
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.match(/^REDIS_URL: maxmemory-policy is "allkeys-lru"/);
      redis.destroy();
      await database.close();
    } finally {
      forgetful.destroy();
      await second.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('refuses a port that is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    try {
      const { code, said } = await start({ ...production, ...real, PORT: String(port) });
      expect(code).to.equal(1);
      expect(said).to.match(new RegExp(`^PORT: ${port} is taken`, 'm'));
    } finally {
      squatter.close();
    }
  });
});
