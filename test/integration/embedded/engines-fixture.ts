import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import { createClient } from 'redis';
import { bringUpEngines, type Engines } from '../../../embedded/index.ts';
import { isAlive, type ProcessIdentity } from '../../../embedded/process-identity.ts';

/** The cache the tests share with the product, so that they fetch nothing twice. */
export const sharedCache = process.env['HUYING_CACHE_DIR'];

const made: string[] = [];

/** A fresh folder, which an unprivileged account may enter; thrown away by `throwAway`. */
export function freshFolder(mode = 0o755): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'huying-test-')));
  chmodSync(folder, mode);
  made.push(folder);
  return folder;
}

/** Removes the folders made, and those of engines that live elsewhere. */
export function throwAway(): void {
  for (const folder of made.splice(0)) {
    for (const name of ['.', ...(existsSync(folder) ? readdirSync(folder) : [])]) {
      const engines = join(folder, name, 'engines');
      if (existsSync(engines)) rmSync(realpathSync(engines), { recursive: true, force: true });
    }
    const note = join(folder, 'ENGINES_ARE_ELSEWHERE.txt');
    const elsewhere = existsSync(note)
      ? /^ {2}(\/var\/cache\/huying\/\w+)$/m.exec(readFileSync(note, 'utf8'))?.[1]
      : undefined;
    for (const path of [elsewhere, folder]) if (path) rmSync(path, { recursive: true, force: true });
  }
}

/** Brings up both engines in this process. */
export function bringUp(dataDir: string, say: (line: string) => void = () => undefined): Promise<Engines> {
  const cache = sharedCache ? { cacheDir: sharedCache } : {};
  return bringUpEngines({ dataDir, need: { mongodb: true, redis: true }, say, ...cache });
}

/** Writes a document and a key. */
export async function write(engines: Engines, name: string): Promise<void> {
  await withMongodb(engines, (db) => db.collection('notes').insertOne({ name }));
  await withRedis(engines, (redis) => redis.set(name, name));
}

/** Reads them back; what is not there is missing in the answer. */
export async function read(engines: Engines, name: string): Promise<string[]> {
  const near = { mongodbUrl: engines.mongodbNearUrl }; // what was written one way is there the other way
  const found = await withMongodb(near, (db) => db.collection('notes').find({ name }).toArray());
  const kept = await withRedis(engines, (redis) => redis.get(name));
  return [...found.map(() => 'mongodb'), ...(kept === name ? ['redis'] : [])];
}

type Db = ReturnType<InstanceType<typeof mongoose.mongo.MongoClient>['db']>;

/** Runs something on a new connection to the database. */
export async function withMongodb<T>(
  { mongodbUrl }: Pick<Engines, 'mongodbUrl'>,
  use: (db: Db) => Promise<T>,
): Promise<T> {
  const client = new mongoose.mongo.MongoClient(mongodbUrl, { serverSelectionTimeoutMS: 1_000 });
  try {
    return await use(client.db());
  } finally {
    await client.close();
  }
}

function redisClient(path: string) {
  return createClient({ socket: { path, tls: false, reconnectStrategy: false } });
}

/** Runs something on a new connection to Redis. */
export async function withRedis<T>(
  { redisUrl }: Engines,
  use: (redis: ReturnType<typeof redisClient>) => Promise<T>,
): Promise<T> {
  const client = redisClient(redisUrl.slice('unix://'.length));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

/** Waits until the condition holds; throws what it last threw when it does not within the time (ms). */
export async function eventually(within: number, holds: () => unknown): Promise<void> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      if (await holds()) return;
      if (Date.now() > deadline) throw new Error('It did not come true in time');
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await pause(25);
  }
}

/** The process of an engine of that data directory, as it is remembered there. */
export function processOf(dataDir: string, engine: string): ProcessIdentity {
  return JSON.parse(readFileSync(join(dataDir, 'engines', `${engine}.pid`), 'utf8')) as ProcessIdentity;
}

/** All engine processes of that data directory, and its keeper. */
export function allProcesses(dataDir: string): ProcessIdentity[] {
  return ['keeper', 'postgres', 'gateway', 'redis'].map((engine) => processOf(dataDir, engine));
}

/** Whether none of them runs any more. */
export function areGone(processes: ProcessIdentity[]): boolean {
  return !processes.some(isAlive);
}

interface Told {
  say?: string;
  up?: Engines;
  failed?: { name: string; message: string };
}

/** Another process that brings engines up. */
export interface Holder {
  child: ChildProcess;
  lines: string[];
  /** What it came to: engines, or a refusal. */
  outcome: Promise<Told>;
}

/** Starts another process that brings engines up (data directory, needs, cache folder); `onLine` hears its progress. */
export function startHolder(
  args: string[],
  { env = process.env, onLine }: { env?: NodeJS.ProcessEnv; onLine?: (line: string) => void } = {},
): Holder {
  const program = fileURLToPath(new URL('./engines-holder.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import=tsx', program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const outcome = new Promise<Told>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const told = JSON.parse(text) as Told;
      if (told.say === undefined) return resolve(told);
      lines.push(told.say);
      onLine?.(told.say);
    });
    child.once('exit', () => resolve({}));
  });
  return { child, lines, outcome };
}

/** Ends a holder orderly, and waits for its end. */
export async function endHolder({ child }: Holder): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
