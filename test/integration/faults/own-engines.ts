import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ProcessIdentity,
  readLiveIdentity,
  signalTo,
  waitForEnd,
} from '../../../embedded/process-identity.ts';
import { enginesIn, freshFolder } from '../../support/engines.ts';
import { until } from '../../support/until.ts';

/** Engines that nobody else uses, so that they may be killed. */
export interface OwnEngines {
  readonly mongodbUrl: string;
  readonly redisUrl: string;
  /** Their data folder; also for secrets of servers that use them. */
  readonly folder: string;
  /** kill -9; resolves when the process is gone. The keeper starts it again. The door: what clients are connected to. */
  kill(engine: 'database' | 'door of the database' | 'redis'): Promise<void>;
  /** kill -9 of Redis with its files removed: it comes back empty. */
  wipeRedis(): Promise<void>;
  stop(): Promise<void>;
}

/** Brings both engines up in a folder that goes with them. */
export async function ownEngines(): Promise<OwnEngines> {
  const folder = freshFolder();
  const engines = await enginesIn(folder, { mongodb: true, redis: true });
  const root = join(folder, 'engines');
  const kill = async (name: string) => {
    const doomed = runningIn(root, name);
    signalTo(doomed, 'SIGKILL');
    if (!(await waitForEnd(doomed, 10_000))) throw new Error(`${name} survived kill -9`);
  };
  return {
    mongodbUrl: engines.mongodbUrl,
    redisUrl: engines.redisUrl,
    folder,
    kill: (engine) => {
      if (engine === 'redis') return kill('redis');
      const isMongod = existsSync(join(root, 'mongod.pid')); // which is its own door
      return kill(isMongod ? 'mongod' : engine === 'database' ? 'postgres' : 'gateway');
    },
    async wipeRedis() {
      rmSync(join(root, 'redis', 'appendonlydir'), { recursive: true });
      await kill('redis');
      await until('Redis is kept running', () => readLiveIdentity(join(root, 'redis.pid')) !== null);
    },
    async stop() {
      await engines.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The process of an engine in this folder; never another's, whatever stands in the file. */
function runningIn(root: string, name: string): ProcessIdentity {
  const identity = readLiveIdentity(join(root, `${name}.pid`));
  if (!identity) throw new Error(`${name} is not running`);
  const command = readFileSync(`/proc/${identity.pid}/cmdline`, 'utf8');
  if (!command.includes(root) && !command.includes('gateway-process'))
    throw new Error(`process ${identity.pid} is not our ${name}: ${command}`);
  return identity;
}
