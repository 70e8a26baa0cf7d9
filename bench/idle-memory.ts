import { startChild } from './child.ts';
import type { Bench } from './surroundings.ts';
import { round } from './figures.ts';
import { startServer } from './talk.ts';

const CONNECTIONS = { rooms: 100, people: 20 };

/** (d) What one idle connection costs the server: resident memory with 2,000 of them, less without, after garbage collection. */
export async function measureIdleMemory(bench: Bench) {
  const perConnection = async (kind: 'huying' | 'relay') => {
    const { server, url, seats } = await startServer(bench, kind, CONNECTIONS);
    const before = await server.ask<{ rss: number }>({ do: 'usage' });
    const load = await startChild('load.ts');
    const { connectsPerSecond } = await load.ask<{ connectsPerSecond: number }>({
      do: 'connect',
      kind,
      url,
      seats,
    });
    const after = await server.ask<{ rss: number }>({ do: 'usage' });
    await load.end();
    await server.end();
    return {
      kilobytes: round((after.rss - before.rss) / 1_024 / seats.length, 1),
      connectsPerSecond: round(connectsPerSecond, 0),
    };
  };
  const relay = await perConnection('relay');
  const huying = await perConnection('huying');
  return {
    connections: CONNECTIONS.rooms * CONNECTIONS.people,
    unit: 'kB resident per connection',
    relay,
    huying,
    ratio: round(huying.kilobytes / relay.kilobytes),
  };
}
