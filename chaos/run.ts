import { join } from 'node:path';
import { askedFor } from './arguments.ts';
import { runChaos } from './chaos.ts';
import { writeResults } from './results.ts';

const FIRST = 10;

const asked = askedFor(process.argv.slice(2), join(import.meta.dirname, 'results'));
const print = (line: string) => console.log(line);
process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));

const outcome = await runChaos(asked, print);
const { violations, faults, figures, surprises, folder } = outcome;
print(`\nseed ${asked.seed}\n`);
for (const { at, what, recoveredMs } of faults)
  print(
    `${(at / 1000).toFixed(1).padStart(7)} s  ${what.padEnd(60)} ${recoveredMs === null ? 'not recovered' : `${(recoveredMs / 1000).toFixed(1)} s`}`,
  );
print(`\n${JSON.stringify(figures, null, 2)}`);
if (surprises.length > 0)
  print(`\n${surprises.length} errors nobody promised, the first:\n${surprises.slice(0, 3).join('\n')}`);
if (asked.results !== null) print(`\nwritten to ${await writeResults(asked.results, asked, outcome)}`);
if (violations.length === 0) print('\nEvery promise was kept.');
else {
  print(
    `\n${violations.length} promises broken (seed ${asked.seed}); histories and logs are in ${folder}. The first:`,
  );
  for (const { rule, room, what } of violations.slice(0, FIRST))
    print(`  ${rule}${room === '' ? '' : ` in ${room}`}: ${what}`);
}
process.exit(violations.length === 0 ? 0 : 1);
