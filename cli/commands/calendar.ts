import { Argument, type Command } from 'commander';
import { civilDate } from '../../shared/ids.ts';
import { chosenCongress } from '../congress.ts';
import { connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

interface OfCongress {
  readonly congress?: string;
}

/** `huying calendar list | set | unset` */
export function calendarCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say, print } = terminal;
  const calendar = program.command('calendar').description(say('calendar'));
  const dated = (date: string) => {
    if (!civilDate.safeParse(date).success) throw new Stop(say('badDate', { date }));
    return date;
  };

  calendar
    .command('list')
    .description(say('calendarList'))
    .argument('<year>', say('year'), Number)
    .option('--congress <name>', say('congress'))
    .action(async (year: number, { congress }: OfCongress) => {
      const { days, provisional } = await connected(async (parts) =>
        parts.calendar.list((await chosenCongress(parts.org, congress, terminal))._id, year),
      );
      if (provisional) print(say('provisional', { year }));
      for (const { date, kind, name, source } of days)
        print(`${date}  ${say(kind)}  ${name}${source === 'own' ? ' *' : ''}`);
      end(EXIT.well);
    });

  calendar
    .command('set')
    .description(say('calendarSet'))
    .argument('<date>', say('day'))
    .addArgument(new Argument('<kind>', say('dayKind')).choices(['work', 'rest']))
    .requiredOption('--why <text>', say('why'))
    .option('--congress <name>', say('congress'))
    .action(async (date: string, kind: 'work' | 'rest', { why, congress }: OfCongress & { why: string }) => {
      const day = { date: dated(date), kind, why, by: 'system' };
      await connected(async ({ org, calendar, suggestions }) => {
        const { _id } = await chosenCongress(org, congress, terminal);
        await calendar.set(_id, day);
        await suggestions.duties.recount(_id); // reminders not yet sent move with the day
      });
      print(say('daySet', { date, kind: say(kind) }));
      end(EXIT.well);
    });

  calendar
    .command('unset')
    .description(say('calendarUnset'))
    .argument('<date>', say('day'))
    .option('--congress <name>', say('congress'))
    .action(async (date: string, { congress }: OfCongress) => {
      const gone = await connected(async ({ org, calendar, suggestions }) => {
        const { _id } = await chosenCongress(org, congress, terminal);
        const wasThere = await calendar.unset(_id, dated(date));
        await suggestions.duties.recount(_id);
        return wasThere;
      });
      print(say(gone ? 'dayUnset' : 'noDay', { date }));
      end(gone ? EXIT.well : EXIT.nothing);
    });
}
