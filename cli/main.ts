import { Command, CommanderError, type Help, Option } from 'commander';
import { accountsCommand, adminCommand, auditorCommand } from './commands/accounts.ts';
import { botCommand } from './commands/bots.ts';
import { bulkCommand } from './commands/bulk.ts';
import { calendarCommand } from './commands/calendar.ts';
import { demoCommand } from './commands/demo.ts';
import { fileTypesCommand } from './commands/file-types.ts';
import { handOverCommand } from './commands/hand-over.ts';
import { importCommand } from './commands/import.ts';
import { jobsCommand } from './commands/jobs.ts';
import { policyCommand } from './commands/policy.ts';
import { peopleCommand } from './commands/people.ts';
import { keysCommand } from './commands/keys.ts';
import { pushCommand } from './commands/push.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { roomsCommand } from './commands/rooms.ts';
import { statusCommand } from './commands/status.ts';
import { verifyCommand } from './commands/verify.ts';
import { wordsCommand } from './commands/words.ts';
import { EXIT, Stop, type Exit } from './outcome.ts';
import { makeTerminal, type Terminal } from './terminal.ts';
import { LANGUAGES, languageOf, type Word } from './words.ts';

/** Runs one command; how it ended. */
async function main(argv: readonly string[]): Promise<Exit> {
  const terminal = makeTerminal(languageOf(argv, process.env));
  let exit: Exit = EXIT.well;
  const end = (how: Exit) => {
    exit = how;
  };
  const program = programFor(terminal);
  for (const add of [
    importCommand,
    demoCommand,
    handOverCommand,
    bulkCommand,
    adminCommand,
    auditorCommand,
    accountsCommand,
    peopleCommand,
    botCommand,
    calendarCommand,
    policyCommand,
    wordsCommand,
    fileTypesCommand,
    keysCommand,
    pushCommand,
    roomsCommand,
    jobsCommand,
    verifyCommand,
    rehearseCommand,
    statusCommand,
  ])
    add(program, terminal, end);
  everyCommand(program, (command) => inLanguage(command, terminal));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    return failed(error, terminal);
  }
}

function programFor({ say }: Terminal): Command {
  return new Command('huying')
    .description(say('about'))
    .addHelpText('after', `\n${say('exitCodes')}`)
    .showHelpAfterError(`(${say('seeHelp', { command: '' }).replace('  ', ' ')})`);
}

function everyCommand(command: Command, change: (command: Command) => void): void {
  change(command);
  for (const child of command.commands) everyCommand(child, change);
}

/** Help in the language asked for; errors end here instead of ending the process. */
function inLanguage(command: Command, { say }: Terminal): void {
  const titles: Readonly<Record<string, Word>> = {
    'Usage:': 'usageTitle',
    'Options:': 'optionsTitle',
    'Commands:': 'commandsTitle',
    'Arguments:': 'argumentsTitle',
  };
  const styleTitle = (title: string) => {
    const word = titles[title];
    return word === undefined ? title : say(word);
  };
  command
    .addOption(new Option('--lang <language>', say('lang')).choices(LANGUAGES))
    .helpOption('-h, --help', say('help'))
    .configureHelp({ styleTitle } satisfies Partial<Help>)
    .exitOverride();
  if (command.commands.length > 0) command.helpCommand('help [command]', say('helpCommand'));
}

function failed(error: unknown, { say }: Terminal): Exit {
  // commander has said what is wrong already; help and version are no failure.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.well : EXIT.nothing;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${error instanceof Stop ? message : say('failed', { message })}\n`);
  return EXIT.nothing;
}

process.exit(await main(process.argv.slice(2)));
