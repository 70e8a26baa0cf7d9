import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { lastLines } from '../embedded/engine-log.ts';
import { bringUpProxy, bringUpSkewedClock, freePort, type Proxy } from '../embedded/index.ts';
import type { RoomId } from '../shared/ids.ts';
import { type Child, startChild } from './child.ts';
import type { Seating } from './control-process.ts';
import type { Web } from './faults.rules.ts';
import { CLOCKS_APART_MS } from './history.ts';
import { isReady, NodeProcess } from './node-process.ts';
import { type OwnEngines, ownEngines } from './own-engines.ts';
import type { Town } from './town.rules.ts';

const HERE = import.meta.dirname;
const WEBS: readonly Web[] = ['web1', 'web2', 'web3'];
/** This node's clock is wrong by so many seconds. */
export const SKEW = { node: 'web3', seconds: CLOCKS_APART_MS / 1_000 } as const;
const READY_MS = 120_000;

/** Everything that a run consists of, its clients aside; nobody else uses any of it. */
export interface Stage {
  readonly engines: OwnEngines;
  readonly proxy: Proxy;
  readonly nodes: ReadonlyMap<Web | 'worker', NodeProcess>;
  readonly folder: string;
  /** Makes all people and rooms. */
  settle(town: Town): Promise<RoomId[]>;
  /** Makes a room's members equal to these, as often as it takes. */
  seat(seating: Seating): Promise<void>;
  killControl(): Promise<void>;
  /** Everything runs and answers; throws when it does not come to that. */
  healed(): Promise<void>;
  surprises(): Promise<string[]>;
  stop(o: { keep: boolean }): Promise<void>;
}

/** Brings up engines, three web nodes, a worker and a proxy. */
export async function setStage(say: (line: string) => void): Promise<Stage> {
  const engines = await ownEngines(say);
  try {
    return await setOn(engines, say);
  } catch (error) {
    await engines.stop();
    throw error;
  }
}

async function setOn(engines: OwnEngines, say: (line: string) => void): Promise<Stage> {
  const { folder } = engines;
  const log = (name: string) => join(folder, 'logs', `${name}.log`);
  const cache = process.env['HUYING_CACHE_DIR'];
  const common = { say, ...(cache ? { cacheDir: cache } : {}) };
  const skewed = await bringUpSkewedClock(common);
  const ports = await Promise.all(WEBS.map(() => freePort()));
  const proxy = await bringUpProxy({
    ...common,
    configuration: join(HERE, '../deploy/haproxy.cfg'),
    nodes: ports.map((port) => `127.0.0.1:${port}`),
    log: log('proxy'),
  });
  const environment = environmentOn(engines, proxy.url);
  const nodes = new Map<Web | 'worker', NodeProcess>();
  for (const [i, web] of WEBS.entries()) {
    const clock = web === SKEW.node ? skewed(SKEW.seconds) : {};
    const env = { ...environment, ...clock, HUYING_ROLES: 'web', PORT: String(ports[i]) };
    nodes.set(web, new NodeProcess(env, log(web)));
  }
  nodes.set('worker', new NodeProcess({ ...environment, HUYING_ROLES: 'worker' }, log('worker')));
  const control = makeControl(environment, log('control'));
  const stage: Stage = {
    engines,
    proxy,
    nodes,
    folder,
    settle: async (town) => (await control.ask('settle', town)) as RoomId[],
    async seat(seating) {
      await control.ask('seat', seating);
    },
    killControl: () => control.kill(),
    async healed() {
      await proxy.start();
      for (const node of nodes.values()) node.start();
      for (const [i, port] of ports.entries())
        if (!(await isReady(`http://127.0.0.1:${port}/readyz`, READY_MS)))
          throw new Error(
            `${WEBS[i]} does not come up; the end of its log:\n${lastLines(log(WEBS[i] ?? ''), 20)}`,
          );
      if (!(await isReady(`${proxy.url}/livez`, READY_MS))) throw new Error('the proxy passes nothing on');
    },
    surprises: async () => (await Promise.all([...nodes.values()].map((node) => node.surprises()))).flat(),
    async stop(o) {
      await control.kill();
      await Promise.all([...nodes.values()].map((node) => node.end('SIGKILL', 0)));
      await proxy.stop();
      await engines.stop(o);
    },
  };
  await stage.healed();
  return stage;
}

/** The settings of all nodes of one run. */
const environmentOn = (
  { mongodbUrl, redisUrl, jobsUrl, folder }: OwnEngines,
  url: string,
): Record<string, string> => ({
  NODE_ENV: 'production',
  HUYING_PUBLIC_URL: url,
  HUYING_LOG: 'error',
  MONGODB_URL: mongodbUrl,
  MONGODB_DATABASE: 'chaos',
  REDIS_URL: redisUrl,
  REDIS_JOBS_URL: jobsUrl,
  REDIS_PREFIX: 'chaos',
  HUYING_DATA_DIR: folder,
  HUYING_DATA_KEY: randomBytes(32).toString('base64'),
  HUYING_TOKEN_SECRET: randomBytes(32).toString('base64'),
  HUYING_TRUST_PROXY: '1',
  // All clients have one address, and many of them sign in at once.
  HUYING_KNOCKS_PER_MINUTE: '100000',
  HUYING_SWEEP_SECONDS: '2',
});

interface Control {
  /** Asks until it is answered: whoever was killed is started again, and does it again. */
  ask(what: string, input: Town | Seating): Promise<unknown>;
  kill(): Promise<void>;
}

const MOST_TRIES = 50;

function makeControl(environment: Record<string, string>, log: string): Control {
  let child: Child | null = null;
  return {
    async ask(what, input) {
      for (let tries = 1; ; tries += 1) {
        child ??= startChild(join(HERE, 'control-process.ts'), log, environment);
        const now = child;
        try {
          return await now.ask(what, input);
        } catch (error) {
          if (tries === MOST_TRIES) throw error;
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
      }
    },
    async kill() {
      const doomed = child;
      child = null;
      await doomed?.kill();
    },
  };
}
