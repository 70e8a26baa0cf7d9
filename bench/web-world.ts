import { connect } from '../client-sdk/index.ts';
import { generateDemo, loadDemo } from '../demo/index.ts';
import type { PersonId, RoomId } from '../shared/ids.ts';
import { roomIdOf } from '../server/rooms/index.ts';
import { startChild } from './child.ts';
import { type Bench, benchParts } from './surroundings.ts';

const DATABASE = 'bench_web';
const SEED = 1;
const WORDS = ['bench-web', 'Green-terraces-7-web'] as const;
/** What is said in the room that is opened. */
const SAID = 40;

/** A small congress that was handed over, and its pages, served by a process of its own. */
export interface WebWorld {
  readonly url: string;
  /** How the deputy with most suggestions signs in. */
  readonly words: readonly [login: string, password: string];
  /** A room of theirs in which something was said. */
  readonly roomId: RoomId;
  end(): Promise<void>;
}

export async function makeWebWorld(bench: Bench): Promise<WebWorld> {
  const roomId = await makeCongress(bench);
  const server = await startChild('huying-server.ts');
  const { mongodbUrl, redisUrl } = bench;
  const { url } = await server.ask<{ url: string }>({
    ...{ do: 'listen', mongodbUrl, redisUrl, name: DATABASE, pages: true },
  });
  await talk(url, roomId);
  return { url, words: WORDS, roomId, end: () => server.end() };
}

/** Makes it in this process, which serves nobody; gives a room of the busiest deputy. */
async function makeCongress(bench: Bench): Promise<RoomId> {
  const parts = await benchParts(bench, DATABASE);
  try {
    await parts.database.connection.dropDatabase(); // of a run before this one, on engines that were given
    await parts.database.ready();
    const target = { org: parts.org, record: parts.suggestions.record };
    const { congressId, loaded } = await loadDemo(target, generateDemo('small', SEED));
    const office = loaded.people.find((p) => p.roles?.includes('office'));
    const leads = loaded.suggestions.flatMap(({ id, leadId }) => (leadId ? [{ id, leadId }] : []));
    const personId = busiest(leads.map(({ leadId }) => leadId));
    const led = leads.find(({ leadId }) => leadId === personId);
    if (!office || !led || !personId) throw new Error('the demo lacks somebody');
    const { handOver } = parts.suggestions;
    const starter = { personId: office.id, congressId };
    const { handOverId } = await handOver.start(starter, { selection: { kind: 'all' }, assignedOn: null });
    await handOver.run(handOverId);
    const [login, password] = WORDS;
    await parts.people.accounts.createMany([{ personId, congressId, login }]);
    await parts.people.accounts.setPassword(personId, password);
    return roomIdOf(led.id);
  } finally {
    await parts.close();
  }
}

/** Who stands there most often. */
function busiest(ids: readonly PersonId[]): PersonId | undefined {
  const counts = new Map<PersonId, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

async function talk(url: string, roomId: RoomId): Promise<void> {
  const client = connect({ url });
  await client.signIn(...WORDS);
  const room = client.room(roomId);
  await room.open();
  for (let i = 1; i <= SAID; i++)
    await room.send(`第${i}点：社区里的老人最盼的是就近吃饭、就近看病，请一并考虑。`);
  client.close();
}
