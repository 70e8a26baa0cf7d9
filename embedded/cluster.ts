import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lastLines } from './engine-log.ts';
import { withLock } from './lock.ts';
import { type EngineUser, own, socketFolder } from './places.ts';
import {
  installDocumentdb,
  type PostgresPlace,
  postgresEngine,
  programEnvironment,
  writeConfiguration,
} from './postgres.ts';
import { endRemembered } from './process-identity.ts';
import { runProgram } from './run-program.ts';
import { keepRunning } from './supervise.ts';

/** Raised when the cluster is prepared otherwise, so that older ones are not taken for it. */
const REVISION = 1;

/** What is removed may still be written to, for a moment, by what a killed process left running. */
const AGAIN = { recursive: true, force: true, maxRetries: 30, retryDelay: 100 };

/**
 * Makes the data directory when there is none: a copy of a cluster that is prepared once beside the programs in their
 * folder of the cache, the pack. It is made aside and renamed, so that a start that was cut off leaves nothing half made.
 */
export async function ensureCluster(
  place: PostgresPlace & { pack: string },
  say: (line: string) => void,
): Promise<void> {
  const { bin, root, user, pack } = place;
  const prepared = join(pack, `cluster-${REVISION}-${user?.uid ?? process.getuid?.() ?? ''}`);
  const data = join(root, 'postgres');
  if (existsSync(join(data, 'PG_VERSION'))) return;
  await ensurePrepared({ ...place, prepared }, say);
  say('Making an empty database …');
  for (const left of beginning(root, 'postgres.making')) rmSync(left, AGAIN);
  rmSync(data, AGAIN);
  const making = mkdtempSync(join(root, 'postgres.making-'));
  own(making, user);
  if (existsSync(prepared)) {
    const options = ['-R', '--preserve=mode', '--reflink=auto', `${join(prepared, 'postgres')}/.`, making];
    await runProgram('cp', options, runAs(place, making));
    await runProgram(join(bin, 'initdb'), ['--sync-only', '-D', making], runAs(place, making));
  } else await initialise(place, making);
  renameSync(making, data);
}

/** Prepares the cluster, once for all data directories, unless the cache cannot be written to. */
async function ensurePrepared(
  { bin, user, prepared }: PostgresPlace & { prepared: string },
  say: (line: string) => void,
): Promise<void> {
  if (existsSync(prepared) || !isWritable(dirname(prepared))) return;
  await withLock(`prepare:${prepared}`, async () => {
    if (existsSync(prepared)) return;
    const prefix = `.${basename(prepared)}-`;
    for (const left of beginning(dirname(prepared), prefix)) await removeWork(left, user);
    const root = mkdtempSync(join(dirname(prepared), prefix));
    chmodSync(root, 0o755);
    const place = { bin, root, sockets: socketFolder(root, user), ...(user ? { user } : {}) };
    try {
      say('Preparing an empty database, for this start and later ones …');
      await prepare(place);
      renameSync(root, prepared);
    } finally {
      await removeWork(root, user);
    }
  });
}

/** A cluster with DocumentDB in it, shut down; and nothing else. */
async function prepare(place: PostgresPlace): Promise<void> {
  const { root, user } = place;
  const data = join(root, 'postgres');
  own(data, user);
  await initialise(place, data);
  writeConfiguration(place, { lasting: true });
  const server = keepRunning(postgresEngine(place), () => undefined);
  try {
    await server.ready;
    await installDocumentdb(place);
  } catch (error) {
    const log = lastLines(join(root, 'logs', 'postgres.log'), 12);
    throw new Error(`No database could be prepared: ${(error as Error).message}\n${log}`, { cause: error });
  } finally {
    await server.stop();
  }
  for (const name of ['postgres.conf', 'logs']) rmSync(join(root, name), { recursive: true });
}

/** Removes where a cluster was being prepared, and what runs there. */
async function removeWork(root: string, user: EngineUser | undefined): Promise<void> {
  await endRemembered(join(root, 'postgres.pid'), 'SIGINT');
  for (const path of [socketFolder(root, user), root]) rmSync(path, AGAIN);
}

async function initialise(place: PostgresPlace, data: string): Promise<void> {
  const options = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust'];
  await runProgram(join(place.bin, 'initdb'), options, runAs(place, data));
}

const runAs = ({ user }: PostgresPlace, cwd: string) => ({ ...user, cwd, env: programEnvironment });

const beginning = (folder: string, prefix: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(folder, name));

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
