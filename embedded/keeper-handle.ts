import { fork, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, withLog } from './engine-log.ts';
import type { Plan } from './plan.ts';
import { endRemembered, readLiveIdentity, signalTo, waitForEnd } from './process-identity.ts';
import type { KeeperReport, Running } from './running.ts';
import { siblingProgram } from './sibling-program.ts';

/** A keeper this process started. */
export interface Keeper {
  running: Running;
  /** Resolves when its process has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Ends what an earlier keeper left behind: itself if it is still stopping, and the engines of one that was killed. */
export async function endLeftovers({ root, dataDir }: Plan, say: (line: string) => void): Promise<void> {
  const keeper = readLiveIdentity(join(root, 'keeper.pid'));
  if (keeper) {
    say('Waiting for the engines of an earlier start to stop …');
    if (!(await waitForEnd(keeper, 5_000))) signalTo(keeper, 'SIGTERM');
    if (!(await waitForEnd(keeper, 60_000))) signalTo(keeper, 'SIGKILL');
    await waitForEnd(keeper, 5_000);
  }
  const left = [
    await endRemembered(join(root, 'gateway.pid'), 'SIGTERM'),
    await endRemembered(join(root, 'postgres.pid'), 'SIGINT'),
    await endRemembered(join(root, 'mongod.pid'), 'SIGTERM'),
    await endRemembered(join(root, 'redis.pid'), 'SIGTERM'),
  ];
  if (left.includes(true)) say('Stopped engines that an earlier start had left running.');
  for (const file of [join(root, 'keeper.pid'), join(dataDir, 'engines.json')]) rmSync(file, { force: true });
}

/** Starts a keeper for the plan; resolves when all engines serve. */
export async function startKeeper(plan: Plan, say: (line: string) => void): Promise<Keeper> {
  const { file, execArgv } = siblingProgram('keeper');
  const log = join(plan.root, 'logs', 'keeper.log');
  // A session of its own: Ctrl-C in the terminal is for the product, which stops the engines last.
  const child = withLog(log, (handle) =>
    fork(file, [], { execArgv, detached: true, stdio: ['ignore', handle, handle, 'ipc'] }),
  );
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  try {
    const running = await untilUp(child, plan, say);
    child.unref();
    child.channel?.unref();
    return { running, ended, stop: () => stopKeeper(child, ended) };
  } catch (error) {
    await stopKeeper(child, ended);
    if (error instanceof KeeperGone) error.message += lastLines(log, 12);
    throw error;
  }
}

class KeeperGone extends Error {}

function untilUp(child: ChildProcess, plan: Plan, say: (line: string) => void): Promise<Running> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: KeeperReport) => {
      if ('say' in message) say(message.say);
      else if ('up' in message) resolve(message.up);
      else reject(new Error(message.failed));
    });
    child.once('error', reject);
    child.once('exit', () => reject(new KeeperGone('The keeper of the engines ended at once:\n')));
    child.send({ run: plan });
  });
}

async function stopKeeper(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.ref();
  if (child.connected) child.send('stop', () => undefined);
  const tooLate = setTimeout(() => child.kill('SIGKILL'), 90_000);
  await ended;
  clearTimeout(tooLate);
}
