import type { Command } from 'commander';
import { connected } from '../connect.ts';
import { EXIT, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

const MOST = 100;

/** `huying jobs dead | retry` */
export function jobsCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say, print } = terminal;
  const jobs = program.command('jobs').description(say('jobs'));
  jobs
    .command('dead')
    .description(say('jobsDead'))
    .option('--most <count>', say('most'), Number, MOST)
    .action(async ({ most }: { most: number }) => {
      await connected(async ({ runner }) => {
        const letters = await runner.deadLetters.list(most);
        if (letters.length === 0) print(say('noDeadLetters'));
        for (const { id, at, job, attempts, reason } of letters)
          print(say('deadLetter', { id, at: at.toISOString(), job, attempts, reason }));
      });
      end(EXIT.well);
    });
  jobs
    .command('retry')
    .description(say('jobsRetry'))
    .argument('<id...>', say('jobIds'))
    .action(async (ids: string[]) => {
      const unknown: string[] = [];
      await connected(async ({ runner }) => {
        for (const id of ids) if (!(await runner.deadLetters.retry(id))) unknown.push(id);
      });
      const count = ids.length - unknown.length;
      print(say('jobsRetried', { count }));
      if (unknown.length > 0) print(say('unknownJobs', { ids: unknown.join('、') }));
      end(unknown.length === 0 ? EXIT.well : count > 0 ? EXIT.partly : EXIT.nothing);
    });
}
