import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Job, JobState, Queue } from 'bullmq';
import { Router } from 'express';
import type { KeptLetter } from './dead-letters.ts';

interface Letters {
  /** False: there is no such letter. */
  retry(id: string): Promise<boolean>;
}

/** The queues as the runner opened them, and the letters of jobs that were given up. */
export interface BoardParts {
  readonly queues: readonly Queue[];
  readonly deadLetters: Letters & { readonly queue: Queue };
  /** Where the board hangs. */
  readonly basePath: string;
}

/** Dead letters as the board shows them: jobs that failed, each with what it was to do and why it could not. */
class DeadLetterAdapter extends BullMQAdapter {
  readonly #queue: Queue;
  readonly #letters: Letters;

  constructor(queue: Queue, letters: Letters) {
    super(queue, { allowRetries: true, description: '多次失败、已放弃的任务；排除原因后可以重新执行' });
    this.#queue = queue;
    this.#letters = letters;
  }

  override getStatuses() {
    return ['failed' as const];
  }

  override getJobStatuses() {
    return ['failed' as const];
  }

  override async getJobCounts() {
    const counts = await super.getJobCounts();
    return { ...counts, waiting: 0, failed: counts.waiting ?? 0 };
  }

  override async getJobs(_statuses: unknown, start = 0, end = -1): Promise<Job[]> {
    const jobs = await this.#queue.getJobs(['waiting'], start, end, false);
    return jobs.map((job) => this.#letterOf(job as Job<KeptLetter>));
  }

  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job && this.#letterOf(job as Job<KeptLetter>);
  }

  /** To run it again is to queue what it was about; the letter goes. */
  #letterOf(job: Job<KeptLetter>): Job {
    const { job: name, data, reason, attempts } = job.data;
    const plain = { ...job.toJSON(), name, data, failedReason: reason, attemptsMade: attempts };
    return Object.assign(job, {
      toJSON: () => plain,
      getState: (): Promise<JobState> => Promise.resolve('failed'),
      retry: async () => {
        await this.#letters.retry(job.id ?? '');
      },
    });
  }
}

/** Looking is free; all that can be done is to run dead letters again, one or all. */
const MAY_BE_DONE = /^\/api\/queues\/dead-letters\/([^/]+\/retry|retry\/failed)$/;

/** The queues and what waits in them, for people who keep the system running. Who may look is decided before it. */
export function makeQueueBoard({ queues, deadLetters, basePath }: BoardParts): Router {
  const serverAdapter = new ExpressAdapter().setBasePath(basePath);
  const here = createRequire(import.meta.url);
  createBullBoard({
    queues: [
      ...queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
      new DeadLetterAdapter(deadLetters.queue, deadLetters),
    ],
    serverAdapter,
    options: {
      uiBasePath: dirname(here.resolve('@bull-board/ui/package.json')),
      uiConfig: {
        boardTitle: '呼应 后台任务',
        locale: { lng: 'zh-CN' },
        miscLinks: [{ text: '退出', url: '/admin' }],
        ...{ hideDocsLink: true, hideRedisDetails: true, showWorkers: false },
      },
    },
  });
  const router = Router();
  router.use((req, res, next) => {
    const isLooking = req.method === 'GET' || req.method === 'HEAD';
    if (isLooking || (req.method === 'PUT' && MAY_BE_DONE.test(req.path))) next();
    else res.sendStatus(403);
  });
  router.use((_req, res, next) => {
    const send = res.send.bind(res);
    res.send = (body: unknown) => send(typeof body === 'string' ? withoutStrangers(body) : body);
    next();
  });
  router.use(serverAdapter.getRouter() as Router);
  return router;
}

/** The board’s page links to fonts elsewhere and has styles inline; ours may do neither. */
const withoutStrangers = (body: string): string =>
  body.startsWith('<!DOCTYPE html>')
    ? body
        .replaceAll(/<link [^>]*https:[^>]*>/g, '')
        .replaceAll(/<style>[^<]*<\/style>/g, '')
        .replaceAll(/ style="[^"]*"/g, '')
    : body;
