import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { Fault } from '../../shared/faults.ts';
import { FILE_TYPES, type FileTypesChange, setFileTypes } from '../../shared/file-types.ts';
import { secretPathIn } from '../../shared/secret-marks.ts';
import { chosenCongress } from '../congress.ts';
import { connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

interface OfCongress {
  readonly congress?: string;
}
interface Changing extends OfCongress {
  readonly why: string;
}

type Adding = (types: Command, terminal: Terminal, end: (exit: Exit) => void) => void;

/** `huying file-types list | set | reset` */
export function fileTypesCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const types = program.command('file-types').description(terminal.say('fileTypes'));
  for (const add of [listCommand, setCommand, resetCommand]) add(types, terminal, end);
}

const listCommand: Adding = (types, terminal, end) => {
  const { say, print } = terminal;
  types
    .command('list')
    .description(say('fileTypesList'))
    .option('--congress <name>', say('congress'))
    .action(async ({ congress }: OfCongress) => {
      const { shown, changes } = await connected(async ({ org, files }) => {
        const { _id } = await chosenCongress(org, congress, terminal);
        return { shown: await files.types.show(_id), changes: await files.types.changes(_id) };
      });
      const { version, own } = shown;
      print(own ? say('fileTypesOwn', { version }) : say('fileTypesInstallation'));
      const known = new Set<string>([...FILE_TYPES, ...shown.types]);
      for (const type of known) print(`${shown.types.includes(type) ? '*' : ' '} ${type}`);
      print(say('fileTypesChanges'));
      for (const change of changes) print(`  ${changeLine(change, terminal)}`);
      end(EXIT.well);
    });
};

function changeLine({ version, at, by, types, why }: FileTypesChange, { say }: Terminal): string {
  const what = types === null ? say('fileTypesReset') : types.join(' ');
  return `${version}  ${at}  ${by.name || say('fileTypesByCommand')}  ${why}  ${what}`;
}

const setCommand: Adding = (types, terminal, end) => {
  const { say } = terminal;
  types
    .command('set')
    .description(say('fileTypesSet'))
    .argument('<types...>', say('fileTypesTypes'))
    .requiredOption('--why <text>', say('why'))
    .option('--congress <name>', say('congress'))
    .action(async (chosen: readonly string[], { why, congress }: Changing) => {
      await change(terminal, congress, { types: chosen, why });
      end(EXIT.well);
    });
};

const resetCommand: Adding = (types, terminal, end) => {
  const { say } = terminal;
  types
    .command('reset')
    .description(say('fileTypesReset'))
    .requiredOption('--why <text>', say('why'))
    .option('--congress <name>', say('congress'))
    .action(async ({ why, congress }: Changing) => {
      await change(terminal, congress, { types: null, why });
      end(EXIT.well);
    });
};

const COMMAND_LINE = { personId: 'system', name: '', label: '' } as const;

/** Makes the change upon what stands now, and says which version that makes. */
async function change(
  terminal: Terminal,
  congress: string | undefined,
  typed: { types: readonly string[] | null; why: string },
): Promise<void> {
  const { say, print } = terminal;
  const asked = setFileTypes.input.safeParse({ ...typed, version: 0, actKey: randomUUID() });
  if (!asked.success) throw new Stop(say('fileTypesUnfit'));
  if (secretPathIn(asked.data) !== null) throw new Stop(say('fileTypesSecret'));
  const { version } = await connected(async ({ org, files: { types } }) => {
    const { _id: congressId } = await chosenCongress(org, congress, terminal);
    const { version: seen } = await types.show(congressId);
    return types
      .change(congressId, COMMAND_LINE, { ...asked.data, version: seen })
      .catch((error: unknown) => refused(error, terminal));
  });
  print(say('fileTypesChanged', { version }));
}

function refused(error: unknown, { say }: Terminal): never {
  if (!(error instanceof Fault)) throw error;
  throw new Stop(say(error.code === 'ALREADY_DONE' ? 'fileTypesAlready' : 'fileTypesRaced'));
}
