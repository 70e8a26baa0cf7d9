import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { v7 } from 'uuid';
import { runHandOver } from '../../../shared/hand-over.ts';
import { sweepDuties } from '../../../shared/notices.ts';
import type { JobHandlers } from '../../../server/jobs/runner.ts';
import { freshRedis } from '../../support/engines.ts';
import { until } from '../../support/until.ts';
import { deliver, delivering, idle, quiet, type RunnerBench, runnerBench } from './runner-bench.ts';

describe('jobs: the runner', () => {
  let bench: RunnerBench;
  beforeEach(async () => {
    bench = await runnerBench();
  });
  afterEach(() => bench.close());

  it('runs a job once however often the same fact is queued', async () => {
    const seen: string[] = [];
    const queue = await bench.runner();
    for (const id of ['a|R6|5|room|1', 'a|R6|5|room|1', 'b|R6|5|room|1', 'a|R6|5|room|1'])
      await deliver(queue, id);
    expect((await queue.depths())['reminder.deliver']).to.deep.equal({ waiting: 2, delayed: 0, active: 0 });
    await queue.startWorkers(
      delivering((id) => {
        seen.push(id);
        return Promise.resolve();
      }),
    );
    await until('both facts are served', () => seen.length === 2);
    expect(seen).to.have.members(['a|R6|5|room|1', 'b|R6|5|room|1']);
    await deliver(queue, 'a|R6|5|room|1');
    await deliver(queue, 'c');
    await until('the third is served', () => seen.includes('c'));
    expect(seen).to.have.length(3);
  });

  it('gives a job whose data do not fit the contract up at once', async () => {
    let calls = 0;
    const failed: unknown[] = [];
    const log = { ...quiet, error: (facts: unknown) => void failed.push(facts) };
    const queue = await bench.runner({ log, retryAfterMs: 5 });
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
    const [one, two] = [await bench.runner(), await bench.runner()];
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
    const queue = await bench.runner({ lookAfterMs: 50 });
    await queue.startWorkers({
      ...idle,
      'duties.sweep': () => {
        ticks += 1;
        return Promise.resolve();
      },
    });
    await queue.every(sweepDuties, 300);
    await until('it ticks', () => ticks >= 2);
    await bench.forgetAll();
    const before = ticks;
    await until('it ticks again', () => ticks >= before + 3);
  });

  it('runs the job of a worker that was killed', async () => {
    const worker = spawnWorker({ REDIS_URL: bench.redisUrl, PREFIX: bench.prefix });
    const queue = await bench.runner({ deadAfterMs: 1_000 });
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
    const child = spawnWorker({ REDIS_URL: bench.redisUrl, PREFIX: bench.prefix, CLOSE_AFTER_START: '1' });
    const queue = await bench.runner();
    const handOverId = v7();
    await queue.enqueue(runHandOver, { handOverId }, handOverId);
    await said(child, `ended ${handOverId}`);
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).to.equal(0); // by itself: a connection or timer left over would keep the process
  });

  describe('with a Redis that throws keys away', () => {
    let fresh: Awaited<ReturnType<typeof freshRedis>>;
    before(async () => {
      fresh = await freshRedis();
      await fresh.redis.configSet('maxmemory-policy', 'allkeys-lru');
    });
    after(async () => {
      await fresh.redis.configSet('maxmemory-policy', 'noeviction');
      await fresh.close();
    });

    it('refuses to start and says what to change', async () => {
      const refusal = await bench.runner().then(
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
