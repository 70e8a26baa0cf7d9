import { randomBytes } from 'node:crypto';
import { makeOrg, type Org } from '../../../server/org/index.ts';
import { newId } from '../../../server/ops/clock.ts';
import {
  makePeople,
  may,
  PEOPLE_LIMITS,
  type People,
  type PeopleLimits,
} from '../../../server/people/index.ts';
import { makeSealer } from '../../../server/store/sealed.ts';
import type { Binding } from '../../../server/wire/bind.ts';
import type { Caller, Clock, Door, Tell } from '../../../server/wire/ports.ts';
import { Fault } from '../../../shared/faults.ts';
import type { CongressId, PersonId } from '../../../shared/ids.ts';
import type { PersonRole, Session } from '../../../shared/people.ts';
import { handClock, type HandClock } from '../../support/clock.ts';
import { freshDatabase } from '../../support/engines.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const PASSWORD = 'three Willows by the lake';

/** The product's terms, with the cheapest hash that is still Argon2id. */
export const QUICK: PeopleLimits = {
  ...PEOPLE_LIMITS,
  argon2: { memoryCost: 64, timeCost: 1, parallelism: 1 },
};

/** An HTTP door whose cookie jar can be looked into. */
export interface TestDoor extends Door {
  jar: { value: string; expires: Date | null } | null;
  extendedTo: Date | null;
}

export function testDoor(): TestDoor {
  const door: TestDoor = {
    kind: 'http',
    address: '127.0.0.1',
    jar: null,
    extendedTo: null,
    enter: () => Promise.resolve(),
    exit: () => Promise.resolve(),
    extend: (until) => {
      door.extendedTo = until;
    },
    cookie: {
      read: () => door.jar?.value ?? null,
      write: (value, expires) => {
        door.jar = { value, expires };
      },
      clear: () => {
        door.jar = null;
      },
    },
  };
  return door;
}

export interface PeopleBench {
  org: Org;
  people: People;
  clock: HandClock;
  congressId: CongressId;
  database: Awaited<ReturnType<typeof freshDatabase>>;
  /** Sessions whose sockets were closed, in order. */
  disconnected: string[];
  /** A second node on the same database, with a clock of its own if one is given. */
  anotherNode(clock?: Clock): People;
  /** A person with an activated account. */
  add(login: string, over?: { name?: string; phone?: string; roles?: PersonRole[] }): Promise<PersonId>;
  ask<T = unknown>(
    name: string,
    input: unknown,
    by?: { caller?: Caller; door?: Door; on?: People },
  ): Promise<T>;
  signIn(login: string, password?: string, on?: People): Promise<Session & { refreshToken: string }>;
  refresh(token: string, on?: People): Promise<Session & { refreshToken: string }>;
  callerOf(session: Session): Promise<Caller>;
}

/** People on a real database, without sockets. */
export async function peopleBench(
  limits: PeopleLimits = QUICK,
  obliged: readonly PersonRole[] = [],
): Promise<PeopleBench> {
  const database = await freshDatabase();
  const clock = handClock('2026-03-05T01:00:00.000Z');
  const disconnected: string[] = [];
  const tell: Tell = {
    room: () => undefined,
    people: () => undefined,
    evict: () => undefined,
    disconnect: (sessionId) => disconnected.push(sessionId),
  };
  const token = randomBytes(32);
  const sealer = makeSealer([randomBytes(32)]);
  const org = makeOrg({ database, sealer, clock, newId, may });
  const node = (by: Clock = clock) =>
    makePeople({ database, org, clock: by, newId, secrets: { token }, tell, limits, sealer, obliged });
  const people = node();
  await database.ready();
  const congress = await org.congresses.upsert({
    level: 'national',
    name: '十三届全国人大',
    body: '全国人大',
    term: 13,
    session: 5,
  });

  const ask: PeopleBench['ask'] = async <T>(
    name: string,
    input: unknown,
    { caller, door = testDoor(), on = people }: { caller?: Caller; door?: Door; on?: People } = {},
  ) => {
    const { request, handle } = bound([...on.bindings, ...org.bindings], name);
    return (await handle(request.input.parse(input), caller ?? null, door)) as T;
  };

  return {
    org,
    people,
    clock,
    congressId: congress._id,
    database,
    disconnected,
    anotherNode: node,
    async add(login, over = {}) {
      const { name = '张伟', phone, roles = ['deputy'] satisfies PersonRole[] } = over;
      const congressId = congress._id;
      const [row] = await org.people.upsertMany(congressId, [{ code: login, name, phone, roles }]);
      if (row === undefined || row.outcome === 'refused') throw new Error('not added');
      await people.accounts.createMany([{ personId: row.id, congressId, login }]);
      await people.accounts.setPassword(row.id, PASSWORD);
      return row.id;
    },
    ask,
    signIn: (login, password = PASSWORD, on = people) =>
      ask('session:sign-in', { login, password, keep: 'body', device: 'test' }, { on }),
    refresh: (refreshToken, on = people) => ask('session:refresh', { refreshToken }, { on }),
    async callerOf(session) {
      const found = await people.callerOf(session.accessToken);
      if (found === null) throw new Error('nobody holds this token');
      return found.caller;
    },
  };
}

function bound(bindings: readonly Binding[], name: string): Binding {
  const binding = bindings.find((b) => b.request.name === name);
  if (binding === undefined) throw new Error(`no binding for ${name}`);
  return binding;
}

/** The code of the fault that this promise is refused with; `none` when it is not. */
export async function faultOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
}
