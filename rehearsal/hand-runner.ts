import * as z from 'zod/mini';
import type { Random } from '../demo/index.ts';
import type { JobHandlers, Runner } from '../server/jobs/runner.ts';
import { inLanes } from '../server/ops/lanes.ts';
import { jobs, type KnownJob } from '../shared/protocol.ts';

type JobName = KnownJob['name'];

interface Queued {
  readonly key: string;
  readonly job: KnownJob;
  readonly data: unknown;
}

/** What went wrong with a job for good. */
export interface FailedJob {
  readonly job: JobName;
  readonly data: unknown;
  readonly reason: string;
}

/** The queue of the product, in this process and by hand: nothing runs until it is told to. */
export interface HandRunner extends Runner {
  /** Rings the bell of every tick and does all that is queued then; how many jobs that were besides the ticks. */
  ring(): Promise<number>;
  /** Does all that is queued; how many jobs that were. */
  work(): Promise<number>;
  /** Jobs done, by name; those done twice at once; those that a worker took and lost. */
  readonly counts: Record<JobName, number> & { twice: number; lost: number };
  readonly failed: readonly FailedJob[];
}

/** Every so many jobs is done twice at once, or lost as with a worker that died: the product has to bear both. */
export interface Mishaps {
  readonly twice: number;
  readonly lost: number;
}

const ATTEMPTS = 8;
const LANES = 256; // a job may be about many cases

/** Makes the runner that `startWorker` is given in the place of the one on BullMQ: the same handlers, the same data. */
export function makeHandRunner(random: Random, mishaps: Mishaps): HandRunner {
  const queue = new Map<string, Queued>();
  const ticks = new Set<KnownJob>();
  const failed: FailedJob[] = [];
  const byName = Object.fromEntries(jobs.map(({ name }) => [name, 0])) as Record<JobName, number>;
  const counts = Object.assign(byName, { twice: 0, lost: 0 });
  let handlers: JobHandlers | null = null;

  async function run({ job, data }: Queued): Promise<void> {
    if (!handlers) throw new Error('no workers were started');
    const handle = handlers[job.name] as (data: unknown) => Promise<void>;
    const parsed: unknown = z.parse(job.data, data);
    for (let attempt = 1; ; attempt++)
      try {
        await handle(parsed);
        break;
      } catch (error) {
        if (attempt < ATTEMPTS) continue;
        failed.push({ job: job.name, data, reason: error instanceof Error ? error.message : String(error) });
        break;
      }
    counts[job.name] += 1;
  }

  async function withMishaps(queued: Queued): Promise<void> {
    const chance = random.real();
    if (queued.job.name === 'reminder.deliver' && chance < mishaps.lost) {
      counts.lost += 1; // whoever queued it finds out and queues it again
      return;
    }
    if (chance > 1 - mishaps.twice) {
      counts.twice += 1;
      await Promise.all([run(queued), run(queued)]);
    } else await run(queued);
  }

  async function work(): Promise<number> {
    let done = 0;
    while (queue.size > 0) {
      const batch = [...queue.values()];
      queue.clear();
      await inLanes(batch, LANES, withMishaps);
      done += batch.length;
    }
    return done;
  }

  return {
    counts,
    failed,
    work,
    async ring() {
      for (const job of ticks) await run({ key: job.name, job, data: {} });
      return work();
    },
    enqueue: (job, data, key) => {
      const id = `${job.name}/${key}`;
      if (!queue.has(id)) queue.set(id, { key: id, job, data });
      return Promise.resolve();
    },
    startWorkers: (given) => {
      handlers = given;
      return Promise.resolve();
    },
    every: (what) => {
      ticks.add(what);
      return Promise.resolve();
    },
    depths: () => {
      const waiting = (name: JobName) => [...queue.values()].filter(({ job }) => job.name === name).length;
      const depths = jobs.map(({ name }) => [name, { waiting: waiting(name), delayed: 0, active: 0 }]);
      return Promise.resolve(Object.fromEntries(depths) as Awaited<ReturnType<Runner['depths']>>);
    },
    deadLetters: {
      list: () => Promise.resolve([]),
      count: () => Promise.resolve(failed.length),
      retry: () => Promise.resolve(false),
    },
    close: () => Promise.resolve(),
  };
}
