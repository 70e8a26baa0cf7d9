import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import type { CongressId, PersonId } from '../../shared/ids.ts';
import { readCongressName } from '../../server/import/index.ts';
import { chosenCongress } from '../congress.ts';
import { connected, type Connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

interface Create {
  readonly login: string;
  readonly name: string;
  readonly role: 'administrator' | 'office' | 'auditor';
  readonly congress?: string;
  readonly createCongress?: true;
}

/** `huying admin create` */
export function adminCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  const create = program.command('admin').description(say('admin')).command('create');
  const roles = ['administrator', 'office'] as const;
  createsAccount(create, terminal, end)
    .description(say('adminCreate'))
    .addOption(new Option('--role <role>', say('role')).choices(roles).default('administrator'));
}

/** `huying auditor create | readings | numbers`: commands of their own, as nobody is both administrator and auditor. */
export function auditorCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  const auditor = program.command('auditor').description(say('auditor'));
  createsAccount(auditor.command('create'), terminal, end)
    .description(say('auditorCreate'))
    .setOptionValue('role', 'auditor');
  auditor
    .command('readings')
    .description(say('auditorReadings'))
    .option('--congress <name>', say('congress'))
    .option('--most <count>', say('most'), Number, 100)
    .action(async ({ congress, most }: { congress?: string; most: number }) => {
      await connected(async (parts) => {
        const { _id } = await chosenCongress(parts.org, congress, terminal);
        await printReadings(parts, terminal, await parts.rooms.readingsOf(_id, most));
      });
      end(EXIT.well);
    });
  auditor
    .command('numbers')
    .description(say('auditorNumbers'))
    .option('--congress <name>', say('congress'))
    .option('--most <count>', say('most'), Number, 100)
    .action(async ({ congress, most }: { congress?: string; most: number }) => {
      await connected(async ({ org }) => {
        const { _id } = await chosenCongress(org, congress, terminal);
        await printLooks(org, terminal, await org.looksOf(_id, most));
      });
      end(EXIT.well);
    });
}

/** `huying accounts reset-second-factor LOGIN --why TEXT` */
export function accountsCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say, print } = terminal;
  program
    .command('accounts')
    .description(say('accountsOf'))
    .command('reset-second-factor')
    .description(say('accountsReset'))
    .argument('<login>', say('login'))
    .requiredOption('--why <text>', say('why'))
    .action(async (login: string, { why }: { why: string }) => {
      const reset = await connected(async ({ people, log }) => {
        const done = await people.secondFactors.reset(login);
        log.level = 'info'; // commands are silent; this shall be found again
        log.warn({ login, ...done, by: userInfo().username, why }, 'second factor reset');
        return done;
      });
      if (reset === null) throw new Stop(say('unknownLogins', { logins: login }));
      print(say(reset.had ? 'accountsWasReset' : 'accountsHadNone', { login }));
      end(EXIT.well);
    });
}

async function printReadings(
  { org, rooms }: Connected,
  { say, print }: Terminal,
  readings: Awaited<ReturnType<Connected['rooms']['readingsOf']>>,
): Promise<void> {
  const [cards, names] = await Promise.all([
    org.people.cards(readings.map(({ by }) => by)),
    rooms.namesOf(readings.map(({ roomId }) => roomId)),
  ]);
  for (const { at, by, roomId, from, to } of readings)
    print(
      say('reading', {
        ...{ at: at.toISOString(), name: cards.get(by)?.name ?? by, room: names.get(roomId) ?? roomId },
        ...{ from, to },
      }),
    );
}

async function printLooks(
  { people }: Connected['org'],
  { say, print }: Terminal,
  looks: Awaited<ReturnType<Connected['org']['looksOf']>>,
): Promise<void> {
  const cards = await people.cards(looks.flatMap(({ by, whose }) => [by, whose]));
  const nameOf = (id: PersonId) => cards.get(id)?.name ?? id;
  for (const { at, by, whose } of looks)
    print(say('look', { at: at.toISOString(), name: nameOf(by), whose: nameOf(whose) }));
}

/** Makes a person who is in no file, with an account, in the role that the options give. */
function createsAccount(command: Command, terminal: Terminal, end: (exit: Exit) => void): Command {
  const { say, print } = terminal;
  return command
    .requiredOption('--login <login>', say('login'))
    .requiredOption('--name <name>', say('name'))
    .option('--congress <name>', say('congress'))
    .option('--create-congress', say('createCongresses'))
    .action(async (options: Create) => {
      const made = await connected(async (parts) =>
        parts.people.accounts.adminCreate({
          congressId: await congressFor(parts, options, terminal),
          login: options.login,
          name: options.name,
          roles: [options.role],
        }),
      );
      if (made.outcome !== 'created') throw new Stop(say('loginTaken', { login: made.login }));
      print(say('codeFor', { login: made.login, code: made.code }));
      end(EXIT.well);
    });
}

/** The first administrator comes before any list: the congress may be made with them. */
async function congressFor(
  { org }: Connected,
  { congress, createCongress }: Create,
  terminal: Terminal,
): Promise<CongressId> {
  const name = congress === undefined ? null : readCongressName(congress);
  if (createCongress === true && name !== null && (await org.congresses.byName(name.name)) === null)
    return (await org.congresses.upsert({ ...name, session: 1 }))._id;
  return (await chosenCongress(org, name?.name ?? congress, terminal))._id;
}
