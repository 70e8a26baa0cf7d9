import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensurePacks, findOnPath } from './pack.ts';
import { documentdbRecipe, postgresMajor, redisRecipe } from './packs.ts';
import { engineFolder, engineUser, isReachableByOthers, type EngineUser } from './places.ts';
import { runProgram } from './run-program.ts';

/** What the keeper is to run, and where. */
export interface Plan {
  dataDir: string;
  /** The folder of the engines' own data, which they may enter. */
  root: string;
  user?: EngineUser;
  /** False: what was written need not outlast a power failure. */
  lasting: boolean;
  mongodb?: { kind: 'mongod'; program: string } | { kind: 'documentdb'; bin: string; pack: string };
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
  {
    dataDir,
    need,
    lasting,
    say,
  }: Pick<Plan, 'dataDir' | 'lasting'> & { need: Need; say: (line: string) => void },
  cache: () => string,
): Promise<Plan> {
  const user = engineUser();
  const root = engineFolder(dataDir);
  const mongod = need.mongodb ? await findMongod(root) : undefined;
  const redis = need.redis ? await findRedis(root) : undefined;
  const recipes = [...(mongod === null ? [documentdbRecipe] : []), ...(redis === null ? [redisRecipe] : [])];
  const trees = recipes.length > 0 ? await ensurePacks(recipes, cache(), say) : new Map<string, string>();
  const [documentdbTree, redisTree] = [documentdbRecipe, redisRecipe].map(({ name }) => trees.get(name));
  const plan: Plan = { dataDir, root, lasting, ...(user ? { user } : {}) };
  if (mongod) plan.mongodb = { kind: 'mongod', program: mongod };
  if (documentdbTree) {
    const bin = documentdbPrograms(documentdbTree, root);
    plan.mongodb = { kind: 'documentdb', bin, pack: dirname(documentdbTree) };
  }
  const redisServer = redis ?? (redisTree ? join(redisTree, 'usr/bin/redis-server') : undefined);
  if (redisServer) plan.redis = { program: redisServer };
  return plan;
}

// A program from PATH; null when it is to come from the cache.
async function findMongod(root: string): Promise<string | null> {
  if (existsSync(join(root, 'postgres', 'PG_VERSION'))) return null; // stay with what wrote the data
  const program = await newEnough('mongod', oldestMongod);
  if (program === null && existsSync(join(root, 'mongod'))) {
    throw new Error(`the data in ${root} was written by mongod, which is no longer in PATH`);
  }
  return program;
}

function documentdbPrograms(tree: string, root: string): string {
  const major = postgresMajor(tree);
  if (existsSync(join(root, 'postgres', 'PG_VERSION'))) refuseOtherMajor(root, major);
  return join(tree, 'usr/lib/postgresql', major, 'bin');
}

/** Throws a clear sentence when the data was written by another major version of PostgreSQL. */
function refuseOtherMajor(root: string, major: string): void {
  const written = readFileSync(join(root, 'postgres', 'PG_VERSION'), 'utf8').trim();
  if (written === major) return;
  throw new OtherMajor(
    `The data in ${join(root, 'postgres')} was written by PostgreSQL ${written}, but the engine in the cache is PostgreSQL ${major}, ` +
      `which cannot read it. Start with a cache folder that holds PostgreSQL ${written} (HUYING_CACHE_DIR), or move that folder away to begin with empty data.`,
  );
}

/** The data and the engine do not fit together; nothing was touched. */
export class OtherMajor extends Error {}

async function findRedis(root: string): Promise<string | null> {
  const writtenBy = join(root, 'redis.version');
  // An older Redis cannot read what a newer one wrote.
  const floor = existsSync(writtenBy) ? numbers(readFileSync(writtenBy, 'utf8')) : oldestRedis;
  return newEnough('redis-server', floor);
}

async function newEnough(name: string, floor: number[]): Promise<string | null> {
  const program = findOnPath(name);
  if (program === null) return null;
  // In a folder of root's own, say; the engines' account could not run it.
  if (engineUser() && !isReachableByOthers(realpathSync(program))) return null;
  const version = await programVersion(program).catch(() => [0]);
  return isAtLeast(version, floor) ? program : null;
}

/** The version a program tells of itself: `v=7.0.15`, `v7.0.14`, `version 2.6.12`. */
export async function programVersion(program: string, ask = '--version'): Promise<number[]> {
  return numbers(/\bv(?:=|ersion )?(\d+(?:\.\d+)+)/.exec(await runProgram(program, [ask]))?.[1] ?? '0');
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
