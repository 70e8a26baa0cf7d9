import { type Command, InvalidArgumentError, Option } from 'commander';
import { generateDemo, loadDemo, SCALES, type Scale } from '../../demo/index.ts';
import { connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

/** `huying demo` */
export function demoCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say, print } = terminal;
  program
    .command('demo')
    .description(say('demo'))
    .addOption(new Option('--scale <scale>', say('scale')).choices(SCALES).default('small'))
    .option('--seed <number>', say('seed'), wholeNumber, 1)
    .action(async ({ scale, seed }: { scale: Scale; seed: number }) => {
      if (process.env['NODE_ENV'] === 'production') throw new Stop(say('notInProduction'));
      const demo = generateDemo(scale, seed);
      const { totals } = await connected(async ({ org, suggestions }) => {
        const progress = terminal.progress();
        const loaded = await loadDemo({ org, record: suggestions.record }, demo, progress.at).finally(
          progress.end,
        );
        await suggestions.ensureServiceRooms(loaded.congressId, 'system');
        return loaded;
      });
      print(say('demoDone', { name: demo.congress.name, ...totals }));
      end(EXIT.well);
    });
}

function wholeNumber(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new InvalidArgumentError('0, 1, 2 …');
  return n;
}
