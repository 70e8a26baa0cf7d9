import { startWorker } from '../server/start-worker.ts';
import { answerQuestions } from './child.ts';
import { benchParts } from './surroundings.ts';

/** The product's worker in a process of its own, whose clock can be set. */
interface Work {
  mongodbUrl: string;
  redisUrl: string;
  name: string;
}

let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };

answerQuestions({
  work: async ({ name, ...engines }: Work) => startWorker(await benchParts(engines, name, { clock })),
  setClock: ({ now }: { now: string }) => {
    ahead = Date.parse(now) - Date.now();
    return Promise.resolve();
  },
});
