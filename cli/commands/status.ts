import { performance } from 'node:perf_hooks';
import type { Command } from 'commander';
import { connected, type Connected } from '../connect.ts';
import { EXIT, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

/** `huying status` */
export function statusCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  program
    .command('status')
    .description(terminal.say('status'))
    .action(async () => {
      await connected((parts) => tellStatus(parts, terminal));
      end(EXIT.well);
    });
}

async function tellStatus(
  { database, redis, org, suggestions, runner }: Connected,
  { say, print }: Terminal,
): Promise<void> {
  const engines = {
    database: await milliseconds(() => database.ping()),
    redis: await milliseconds(() => redis.ping()),
  };
  print(say('statusEngines', engines));
  for (const { _id: id, name, session } of await org.congresses.all())
    print(
      say('statusCongress', {
        ...{ name, session },
        units: (await org.units.all(id)).length,
        delegations: (await org.delegations.all(id)).length,
        registered: await suggestions.record.count(id, 'registered'),
        assigned: await suggestions.record.countHandedOver(id),
      }),
    );
  for (const [job, depth] of Object.entries(await runner.depths()))
    print(say('statusQueue', { job, ...depth }));
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return Math.round(performance.now() - from);
}
