// The keeper: one process that owns the engines. It starts them, starts them again when they die, and stops
// them when it is told to or when the process that started it is gone.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCluster } from './cluster.ts';
import { lastLines } from './engine-log.ts';
import { gatewayEngine } from './gateway-engine.ts';
import { mongodEngine, mongodPort } from './mongod.ts';
import { socketFolder, type EngineUser } from './places.ts';
import type { Plan } from './plan.ts';
import { installDocumentdb, postgresAddress, postgresEngine, writeConfiguration } from './postgres.ts';
import { identityOf, writeIdentity } from './process-identity.ts';
import { prepareRedis, redisEngine, redisSocket } from './redis.ts';
import type { KeeperReport, Running } from './running.ts';
import { keepRunning, type Engine, type Kept } from './supervise.ts';

interface Place {
  root: string;
  sockets: string;
  user?: EngineUser;
}

process.umask(0o022); // the engines' account reads the configurations; what is private is in folders of 0700

const kept: Kept[] = [];
let starting: Promise<void> = Promise.resolve();
let stopping: Promise<void> | undefined;
let stopSharing = (): void => undefined;
let forget = (): void => undefined;

process
  .on('SIGINT', () => undefined)
  .on('SIGHUP', () => undefined)
  .once('SIGTERM', stop)
  .once('disconnect', stop)
  .on('message', (message: { run: Plan } | 'stop') => {
    if (message === 'stop') {
      stop();
      return;
    }
    starting = run(message.run).catch((error: unknown) => {
      report({ failed: error instanceof Error ? error.message : String(error) });
      stop();
    });
  });

async function run(plan: Plan): Promise<void> {
  const { root, dataDir, user } = plan;
  const sockets = socketFolder(root, user);
  const place = { root, sockets, ...(user ? { user } : {}) };
  const file = join(dataDir, 'engines.json');
  const pidFile = join(root, 'keeper.pid');
  writeIdentity(pidFile, process.pid);
  stopSharing = () => rmSync(file, { force: true });
  forget = () => {
    for (const path of [pidFile, sockets]) rmSync(path, { recursive: true, force: true });
  };
  const [keeper, owner] = [identityOf(process.pid), identityOf(process.ppid)];
  if (!keeper || !owner) throw new Error('The keeper has nobody to keep engines for');
  const [redis, mongodb] = await Promise.all([
    plan.redis ? startRedis(place, plan.redis.program) : {},
    plan.mongodb ? startMongodb(place, plan.mongodb, plan) : {},
  ]);
  if (stopping) return;
  const up: Running = { keeper, owner, ...redis, ...mongodb };
  writeFileSync(`${file}.new`, `${JSON.stringify(up, null, 1)}\n`);
  renameSync(`${file}.new`, file);
  report({ up });
}

async function startRedis(place: Place, program: string): Promise<Partial<Running>> {
  const redis = { ...place, program };
  await prepareRedis(redis);
  await keep(redisEngine(redis), place);
  return { redisUrl: `unix://${redisSocket(redis)}` };
}

async function startMongodb(
  place: Place,
  engine: NonNullable<Plan['mongodb']>,
  { gatewayPort: portBefore = 0, lasting }: Pick<Plan, 'gatewayPort' | 'lasting'>,
): Promise<Partial<Running>> {
  const url = (at: string) => `mongodb://${at}/huying?directConnection=true`;
  if (engine.kind === 'mongod') {
    const port = await mongodPort(place.root, place.user);
    await keep(mongodEngine({ ...place, program: engine.program, port }), place);
    return { mongodbUrl: url(`127.0.0.1:${port}`) };
  }
  const database = { ...place, bin: engine.bin };
  await ensureCluster({ ...database, pack: engine.pack }, say);
  writeConfiguration(database, { lasting });
  await keep(postgresEngine(database), place);
  await installDocumentdb(database);
  const { user } = place;
  const socket = join(place.sockets, 'gateway.sock');
  const order = { postgres: postgresAddress(database), port: portBefore, socket, ...(user ? { user } : {}) };
  const gateway = gatewayEngine(place.root, order);
  await keep(gateway, place);
  const gatewayPort = gateway.port();
  return {
    ...{ mongodbUrl: url(`127.0.0.1:${gatewayPort}`), mongodbNearUrl: url(encodeURIComponent(socket)) },
    gatewayPort,
  };
}

async function keep(engine: Engine, { root }: Place): Promise<void> {
  if (stopping) throw new Error('stopped while starting');
  const one = keepRunning(engine, say);
  kept.push(one);
  try {
    await one.ready;
  } catch (error) {
    const log = join(root, 'logs', engine.log);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}; the end of ${log}:\n${lastLines(log, 12)}`, { cause: error });
  }
}

// The last started is stopped first, so that nobody loses what it stands on.
function stop(): void {
  stopping ??= (async () => {
    stopSharing();
    for (let count = -1; count !== kept.length;) {
      count = kept.length;
      for (const one of kept.toReversed()) await one.stop();
    }
    await starting;
    forget();
    process.exit(0);
  })();
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
  report({ say: line });
}

function report(message: KeeperReport): void {
  if (process.connected) process.send?.(message, () => undefined);
}
