import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { Fault } from '../../shared/faults.ts';
import { listSuggestions, showSuggestion } from '../../shared/suggestions.ts';
import { readTable, Unreadable } from '../../server/import/index.ts';
import { actingAs, type Acting } from '../acting.ts';
import { bulkActs, type BulkAct } from '../bulk-acts.ts';
import { type BulkRow, type Column, headingOf, REGISTER_COLUMNS, rowsOf } from '../bulk-rows.ts';
import { type DoRow, runRows, tellRows } from '../bulk-run.ts';
import { chosenCongress } from '../congress.ts';
import { connected, type Connected } from '../connect.ts';
import { csvText } from '../csv.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import { unreadableWords } from '../refusal-words.ts';
import { writeOut, type Terminal } from '../terminal.ts';

interface Options {
  readonly as: string;
  readonly report?: string;
}
interface LapseOptions {
  readonly congress?: string;
  readonly report?: string;
}

/** `huying bulk sheet | register | sign-for | archive | lapse` */
export function bulkCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  const bulk = program.command('bulk').description(say('bulk'));
  sheetCommand(bulk, terminal, end);
  const acts = bulkActs(terminal);
  const about = { register: 'bulkRegister', 'sign-for': 'bulkSignFor', archive: 'bulkArchive' } as const;
  for (const name of ['register', 'sign-for', 'archive'] as const)
    bulk
      .command(name)
      .description(say(about[name]))
      .argument('<file>', say('bulkFile'))
      .requiredOption('--as <login>', say('bulkAs'))
      .option('--report <file>', say('bulkReport'))
      .action(async (file: string, options: Options) =>
        end(await bulkAs({ file, act: acts[name] }, options, terminal)),
      );
  lapseCommand(bulk, terminal, end);
}

/** The rows of a file, or a sentence why it cannot be read. */
async function rowsIn(file: string, needs: readonly Column[], terminal: Terminal): Promise<BulkRow[]> {
  const { say, language } = terminal;
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Stop(say('noFile', { file, message: error instanceof Error ? error.message : String(error) }));
  });
  const table = await readTable(bytes, null).catch((error: unknown) => {
    if (error instanceof Unreadable) throw new Stop(unreadableWords(language, error.code, error.facts));
    throw error;
  });
  return rowsOf(table, needs, terminal);
}

/** Rows done by somebody in their own name. */
async function bulkAs(
  { file, act }: { file: string; act: BulkAct },
  options: Options,
  terminal: Terminal,
): Promise<Exit> {
  const rows = await rowsIn(file, act.needs, terminal);
  const ended = await connected((parts) =>
    actingAs(parts, { login: options.as, terminal }, async (acting) => {
      const { congressId } = acting.caller;
      const session = (await parts.org.congresses.byId(congressId))?.session ?? 0;
      return runRows(parts, { rows, session, congressId, doRow: rowBy(acting, act) }, terminal);
    }),
  );
  return tellRows(ended, options.report, terminal);
}

const rowBy =
  (acting: Acting, act: BulkAct): DoRow =>
  async (row, suggestionId) => {
    const view = await acting.ask(showSuggestion, { suggestionId });
    if (act.isDone(view, row, acting)) return 'already';
    await act.act(view, row, acting);
    return 'done';
  };

/** States in which a round has ended, in silence or otherwise. */
const OVER: readonly unknown[] = ['closed', 'tracking', 'archived'];

/** Ends rounds whose term is over, as the product itself does each day. */
function lapseCommand(bulk: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  bulk
    .command('lapse')
    .description(say('bulkLapse'))
    .argument('<file>', say('bulkFile'))
    .option('--congress <name>', say('congress'))
    .option('--report <file>', say('bulkReport'))
    .action(async (file: string, options: LapseOptions) => {
      const rows = await rowsIn(file, ['number'], terminal);
      const ended = await connected(async (parts) => {
        const { _id: congressId, session } = await chosenCongress(parts.org, options.congress, terminal);
        return runRows(parts, { rows, session, congressId, doRow: lapsing(parts) }, terminal);
      });
      end(await tellRows(ended, options.report, terminal));
    });
}

const lapsing =
  ({ suggestions }: Connected): DoRow =>
  async (_row, id) => {
    try {
      return (await suggestions.lapse(id)) ? 'done' : 'already';
    } catch (error) {
      if (error instanceof Fault && error.code === 'WRONG_STATE' && OVER.includes(error.facts['state']))
        return 'already';
      throw error;
    }
  };

/** Writes the table that `register` takes: what waits under review, its other columns to be filled in. */
function sheetCommand(bulk: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say, print } = terminal;
  bulk
    .command('sheet')
    .description(say('bulkSheet'))
    .argument('<file>', say('bulkFile'))
    .requiredOption('--as <login>', say('bulkAs'))
    .action(async (file: string, { as: login }: Options) => {
      const waiting = await connected((parts) => actingAs(parts, { login, terminal }, underReview));
      const lines = waiting.map(({ suggestionId, title }) =>
        REGISTER_COLUMNS.map((column) =>
          column === 'case' ? suggestionId : column === 'title' ? title : '',
        ),
      );
      await writeOut(terminal, file, csvText([REGISTER_COLUMNS.map(headingOf), ...lines]));
      print(say('bulkSheetWritten', { count: waiting.length, file }));
      end(EXIT.well);
    });
}

async function underReview({ ask }: Acting) {
  const first = await ask(listSuggestions, { state: 'review', cursor: null });
  const all = [...first.suggestions];
  for (let { cursor } = first; cursor !== null;) {
    const page = await ask(listSuggestions, { state: 'review', cursor });
    all.push(...page.suggestions);
    ({ cursor } = page);
  }
  return all;
}
