// Brings engines up in a process of its own, to be killed: prints one line of JSON for each thing that happens.
import { bringUpEngines } from '../../../embedded/index.ts';

const [dataDir = '', needs = '', cacheDir] = process.argv.slice(2);
const print = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

try {
  const engines = await bringUpEngines({
    dataDir,
    need: { mongodb: needs.includes('mongodb'), redis: needs.includes('redis') },
    say: (line) => print({ say: line }),
    ...(cacheDir ? { cacheDir } : {}),
  });
  print({ up: engines });
  process.once('SIGTERM', () => void engines.stop().then(() => process.exit(0)));
  setInterval(() => undefined, 60_000);
} catch (error) {
  print({ failed: error instanceof Error ? { name: error.name, message: error.message } : {} });
  process.exitCode = 1;
}
