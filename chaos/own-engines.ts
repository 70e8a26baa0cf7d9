import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { bringUpEngines } from '../embedded/index.ts';
import {
  type ProcessIdentity,
  readLiveIdentity,
  signalTo,
  waitForEnd,
} from '../embedded/process-identity.ts';

/** An engine by what it is for; the door of the database is what clients are connected to. */
export type OwnEngine = 'redis' | 'database' | 'database door';

/** Engines that nobody else uses, so that they may be killed and frozen. */
export interface OwnEngines {
  readonly mongodbUrl: string;
  readonly redisUrl: string;
  /** Their data folder, for whatever else belongs to the run. */
  readonly folder: string;
  /** kill -9; resolves when the process is gone. Its keeper starts it again. */
  kill(engine: OwnEngine): Promise<void>;
  /** SIGSTOP; gives what lets it go on. */
  freeze(engine: OwnEngine): Promise<() => void>;
  /** Stops them and removes the folder, or keeps it. */
  stop(o?: { keep: boolean }): Promise<void>;
}

/** Brings both engines up in a folder that goes with them. */
export async function ownEngines(say: (line: string) => void = () => undefined): Promise<OwnEngines> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huying-chaos-')));
  chmodSync(folder, 0o755); // else root's engines keep their data outside it
  const cacheDir = process.env['HUYING_CACHE_DIR'];
  const need = { mongodb: true, redis: true };
  const engines = await bringUpEngines({ dataDir: folder, need, say, ...(cacheDir ? { cacheDir } : {}) });
  const root = join(folder, 'engines');
  const nameOf = (engine: OwnEngine) => {
    if (engine === 'redis') return 'redis';
    if (existsSync(join(root, 'mongod.pid'))) return 'mongod'; // which is its own door
    return engine === 'database' ? 'postgres' : 'gateway';
  };
  return {
    mongodbUrl: engines.mongodbUrl,
    redisUrl: engines.redisUrl,
    folder,
    async kill(engine) {
      const doomed = await runningIn(root, nameOf(engine));
      signalTo(doomed, 'SIGKILL');
      if (!(await waitForEnd(doomed, 10_000))) throw new Error(`${engine} survived kill -9`);
    },
    async freeze(engine) {
      const frozen = await runningIn(root, nameOf(engine));
      signalTo(frozen, 'SIGSTOP');
      return () => signalTo(frozen, 'SIGCONT');
    },
    async stop(o) {
      await engines.stop();
      if (!o?.keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const BACK_MS = 30_000;

/** The process of an engine in this folder, as soon as it runs; never another's, whatever stands in the file. */
async function runningIn(root: string, name: string): Promise<ProcessIdentity> {
  const end = performance.now() + BACK_MS;
  let identity = readLiveIdentity(join(root, `${name}.pid`));
  for (; !identity; identity = readLiveIdentity(join(root, `${name}.pid`))) {
    if (performance.now() > end) throw new Error(`${name} is not running`);
    await pause(50);
  }
  const command = readFileSync(`/proc/${identity.pid}/cmdline`, 'utf8');
  if (!command.includes(root) && !command.includes('gateway-process'))
    throw new Error(`process ${identity.pid} is not our ${name}: ${command}`);
  return identity;
}
