import { randomUUID } from 'node:crypto';
import { type Child, type Memory, startChild } from './child.ts';
import { allProcesses, type ProcessUse, treeOf } from './processes.ts';
import type { Kind, Way } from './speakers/speaker.ts';
import type { Bench } from './surroundings.ts';

/** So many rooms with so many people in each. */
export interface Size {
  rooms: number;
  people: number;
}

/** A system that serves, with its rooms full of people, each with one room. */
export interface System {
  way: Way;
  /** Seconds of processor time by program; `server` is the process that holds the connections. */
  cpuSeconds(): Record<string, number>;
  /** What the process that holds the connections has in memory after collecting garbage; not for peers. */
  memory(): Promise<Memory>;
  end(): Promise<void>;
}

export async function startSystem(bench: Bench, kind: Kind, size: Size): Promise<System> {
  if (kind === 'huying') return startHuying(bench, size);
  const program = kind === 'relay' ? 'relay-server.ts' : 'peer-server.ts';
  const server = await startChild(program, { execArgv: ['--expose-gc'] });
  const { url } = await server.ask<{ url: string }>({ do: 'listen', peer: kind });
  return systemOf(server, { kind, url, seats: nobodiesSeats(size) }, []);
}

/** Where nobody signs in, and a room is there as soon as somebody enters. */
const nobodiesSeats = ({ rooms, people }: Size): Way['seats'] =>
  Array.from({ length: rooms * people }, (_, i) => ({
    room: `room-${Math.floor(i / people)}`,
    person: `p${i}`,
  }));

async function startHuying(bench: Bench, size: Size): Promise<System> {
  const engines = childrenOfThis();
  const { seats, listen } = await seatsOf(bench, size);
  const server = await startChild('huying-server.ts', { execArgv: ['--expose-gc', ...bench.nodeOptions] });
  const { url } = await server.ask<{ url: string }>(listen);
  return systemOf(server, { kind: 'huying', url, seats }, engines);
}

/** Access tokens live for some minutes; until then the same people sit in the same rooms for the next fresh server. */
const KEPT_MS = 240_000;
const made = new Map<string, Promise<Seated>>();

interface Seated {
  seats: Way['seats'];
  listen: object;
  at: number;
}

/** Another process makes the people and rooms, so that the one that is measured is as fresh as the relay. */
export async function seatsOf(bench: Bench, size: Size): Promise<Seated> {
  const key = `${size.rooms}x${size.people}`;
  const known = await made.get(key);
  if (known && performance.now() - known.at < KEPT_MS) return known;
  const making = makeSeats(bench, size);
  made.set(key, making);
  return making;
}

async function makeSeats({ mongodbUrl, redisUrl }: Bench, size: Size): Promise<Seated> {
  const listen = { do: 'listen', mongodbUrl, redisUrl, name: `bench_${randomUUID().slice(0, 8)}` };
  const maker = await startChild('huying-server.ts');
  try {
    await maker.ask(listen);
    const { seats } = await maker.ask<Pick<Way, 'seats'>>({ do: 'seat', ...size });
    return { seats, listen, at: performance.now() };
  } finally {
    await maker.end();
  }
}

/** Works for whatever is written in TypeScript, when it starts. */
const COMPILER = 'esbuild';

/** The engines' keeper, while neither a server nor a load generator runs. */
export const childrenOfThis = () =>
  allProcesses()
    .filter((p) => p.parent === process.pid && p.name !== COMPILER)
    .map((p) => p.pid);

function systemOf(server: Child, way: Way, engines: readonly number[]): System {
  return {
    way,
    cpuSeconds: () => cpuByProgram(server.pid, engines),
    memory: () => server.ask<Memory>({ do: 'memory' }),
    end: () => server.end(),
  };
}

/** What a server used, as `server`, and what its engines used, each by its name. */
export function cpuByProgram(server: number, engines: readonly number[]): Record<string, number> {
  const all = allProcesses();
  const used: Record<string, number> = {};
  const add = (name: string, p: ProcessUse) => {
    if (p.name !== COMPILER) used[name] = (used[name] ?? 0) + p.cpuSeconds;
  };
  for (const p of treeOf(server, all)) add('server', p);
  for (const root of engines) for (const p of treeOf(root, all)) add(p.name, p);
  return used;
}

/** The load generator, on a core of its own where the machine lets us choose. */
export const startLoad = (bench: Bench): Promise<Child> => startChild('load.ts', { cores: bench.loadCores });
