import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import type * as z from 'zod/mini';
import type { Request } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { secretPathIn } from '../../shared/secret-marks.ts';
import {
  resetWording,
  setWording,
  WORD_LOCALES,
  type WordingChange,
  type WordLocale,
} from '../../shared/wordings.ts';
import { chosenCongress } from '../congress.ts';
import { connected, type Connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

interface OfCongress {
  readonly congress?: string;
}
interface Listing extends OfCongress {
  readonly rule?: string;
}
interface Changing extends OfCongress {
  readonly locale: WordLocale;
  readonly why: string;
}
interface Setting extends Changing {
  readonly title: string;
  readonly text: string;
}

type AskedWording = Parameters<Connected['notices']['wordings']['change']>[2];
type Adding = (words: Command, terminal: Terminal, end: (exit: Exit) => void) => void;

/** `huying words list | set | reset` */
export function wordsCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const words = program.command('words').description(terminal.say('words'));
  for (const add of [listCommand, setCommand, resetCommand]) add(words, terminal, end);
}

const listCommand: Adding = (words, terminal, end) => {
  const { say, print } = terminal;
  words
    .command('list')
    .description(say('wordsList'))
    .option('--rule <rule>', say('wordsRule'))
    .option('--congress <name>', say('congress'))
    .action(async ({ rule, congress }: Listing) => {
      const found = await connected(async ({ org, notices: { wordings } }) =>
        wordings
          .list((await chosenCongress(org, congress, terminal))._id, rule ?? null)
          .catch((error: unknown) => refused(error, terminal)),
      );
      for (const {
        rule: name,
        step,
        locale,
        own,
        words: { title, text },
        parameters,
      } of found.wordings) {
        print(`${name}  ${step}  ${locale}${own ? ' *' : ''}  ${title}\n      ${text}`);
        if (rule !== undefined && locale === WORD_LOCALES[0])
          print(`      ${say('wordsParameters', { names: parameters.map((p) => `{${p}}`).join(' ') })}`);
      }
      print(say('wordsChanges'));
      for (const change of found.changes) print(`  ${changeLine(change, terminal)}`);
      end(EXIT.well);
    });
};

function changeLine(
  { version, at, by, rule, step, locale, words, why }: WordingChange,
  { say }: Terminal,
): string {
  const what = words === null ? say('wordsReset') : words.title;
  return `${version}  ${at}  ${by.name || say('wordsByCommand')}  ${rule} ${step} ${locale}  ${what}  ${why}`;
}

const placed = (command: Command, { say }: Terminal): Command =>
  command
    .argument('<rule>', say('wordsRule'))
    .argument('<step>', say('wordsStep'))
    .addOption(
      new Option('--locale <locale>', say('wordsLocale')).choices(WORD_LOCALES).default(WORD_LOCALES[0]),
    )
    .requiredOption('--why <text>', say('why'))
    .option('--congress <name>', say('congress'));

const setCommand: Adding = (words, terminal, end) => {
  const { say } = terminal;
  placed(words.command('set').description(say('wordsSet')), terminal)
    .requiredOption('--title <text>', say('wordsTitle'))
    .requiredOption('--text <text>', say('wordsText'))
    .action(async (rule: string, step: string, { title, text, locale, why, congress }: Setting) => {
      const typed = { rule, step, locale, why, words: { title, text } };
      await changed(terminal, congress, parsed(setWording, typed, terminal));
      end(EXIT.well);
    });
};

const resetCommand: Adding = (words, terminal, end) => {
  placed(words.command('reset').description(terminal.say('wordsReset')), terminal).action(
    async (rule: string, step: string, { locale, why, congress }: Changing) => {
      const asked = parsed(resetWording, { rule, step, locale, why }, terminal);
      await changed(terminal, congress, { ...asked, words: null });
      end(EXIT.well);
    },
  );
};

const COMMAND_LINE = { personId: 'system', name: '', label: '' } as const;

/** Makes the change upon the words as they stand now, and says which version that makes. */
async function changed(terminal: Terminal, congress: string | undefined, asked: AskedWording): Promise<void> {
  const { say, print } = terminal;
  const { version } = await connected(async ({ org, notices: { wordings } }) => {
    const { _id: congressId } = await chosenCongress(org, congress, terminal);
    const { version: seen } = await wordings.list(congressId, null);
    return wordings
      .change(congressId, COMMAND_LINE, { ...asked, version: seen })
      .catch((error: unknown) => refused(error, terminal));
  });
  print(say('wordsChanged', { version }));
}

/** What the contract takes; it refuses here what it refuses from the office. */
function parsed<R extends Request>(contract: R, typed: object, { say }: Terminal): z.output<R['input']> {
  const asked = contract.input.safeParse({ ...typed, version: 0, actKey: randomUUID() });
  if (!asked.success) throw new Stop(say('wordsUnfit', { paths: pathsOf(asked.error) }));
  if (secretPathIn(asked.data) !== null) throw new Stop(say('wordsSecret'));
  return asked.data as z.output<R['input']>;
}

const pathsOf = ({ issues }: { issues: readonly { path: readonly PropertyKey[] }[] }): string =>
  issues.map(({ path }) => path.map(String).join('.')).join('、');

function refused(error: unknown, { say }: Terminal): never {
  if (!(error instanceof Fault)) throw error;
  if (error.code === 'UNKNOWN_PARAMETER') {
    const known = (error.facts['known'] as readonly string[]).map((one) => `{${one}}`).join(' ');
    throw new Stop(say('wordsUnknown', { known }));
  }
  if (error.code === 'NOT_FOUND') throw new Stop(say('wordsNoStep'));
  if (error.code === 'ALREADY_DONE') throw new Stop(say('wordsAlready'));
  throw new Stop(say('wordsRaced'));
}
