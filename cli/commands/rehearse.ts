import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Engines, Findings, Order, Played, Scale, Watching } from '../../rehearsal/index.ts';
import { civilDate } from '../../shared/ids.ts';
import { POLICY_PROFILES, type PolicyProfileId } from '../../shared/policies.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import { type Terminal, writeOut } from '../terminal.ts';

interface Options {
  readonly scale: Scale;
  readonly profile: PolicyProfileId;
  readonly seed: number;
  readonly outage?: string;
  readonly report: string;
}

/** `huying rehearse` */
export function rehearseCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  program
    .command('rehearse')
    .description(say('rehearse'))
    .addOption(
      new Option('--scale <scale>', say('rehearseScale')).choices(['small', 'year']).default('small'),
    )
    .addOption(
      new Option('--profile <name>', say('rehearseProfile')).choices(POLICY_PROFILES).default('national'),
    )
    .option('--seed <number>', say('seed'), wholeNumber, 1)
    .option('--outage <days>', say('rehearseOutage'))
    .option('--report <file>', say('rehearseReport'), 'rehearsal.html')
    .action(async (options: Options) => {
      const order: Order = { ...options, outage: outageOf(options.outage, terminal) };
      const play = (engines: Engines) => rehearsed(order, engines, { terminal, file: options.report });
      end(await withEngines(play, terminal));
    });
}

function wholeNumber(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new InvalidArgumentError('0, 1, 2 …');
  return n;
}

function outageOf(outage: string | undefined, { say }: Terminal): Order['outage'] {
  if (outage === undefined) return null;
  const [from = '', to = '', ...more] = outage.split('..');
  const isDate = (text: string) => civilDate.safeParse(text).success;
  if (!isDate(from) || !isDate(to) || more.length > 0 || to < from)
    throw new Stop(say('badOutage', { outage }));
  return { from, to };
}

/** Ends what is rehearsed when somebody wants it to end; engines and folder go as they do after its own end. */
const interrupted = ({ say }: Terminal): Promise<never> =>
  new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.once(signal, () => reject(new Stop(say('rehearsalInterrupted'))));
  });

/** Engines of its own in a folder that goes with them: what is rehearsed never meets what is real. */
async function withEngines<T>(work: (engines: Engines) => Promise<T>, terminal: Terminal): Promise<T> {
  const { bringUpEngines } = await import('../../embedded/index.ts');
  const dataDir = mkdtempSync(join(tmpdir(), 'huying-rehearsal-'));
  chmodSync(dataDir, 0o755); // else root’s engines keep their data outside it, where nobody removes it
  const cacheDir = process.env['HUYING_CACHE_DIR'] ?? '';
  const engines = await bringUpEngines({
    ...{ dataDir, need: { mongodb: true, redis: true }, lasting: false },
    say: (line) => process.stderr.write(`${line}\n`),
    ...(cacheDir === '' ? {} : { cacheDir }),
  });
  try {
    const { mongodbNearUrl: mongodbUrl, redisUrl } = engines;
    return await Promise.race([work({ mongodbUrl, redisUrl }), interrupted(terminal)]);
  } finally {
    await engines.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

interface Into {
  readonly terminal: Terminal;
  readonly file: string;
}

/** Plays, looks, writes the report; partly when anything is not as it must be. */
async function rehearsed(order: Order, engines: Engines, { terminal, file }: Into): Promise<Exit> {
  const { say, print, language } = terminal;
  const { findingsOf, rehearse, reportOf, verdictOf } = await import('../../rehearsal/index.ts');
  const look = async (played: Played) => {
    const found = await findingsOf(played, () => undefined);
    return { played, found, verdict: verdictOf(played, found), page: reportOf(played, found, language) };
  };
  const { played, found, verdict, page } = await rehearse(order, engines, { onDay: monthly(terminal), look });
  await writeOut(terminal, file, page);
  print(say('rehearsed', { ...factsOf(played, found), file }));
  const wrong = Object.entries(verdict).filter(([, n]) => n > 0);
  if (wrong.length === 0) print(say('rehearsedWell'));
  else print(say('rehearsedBadly', { what: wrong.map(([what, n]) => `${what} ${n}`).join(', ') }));
  return wrong.length === 0 ? EXIT.well : EXIT.partly;
}

const factsOf = ({ seconds }: Played, { suggestions, entries }: Findings) => ({
  ...{ suggestions, acts: entries, minutes: (seconds / 60).toFixed(1) },
});

/** A line each month, on stderr: where the year is, and what it costs. */
function monthly({ say }: Terminal): (watching: Watching) => void {
  const started = performance.now();
  let shown = '';
  return ({ day, done, of, acts, jobs }) => {
    const month = day.slice(0, 7);
    if (month === shown && done < of) return;
    shown = month;
    const seconds = Math.round((performance.now() - started) / 1_000);
    const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
    process.stderr.write(`${say('rehearsedMonth', { month, acts, jobs, seconds, memory })}\n`);
  };
}
