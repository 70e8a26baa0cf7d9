import { type Command, InvalidArgumentError, Option } from 'commander';
import type { SentTotals } from '../../demo/attachments/index.ts';
import { type DemoCongress, generateDemo, loadDemo, SCALES, type Scale } from '../../demo/index.ts';
import { connected, type Connected } from '../connect.ts';
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
    .option('--files', say('demoFiles'))
    .action(async ({ scale, seed, files }: { scale: Scale; seed: number; files?: true }) => {
      if (process.env['NODE_ENV'] === 'production') throw new Stop(say('notInProduction'));
      const demo = generateDemo(scale, seed);
      const { totals, sent } = await connected(async (parts) => {
        const progress = terminal.progress();
        const { record, ensureServiceRooms } = parts.suggestions;
        const made = await loadDemo({ org: parts.org, record }, demo, progress.at).finally(progress.end);
        await ensureServiceRooms(made.congressId, 'system');
        return { ...made, sent: files ? await send(parts, made.loaded, terminal) : null };
      });
      print(say('demoDone', { name: demo.congress.name, ...totals }));
      if (sent) print(say('demoSent', { ...sent }));
      end(EXIT.well);
    });
}

async function send(parts: Connected, demo: DemoCongress, terminal: Terminal): Promise<SentTotals> {
  // What draws and writes is loaded only to draw and write.
  const { sendAttachments } = await import('../../demo/attachments/index.ts');
  const progress = terminal.progress();
  return sendAttachments(parts, demo, progress.at).finally(progress.end);
}

function wholeNumber(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new InvalidArgumentError('0, 1, 2 …');
  return n;
}
