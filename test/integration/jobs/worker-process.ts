import { makeRunner } from '../../../server/jobs/runner.ts';

/** A worker of its own, to be killed while it works: its hand-over takes until it is told to close, or for ever. */
const { REDIS_URL: redisUrl = '', PREFIX: prefix = '', CLOSE_AFTER_START } = process.env;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const runner = await makeRunner({ redisUrl, prefix, log: quiet, deadAfterMs: 1_000 });

await runner.startWorkers({
  'hand-over.run': async ({ handOverId }) => {
    process.stdout.write(`started ${handOverId}\n`);
    if (CLOSE_AFTER_START === undefined) await new Promise<never>(() => undefined);
    void runner.close(); // waits for this very job
    await new Promise(setImmediate);
    process.stdout.write(`ended ${handOverId}\n`);
  },
  'duties.sweep': () => Promise.resolve(),
  'reminder.deliver': () => Promise.resolve(),
  'file.carry-on': () => Promise.resolve(),
  'import.carry-on': () => Promise.resolve(),
});
