import type { CongressId, PersonId, RoomId } from '../../shared/ids.ts';
import { congressId } from '../../shared/ids.ts';
import type { Broadcast } from '../../shared/contract.ts';
import type { PersonRole } from '../../shared/people.ts';
import { makeOrg, type Org } from '../../server/org/index.ts';
import { newId } from '../../server/ops/clock.ts';
import { may } from '../../server/people/roles.rules.ts';
import { makeRooms, roomIdOf, type Rooms, type RoomSpec } from '../../server/rooms/index.ts';
import { makeSealer } from '../../server/store/sealed.ts';
import type { Binding } from '../../server/wire/bind.ts';
import type { Caller, Door, Tell } from '../../server/wire/ports.ts';
import { handClock, type HandClock } from './clock.ts';
import { freshDatabase, freshRedis } from './engines.ts';

/** One thing that was told: to whom, what, and its body as it left. */
export interface Told {
  to: string;
  what: string;
  body: unknown;
}

/** A door that remembers which rooms were entered. */
export function testDoor(): Door & { inside: Set<string> } {
  const inside = new Set<string>();
  return {
    inside,
    kind: 'socket',
    address: '127.0.0.1',
    enter: ({ _id }) => Promise.resolve(void inside.add(_id)),
    exit: (id) => Promise.resolve(void inside.delete(id)),
    extend: () => undefined,
    cookie: { read: () => null, write: () => undefined, clear: () => undefined },
  };
}

export type Ask = (name: string, input: unknown, personId: PersonId, door?: Door) => Promise<unknown>;

/** Rooms on real engines, without sockets: what they tell is written down. */
export interface RoomsBench {
  rooms: Rooms;
  org: Org;
  clock: HandClock;
  /** Winds the monotonic clock of all nodes. */
  pass(ms: number): void;
  told: Told[];
  evicted: string[];
  congress: CongressId;
  people: PersonId[];
  /** Account roles of people who are not merely deputies. */
  roles: Map<PersonId, PersonRole[]>;
  /** Congresses of people who do not sit in the first. */
  congresses: Map<PersonId, CongressId>;
  /** Calls a bound request as this person. */
  ask: Ask;
  /** The same, of another node. */
  askOf(node: Pick<Rooms, 'bindings'>): Ask;
  /** A second node on the same engines. */
  anotherNode(): Rooms;
  spec(subjectId: string, seated: PersonId[]): RoomSpec;
  /** Makes one with a subject of its own. */
  room(seated: PersonId[], otherwise?: Partial<RoomSpec>): Promise<{ roomId: RoomId; subjectId: string }>;
  database: Awaited<ReturnType<typeof freshDatabase>>;
  redis: Awaited<ReturnType<typeof freshRedis>>;
  close(): Promise<void>;
}

/** As in the product. */
export const ACT_LIMITS = { editMs: 10 * 60_000, recallMs: 2 * 60_000 };

/** Builds it with `count` people in one congress. */
export async function roomsBench(count: number): Promise<RoomsBench> {
  const database = await freshDatabase();
  const redis = await freshRedis();
  const clock = handClock('2026-03-05T01:00:00.000Z');
  let ticks = 0;
  const told: Told[] = [];
  const evicted: string[] = [];
  const note = (to: string, what: Broadcast, body: unknown) =>
    told.push({ to, what: what.name, body: what.body.parse(body) });
  const tell: Tell = {
    room: ({ _id }, what, body, except) => note(except ? `r:${_id} but ${except}` : `r:${_id}`, what, body),
    people: (ids, what, body) => ids.forEach((id) => note(`u:${id}`, what, body)),
    evict: (person, room) => evicted.push(`${person} ${room}`),
    disconnect: () => undefined,
  };
  const sealer = makeSealer([new Uint8Array(32).map((_, i) => i * 7 + 3)]);
  const org = makeOrg({ database, sealer, clock, newId, may });
  const nodes: Rooms[] = [];
  const makeNode = () => {
    const node = makeRooms({
      database,
      redis: redis.redis,
      prefix: redis.prefix,
      org,
      sealer,
      may,
      limits: ACT_LIMITS,
      clock,
      newId,
      tell,
      onSurprise: (error) => {
        throw error;
      },
      tick: () => ticks,
    });
    nodes.push(node);
    return node;
  };
  const rooms = makeNode();
  await database.ready();
  const congress = congressId.parse(newId());
  const people = Array.from({ length: count }, () => newId() as PersonId);
  await org.people.upsertMany(
    congress,
    people.map((id, i) => ({ id, code: `p${i}`, name: `代表${i}`, roles: ['deputy' as const] })),
  );
  const roles = new Map<PersonId, PersonRole[]>();
  const congresses = new Map<PersonId, CongressId>();
  const askOf = (node: Pick<Rooms, 'bindings'>): Ask => {
    const bindings = new Map<string, Binding>(node.bindings.map((b) => [b.request.name, b]));
    return async (name, input, personId, door = testDoor()) => {
      const binding = bindings.get(name);
      if (!binding) throw new Error(`no such request: ${name}`);
      const parsed = binding.request.input.parse(input);
      const caller: Caller = {
        personId,
        sessionId: 's',
        congressId: congresses.get(personId) ?? congress,
        roles: roles.get(personId) ?? ['deputy'],
        unitId: null,
        delegationId: null,
        name: `代表${people.indexOf(personId)}`,
        label: '北京团',
      };
      return binding.request.output.parse(await binding.handle(parsed, caller, door));
    };
  };
  const spec = (subjectId: string, seated: PersonId[]): RoomSpec => ({
    subjectId,
    kind: 'suggestion',
    congressId: congress,
    suggestionId: null,
    name: `第${subjectId}号代表建议办理群`,
    title: `关于${subjectId}的建议`,
    number: subjectId,
    phase: 'pre',
    nextDue: null,
    seats: seated.map((personId, i) => ({
      personId,
      roles: [i === 0 ? 'lead-deputy' : 'seconding-deputy'],
    })),
    welcome: { type: 'service-welcome', delegationName: '北京团' },
  });
  let made = 7_000;
  const room = async (seated: PersonId[], otherwise: Partial<RoomSpec> = {}) => {
    const subjectId = `${(made += 1)}`;
    await rooms.ensure([{ ...spec(subjectId, seated), ...otherwise }], 'system');
    return { roomId: roomIdOf(subjectId), subjectId };
  };
  return {
    rooms,
    org,
    clock,
    told,
    evicted,
    congress,
    people,
    database,
    redis,
    anotherNode: makeNode,
    ask: askOf(rooms),
    askOf,
    roles,
    congresses,
    pass: (ms) => void (ticks += ms),
    ...{ spec, room },
    async close() {
      await Promise.allSettled(nodes.map((node) => node.flush())); // of those that were made to fall over, too
      await database.drop();
      await redis.close();
    },
  };
}
