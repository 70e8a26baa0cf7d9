import { expect } from 'chai';
import { sweepDuties } from '../../../shared/notices.ts';
import { until } from '../../support/until.ts';
import { deliver, delivering, idle, noneLeft, type RunnerBench, runnerBench } from './runner-bench.ts';

describe('jobs that fail', () => {
  let bench: RunnerBench;
  beforeEach(async () => {
    bench = await runnerBench();
  });
  afterEach(() => bench.close());

  it('keeps a job that was given up as a dead letter, and runs it again when an administrator says so', async () => {
    const queue = await bench.runner({ retryAfterMs: 1 });
    let broken = true;
    const served: string[] = [];
    await queue.startWorkers(
      delivering((id) => {
        if (broken) return Promise.reject(new Error('the paper jams'));
        served.push(id);
        return Promise.resolve();
      }),
    );
    const { deadLetters } = queue;
    await deliver(queue, 'a');
    await until('it is given up', async () => (await deadLetters.count()) === 1);
    await until('nothing is left', () => noneLeft(queue));
    const [letter] = await deadLetters.list(10);
    expect(letter).to.deep.include({ job: 'reminder.deliver', data: { parcelId: 'a' }, attempts: 8 });
    expect(letter?.reason).to.equal('the paper jams');

    expect(await deadLetters.retry(letter?.id ?? '')).to.equal(true);
    await until('it is given up again', async () => (await deadLetters.count()) === 1);
    await until('nothing is left again', () => noneLeft(queue));
    broken = false;
    expect(await deadLetters.retry(letter?.id ?? '')).to.equal(true);
    await until('it is served', () => served.length === 1);
    expect(await deadLetters.list(10)).to.deep.equal([]);
    expect(await deadLetters.retry(letter?.id ?? '')).to.equal(false);
  });

  it('keeps no dead letter of what succeeded in the end, nor of a tick, which comes again by itself', async () => {
    const queue = await bench.runner({ retryAfterMs: 1 });
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
    await deliver(queue, 'a');
    await until('eight attempts and three ticks', () => calls === 8 && ticks >= 3);
    expect(await queue.deadLetters.count()).to.equal(0);
  });

  it('tries a failing job again, and lets the fact be queued anew once it was given up', async () => {
    let calls = 0;
    const queue = await bench.runner({ retryAfterMs: 5 });
    await queue.startWorkers(
      delivering(() => {
        calls += 1;
        return calls === 3 || calls > 20 ? Promise.resolve() : Promise.reject(new Error('not yet'));
      }),
    );
    await deliver(queue, 'a');
    await until('the third attempt', () => calls === 3);

    await deliver(queue, 'b');
    await until('eight attempts', () => calls === 3 + 8);
    await until('nothing is left', () => noneLeft(queue));
    await deliver(queue, 'b');
    await until('a ninth attempt', () => calls > 3 + 8);
  });
});
