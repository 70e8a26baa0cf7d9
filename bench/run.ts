import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { bringUpEngines } from '../embedded/index.ts';
import { measureIdleMemory } from './idle-memory.ts';
import { measureInbox } from './inbox.ts';
import type { Bench } from './surroundings.ts';
import { measureTalk } from './talk.ts';
import { measureYear } from './year.ts';

const HELP = `npm run bench [-- PART …] [--rounds N] [--seconds N]

Measures the product on this machine and writes bench/results/DATE.json.

  year    the demo year imported and handed over, and again unchanged
  inbox   the inbox of somebody in 10, in 1,000 and in 9,203 rooms (needs year)
  talk    acknowledged messages and deliveries in rooms of 20, against a bare socket.io relay, in turn
  idle    memory of an idle signed-in connection, against bare socket.io

Without PART: all of them. --rounds (5) and --seconds (8) are those of talk. Only ratios within one run count: machines differ.
MONGODB_URL and REDIS_URL are used when set; otherwise embedded engines on fresh data.`;

const option = (name: string, fallback: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
};

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(HELP);
    return;
  }
  const asked = process.argv.slice(2).filter((a) => ['year', 'inbox', 'talk', 'idle'].includes(a));
  const wants = (part: string) => asked.length === 0 || asked.includes(part);
  const say = (line: string) => console.log(line);
  const dataDir = mkdtempSync(join(tmpdir(), 'huying-bench-'));
  const given = { mongodb: process.env['MONGODB_URL'] ?? '', redis: process.env['REDIS_URL'] ?? '' };
  const engines = await bringUpEngines({
    dataDir,
    need: { mongodb: given.mongodb === '', redis: given.redis === '' },
    say,
  });
  const bench: Bench = {
    mongodbUrl: given.mongodb || engines.mongodbUrl,
    redisUrl: given.redis || engines.redisUrl,
    say,
    rounds: option('rounds', 5),
    seconds: option('seconds', 8),
  };
  try {
    const figures: Record<string, unknown> = {};
    if (wants('year') || wants('inbox')) figures['year'] = await measureYear(bench);
    if (wants('inbox')) figures['inbox'] = await measureInbox(bench);
    if (wants('talk')) figures['talk'] = await measureTalk(bench);
    if (wants('idle')) figures['idle'] = await measureIdleMemory(bench);
    write(figures, given.mongodb === '' ? 'DocumentDB (embedded)' : 'MONGODB_URL');
  } finally {
    await engines.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function write(figures: Record<string, unknown>, engine: string): void {
  const at = new Date().toISOString();
  const machine = {
    cpu: cpus()[0]?.model ?? '?',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    engine,
  };
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${at.slice(0, 16).replaceAll(':', '')}.json`);
  writeFileSync(file, `${JSON.stringify({ at, commit, machine, figures }, null, 2)}\n`);
  console.log(`\n${JSON.stringify(figures, null, 2)}\n\nwritten to ${file}`);
}

await main();
