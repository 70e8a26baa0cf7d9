import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { chosenCongress } from '../congress.ts';
import { connected, type Connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

interface Leaving {
  readonly why: string;
  readonly congress?: string;
}

/** `huying people codes LOGIN … | leave CODE` */
export function peopleCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  const people = program.command('people').description(say('people'));
  people
    .command('codes')
    .description(say('peopleCodes'))
    .argument('<login...>', say('logins'))
    .action(async (logins: string[]) => {
      end(await connected((parts) => issueCodes(parts, terminal, logins)));
    });
  people
    .command('leave')
    .description(say('peopleLeave'))
    .argument('<code>', say('peopleLeaveCode'))
    .requiredOption('--why <text>', say('why'))
    .option('--congress <name>', say('congress'))
    .action(async (code: string, asked: Leaving) => {
      await connected((parts) => leave(parts, terminal, { code, ...asked }));
      end(EXIT.well);
    });
}

async function issueCodes(
  { people }: Connected,
  { say, print }: Terminal,
  logins: readonly string[],
): Promise<Exit> {
  const unknown: string[] = [];
  for (const login of logins) {
    const issued = await people.accounts.issueCode(login);
    if (issued === null) unknown.push(login);
    else print(say('codeFor', { login: issued.login, code: issued.code }));
  }
  if (unknown.length === 0) return EXIT.well;
  print(say('unknownLogins', { logins: unknown.join('、') }));
  return unknown.length < logins.length ? EXIT.partly : EXIT.nothing;
}

async function leave(
  { org, suggestions }: Connected,
  terminal: Terminal,
  { code, why, congress }: Leaving & { readonly code: string },
): Promise<void> {
  const { say, print } = terminal;
  const { _id: congressId } = await chosenCongress(org, congress, terminal);
  const person = (await org.people.byCodes(congressId, [code])).get(code);
  if (!person) throw new Stop(say('peopleUnknown', { code }));
  const { _id, name } = person;
  const by = { personId: 'system', name: userInfo().username, label: '' } as const;
  const progress = terminal.progress();
  const count = await suggestions
    .leave({ _id, congressId, code, name, by, why }, (done) => progress.at(done, done))
    .finally(() => progress.end());
  print(say('peopleLeft', { name, count }));
}
