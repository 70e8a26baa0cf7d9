import { execFileSync } from 'node:child_process';
import {
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it started: ticks since boot together with the boot's id, or what `ps` says. */
  started: string;
}

/** Who runs under this number now; null when nobody does. */
export function identityOf(pid: number): ProcessIdentity | null {
  try {
    if (existsSync('/proc/self/stat')) {
      // The second field is the program's name in brackets and may hold anything; count from its end.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (fields[0] === 'Z') return null;
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      return { pid, started: `${boot}/${fields[19] ?? ''}` };
    }
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return started === '' ? null : { pid, started };
  } catch {
    return null;
  }
}

/** Whether exactly this process is still running. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.started === identity.started;
}

/** Remembers a process in a file. */
export function writeIdentity(file: string, pid: number): void {
  const identity = identityOf(pid);
  if (identity) writeFileSync(file, JSON.stringify(identity));
}

/** The process remembered in a file, if it is still running. */
export function readLiveIdentity(file: string): ProcessIdentity | null {
  try {
    const identity = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return isAlive(identity) ? identity : null;
  } catch {
    return null;
  }
}

/** Waits until the process is gone; false when it is not within the time (ms). */
export async function waitForEnd(identity: ProcessIdentity, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await pause(50);
  }
  return true;
}

/** Ends the process remembered in a file: politely first, by force after 20 s. Forgets the file. */
export async function endRemembered(file: string, signal: NodeJS.Signals): Promise<boolean> {
  const identity = readLiveIdentity(file);
  if (identity) {
    signalTo(identity, signal);
    if (!(await waitForEnd(identity, 20_000))) {
      signalTo(identity, 'SIGKILL');
      await waitForEnd(identity, 5_000);
    }
  }
  rmSync(file, { force: true });
  return identity !== null;
}

/** Processes that work in a folder; none where there is no /proc that tells. */
export function processesIn(folder: string): ProcessIdentity[] {
  if (!existsSync('/proc/self/cwd') || !existsSync(folder)) return [];
  const place = realpathSync(folder);
  const worksThere = (pid: string) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === place;
    } catch {
      return false; // it has ended, or is somebody else's
    }
  };
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.filter(worksThere).flatMap((pid) => identityOf(Number(pid)) ?? []);
}

/** Ends by force what works in a folder and does not end by itself in a moment. */
export async function clearOfProcesses(folder: string): Promise<void> {
  await Promise.all(
    processesIn(folder).map(async (left) => {
      if (await waitForEnd(left, 1_000)) return;
      signalTo(left, 'SIGKILL');
      await waitForEnd(left, 5_000);
    }),
  );
}

/** Sends a signal to exactly this process; does nothing when it is gone. */
export function signalTo(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch {
    // It ended between the two lines above.
  }
}
