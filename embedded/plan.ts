import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePack, isOnPath } from './pack.ts';
import { documentdbRecipe, postgresMajor, redisRecipe } from './packs.ts';
import { engineFolder, engineUser, type EngineUser } from './places.ts';
import { runProgram } from './run-program.ts';

/** What the keeper is to run, and where. */
export interface Plan {
  dataDir: string;
  /** The folder of the engines' own data, which they may enter. */
  root: string;
  user?: EngineUser;
  mongodb?: { kind: 'mongod'; program: string } | { kind: 'documentdb'; bin: string };
  redis?: { program: string };
  /** The port the gateway had before, to be had again. */
  gatewayPort?: number;
}

/** What of the engines is wanted. */
export interface Need {
  mongodb: boolean;
  redis: boolean;
}

const oldestMongod = [5, 0];
const oldestRedis = [7, 0]; // sharded pub/sub

/** Finds the programs: from PATH where they will do, else unpacked into the cache. Throws where there are none. */
export async function makePlan(
  { dataDir, need, say }: { dataDir: string; need: Need; say: (line: string) => void },
  cache: () => string,
): Promise<Plan> {
  const user = engineUser();
  const root = engineFolder(dataDir);
  const plan: Plan = { dataDir, root, ...(user ? { user } : {}) };
  if (need.mongodb) plan.mongodb = await findMongodb(root, cache, say);
  if (need.redis) plan.redis = await findRedis(root, cache, say);
  return plan;
}

async function findMongodb(
  root: string,
  cache: () => string,
  say: (line: string) => void,
): Promise<NonNullable<Plan['mongodb']>> {
  const hasDocumentdb = existsSync(join(root, 'postgres', 'PG_VERSION'));
  const hasMongod = existsSync(join(root, 'mongod'));
  const program = hasDocumentdb ? null : await newEnough('mongod', oldestMongod);
  if (program !== null) return { kind: 'mongod', program };
  if (hasMongod) throw new Error(`the data in ${root} was written by mongod, which is no longer in PATH`);
  const tree = await ensurePack(documentdbRecipe, cache(), say);
  const major = postgresMajor(tree);
  if (hasDocumentdb) refuseOtherMajor(root, major);
  return { kind: 'documentdb', bin: join(tree, 'usr/lib/postgresql', major, 'bin') };
}

/** Throws a clear sentence when the data was written by another major version of PostgreSQL. */
export function refuseOtherMajor(root: string, major: string): void {
  const written = readFileSync(join(root, 'postgres', 'PG_VERSION'), 'utf8').trim();
  if (written === major) return;
  throw new OtherMajor(
    `The data in ${join(root, 'postgres')} was written by PostgreSQL ${written}, but the engine in the cache is PostgreSQL ${major}, ` +
      `which cannot read it. Start with a cache folder that holds PostgreSQL ${written} (HUYING_CACHE_DIR), or move that folder away to begin with empty data.`,
  );
}

/** The data and the engine do not fit together; nothing was touched. */
export class OtherMajor extends Error {}

async function findRedis(
  root: string,
  cache: () => string,
  say: (line: string) => void,
): Promise<{ program: string }> {
  const writtenBy = join(root, 'redis.version');
  // An older Redis cannot read what a newer one wrote.
  const floor = existsSync(writtenBy) ? numbers(readFileSync(writtenBy, 'utf8')) : oldestRedis;
  const program = await newEnough('redis-server', floor);
  return { program: program ?? join(await ensurePack(redisRecipe, cache(), say), 'usr/bin/redis-server') };
}

async function newEnough(name: string, floor: number[]): Promise<string | null> {
  const program = isOnPath(name);
  if (program === null) return null;
  const version = await programVersion(program).catch(() => [0]);
  return isAtLeast(version, floor) ? program : null;
}

/** The version a program tells of itself: `v=7.0.15`, `v7.0.14`. */
export async function programVersion(program: string): Promise<number[]> {
  return numbers(/\bv=?(\d+(?:\.\d+)+)/.exec(await runProgram(program, ['--version']))?.[1] ?? '0');
}

function numbers(text: string): number[] {
  return text.trim().split('.').map(Number);
}

/** Compares versions part by part. */
export function isAtLeast(version: number[], floor: number[]): boolean {
  for (const [at, least] of floor.entries()) {
    const part = version[at] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
