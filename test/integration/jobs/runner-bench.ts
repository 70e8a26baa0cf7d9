import { v7 } from 'uuid';
import { deliverReminder } from '../../../shared/notices.ts';
import { makeRunner, type JobHandlers, type Runner, type RunnerParts } from '../../../server/jobs/runner.ts';
import { connectRedis } from '../../../server/store/redis.ts';
import { engines } from '../../support/engines.ts';

/** A log that nobody reads. */
export const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Handlers for whom nothing is to be done. */
export const idle: JobHandlers = {
  'hand-over.run': () => Promise.resolve(),
  'duties.sweep': () => Promise.resolve(),
  'reminder.deliver': () => Promise.resolve(),
  'file.carry-on': () => Promise.resolve(),
  'import.carry-on': () => Promise.resolve(),
};

/** Handlers that carry deliveries out like this. */
export const delivering = (carryOut: (id: string) => Promise<void>): JobHandlers => ({
  ...idle,
  'reminder.deliver': ({ parcelId }) => carryOut(parcelId),
});

/** Queues a parcel; the fact it serves is its id. */
export const deliver = (queue: Runner, id: string) => queue.enqueue(deliverReminder, { parcelId: id }, id);

/** True when no delivery is left to be carried out. */
export async function noneLeft(queue: Runner): Promise<boolean> {
  const { waiting, delayed, active } = (await queue.depths())['reminder.deliver'];
  return waiting + delayed + active === 0;
}

type Settings = Partial<Pick<RunnerParts, 'log' | 'retryAfterMs' | 'deadAfterMs' | 'lookAfterMs'>>;

/** Runners on one queue of a test’s own. */
export interface RunnerBench {
  readonly redisUrl: string;
  readonly prefix: string;
  runner(settings?: Settings): Promise<Runner>;
  /** Redis loses all it knows of this queue. */
  forgetAll(): Promise<void>;
  close(): Promise<void>;
}

/** A queue that nobody else uses. */
export async function runnerBench(): Promise<RunnerBench> {
  const { redisUrl } = await engines();
  const prefix = `test-${v7()}`;
  const open: Runner[] = [];
  const forgetAll = async () => {
    const redis = await connectRedis(redisUrl, () => undefined);
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(keys);
    await redis.quit();
  };
  return {
    ...{ redisUrl, prefix, forgetAll },
    async runner(settings = {}) {
      const made = await makeRunner({ redisUrl, prefix, log: quiet, ...settings });
      open.push(made);
      return made;
    },
    async close() {
      await Promise.all(open.map((one) => one.close()));
      await forgetAll();
    },
  };
}
