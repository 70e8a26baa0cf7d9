import { expect } from 'chai';
import { connectRedis, isRedisUnreachable, type Redis } from '../../../server/store/redis.ts';
import { redisRelay } from '../../../server/wire/relay.ts';
import { blackHole, type BlackHole } from '../../support/black-hole.ts';
import { engines } from '../../support/engines.ts';
import { until } from '../../support/until.ts';

describe('a line to Redis that goes silent without breaking', () => {
  let hole: BlackHole;
  let redis: Redis;
  let subscriber: Redis;
  const heard: unknown[] = [];
  before(async function () {
    this.timeout(180_000);
    const url = new URL((await engines()).redisUrl);
    hole = await blackHole(
      url.protocol === 'unix:'
        ? { path: url.pathname }
        : { host: url.hostname, port: Number(url.port || 6379) },
    );
    const silence = { everyMs: 20, longestMs: 200 };
    const line = () => connectRedis(`redis://127.0.0.1:${hole.port}`, (error) => heard.push(error), silence);
    [redis, subscriber] = [await line(), await line()];
  });
  after(async () => {
    redis.destroy();
    subscriber.destroy();
    await hole.close();
  });

  it('is given up: what waits is refused as unreachable, and a new line serves what comes later', async () => {
    expect(await redis.ping()).to.equal('PONG');
    hole.swallow();
    const refused = await redis.get('nothing').then(
      () => 'answered',
      (error: unknown) => isRedisUnreachable(error),
    );
    expect(refused).to.equal(true);
    expect(String(heard[0])).to.match(/silent for 200 ms/);
    await until('a new line serves', async () => (await redis.ping().catch(() => '')) === 'PONG');
  });

  it('hears again on a new line what it heard on the old one', async () => {
    const onLine = (error: unknown) => void heard.push(error);
    const relay = redisRelay(redis, subscriber, onLine);
    const said: string[] = [];
    await relay.hear('silence-test', (text) => said.push(text));
    const hears = async (text: string) => {
      await relay.publish('silence-test', text).catch(() => undefined); // lost until both lines are new
      return said.includes(text);
    };
    await until('the old line hears', () => hears('before'));
    hole.swallow();
    await until('the new line hears', () => hears('after'));
  });
});
