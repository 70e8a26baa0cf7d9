import {
  createNodeRedisClient,
  type IRedisClient,
  type Job,
  Queue,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import type { Router } from 'express';
import type { Logger } from 'pino';
import { createClient } from 'redis';
import * as z from 'zod/mini';
import type { sweepDuties } from '../../shared/notices.ts';
import { jobs, type KnownJob } from '../../shared/protocol.ts';
import { redisOptions } from '../store/redis.ts';
import type { Enqueue } from '../wire/ports.ts';
import { type DeadLetters, makeDeadLetters } from './dead-letters.ts';
import { makeQueueBoard } from './queue-board.ts';

type JobName = KnownJob['name'];

/** What each job does. All of them bear being run twice and being cut off anywhere. */
export type JobHandlers = {
  readonly [J in KnownJob as J['name']]: (data: z.output<J['data']>) => Promise<void>;
};

export interface RunnerParts {
  redisUrl: string;
  /** Keeps the queues of several products in one Redis apart. */
  prefix: string;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Silence after which a worker counts as dead and its job runs elsewhere. */
  deadAfterMs?: number;
  /** First pause before a job that failed is tried again; it doubles each time. */
  retryAfterMs?: number;
  /** How often it is looked whether the ticks are still known. */
  lookAfterMs?: number;
}

/** Jobs of one kind on one queue: those waiting for a worker, for their time, or in work. */
export interface Depth {
  waiting: number;
  delayed: number;
  active: number;
}

export interface Runner {
  enqueue: Enqueue;
  /** Starts working on this node; returns when all workers listen. */
  startWorkers(handlers: JobHandlers): Promise<void>;
  /** Runs a job without data every `ms`, once in all nodes together. */
  every(what: typeof sweepDuties, ms: number): Promise<void>;
  depths(): Promise<Record<JobName, Depth>>;
  /** Jobs that were given up, until somebody lets them run again. */
  readonly deadLetters: Pick<DeadLetters, 'list' | 'count' | 'retry'>;
  /** Pages that show the queues, and let dead letters run again; a runner without queues of its own has none. */
  readonly board?: (basePath: string) => Router;
  /** Lets running jobs end, takes no new ones, leaves no connection open. */
  close(): Promise<void>;
}

const ATTEMPTS = 8;
const AT_ONCE: Record<JobName, number> = {
  'hand-over.run': 2,
  'duties.sweep': 1,
  'reminder.deliver': 8,
  'file.carry-on': 2,
  'import.carry-on': 1,
};
/** A job comes back at most this often from workers that died over it. */
const MOST_DEATHS = 10;

/** Connects to the queues, or throws with what has to be changed when this Redis may throw jobs away. */
export async function makeRunner(parts: RunnerParts): Promise<Runner> {
  const { redisUrl, prefix, log, deadAfterMs = 15_000, retryAfterMs = 1_000, lookAfterMs = 30_000 } = parts;
  const onError = (error: unknown) => {
    log.warn({ err: error }, 'queue connection');
  };

  /** Questions fail at once while Redis is away; workers wait for it. */
  const raw = createClient({ ...redisOptions(redisUrl), disableOfflineQueue: true });
  raw.on('error', onError);
  await raw.connect();
  await refuseForgetful(() => raw.info('memory')).catch((error: unknown) => {
    raw.destroy();
    throw error;
  });
  const connection = createNodeRedisClient(raw);

  const queues = new Map(jobs.map(({ name }) => [name, openQueue(name, { connection, prefix, onError })]));
  const queueOf = (name: JobName): Queue => queues.get(name) as Queue;
  const ticks = new Map<typeof sweepDuties, number>();
  const workers: Worker[] = [];
  const lines: IRedisClient[] = [];

  const settings = {
    attempts: ATTEMPTS,
    backoff: { type: 'exponential', delay: retryAfterMs, jitter: 0.3 },
    removeOnComplete: { age: 3_600, count: 5_000 },
    removeOnFail: true, // an id that stayed would silently swallow the next attempt at the same fact; it is a dead letter
  };

  const deadLetters = makeDeadLetters({
    ...{ connection, prefix, onError },
    again: (name, data, options) => queueOf(name).add(name, data, { ...settings, ...options }),
  });

  const tick = async (what: typeof sweepDuties, ms: number) => {
    await queueOf(what.name).upsertJobScheduler(
      what.name,
      { every: ms },
      { name: what.name, data: {}, opts: { ...settings, attempts: 1 } },
    );
  };
  // A Redis that was restored or came back empty has forgotten the ticks; they bring back all other jobs.
  raw.on('ready', () => {
    for (const [what, ms] of ticks) tick(what, ms).catch(onError);
  });
  // One that was emptied while it served tells nobody.
  const remind = async () => {
    for (const [what, ms] of ticks)
      if (!(await queueOf(what.name).getJobScheduler(what.name))) await tick(what, ms);
  };
  const looking = setInterval(() => void remind().catch(onError), lookAfterMs).unref();

  return {
    deadLetters,

    board: (basePath) => makeQueueBoard({ queues: [...queues.values()], deadLetters, basePath }),

    async enqueue(what, data, key) {
      await queueOf(what.name).add(what.name, data, { ...settings, jobId: idOf(what.name, key) });
    },

    async startWorkers(handlers) {
      for (const job of jobs) {
        const line = createNodeRedisClient(createClient(redisOptions(redisUrl)).on('error', onError));
        lines.push(line);
        const worker = new Worker(
          job.name,
          (queued) => orBury(deadLetters, queued, work(job, handlers, queued.data)),
          {
            connection: line,
            prefix,
            concurrency: AT_ONCE[job.name],
            lockDuration: deadAfterMs,
            stalledInterval: deadAfterMs / 2,
            maxStalledCount: MOST_DEATHS,
          },
        );
        worker.on('error', onError);
        tellLog(worker, log);
        buryFailed(worker, deadLetters, onError);
        workers.push(worker);
      }
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    },

    async every(what, ms) {
      ticks.set(what, ms);
      await tick(what, ms);
    },

    async depths() {
      const counted = jobs.map(async ({ name }) => {
        const {
          waiting = 0,
          delayed = 0,
          active = 0,
        } = await queueOf(name).getJobCounts('waiting', 'delayed', 'active');
        return [name, { waiting, delayed, active }] as const;
      });
      return Object.fromEntries(await Promise.all(counted)) as Record<JobName, Depth>;
    },

    async close() {
      clearInterval(looking);
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all([...queues.values(), deadLetters].map((queue) => queue.close()));
      for (const line of [...lines, connection]) line.disconnect();
    },
  };
}

/** Ids may hold no colon and may not be a bare number, so the job's name stands in front. */
const idOf = (name: JobName, key: string): string => `${name}/${key.replaceAll(':', '.')}`;

function openQueue(
  name: JobName,
  parts: { connection: IRedisClient; prefix: string; onError: (error: unknown) => void },
): Queue {
  const queue = new Queue(name, { connection: parts.connection, prefix: parts.prefix });
  queue.on('error', parts.onError);
  return queue;
}

/** Throws unless this Redis keeps every key when memory runs short. */
async function refuseForgetful(info: () => Promise<string>): Promise<void> {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await info())?.[1];
  if (policy !== 'noeviction')
    throw new Error(
      `Redis may throw jobs away: its maxmemory-policy is ${policy ?? 'unknown'}; set it to noeviction.`,
    );
}

/** Data that do not fit the contract will not fit better next time. */
async function work(job: KnownJob, handlers: JobHandlers, data: unknown): Promise<void> {
  const parsed = z.safeParse(job.data, data);
  if (!parsed.success) throw new UnrecoverableError(z.prettifyError(parsed.error));
  const handle = handlers[job.name] as (data: unknown) => Promise<void>;
  await handle(parsed.data);
}

/** A job that fails for the last time is kept before it is given up, so that a death in between loses nothing. */
async function orBury(deadLetters: DeadLetters, job: Job, done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    if (error instanceof Error && (isLast || error instanceof UnrecoverableError))
      await deadLetters.keep(job, error, job.attemptsMade + 1);
    throw error;
  }
  await deadLetters.forget(job);
}

/** Those that failed without being run: too many workers died over them. */
function buryFailed(worker: Worker, deadLetters: DeadLetters, onError: (error: unknown) => void): void {
  worker.on('failed', (job, error) => {
    if (job?.deferredFailure !== undefined)
      void deadLetters.keep(job, error, job.attemptsMade).catch(onError);
  });
}

/** One line for each job that ended, and for each that was given up. */
function tellLog(worker: Worker, log: RunnerParts['log']): void {
  worker.on('completed', (job) => {
    const ms = (job.finishedOn ?? 0) - (job.processedOn ?? 0);
    log.info({ job: job.name, id: job.id, ms, attempt: job.attemptsMade }, 'job done');
  });
  worker.on('failed', (job, error) => {
    const facts = { job: worker.name, id: job?.id, attempt: job?.attemptsMade, err: error };
    if (job && job.finishedOn === undefined) log.warn(facts, 'job failed, will be tried again');
    else log.error(facts, 'job given up');
  });
}
