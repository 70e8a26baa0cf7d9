import type { Command } from 'commander';
import { chosenCongress } from '../congress.ts';
import { connected, type Connected } from '../connect.ts';
import { EXIT, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

/** `huying verify` */
export function verifyCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  program
    .command('verify')
    .description(say('verify'))
    .option('--congress <name>', say('congress'))
    .action(async ({ congress }: { readonly congress?: string }) => {
      end(await connected((parts) => verify(parts, congress, terminal)));
    });
}

const MOST_TOLD = 20;

async function verify(
  { org, suggestions }: Connected,
  asked: string | undefined,
  terminal: Terminal,
): Promise<Exit> {
  const { say, print } = terminal;
  const congress = await chosenCongress(org, asked, terminal);
  const progress = terminal.progress();
  const found = await suggestions
    .verify(congress._id, (done, of) => progress.at(done, of))
    .finally(() => progress.end());
  print(say('verified', { suggestions: found.suggestions, entries: found.entries }));
  for (const { number, suggestionId, n, what } of found.breaks.slice(0, MOST_TOLD))
    print(say('broken', { number, suggestionId, n, what }));
  if (found.breaks.length > MOST_TOLD) print(say('moreBroken', { count: found.breaks.length - MOST_TOLD }));
  return found.breaks.length === 0 ? EXIT.well : EXIT.partly;
}
