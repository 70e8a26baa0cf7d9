import { appendFile, readFile } from 'node:fs/promises';
import { Argument, type Command } from 'commander';
import {
  IMPORT_KINDS,
  makeCodesOfCertificate,
  makeImport,
  readTable,
  Unreadable,
  type ImportKind,
  type ImportReport,
  type Table,
  type WrittenPerson,
} from '../../server/import/index.ts';
import { newId } from '../../server/ops/clock.ts';
import { connected, type Connected } from '../connect.ts';
import { csvText } from '../csv.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import { refusalWords, unreadableWords } from '../refusal-words.ts';
import { reportCsv, reportJson } from '../report.ts';
import { openSecret, writeOut, type Terminal } from '../terminal.ts';

interface Options {
  readonly dryRun?: true;
  readonly createUnits?: true;
  readonly createCongresses?: true;
  readonly congress?: string;
  readonly sheet?: string;
  readonly report?: string;
  readonly accounts?: string;
}

/** `huying import KIND FILE` */
export function importCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  program
    .command('import')
    .description(say('import'))
    .addArgument(new Argument('<kind>', say('importKind')).choices(IMPORT_KINDS))
    .argument('<file>', say('importFile'))
    .option('--dry-run', say('dryRun'))
    .option('--create-units', say('createUnits'))
    .option('--create-congresses', say('createCongresses'))
    .option('--congress <name>', say('importCongress'))
    .option('--sheet <name>', say('sheet'))
    .option('--report <file>', say('report'))
    .option('--accounts <file>', say('accounts'))
    .action(async (kind: ImportKind, file: string, options: Options) => {
      if (options.accounts !== undefined && kind !== 'people') throw new Stop(say('onlyPeople'));
      end(await readable(terminal, () => runImport({ kind, file }, options, terminal)));
    });
}

/** A file of which nothing can be used stops the command with a sentence. */
async function readable<T>({ language }: Terminal, work: () => Promise<T>): Promise<T> {
  return work().catch((error: unknown) => {
    if (error instanceof Unreadable) throw new Stop(unreadableWords(language, error.code, error.facts));
    throw error;
  });
}

async function runImport(
  { kind, file }: { kind: ImportKind; file: string },
  options: Options,
  terminal: Terminal,
): Promise<Exit> {
  const { say, print } = terminal;
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new Stop(say('noFile', { file, message: error instanceof Error ? error.message : String(error) }));
  });
  const table = await readTable(bytes, options.sheet ?? null);
  print(say('read', { file, how: howRead(table) }));

  const report = await connected(async (parts) => {
    const people: WrittenPerson[] = [];
    const progress = terminal.progress();
    const run = makeImport({
      org: parts.org,
      record: parts.suggestions.record,
      newId,
      codesOfCertificate: makeCodesOfCertificate(parts.sealer),
    });
    const done = await run(kind, table, {
      dryRun: options.dryRun ?? false,
      createUnits: options.createUnits ?? false,
      createCongresses: options.createCongresses ?? false,
      congress: options.congress ?? null,
      onProgress: progress.at,
      onPeople: (written) => people.push(...written),
      onSecretMarks: (congressId, lines) =>
        parts.notices.tellSecretMark(congressId, {
          by: { personId: 'system', name: '', label: '' },
          ...{ request: `import:${kind}`, path: lines.slice(0, MOST_LINES).join(',') },
        }),
    }).finally(progress.end);
    if (options.accounts !== undefined && !done.dryRun)
      await makeAccounts(parts, people, { terminal, file: options.accounts });
    if (!done.dryRun) await followPeople(parts, people);
    return done;
  });

  tell(report, terminal);
  if (options.report !== undefined) {
    const text = options.report.endsWith('.json') ? reportJson : reportCsv;
    await writeOut(terminal, options.report, text(report, terminal.language));
    print(say('reportWritten', { file: options.report }));
  }
  return report.totals.refused > 0 ? EXIT.partly : EXIT.well;
}

const howRead = ({ format, encoding, delimiter, sheet }: Table): string =>
  [format.toUpperCase(), encoding?.toUpperCase(), delimiter === '\t' ? 'TAB' : delimiter, sheet]
    .filter((part) => part !== null && part !== undefined)
    .join(' ');

const SHOWN = 20; // refused rows on the screen
const MOST_LINES = 20; // named to administrators

function tell(report: ImportReport, { say, print, language }: Terminal): void {
  if (report.ignoredHeadings.length > 0)
    print(say('ignored', { headings: report.ignoredHeadings.join('、') }));
  const { congresses, units } = report.created;
  if (congresses.length + units.length > 0)
    print(say('created', { units: units.length, congresses: congresses.length }));
  print(say('totals', { all: report.rows.length, ...report.totals }));
  const refused = report.rows.flatMap(({ line, refusals }) =>
    refusals.map((refusal) => ({ line, ...refusal })),
  );
  for (const { line, column, code, facts } of refused.slice(0, SHOWN)) {
    const where = column === null ? '' : language === 'zh' ? `“${column}”` : `, ${column}`;
    print(say('refusedRow', { line, column: where, why: refusalWords(language, code, facts) }));
  }
  if (refused.length > SHOWN) print(say('moreRefused', { more: refused.length - SHOWN }));
  if (refused.length > 0) print(say('fixAndAgain'));
  if (report.dryRun) print(say('dryRunDone'));
}

async function makeAccounts(
  { people: accounts }: Connected,
  people: readonly WrittenPerson[],
  { terminal, file }: { terminal: Terminal; file: string },
): Promise<void> {
  // The file is opened before any code exists: codes that cannot be written down would be lost.
  await openSecret(terminal, file);
  const outcomes = await accounts.accounts.createMany(people);
  const nameOf = new Map(people.map(({ personId, name }) => [personId, name]));
  const made = outcomes.filter(({ outcome }) => outcome === 'created');
  const lines = made.map(({ personId, login, code }) => [nameOf.get(personId) ?? '', login, code ?? '']);
  await appendFile(file, csvText([['姓名 name', '登录名 login', '激活码 code'], ...lines]));
  terminal.print(terminal.say('accountsWritten', { count: made.length, file }));
  const taken = outcomes.filter(({ outcome }) => outcome === 'login-taken').map(({ login }) => login);
  if (taken.length > 0) terminal.print(terminal.say('loginsTaken', { logins: taken.join('、') }));
}

/** Rooms follow their people: service rooms stand, and who came or left is seated or taken out. */
async function followPeople({ suggestions }: Connected, people: readonly WrittenPerson[]): Promise<void> {
  for (const congressId of new Set(people.map((person) => person.congressId))) {
    await suggestions.ensureServiceRooms(congressId, 'system');
    await suggestions.reconcileAll(congressId, { personId: 'system', why: 'check' });
  }
}
