import { join } from 'node:path';
import type { PersonId } from '../shared/ids.ts';
import type { Head, Reader } from './afterwards.ts';
import { type Child, startChild } from './child.ts';
import type { Beginning, Ending, Seated } from './clients-process.ts';
import type { Counts } from './diary.ts';

/** What happened in one second, over all clients. */
export interface Second extends Counts {
  /** Seconds since the clients began. */
  at: number;
  online: number;
}

/** All clients, in whatever process they are. */
export interface Clients {
  cut(part: number): Promise<void>;
  slow(part: number, ms: number): Promise<void>;
  /** Milliseconds until some clients of each process were answered; null: not within the time. */
  probe(ms: number): Promise<number | null>;
  /** Nobody acts any more and everything on its way is finished; names who cannot. */
  calm(ms: number): Promise<string[]>;
  /** All hold their rooms to the end; names who does not. */
  settle(endings: readonly Ending[], ms: number): Promise<string[]>;
  /** Gives the heads of all rooms somebody read of. */
  read(readers: readonly Reader[]): Promise<Head[]>;
  seconds(): readonly Second[];
  /** The files of the history, complete. */
  end(): Promise<string[]>;
  kill(): Promise<void>;
}

interface ClientsOrder extends Pick<Beginning, 'url' | 'seed' | 'paceMs' | 'everyRoom'> {
  readonly processes: number;
  readonly folder: string;
  readonly clients: readonly Seated[];
}

/** One in so many clients listens to the bare wire besides. */
const WIRE_EAR_IN = 20;
const PROBES = 4;

/** Shares the clients out to processes; resolves when all of them sit in their rooms. */
export async function startClients(order: ClientsOrder): Promise<Clients> {
  const parts = Array.from({ length: order.processes }, (_, i) => {
    const name = `clients${i + 1}`;
    return {
      name,
      file: join(order.folder, `${name}.jsonl`),
      child: startChild(
        join(import.meta.dirname, 'clients-process.ts'),
        join(order.folder, 'logs', `${name}.log`),
      ),
      clients: order.clients.filter((_client, at) => at % order.processes === i),
    };
  });
  const seconds: Second[] = [];
  const { url, seed, paceMs, everyRoom } = order;
  const beginning = parts.map(({ name, file, clients, child }) => {
    const wireEars = Math.max(1, Math.floor(clients.length / WIRE_EAR_IN));
    const o: Beginning = { name, url, seed, paceMs, file, clients, everyRoom, wireEars };
    return child.ask('begin', o);
  });
  await Promise.all(beginning);
  const began = performance.now();
  for (const { child } of parts)
    child.hear((said) => addUp(seconds, Math.floor((performance.now() - began) / 1_000), said as Said));
  return whole(parts, seconds);
}

interface Part {
  readonly child: Child;
  readonly file: string;
  readonly clients: readonly Seated[];
}
interface Said {
  counts: Counts;
  online: number;
}

function whole(parts: readonly Part[], seconds: readonly Second[]): Clients {
  const all = <T>(what: string, input: unknown) =>
    Promise.all(parts.map(({ child }) => child.ask(what, input) as Promise<T>));
  const whose = (persons: readonly Seated[]): ReadonlySet<PersonId> =>
    new Set(persons.map(({ person }) => person.personId));
  return {
    async cut(part) {
      await all('cut', part);
    },
    async slow(part, ms) {
      await all('slow', { part, ms });
    },
    async probe(ms) {
      const took = await all<number | null>('probe', { count: PROBES, ms });
      return took.some((one) => one === null) ? null : Math.max(...took.map((one) => one ?? 0));
    },
    calm: async (ms) => (await all<string[]>('calm', ms)).flat(),
    settle: async (endings, ms) => (await all<string[]>('settle', { endings, ms })).flat(),
    async read(readers) {
      const heads = parts.map(({ child, clients }) => {
        const mine = whose(clients);
        const own = readers.filter(({ person }) => mine.has(person.personId));
        return child.ask('read', own) as Promise<Head[]>;
      });
      return (await Promise.all(heads)).flat();
    },
    seconds: () => seconds,
    async end() {
      await all('end', null);
      return parts.map(({ file }) => file);
    },
    async kill() {
      await Promise.all(parts.map(({ child }) => child.kill()));
    },
  };
}

function addUp(seconds: Second[], at: number, { counts, online }: Said): void {
  let second = seconds.find((one) => one.at === at);
  if (!second) {
    second = { at, online: 0, acknowledged: 0, heard: 0, reconnects: 0, acts: 0, refused: 0, unknown: 0 };
    seconds.push(second);
  }
  second.online += online;
  for (const name of ['acknowledged', 'heard', 'reconnects', 'acts', 'refused', 'unknown'] as const)
    second[name] += counts[name];
}
