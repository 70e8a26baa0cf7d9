import { setTimeout as pause } from 'node:timers/promises';
import { whyLoadLimited } from '../bottleneck.ts';
import type { Memory } from '../child.ts';
import { median, round } from '../figures.ts';
import type { PartResult } from '../goals.ts';
import type { Bench } from '../surroundings.ts';
import { startLoad, startSystem, type System } from '../systems.ts';

interface Arrival {
  kind: 'relay' | 'huying';
  kilobytes: number; // in memory, a connection
  objectKilobytes: number; // of these in objects and buffers
  connectsPerSecond: number;
  backSeconds: number;
  refused: string | null;
}

const AT_ONCE = 50;
const PEOPLE = 20;

/** Goals 6 and 7: what an idle connection holds, how fast people arrive, and how fast all are back after they were cut off. */
export async function measureArrive(bench: Bench): Promise<PartResult> {
  const runs: Arrival[] = [];
  for (let i = 0; i < Math.min(bench.rounds, 3); i++)
    for (const kind of ['relay', 'huying'] as const) {
      const run = await arrive(bench, kind);
      runs.push(run);
      bench.say(
        `  arrive ${i + 1} ${kind}: ${run.kilobytes} kB a connection, ${run.connectsPerSecond} connects/s, all back in ${run.backSeconds} s${run.refused === null ? '' : `, NOT REPORTED: ${run.refused}`}`,
      );
    }
  const of = (kind: Arrival['kind']) => runs.filter((r) => r.kind === kind);
  const ratio = (figure: 'kilobytes' | 'connectsPerSecond' | 'backSeconds') => {
    const relay = of('relay');
    const pairs = of('huying').flatMap((run, i) => {
      const other = relay[i];
      const isGood =
        figure === 'kilobytes' ? run.kilobytes > 0 : run.refused === null && other?.refused === null;
      return other && isGood ? [run[figure] / other[figure]] : [];
    });
    return round(median(pairs));
  };
  const values = (figure: 'kilobytes' | 'connectsPerSecond' | 'backSeconds') => ({
    relay: round(median(of('relay').map((r) => r[figure])), 1),
    huying: round(median(of('huying').map((r) => r[figure])), 1),
  });
  return {
    figures: { connections: bench.connections, runs },
    findings: [
      {
        goal: 6,
        what: 'memory of an idle connection against the bare relay',
        value: ratio('kilobytes'),
        must: 1.5,
        wanted: 1.1,
        better: 'less',
      },
      {
        goal: 7,
        what: 'connects/s, signed in and with the room open, against the bare relay',
        value: ratio('connectsPerSecond'),
        must: 0.6,
        wanted: 0.8,
        better: 'more',
      },
      {
        goal: 7,
        what: 'time until all are back and caught up against the bare relay',
        value: ratio('backSeconds'),
        must: 2,
        wanted: 1.3,
        better: 'less',
      },
    ],
    charts: [
      { title: 'Memory of an idle connection', unit: 'kB', values: values('kilobytes') },
      { title: 'Arriving', unit: 'connects a second', values: values('connectsPerSecond') },
      { title: `All ${bench.connections} back`, unit: 's', values: values('backSeconds') },
    ],
  };
}

async function arrive(bench: Bench, kind: 'relay' | 'huying'): Promise<Arrival> {
  const system = await startSystem(bench, kind, {
    rooms: Math.ceil((bench.connections * 1.5) / PEOPLE),
    people: PEOPLE,
  });
  const first = await startLoad(bench);
  const load = await startLoad(bench);
  // Some come first, are cut off, come back, talk, and stay: what a process needs for its first connections is not counted.
  const [early, late] = [
    system.way.seats.slice(0, -bench.connections),
    system.way.seats.slice(-bench.connections),
  ];
  try {
    await first.ask({ do: 'connect', atOnce: AT_ONCE, ...system.way, seats: early });
    await first.ask({ do: 'comeBack', atOnce: AT_ONCE, known: 0 });
    await first.ask({ do: 'talk', seconds: 1 });
    const empty = await settledMemory(system);
    const before = system.cpuSeconds();
    const told = await load.ask<{ seconds: number; perSecond: number; loop: number; cpu: number }>({
      ...{ do: 'connect', atOnce: AT_ONCE },
      ...system.way,
      seats: late,
    });
    const after = system.cpuSeconds();
    const full = await settledMemory(system);
    const back = await load.ask<{ seconds: number }>({ do: 'comeBack', atOnce: AT_ONCE, known: 0 });
    const used = Object.keys(after).map((name) => ((after[name] ?? 0) - (before[name] ?? 0)) / told.seconds);
    return {
      kind,
      kilobytes: round((full.resident - empty.resident) / 1_024 / late.length, 1),
      objectKilobytes: round((full.objects - empty.objects) / 1_024 / late.length, 1),
      connectsPerSecond: round(told.perSecond, 0),
      backSeconds: round(back.seconds),
      refused: whyLoadLimited({
        ...{ loadLoop: told.loop, loadCpu: told.cpu, coresForServers: bench.coresForServers },
        serverCpu: Math.max(...used),
        allServersCpu: used.reduce((sum, share) => sum + share, 0),
      }),
    };
  } finally {
    await first.end();
    await load.end();
    await system.end();
  }
}

const READINGS = 8;
const BETWEEN_MS = 300;

/** The least of several readings: memory that is free is given back some time after the collection. */
async function settledMemory(system: System): Promise<Memory> {
  const readings: Memory[] = [];
  for (let i = 0; i < READINGS; i++) {
    await pause(BETWEEN_MS);
    readings.push(await system.memory());
  }
  return {
    resident: Math.min(...readings.map((r) => r.resident)),
    objects: Math.min(...readings.map((r) => r.objects)),
  };
}
