import { whyLoadLimited } from './bottleneck.ts';
import { median, round } from './figures.ts';
import type { Kind } from './speakers/speaker.ts';
import type { Bench } from './surroundings.ts';
import { type Size, startLoad, startSystem } from './systems.ts';

/** What the load generator tells of a run. */
export interface Told {
  seconds: number;
  /** Seconds until the last delivery; what servers use is shared out over these. */
  whole: number;
  loop: number;
  cpu: number;
  accepted: number; // messages a second
  due: number; // deliveries
  delivered: number;
  lost: number;
  doubled: number;
  misled: number;
  missingNumbers: number;
  answer: { p50: number; p99: number };
  delivery: { p50: number; p99: number };
}

export interface Run extends Told {
  kind: Kind;
  /** µs of processor time a delivery: the process that holds the connections; all of the server side. */
  cpuServer: number;
  cpuAll: number;
  /** µs a message, by process. */
  cpuByName: Record<string, number>;
  /** Why the figure is not reported. */
  refused: string | null;
}

/** One run of one system, fresh: everybody connects, warms up, and does what the question says. */
export async function runOnce(
  bench: Bench,
  kind: Kind,
  { size, question }: { size: Size; question: object },
): Promise<Run> {
  const system = await startSystem(bench, kind, size);
  const load = await startLoad(bench);
  try {
    await load.ask({ do: 'connect', atOnce: 50, ...system.way });
    await load.ask({ do: 'talk', seconds: 1 }); // warm-up
    const before = system.cpuSeconds();
    const told = await load.ask<Told>(question);
    const after = system.cpuSeconds();
    return {
      kind,
      ...told,
      ...costs(told, before, after),
      refused: refusal(bench, { kind, ...told }, { before, after }),
    };
  } finally {
    await load.end();
    await system.end();
  }
}

type Cpu = Record<string, number>;

const used = (name: string, before: Cpu, after: Cpu) => (after[name] ?? 0) - (before[name] ?? 0);
const allUsed = (before: Cpu, after: Cpu) =>
  Object.keys(after).reduce((sum, name) => sum + used(name, before, after), 0);

function costs({ due, accepted, seconds }: Told, before: Cpu, after: Cpu) {
  const messages = accepted * seconds;
  return {
    cpuServer: (used('server', before, after) * 1e6) / due,
    cpuAll: (allUsed(before, after) * 1e6) / due,
    cpuByName: Object.fromEntries(
      Object.keys(after).map((name) => [name, round((used(name, before, after) * 1e6) / messages, 0)]),
    ),
  };
}

/** What runs on one core at most; the other engines, and ejabberd, use as many as there are. */
const ONE_CORE: Record<Kind, readonly string[]> = {
  ...{ relay: ['server'], huying: ['server', 'redis'] },
  ...{ ejabberd: [], prosody: ['server'] },
};

/** Why what a load measured, in so many seconds, says more of the load. */
export function refusal(
  { coresForServers }: Pick<Bench, 'coresForServers'>,
  { kind, loop, cpu, whole }: Pick<Told, 'loop' | 'cpu' | 'whole'> & { kind: Kind },
  { before, after }: { before: Cpu; after: Cpu },
): string | null {
  return whyLoadLimited({
    ...{ loadLoop: loop, loadCpu: cpu, coresForServers },
    serverCpu: Math.max(0, ...ONE_CORE[kind].map((name) => used(name, before, after))) / whole,
    allServersCpu: allUsed(before, after) / whole,
  });
}

/** Systems in turn, A B A B …; gives the runs that may be reported. */
export async function interleaved(
  bench: Bench,
  kinds: readonly Kind[],
  { name, rounds = bench.rounds, ...what }: { name: string; rounds?: number; size: Size; question: object },
): Promise<Run[]> {
  const runs: Run[] = [];
  for (let i = 0; i < rounds; i++)
    for (const kind of kinds) {
      const run = await runOnce(bench, kind, what);
      runs.push(run);
      bench.say(`  ${name} ${i + 1}/${rounds} ${kind}: ${lineOf(run)}`);
    }
  return runs;
}

const lineOf = (r: Run): string =>
  [
    `${round(r.accepted, 0)} msg/s`,
    `answer p50 ${round(r.answer.p50, 1)} p99 ${round(r.answer.p99, 1)} ms`,
    `delivery p50 ${round(r.delivery.p50, 1)} p99 ${round(r.delivery.p99, 1)} ms`,
    `CPU ${round(r.cpuServer, 1)} / ${round(r.cpuAll, 1)} µs a delivery`,
    `load loop ${round(r.loop)}`,
    `lost ${r.lost} doubled ${r.doubled} missing ${r.missingNumbers}`,
    JSON.stringify(r.cpuByName),
    ...(r.refused === null ? [] : [`NOT REPORTED: ${r.refused}`]),
  ].join(', ');

/** What is reported of a system: medians of the runs that may be. */
export function summaryOf(runs: readonly Run[], kind: Kind) {
  const mine = runs.filter((r) => r.kind === kind);
  const good = mine.filter((r) => r.refused === null);
  const middle = (of: (run: Run) => number, digits = 1) => round(median(good.map(of)), digits);
  return {
    runs: good.length,
    notReported: mine.flatMap((r) => r.refused ?? []),
    accepted: middle((r) => r.accepted, 0),
    deliveries: middle((r) => r.due / r.whole, 0),
    answerP50: middle((r) => r.answer.p50),
    answerP99: middle((r) => r.answer.p99),
    deliveryP50: middle((r) => r.delivery.p50),
    deliveryP99: middle((r) => r.delivery.p99),
    cpuServer: middle((r) => r.cpuServer),
    cpuAll: middle((r) => r.cpuAll),
    cpuByName: mine.at(-1)?.cpuByName ?? {},
    wrong: wrongOf(mine),
  };
}

/** Deliveries lost, doubled or misled, and numbers missing: of all runs, reported or not. */
export const wrongOf = (runs: readonly Run[]): number =>
  runs.reduce((sum, r) => sum + r.lost + r.doubled + r.misled + r.missingNumbers, 0);

/** Median of a figure's ratio to the same figure of another system in the same round; NaN when no round has both. */
export function ratioOf(runs: readonly Run[], of: (run: Run) => number, to: Kind = 'relay'): number {
  const ours = runs.filter((r) => r.kind === 'huying');
  const theirs = runs.filter((r) => r.kind === to);
  const pairs = ours.flatMap((run, i) => {
    const other = theirs[i];
    return other && run.refused === null && other.refused === null ? [of(run) / of(other)] : [];
  });
  return round(median(pairs));
}
