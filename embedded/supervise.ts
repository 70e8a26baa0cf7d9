import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { clearOfProcesses, endRemembered, writeIdentity } from './process-identity.ts';

/** One engine: how it is started, when it serves, how it is stopped. */
export interface Engine {
  name: string;
  /** The name of its log in the folder of logs. */
  log: string;
  /** Where its process is remembered, for whoever comes after a killed keeper. */
  pidFile: string;
  stopSignal: NodeJS.Signals;
  /** Where its own processes work and no others: one that outlives the engine would keep the next from starting. */
  workFolder?: string;
  /** Starts the process. */
  launch(): ChildProcess;
  /** Resolves once it serves; gives up when the signal is raised. */
  whenReady(child: ChildProcess, gone: AbortSignal): Promise<void>;
}

/** An engine kept running: started again whenever it dies, until stopped. */
export interface Kept {
  /** Resolves when it first serves; throws when it died three times before that, or was stopped. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

const giveUpAfter = 3;
const readyWithin = 120_000;

/** Starts an engine and keeps it running. */
export function keepRunning(engine: Engine, say: (line: string) => void): Kept {
  const stopped = new AbortController();
  let served = (): void => undefined;
  let failed = (_: Error): void => undefined;
  const ready = new Promise<void>((resolve, reject) => ([served, failed] = [resolve, reject]));
  ready.catch(() => undefined); // whoever waits for it sees the error
  const over = liveAgainAndAgain(engine, say, { served, stopped: stopped.signal }).catch((error: unknown) =>
    failed(error instanceof Error ? error : new Error(String(error))),
  );
  return {
    ready,
    stop: async () => {
      stopped.abort();
      await endRemembered(engine.pidFile, engine.stopSignal);
      await over;
    },
  };
}

async function liveAgainAndAgain(
  engine: Engine,
  say: (line: string) => void,
  { served, stopped }: { served: () => void; stopped: AbortSignal },
): Promise<never> {
  const ever = { served: false };
  for (let failures = 0; ;) {
    if (engine.workFolder !== undefined) await clearOfProcesses(engine.workFolder);
    stopped.throwIfAborted();
    const began = Date.now();
    await liveOnce(engine, () => {
      ever.served = true;
      served();
    });
    stopped.throwIfAborted();
    failures = ever.served && Date.now() - began > 10_000 ? 0 : failures + 1;
    if (!ever.served && failures >= giveUpAfter) throw new Error(`${engine.name} does not start`);
    say(`${engine.name} ended; starting it again.`);
    await pause(Math.min(100 * 2 ** failures, 8_000), undefined, { signal: stopped });
  }
}

// From the start of its process to the end of it.
async function liveOnce(engine: Engine, served: () => void): Promise<void> {
  const child = engine.launch();
  const gone = new AbortController();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve()).once('error', () => resolve());
  }).then(() => gone.abort());
  if (child.pid !== undefined) writeIdentity(engine.pidFile, child.pid);
  const tooLate = setTimeout(() => child.kill('SIGKILL'), readyWithin);
  try {
    await engine.whenReady(child, gone.signal);
    if (!gone.signal.aborted) served();
  } catch {
    child.kill('SIGKILL');
  } finally {
    clearTimeout(tooLate);
  }
  await ended;
}
