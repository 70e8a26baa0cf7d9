import type { Bench } from './surroundings.ts';
import { randomUUID } from 'node:crypto';
import { type Child, startChild } from './child.ts';
import { median, round } from './figures.ts';

const ROOMS = 100;
const PEOPLE = 20;

interface Talked {
  accepted: number;
  deliveries: number;
  lost: number;
  p50: number;
  p99: number;
  cpuPerDelivery: number; // µs of the server process
}

/** A server with its rooms full: the product or the bare relay, in a process of its own. */
export async function startServer(
  bench: Bench,
  kind: 'huying' | 'relay',
  size = { rooms: ROOMS, people: PEOPLE },
) {
  const name = `bench_${randomUUID().slice(0, 8)}`;
  const open = async () => {
    const server = await startChild(`${kind}-server.ts`, ['--expose-gc']);
    const { url } = await server.ask<{ url: string }>({ do: 'listen', ...bench, say: undefined, name });
    return { server, url };
  };
  if (kind === 'relay') {
    const seats = Array.from({ length: size.rooms * size.people }, (_, i) => ({
      room: `room-${Math.floor(i / size.people)}`,
    }));
    return { ...(await open()), seats };
  }
  // Another process makes the people and rooms, so that the one that is measured is as fresh as the relay.
  const maker = await open();
  const { seats } = await maker.server.ask<{ seats: { token: string; room: string }[] }>({
    do: 'seat',
    ...size,
  });
  await maker.server.end();
  return { ...(await open()), seats };
}

/** (b) Fresh servers in turn, A B A B …; each round one closed loop with one message under way in each room. */
export async function measureTalk(bench: Bench) {
  const rounds: Record<'huying' | 'relay', Talked[]> = { huying: [], relay: [] };
  for (let i = 0; i < bench.rounds; i++)
    for (const kind of ['relay', 'huying'] as const) {
      const talked = await oneRound(bench, kind);
      rounds[kind].push(talked);
      bench.say(
        `  talk ${i + 1}/${bench.rounds} ${kind}: ${round(talked.accepted, 0)} msg/s, ${round(talked.deliveries, 0)} deliveries/s, p50 ${round(talked.p50, 1)} ms, p99 ${round(talked.p99, 1)} ms, lost ${talked.lost}`,
      );
    }
  const ratios = rounds.huying.map((h, i) => h.accepted / (rounds.relay[i]?.accepted ?? Number.NaN));
  return {
    rooms: ROOMS,
    peoplePerRoom: PEOPLE,
    seconds: bench.seconds,
    rounds: bench.rounds,
    huying: summary(rounds.huying),
    relay: summary(rounds.relay),
    acceptedRatio: {
      median: round(median(ratios)),
      min: round(Math.min(...ratios)),
      max: round(Math.max(...ratios)),
    },
  };
}

async function oneRound(bench: Bench, kind: 'huying' | 'relay'): Promise<Talked> {
  const { server, url, seats } = await startServer(bench, kind);
  const load: Child = await startChild('load.ts');
  await load.ask({ do: 'connect', kind, url, seats });
  await load.ask({ do: 'talk', seconds: 1 }); // warm-up
  const before = await server.ask<{ cpuSeconds: number }>({ do: 'usage' });
  const talked = await load.ask<Omit<Talked, 'cpuPerDelivery'>>({ do: 'talk', seconds: bench.seconds });
  const after = await server.ask<{ cpuSeconds: number }>({ do: 'usage' });
  await load.ask({ do: 'leave' });
  await load.end();
  await server.end();
  const deliveries = talked.deliveries * bench.seconds;
  return { ...talked, cpuPerDelivery: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / deliveries };
}

const summary = (rounds: readonly Talked[]) => ({
  accepted: round(median(rounds.map((r) => r.accepted)), 0),
  deliveries: round(median(rounds.map((r) => r.deliveries)), 0),
  p50ms: round(median(rounds.map((r) => r.p50)), 1),
  p99ms: round(median(rounds.map((r) => r.p99)), 1),
  cpuPerDeliveryMicroseconds: round(median(rounds.map((r) => r.cpuPerDelivery)), 1),
  lost: rounds.reduce((sum, r) => sum + r.lost, 0),
});
