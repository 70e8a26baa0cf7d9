import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { v7 } from 'uuid';
import { runHandOver } from '../../../shared/hand-over.ts';
import { deliverReminder, sweepDuties } from '../../../shared/notices.ts';
import { makeRunner, type JobHandlers, type Runner, type RunnerParts } from '../../../server/jobs/runner.ts';
import { connectRedis, type Redis } from '../../../server/store/redis.ts';
import { engines } from '../../support/engines.ts';
import { until } from '../../support/until.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const idle: JobHandlers = {
  'hand-over.run': () => Promise.resolve(),
  'duties.sweep': () => Promise.resolve(),
  'reminder.deliver': () => Promise.resolve(),
};

describe('jobs: the runner', () => {
  let redisUrl: string;
  let prefix: string;
  const open: Runner[] = [];

  const runner = async (
    settings: Partial<Pick<RunnerParts, 'retryAfterMs' | 'deadAfterMs' | 'lookAfterMs'>> = {},
  ) => {
    const made = await makeRunner({ redisUrl, prefix, log: quiet, ...settings });
    open.push(made);
    return made;
  };

  const forgetAll = async () => {
    const redis = await connectRedis(redisUrl, () => undefined);
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(keys);
    await redis.quit();
  };

  before(async () => {
    ({ redisUrl } = await engines());
  });
  beforeEach(() => {
    prefix = `test-${v7()}`;
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((r) => r.close()));
    await forgetAll();
  });

  it('runs a job once however often the same fact is queued', async () => {
    const seen: string[] = [];
    const queue = await runner();
    for (const deliveryId of ['a|R6|5|room|1', 'a|R6|5|room|1', 'b|R6|5|room|1', 'a|R6|5|room|1'])
      await queue.enqueue(deliverReminder, { deliveryId }, deliveryId);
    expect((await queue.depths())['reminder.deliver']).to.deep.equal({ waiting: 2, delayed: 0, active: 0 });
    await queue.startWorkers({
      ...idle,
      'reminder.deliver': ({ deliveryId }) => {
        seen.push(deliveryId);
        return Promise.resolve();
      },
    });
    await until('both facts are served', () => seen.length === 2);
    expect(seen).to.have.members(['a|R6|5|room|1', 'b|R6|5|room|1']);
    await queue.enqueue(deliverReminder, { deliveryId: 'a|R6|5|room|1' }, 'a|R6|5|room|1');
    await queue.enqueue(deliverReminder, { deliveryId: 'c' }, 'c');
    await until('the third is served', () => seen.includes('c'));
    expect(seen).to.have.length(3);
  });

  it('keeps a job that was given up as a dead letter, and runs it again when an administrator says so', async () => {
    const queue = await runner({ retryAfterMs: 1 });
    let broken = true;
    const served: string[] = [];
    await queue.startWorkers({
      ...idle,
      'reminder.deliver': ({ deliveryId }) => {
        if (broken) return Promise.reject(new Error('the paper jams'));
        served.push(deliveryId);
        return Promise.resolve();
      },
    });
    const { deadLetters } = queue;
    await queue.enqueue(deliverReminder, { deliveryId: 'a' }, 'a');
    await until('it is given up', async () => (await deadLetters.count()) === 1);
    const idleNow = async () => {
      const { waiting, delayed, active } = (await queue.depths())['reminder.deliver'];
      return waiting + delayed + active === 0;
    };
    await until('nothing is left', idleNow);
    const [letter] = await deadLetters.list(10);
    expect(letter).to.deep.include({ job: 'reminder.deliver', data: { deliveryId: 'a' }, attempts: 8 });
    expect(letter?.reason).to.equal('the paper jams');

    expect(await deadLetters.retry(letter?.id ?? '')).to.equal(true);
    await until('it is given up again', async () => (await deadLetters.count()) === 1);
    await until('nothing is left again', idleNow);
    broken = false;
    expect(await deadLetters.retry(letter?.id ?? '')).to.equal(true);
    await until('it is served', () => served.length === 1);
    expect(await deadLetters.list(10)).to.deep.equal([]);
    expect(await deadLetters.retry(letter?.id ?? '')).to.equal(false);
  });

  it('keeps no dead letter of what succeeded in the end, nor of a tick, which comes again by itself', async () => {
    const queue = await runner({ retryAfterMs: 1 });
    let [calls, ticks] = [0, 0];
    await queue.startWorkers({
      ...idle,
      'reminder.deliver': () => ((calls += 1) < 8 ? Promise.reject(new Error('not yet')) : Promise.resolve()),
      'duties.sweep': () => {
        ticks += 1;
        return Promise.reject(new Error('no tick'));
      },
    });
    await queue.every(sweepDuties, 20);
    await queue.enqueue(deliverReminder, { deliveryId: 'a' }, 'a');
    await until('eight attempts and three ticks', () => calls === 8 && ticks >= 3);
    expect(await queue.deadLetters.count()).to.equal(0);
  });

  it('tries a failing job again, and lets the fact be queued anew once it was given up', async () => {
    let calls = 0;
    const queue = await runner({ retryAfterMs: 5 });
    await queue.startWorkers({
      ...idle,
      'reminder.deliver': () => {
        calls += 1;
        return calls === 3 || calls > 20 ? Promise.resolve() : Promise.reject(new Error('not yet'));
      },
    });
    await queue.enqueue(deliverReminder, { deliveryId: 'a' }, 'a');
    await until('the third attempt', () => calls === 3);

    await queue.enqueue(deliverReminder, { deliveryId: 'b' }, 'b');
    await until('eight attempts', () => calls === 3 + 8);
    await until('nothing is left', async () => {
      const { waiting, delayed, active } = (await queue.depths())['reminder.deliver'];
      return waiting + delayed + active === 0;
    });
    await queue.enqueue(deliverReminder, { deliveryId: 'b' }, 'b');
    await until('a ninth attempt', () => calls > 3 + 8);
  });

  it('gives a job whose data do not fit the contract up at once', async () => {
    let calls = 0;
    const failed: unknown[] = [];
    const log = { ...quiet, error: (facts: unknown) => void failed.push(facts) };
    const queue = await makeRunner({ redisUrl, prefix, log, retryAfterMs: 5 });
    open.push(queue);
    await queue.startWorkers({
      ...idle,
      'hand-over.run': () => {
        calls += 1;
        return Promise.resolve();
      },
    });
    const bad = { handOverId: 'not an id' };
    await queue.enqueue(runHandOver, bad, 'bad');
    await until('the first was refused', () => failed.length === 1);
    await queue.enqueue(runHandOver, { handOverId: v7() }, 'good');
    await until('the second runs', () => calls === 1);
    expect(failed).to.have.length(1);
  });

  it('repeats a tick, one for all nodes', async () => {
    let ticks = 0;
    const handlers: JobHandlers = {
      ...idle,
      'duties.sweep': () => {
        ticks += 1;
        return Promise.resolve();
      },
    };
    const [one, two] = [await runner(), await runner()];
    await one.startWorkers(handlers);
    await two.startWorkers(handlers);
    const started = Date.now();
    await one.every(sweepDuties, 300);
    await two.every(sweepDuties, 300);
    await until('three ticks', () => ticks >= 3);
    expect(Date.now() - started).to.be.greaterThan(2 * 300 - 50);
  });

  it('ticks again after a Redis forgot everything while it served', async () => {
    let ticks = 0;
    const queue = await runner({ lookAfterMs: 50 });
    await queue.startWorkers({
      ...idle,
      'duties.sweep': () => {
        ticks += 1;
        return Promise.resolve();
      },
    });
    await queue.every(sweepDuties, 300);
    await until('it ticks', () => ticks >= 2);
    await forgetAll();
    const before = ticks;
    await until('it ticks again', () => ticks >= before + 3);
  });

  it('runs the job of a worker that was killed', async () => {
    const worker = spawnWorker({ REDIS_URL: redisUrl, PREFIX: prefix });
    const queue = await runner({ deadAfterMs: 1_000 });
    const handOverId = v7();
    await queue.enqueue(runHandOver, { handOverId }, handOverId);
    await said(worker, `started ${handOverId}`);
    worker.kill('SIGKILL');
    const done: string[] = [];
    await queue.startWorkers({
      ...idle,
      'hand-over.run': (data) => {
        done.push(data.handOverId);
        return Promise.resolve();
      },
    });
    await until('the job ran elsewhere', () => done.length > 0);
    expect(done).to.deep.equal([handOverId]);
  });

  it('lets the job in hand end when it closes, and leaves nothing open', async () => {
    const child = spawnWorker({ REDIS_URL: redisUrl, PREFIX: prefix, CLOSE_AFTER_START: '1' });
    const queue = await runner();
    const handOverId = v7();
    await queue.enqueue(runHandOver, { handOverId }, handOverId);
    await said(child, `ended ${handOverId}`);
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).to.equal(0); // by itself: a connection or timer left over would keep the process
  });

  describe('with a Redis that throws keys away', () => {
    let redis: Redis;
    before(async () => {
      redis = await connectRedis(redisUrl, () => undefined);
      await redis.configSet('maxmemory-policy', 'allkeys-lru');
    });
    after(async () => {
      await redis.configSet('maxmemory-policy', 'noeviction');
      await redis.quit();
    });

    it('refuses to start and says what to change', async () => {
      const refusal = await makeRunner({ redisUrl, prefix, log: quiet }).then(
        () => null,
        (error: unknown) => error as Error,
      );
      expect(refusal?.message).to.match(/allkeys-lru.*noeviction/);
    });
  });
});

function spawnWorker(env: Record<string, string>): ChildProcess {
  const file = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
  return spawn(process.execPath, ['--import=tsx', file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function said(child: ChildProcess, line: string): Promise<void> {
  let text = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes(line)) resolve();
    });
    child.once('exit', () => {
      if (!text.includes(line)) reject(new Error(`the worker ended without “${line}”: ${text}`));
    });
  });
}
