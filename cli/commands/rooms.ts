import type { Command } from 'commander';
import { chosenCongress } from '../congress.ts';
import { connected } from '../connect.ts';
import { EXIT, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

/** `huying rooms reconcile` */
export function roomsCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say, print } = terminal;
  program
    .command('rooms')
    .description(say('rooms'))
    .command('reconcile')
    .description(say('reconcile'))
    .option('--congress <name>', say('congress'))
    .action(async ({ congress: asked }: { congress?: string }) => {
      await connected(async ({ org, suggestions }) => {
        const congress = await chosenCongress(org, asked, terminal);
        const because = { personId: 'system' as const, why: say('reconcileWhy') };
        const service = await suggestions.ensureServiceRooms(congress._id, 'system');
        const moved = await suggestions.reconcileAll(congress._id, because);
        print(say('reconciled', { name: congress.name, moved, service }));
      });
      end(EXIT.well);
    });
}
