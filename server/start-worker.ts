import { sweepDuties } from '../shared/notices.ts';
import type { Parts } from './app.ts';
import { deliverReminderJob } from './jobs/deliver-reminder.job.ts';
import { handOverJob } from './jobs/hand-over.job.ts';
import { sweepDutiesJob } from './jobs/sweep-duties.job.ts';

/** Starts the jobs on this node: hand-overs, the sweeper's tick, deliveries. */
export async function startWorker({ config, runner, rooms, notices, suggestions }: Parts): Promise<void> {
  await runner.startWorkers({
    'hand-over.run': handOverJob(suggestions.handOver),
    'duties.sweep': sweepDutiesJob({
      repair: async () => {
        await rooms.finishChanges();
        await suggestions.daysTurn();
        await suggestions.reconcileLagging();
        return suggestions.duties.listen();
      },
      sweep: () => notices.sweep(),
      warn: () => notices.warn(),
    }),
    'reminder.deliver': deliverReminderJob(notices),
  });
  await suggestions.handOver.resumeUnfinished();
  await runner.every(sweepDuties, config.HUYING_SWEEP_SECONDS * 1_000);
}
