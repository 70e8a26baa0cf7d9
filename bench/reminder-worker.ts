import { systemClock } from '../server/ops/clock.ts';
import { startWorker } from '../server/start-worker.ts';
import type { Clock } from '../server/wire/ports.ts';
import { answerQuestions } from './child.ts';
import { benchParts } from './surroundings.ts';

/** The product's worker in a process of its own, whose clock can be set. */
interface Work {
  mongodbUrl: string;
  redisUrl: string;
  name: string;
}

let aheadMs = 0;
const clock: Clock = { now: () => new Date(systemClock.now().getTime() + aheadMs) };

answerQuestions({
  work: async ({ name, ...engines }: Work) => startWorker(await benchParts(engines, name, { clock })),
  setClock: ({ now }: { now: string }) => {
    aheadMs = Date.parse(now) - systemClock.now().getTime();
    return Promise.resolve();
  },
});
