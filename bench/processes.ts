import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One process as the kernel counts it. */
export interface ProcessUse {
  pid: number;
  parent: number;
  name: string;
  /** Seconds of processor time, of itself and of children that ended. */
  cpuSeconds: number;
}

const TICKS = 100; // a second, on every Linux that Node runs on

/** Reads a line of /proc/<pid>/stat (proc_pid_stat(5)); the name in brackets may hold anything. */
export function parseStat(line: string): ProcessUse {
  const open = line.indexOf('(');
  const close = line.lastIndexOf(')');
  const rest = line.slice(close + 2).split(' ');
  const number = (at: number) => Number(rest[at] ?? Number.NaN);
  return {
    pid: Number(line.slice(0, open)),
    parent: number(1),
    name: line.slice(open + 1, close),
    cpuSeconds: (number(11) + number(12) + number(13) + number(14)) / TICKS,
  };
}

const ENGINES = ['redis', 'postgres', 'mongod', 'gateway'];

/** Engines run through a loader or an interpreter: their command line says which they are. */
export const nameOf = (name: string, commandLine: string): string =>
  ENGINES.find((engine) => commandLine.includes(engine)) ?? name;

/** A process and all below it. */
export function treeOf(root: number, all: readonly ProcessUse[]): ProcessUse[] {
  const below = (pid: number): ProcessUse[] =>
    all.filter((p) => p.parent === pid).flatMap((p) => [p, ...below(p.pid)]);
  return [...all.filter((p) => p.pid === root), ...below(root)];
}

export function allProcesses(): ProcessUse[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const use = parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
        return [{ ...use, name: nameOf(use.name, readFileSync(`/proc/${pid}/cmdline`, 'latin1')) }];
      } catch {
        return []; // ended meanwhile
      }
    });
}

const KIB = 1_024;

/** How much of a process is in memory, in bytes: `VmRSS` in /proc/<pid>/status (proc_pid_status(5)). */
export function residentBytes(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
  if (!found) throw new Error(`process ${pid} has no memory any more`);
  return Number(found[1]) * KIB;
}

/** The machine's cores, as taskset counts them; null where there is no taskset, or one core only. */
export function pinning(): { load: string; cores: number } | null {
  try {
    const allowed = execFileSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
    const cores = coresIn(allowed.slice(allowed.lastIndexOf(':') + 1).trim());
    const last = cores.at(-1);
    return last === undefined || cores.length < 2 ? null : { load: String(last), cores: cores.length };
  } catch {
    return null;
  }
}

/** `0-2,5` → 0, 1, 2, 5. */
export const coresIn = (list: string): number[] =>
  list.split(',').flatMap((part) => {
    const [from = Number.NaN, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
