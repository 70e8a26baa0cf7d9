import { makeRandom, type Random } from '../demo/random.ts';
import { type CongressId, type PersonId, roomId, type RoomId } from '../shared/ids.ts';
import { newId } from '../server/ops/clock.ts';
import { roomIdOf } from '../server/rooms/index.ts';
import type { Caller } from '../server/wire/ports.ts';
import { type Bench, benchParts } from './surroundings.ts';
import { type FillTimes, makeTalk } from './talk-fill.ts';

type Parts = Awaited<ReturnType<typeof benchParts>>;

const ROOMS = 9_203;
/** Somebody sits in the large room and in 999 others, large and small; somebody else in all of them. */
const OF_SOME = 1_000;

/** A congress’s year of talk, and who asks about it. */
export interface World {
  parts: Parts;
  messages: number;
  times: FillTimes;
  /** A tenth of all messages are in this room. */
  large: { id: RoomId; head: number };
  /** A room of the middle size, for somebody in all. */
  small: RoomId;
  /** Sits in 1,000 rooms. */
  inSome: Caller;
  /** Sits in all 9,203. */
  inAll: Caller;
  /** How many of the messages with the rare words are in the large room, in the 1,000 and in all. */
  rare: { large: number; some: number; all: number };
  end(): Promise<void>;
}

/** 9,203 rooms of uneven size with so many messages and their index, in a database of their own. */
export async function makeWorld(bench: Bench, messages: number): Promise<World> {
  const name = `bench_talk_${messages}`;
  const parts = await benchParts(bench, name);
  await parts.database.connection.dropDatabase(); // of a run before this one, on engines that were given
  await parts.database.ready();
  const congress = newId() as CongressId;
  const [inSome, inAll] = [callerOf(congress), callerOf(congress)];
  const ids = await makeRooms(parts, congress, (at) => (at < OF_SOME ? [inSome, inAll] : [inAll]));
  const chance = makeRandom('search');
  const { pickRoom, large, small } = sizes(ids, chance.about('rooms'));
  const start = await newestWord(parts);
  const order = { database: parts.database, name, chance: chance.about('texts'), start, pickRoom };
  const talk = makeTalk(bench, order);
  const times = await talk.write(messages);
  return {
    ...{ parts, messages, times, small, inSome, inAll },
    large: { id: large, head: talk.headOf(large) },
    rare: {
      large: talk.rareIn([large]),
      some: talk.rareIn(ids.slice(0, OF_SOME)),
      all: talk.rareIn(ids),
    },
    end: () => parts.close(),
  };
}

/** Asks as somebody, behind the doors: the action and all it reads, without a line in between. */
export function askAs(parts: Parts, caller: Caller, { name, input }: { name: string; input: object }) {
  const binding = parts.bindings.find((b) => b.request.name === name);
  if (!binding) throw new Error(`nobody answers ${name}`);
  const door = {
    ...{ kind: 'http' as const, address: 'bench', extend: () => undefined },
    ...{ enter: () => Promise.resolve(), exit: () => Promise.resolve() },
    cookie: { read: () => null, write: () => undefined, clear: () => undefined },
  };
  return binding.handle(binding.request.input.parse(input), caller, door);
}

const callerOf = (congressId: CongressId): Caller => ({
  ...{ personId: newId() as PersonId, congressId, sessionId: 'bench', roles: ['deputy'] },
  ...{ unitId: null, delegationId: null, name: '', label: '' },
});

async function makeRooms(
  { rooms }: Parts,
  congressId: CongressId,
  seatedIn: (at: number) => Caller[],
): Promise<RoomId[]> {
  const subjects = Array.from({ length: ROOMS }, (_, i) => `search ${i}`);
  for (let i = 0; i < ROOMS; i += 500)
    await rooms.ensure(
      subjects.slice(i, i + 500).map((subjectId, at) => ({
        ...{ subjectId, kind: 'suggestion' as const, congressId, suggestionId: null },
        ...{ name: `${subjectId} 办理群`, title: subjectId, number: String(i + at) },
        ...{ phase: null, nextDue: null },
        seats: seatedIn(i + at).map(({ personId }) => ({ personId, roles: ['lead-deputy' as const] })),
        welcome: { type: 'service-welcome' as const, delegationName: '北京团' },
      })),
      'system',
    );
  await rooms.flush();
  return subjects.map((s) => roomId.parse(roomIdOf(s)));
}

/** When the last of the rooms was welcomed. */
async function newestWord({ database }: Parts): Promise<number> {
  const heads = database.connection
    .collection<{ lastAt: Date }>('rooms')
    .find({}, { projection: { lastAt: 1 } });
  let newest = 0;
  for await (const { lastAt } of heads) newest = Math.max(newest, lastAt.getTime());
  return newest + 1_000;
}

/** A tenth goes to the first room, the rest to the others: few are large, most are small. */
function sizes(ids: readonly RoomId[], chance: Random) {
  const [large, ...rest] = ids as [RoomId, ...RoomId[]];
  const others = chance.shuffled(rest);
  const pickRoom = () =>
    chance.int(10) === 0 ? large : (others[Math.floor(others.length * chance.real() ** 2)] ?? large);
  return { large, small: others[Math.floor(others.length / 2)] ?? large, pickRoom };
}
