import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Order } from './arguments.ts';
import type { Outcome } from './chaos.ts';
import { drawTimeline } from './timeline.ts';

/** Violations kept in the results; the first ones tell most. */
const MOST_KEPT = 100;

/** Writes DATE-SEED.json and .svg into the folder; gives the path of the first. */
export async function writeResults(folder: string, order: Order, outcome: Outcome): Promise<string> {
  const { violations, faults, figures, surprises, seconds } = outcome;
  const at = new Date().toISOString();
  const machine = {
    cpu: cpus()[0]?.model ?? '?',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
  };
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const { seed, minutes, clients, paceMs } = order;
  const result = {
    at,
    commit,
    machine,
    order: { seed, minutes, clients, paceMs },
    figures,
    violations: violations.slice(0, MOST_KEPT),
    violationCount: violations.length,
    surprises: surprises.length,
    faults,
    perSecond: {
      acknowledged: seconds.map(({ acknowledged }) => acknowledged),
      delivered: seconds.map(({ heard }) => heard),
      online: seconds.map(({ online }) => online),
    },
  };
  await mkdir(folder, { recursive: true });
  const name = join(folder, `${at.slice(0, 16).replaceAll(':', '')}-${seed.replaceAll(/[^\w-]/g, '_')}`);
  await writeFile(`${name}.json`, `${JSON.stringify(result)}\n`);
  await writeFile(`${name}.svg`, drawTimeline(order, outcome));
  return `${name}.json`;
}
