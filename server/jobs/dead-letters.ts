import { type IRedisClient, type Job, type JobsOptions, Queue } from 'bullmq';
import type { KnownJob } from '../../shared/protocol.ts';

/** A job that was given up: what it was to do, and why it could not. */
export interface DeadLetter {
  readonly id: string;
  readonly job: KnownJob['name'];
  readonly data: unknown;
  readonly reason: string;
  readonly attempts: number;
  readonly at: Date;
}

/** A letter as the queue of letters keeps it. */
export interface KeptLetter {
  readonly jobId: string;
  readonly job: KnownJob['name'];
  readonly data: unknown;
  readonly reason: string;
  readonly attempts: number;
}

export interface DeadLetterParts {
  readonly connection: IRedisClient;
  readonly prefix: string;
  readonly onError: (error: unknown) => void;
  /** Queues a job again as it was. */
  readonly again: (job: KnownJob['name'], data: unknown, options: JobsOptions) => Promise<unknown>;
}

export type DeadLetters = ReturnType<typeof makeDeadLetters>;

const NAME = 'dead-letters';
/** Until a letter is gone: a job that fails at once is kept as a new one. */
const LATER_MS = 1_000;
const LONGEST_REASON = 500; // characters; the log has all

/** Keeps jobs that were given up until an administrator lets them run again. On a queue on which nobody works. */
export function makeDeadLetters({ connection, prefix, onError, again }: DeadLetterParts) {
  const queue = new Queue<KeptLetter>(NAME, { connection, prefix });
  queue.on('error', onError);
  const idOf = (job: Job) => `${NAME}/${job.id ?? ''}`;
  return {
    /** For the board only. */
    queue,
    /** Before a job is given up. The same job twice is one letter, the newest reason stands; ticks come again by themselves. */
    async keep(job: Job, { message }: Error, attempts: number): Promise<void> {
      if (job.repeatJobKey !== undefined || job.id === undefined) return;
      const kept = { jobId: job.id, job: job.name as KnownJob['name'], data: job.data as unknown };
      const letter = { ...kept, reason: message.slice(0, LONGEST_REASON), attempts };
      const { id } = await queue.add(NAME, letter, { jobId: idOf(job) });
      await (await queue.getJob(id ?? ''))?.updateData(letter);
    },
    /** After a job was done, however often it had failed before. */
    async forget(job: Job): Promise<void> {
      if (job.attemptsMade > 0 || job.stalledCounter > 0) await queue.remove(idOf(job));
    },
    /** Newest first. */
    async list(most: number): Promise<DeadLetter[]> {
      const found = await queue.getJobs(['waiting'], 0, most - 1, false);
      return found.map(({ id = '', data: { job, data, reason, attempts }, timestamp }) => {
        return { id, job, data, reason, attempts, at: new Date(timestamp) };
      });
    },
    count: (): Promise<number> => queue.getWaitingCount(),
    /** Queues it anew, under the id it had, with all its attempts before it. False: there is no such letter. */
    async retry(id: string): Promise<boolean> {
      const letter = await queue.getJob(id);
      if (letter === undefined) return false;
      const { job, data, jobId } = letter.data;
      await again(job, data, { jobId, delay: LATER_MS });
      await queue.remove(id);
      return true;
    },
    close: () => queue.close(),
  };
}
