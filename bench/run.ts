import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { bringUpEngines } from '../embedded/index.ts';
import { drawCharts } from './chart.ts';
import { type Finding, type PartResult, verdictOf } from './goals.ts';
import { type Peer, PEERS, whyNotThere } from './peers.ts';
import { measureArrive } from './parts/arrive.ts';
import { measureBoards } from './parts/boards.ts';
import { measureFiles } from './parts/files.ts';
import { measureGrowth } from './parts/growth.ts';
import { measureInbox } from './parts/inbox.ts';
import { measureKilled } from './parts/killed.ts';
import { measureReminders } from './parts/reminders.ts';
import { measureSearch } from './parts/search.ts';
import { measureSoak } from './parts/soak.ts';
import { measureCrowd, measureSteady, measureTalk } from './parts/talk.ts';
import { measureWeb } from './parts/web.ts';
import { measureYear } from './parts/year.ts';
import { pinning } from './processes.ts';
import type { Bench } from './surroundings.ts';

type Measure = (bench: Bench) => Promise<PartResult>;

/** Parts in the order in which they run. */
const PARTS: Record<string, Measure> = {
  talk: measureTalk,
  crowd: measureCrowd,
  steady: measureSteady,
  arrive: measureArrive,
  killed: measureKilled,
  reminders: measureReminders,
  growth: measureGrowth,
  search: measureSearch,
  year: measureYear,
  inbox: measureInbox,
  boards: measureBoards,
  files: measureFiles,
  web: measureWeb,
  soak: measureSoak,
};
const DEFAULT_PARTS = ['talk', 'crowd', 'steady', 'arrive', 'killed', 'growth'];

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number above 0');
  return value;
};
const natural = (text: string): number => (text === '0' ? 0 : positive(text));
const list = (text: string): string[] => text.split(',').filter((word) => word !== '');
const peerList = (text: string): Peer[] =>
  list(text).map((name) => {
    const peer = PEERS.find((known) => known === name);
    if (peer === undefined) throw new InvalidArgumentError(`there is no peer ${name}`);
    return peer;
  });
const partList = (text: string): string[] => {
  const unknown = list(text).find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new InvalidArgumentError(`there is no part ${unknown}`);
  return list(text);
};

interface Options {
  peers: Peer[] | true | undefined;
  parts: string[];
  rounds: number;
  seconds: number;
  connections: number;
  messages: number[];
  due: number[];
  existing: number[];
  minutes: number;
}

const program = new Command('npm run bench --')
  .description('Measures the product on this machine and writes bench/results/DATE.json and .svg.')
  .option('--parts <names>', `which parts, of ${Object.keys(PARTS).join(',')}`, partList, DEFAULT_PARTS)
  .option('--peers [names]', `compare talk also with ${PEERS.join(',')}`, peerList)
  .option('--rounds <n>', 'how often the systems take turns', positive, 5)
  .option('--seconds <n>', 'how long each run is measured', positive, 6)
  .option('--connections <n>', 'how many people arrive and are cut off', positive, 2_000)
  .option(
    '--messages <list>',
    'numbers of messages at which pages are asked for',
    (text) => list(text).map(positive),
    [10_000, 100_000, 1_000_000],
  )
  .option(
    '--due <list>',
    'numbers of reminders that are due at once',
    (text) => list(text).map(positive),
    [500, 3_000],
  )
  .option(
    '--existing <list>',
    'numbers of duties beside them that are not due',
    (text) => list(text).map(natural),
    [0, 50_000],
  )
  .option('--minutes <n>', 'how long a page stays open in soak', positive, 120);

async function main(): Promise<void> {
  const options = program.parse().opts<Options>();
  const peers = options.peers === true ? PEERS : (options.peers ?? []);
  const missing = peers.flatMap((peer) => whyNotThere(peer) ?? []);
  if (missing.length > 0) program.error(missing.join('\n'));
  const say = (line: string) => console.log(line);
  const dataDir = mkdtempSync(join(tmpdir(), 'huying-bench-'));
  chmodSync(dataDir, 0o755); // else root’s engines keep their data outside it, where nobody removes it
  const given = { mongodb: process.env['MONGODB_URL'] ?? '', redis: process.env['REDIS_URL'] ?? '' };
  const need = { mongodb: given.mongodb === '', redis: given.redis === '' };
  const engines = await bringUpEngines({ dataDir, need, say });
  const pinned = pinning();
  const bench: Bench = {
    ...{ mongodbUrl: given.mongodb || engines.mongodbUrl, redisUrl: given.redis || engines.redisUrl, say },
    ...{ rounds: options.rounds, seconds: options.seconds, connections: options.connections },
    ...{ messages: options.messages, peers, due: options.due, existing: options.existing },
    minutes: options.minutes,
    loadCores: pinned?.load,
    coresForServers: pinned === null ? cpus().length : pinned.cores - 1,
    nodeOptions: (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((o) => o !== ''),
  };
  try {
    const results = await runAll(bench, options.parts);
    write(results, { options, engine: need.mongodb ? 'DocumentDB (embedded)' : 'MONGODB_URL' });
  } finally {
    await engines.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** One part after the other; a part that fails is said and does not take the others with it. */
async function runAll(bench: Bench, names: readonly string[]): Promise<Record<string, PartResult>> {
  const results: Record<string, PartResult> = {};
  for (const [name, measure] of Object.entries(PARTS)) {
    if (!names.includes(name)) continue;
    const start = performance.now();
    bench.say(`${name} …`);
    try {
      results[name] = await measure(bench);
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      results[name] = { figures: { failed: reason }, findings: [], charts: [] };
      bench.say(`  ${name} FAILED: ${reason}`);
      process.exitCode = 1;
    }
    bench.say(`  ${name} took ${Math.round((performance.now() - start) / 1_000)} s`);
  }
  return results;
}

function write(
  results: Record<string, PartResult>,
  { options, engine }: { options: Options; engine: string },
): void {
  const at = new Date().toISOString();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = {
    ...{ cpu: cpus()[0]?.model ?? '?', cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30) },
    ...{ kernel: release(), node: process.version, engine },
  };
  const parts = Object.values(results);
  const goals = parts
    .flatMap((part) => part.findings)
    .map((finding) => ({ ...finding, verdict: verdictOf(finding) }));
  const figures = Object.fromEntries(Object.entries(results).map(([name, part]) => [name, part.figures]));
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, at.slice(0, 16).replaceAll(':', ''));
  writeFileSync(
    `${file}.json`,
    `${JSON.stringify({ at, commit, machine, options, goals, figures }, null, 2)}\n`,
  );
  writeFileSync(
    `${file}.svg`,
    drawCharts(
      `${at.slice(0, 16)} ${commit}`,
      parts.flatMap((part) => part.charts),
    ),
  );
  console.log(`\n${goals.map(lineOf).join('\n')}\n\nwritten to ${file}.json and .svg`);
}

const lineOf = (finding: Finding): string =>
  `goal ${finding.goal}  ${finding.what}: ${finding.value}  (must ${Number.isFinite(finding.must) ? finding.must : '–'}, goal ${finding.wanted}) ${verdictOf(finding)}`;

await main();
