import { sweepDuties } from '../shared/notices.ts';
import type { Parts } from './app.ts';
import { carryOnFileJob } from './jobs/carry-on-file.job.ts';
import { carryOnImportJob } from './jobs/carry-on-import.job.ts';
import { deliverReminderJob } from './jobs/deliver-reminder.job.ts';
import { handOverJob } from './jobs/hand-over.job.ts';
import { sweepDutiesJob } from './jobs/sweep-duties.job.ts';

/** Starts the jobs on this node: hand-overs, the sweeper's tick, deliveries, files, imports. */
export async function startWorker(parts: Parts): Promise<void> {
  const { config, runner, rooms, files, notices, suggestions, imports } = parts;
  await runner.startWorkers({
    'hand-over.run': handOverJob(suggestions.handOver),
    'duties.sweep': sweepDutiesJob({
      repair: async () => {
        await Promise.all([
          rooms.finishChanges(),
          files.tick(),
          imports.tick(),
          suggestions.daysTurn(),
          suggestions.reconcileLagging(),
        ]);
        return suggestions.duties.listen();
      },
      sweep: () => notices.sweep(),
      warn: () => notices.warn(),
    }),
    'reminder.deliver': deliverReminderJob(notices),
    'file.carry-on': carryOnFileJob(files),
    'import.carry-on': carryOnImportJob(imports),
  });
  await suggestions.handOver.resumeUnfinished();
  await imports.tick();
  await runner.every(sweepDuties, config.HUYING_SWEEP_SECONDS * 1_000);
}
