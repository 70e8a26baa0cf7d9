import { chmodSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'redis';
import { bringUpEngines } from '../embedded/index.ts';
import {
  type ProcessIdentity,
  readLiveIdentity,
  signalTo,
  waitForEnd,
} from '../embedded/process-identity.ts';

/** An engine by what it is for; the door of the database is what clients are connected to. */
export type OwnEngine = OwnRedis | 'database' | 'database door';
/** The Redis of the sockets, numbers and orders, and the one of the queues. */
export type OwnRedis = 'redis' | 'redis of the jobs';

/** Engines that nobody else uses, so that they may be killed and frozen. */
export interface OwnEngines {
  readonly mongodbUrl: string;
  readonly redisUrl: string;
  readonly jobsUrl: string;
  /** Their data folder, for whatever else belongs to the run. */
  readonly folder: string;
  /** kill -9; resolves when the process is gone. Its keeper starts it again. */
  kill(engine: OwnEngine): Promise<void>;
  /** FLUSHALL, while it goes on serving whoever is connected. */
  flush(engine: OwnRedis): Promise<void>;
  /** kill -9, and everything it kept on its disk is lost: it comes back with nothing. */
  wipe(engine: OwnRedis): Promise<void>;
  /** SIGSTOP; gives what lets it go on. */
  freeze(engine: OwnEngine): Promise<() => void>;
  /** Stops them and removes the folder, or keeps it. */
  stop(o?: { keep: boolean }): Promise<void>;
}

/** Brings all engines up in a folder that goes with them. */
export async function ownEngines(say: (line: string) => void = () => undefined): Promise<OwnEngines> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huying-chaos-')));
  chmodSync(folder, 0o755); // else root's engines keep their data outside it
  const cacheDir = process.env['HUYING_CACHE_DIR'];
  const bringUp = (dataDir: string, mongodb: boolean) => {
    const need = { mongodb, redis: true };
    return bringUpEngines({ dataDir, need, say, ...(cacheDir ? { cacheDir } : {}) });
  };
  const jobsFolder = join(folder, 'jobs');
  const [engines, jobs] = await Promise.all([bringUp(folder, true), bringUp(jobsFolder, false)]);
  const rootOf = (engine: OwnEngine) => join(engine === 'redis of the jobs' ? jobsFolder : folder, 'engines');
  const kill = async (engine: OwnEngine) => {
    const root = rootOf(engine);
    const doomed = await runningIn(root, nameOf(engine, root));
    signalTo(doomed, 'SIGKILL');
    if (!(await waitForEnd(doomed, 10_000))) throw new Error(`${engine} survived kill -9`);
  };
  return {
    mongodbUrl: engines.mongodbUrl,
    redisUrl: engines.redisUrl,
    jobsUrl: jobs.redisUrl,
    folder,
    kill,
    flush: (engine) => flushAll(engine === 'redis' ? engines.redisUrl : jobs.redisUrl),
    async wipe(engine) {
      rmSync(join(rootOf(engine), 'redis', 'appendonlydir'), { recursive: true, force: true });
      await kill(engine);
    },
    async freeze(engine) {
      const root = rootOf(engine);
      const frozen = await runningIn(root, nameOf(engine, root));
      signalTo(frozen, 'SIGSTOP');
      return () => signalTo(frozen, 'SIGCONT');
    },
    async stop(o) {
      await Promise.all([engines.stop(), jobs.stop()]);
      if (!o?.keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The name of an engine's process in its folder. */
function nameOf(engine: OwnEngine, root: string): string {
  if (engine === 'redis' || engine === 'redis of the jobs') return 'redis';
  if (existsSync(join(root, 'mongod.pid'))) return 'mongod'; // which is its own door
  return engine === 'database' ? 'postgres' : 'gateway';
}

async function flushAll(url: string): Promise<void> {
  const client = createClient({ socket: { path: url.slice('unix://'.length), tls: false } });
  client.on('error', () => undefined); // it may just be coming back: tried again
  await client.connect();
  try {
    await client.flushAll();
  } finally {
    client.destroy();
  }
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
