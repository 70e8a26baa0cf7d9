import type { Broadcast } from '../../../shared/contract.ts';
import type { CongressId, DelegationId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { PersonRole } from '../../../shared/people.ts';
import type { Seat } from '../../../shared/seats.ts';
import { makeFileStore } from '../../../server/files/files.store.ts';
import { makeAccessFile } from '../../../server/files/getting/access-file.actions.ts';
import { makeAttachments } from '../../../server/files/getting/attachments.actions.ts';
import { makeNotices } from '../../../server/notices/index.ts';
import { newId } from '../../../server/ops/clock.ts';
import { makeCalendar, makeOrg } from '../../../server/org/index.ts';
import { may } from '../../../server/people/roles.rules.ts';
import { makeRooms, roomIdOf } from '../../../server/rooms/index.ts';
import { makeSealer } from '../../../server/store/sealed.ts';
import {
  makeSuggestions,
  WHY_STANDING_IN,
  type SuggestionRow,
  type SuggestionsParts,
} from '../../../server/suggestions/index.ts';
import { makeTasks } from '../../../server/tasks/index.ts';
import type { Binding } from '../../../server/wire/bind.ts';
import type { Database } from '../../../server/store/mongo.ts';
import type { Redis } from '../../../server/store/redis.ts';
import type { Caller, Clock, Tell } from '../../../server/wire/ports.ts';
import { handClock } from '../../support/clock.ts';
import { freshDatabase, freshRedis } from '../../support/engines.ts';
import { ACT_LIMITS, testDoor, type Told } from '../../support/rooms.ts';

interface Someone {
  roles: PersonRole[];
  unit?: string;
  delegation?: string;
  onDuty?: boolean;
}

/** Everybody in the small congress of these tests, by name. */
const PEOPLE: Record<string, Someone> = {
  王领衔: { roles: ['deputy'], delegation: '北京市代表团' },
  李附议: { roles: ['deputy'], delegation: '北京市代表团' },
  赵附议: { roles: ['deputy'], delegation: '天津市代表团' },
  钱旁人: { roles: ['deputy'], delegation: '天津市代表团', onDuty: true },
  孙联络: { roles: ['service-staff'], delegation: '天津市代表团', onDuty: true },
  教育甲: { roles: ['unit-contact'], unit: '教育部', onDuty: true },
  教育乙: { roles: ['unit-contact'], unit: '教育部' },
  教育长: { roles: ['unit-leader'], unit: '教育部' },
  财政甲: { roles: ['unit-contact'], unit: '财政部', onDuty: true },
  科技甲: { roles: ['unit-contact'], unit: '科技部' },
  外交甲: { roles: ['unit-contact'], unit: '外交部', onDuty: true },
  办公甲: { roles: ['office'], onDuty: true },
  办公乙: { roles: ['office'] },
};

export type Name = string;

/** The parts of suggestions may be wrapped, to break off where a crash would; the engines under them are real. */
export type Wrap = (parts: SuggestionsParts) => SuggestionsParts;

export type House = Awaited<ReturnType<typeof openHouse>>;

interface Ground {
  database: Database;
  redis: Redis;
  prefix: string;
  clock: Clock;
}

/** The features of one process; what is told and queued is written down. */
export function furnish({ database, redis, prefix, clock }: Ground) {
  const told: Told[] = [];
  const queued: { job: string; key: string }[] = [];
  const surprises: unknown[] = [];
  const note = (to: string, what: Broadcast, body: unknown) =>
    told.push({ to, what: what.name, body: what.body.parse(body) });
  const tell: Tell = {
    room: ({ _id }, what, body) => note(`r:${_id}`, what, body),
    people: (ids, what, body) => ids.forEach((id) => note(`u:${id}`, what, body)),
    evict: () => undefined,
    disconnect: () => undefined,
  };
  const onSurprise = (error: unknown) => {
    surprises.push(error);
    return `incident-${surprises.length}`;
  };
  const enqueue = (what: { name: string }, _data: unknown, key: string) => {
    queued.push({ job: what.name, key });
    return Promise.resolve();
  };
  const base = { database, clock, newId, tell };
  const sealer = makeSealer([new Uint8Array(32).fill(7)]);
  const followed: Promise<unknown>[] = [];
  const org = makeOrg({
    ...{ ...base, sealer, may },
    onAbsences: (congressId, personId) =>
      void followed.push(suggestions.reconcileAll(congressId, { personId, why: WHY_STANDING_IN })),
  });
  const calendar = makeCalendar({ database });
  const rooms = makeRooms({ ...base, redis, prefix, org, sealer, may, limits: ACT_LIMITS, onSurprise });
  const notices = makeNotices({
    ...base,
    ...{ redis, prefix, org, calendar, rooms, may, enqueue, onSurprise },
    standingOf: (ids) => suggestions.duties.standingOf(ids),
    unfinished: (before) => suggestions.handOver.unfinishedSince(before),
    quietHoursOf: () => Promise.resolve(null),
  });
  const files = makeFileStore(database);
  const seeing = { files, messages: rooms.files, opensUnscanned: true };
  const parts: SuggestionsParts = {
    ...base,
    ...{ org, calendar, may, rooms, enqueue, onSurprise },
    duties: notices.duties,
    attachments: makeAttachments({ ...seeing, accessFile: makeAccessFile(seeing), cards: org.people.cards }),
    isUnreachable: (error) => error instanceof EngineAway,
  };
  const suggestions = makeSuggestions(parts);
  const tasks = makeTasks({ rooms, suggestions, duties: notices.duties, org, calendar, clock });
  return { told, queued, surprises, org, rooms, files, notices, parts, suggestions, tasks, followed };
}

/** A congress with units, delegations and people on real engines. */
export async function openHouse(startAt = '2022-04-01T01:00:00.000Z') {
  const database = await freshDatabase();
  const redis = await freshRedis();
  const clock = handClock(startAt);
  const ground = { database, redis: redis.redis, prefix: redis.prefix, clock };
  const furnished = furnish(ground);
  const { told, queued, surprises, org, rooms, files, notices, parts, suggestions, tasks } = furnished;
  await database.ready();

  const congress = await org.congresses.upsert({
    level: 'national',
    name: '十三届全国人大',
    body: '全国人大',
    term: 13,
    session: 5,
  });
  const { units, delegations, people, callerOf } = await settleIn(org, congress._id);
  const unit = (name: Name) => called(units, name);
  const delegation = (name: Name) => called(delegations, name);
  const person = (name: Name) => called(people, name);

  const bindingsOf = (made: typeof suggestions) =>
    new Map<string, Binding>(
      [...org.bindings, ...made.bindings, ...rooms.bindings, ...notices.bindings, ...tasks.bindings].map(
        (b) => [b.request.name, b],
      ),
    );
  /** Asks as this person would through the door; throws the fault. */
  const askOf =
    (made: typeof suggestions) =>
    async (name: string, input: unknown, who: Name | Caller): Promise<unknown> => {
      const binding = bindingsOf(made).get(name);
      if (!binding) throw new Error(`no such request: ${name}`);
      const caller = typeof who === 'string' ? callerOf(who) : who;
      const answer = await binding.handle(binding.request.input.parse(input), caller, testDoor());
      return binding.request.output.parse(answer);
    };

  let made = 0;
  const row = (change: Partial<SuggestionRow> = {}): SuggestionRow => {
    made += 1;
    return {
      session: 5,
      number: String(7000 + made),
      title: `关于第${made}件事的建议`,
      text: '建议如下。',
      category: '教育',
      source: 'joint',
      leadId: person('王领衔'),
      secondingIds: [person('李附议')],
      delegationId: delegation('北京市代表团'),
      wantsWrittenReply: true,
      tracks: [
        { unitId: unit('教育部'), role: 'lead', contactIds: [] },
        { unitId: unit('财政部'), role: 'co', contactIds: [] },
      ],
      replyClass: '',
      repliedOn: '',
      ...change,
    };
  };
  const add = async (change: Partial<SuggestionRow> = {}): Promise<SuggestionId> => {
    const [outcome] = await suggestions.record.upsertMany(congress._id, [row(change)]);
    if (outcome?.outcome !== 'added') throw new Error('not added');
    return outcome.id;
  };
  const handOver = async (ids: SuggestionId[] | 'all', assignedOn: string | null = null) => {
    const started = await suggestions.handOver.start(
      { congressId: congress._id, personId: person('办公甲') },
      { selection: ids === 'all' ? { kind: 'all' } : { kind: 'ids', ids }, assignedOn },
    );
    await suggestions.handOver.run(started.handOverId);
    return suggestions.handOver.progress(started.handOverId);
  };
  /** Adds a suggestion and hands it over. */
  const handedOver = async (change: Partial<SuggestionRow> = {}): Promise<SuggestionId> => {
    const id = await add(change);
    await handOver([id]);
    return id;
  };
  const namesById = new Map(Object.entries(people).map(([name, id]) => [id, name]));
  /** Who sits in a suggestion's (or delegation's) room, as somebody who sits there sees it. */
  const seatsOf = async (subjectId: string, seenBy: Name = '办公甲') => {
    const roomId = roomIdOf(subjectId);
    const { members } = (await askOf(suggestions)('member:list', { roomId, cursor: null }, seenBy)) as {
      members: Seat[];
    };
    return Object.fromEntries(members.map((m) => [namesById.get(m.personId) ?? '', m.roles]));
  };

  return {
    ...{ database, redis, clock, told, queued, surprises, org, rooms, files, notices, suggestions, parts },
    ...{ unit, delegation, person, callerOf, row, add, handOver, handedOver, seatsOf },
    congressId: congress._id,
    ask: askOf(suggestions),
    /** What rooms do because somebody stands in, as far as it was begun. */
    followed: furnished.followed,
    /** The same house with some parts wrapped: another process, on the same engines. */
    rebuilt(wrap: Wrap) {
      const other = makeSuggestions(wrap(parts));
      return { suggestions: other, ask: askOf(other) };
    },
    collection: <D extends { _id: string }>(name: string) => database.connection.collection<D>(name),
    async close() {
      await rooms.flush();
      await database.drop();
      await redis.close();
    },
  };
}

function called<Id>(known: Record<string, Id>, name: Name): Id {
  const id = known[name];
  if (id === undefined) throw new Error(`nothing is called ${name}`);
  return id;
}

/** What a broken line looks like to the house. */
export class EngineAway extends Error {}

async function settleIn(org: ReturnType<typeof makeOrg>, congressId: CongressId) {
  const units: Record<string, UnitId> = {};
  for (const name of ['教育部', '财政部', '科技部', '外交部', '无人部']) units[name] = newId() as UnitId;
  await org.units.upsertMany(
    congressId,
    Object.entries(units).map(([name, id]) => ({ id, name, shortName: name })),
  );
  const delegations: Record<string, DelegationId> = {};
  for (const name of ['北京市代表团', '天津市代表团']) delegations[name] = newId() as DelegationId;
  await org.delegations.upsertMany(
    congressId,
    Object.entries(delegations).map(([name, id], i) => ({
      id,
      no: i + 1,
      name,
      shortName: name.replace('市代表团', '团'),
    })),
  );
  const people: Record<string, PersonId> = {};
  for (const name of Object.keys(PEOPLE)) people[name] = newId() as PersonId;
  await org.people.upsertMany(
    congressId,
    Object.entries(PEOPLE).map(([name, { roles, unit, delegation, onDuty = false }]) => ({
      id: people[name],
      code: name,
      name,
      roles,
      onDuty,
      unitId: unit ? (units[unit] ?? null) : null,
      delegationId: delegation ? (delegations[delegation] ?? null) : null,
    })),
  );
  const callerOf = (name: Name): Caller => {
    const someone = PEOPLE[name];
    const personId = people[name];
    if (!someone || !personId) throw new Error(`nobody is called ${name}`);
    return {
      personId,
      sessionId: newId(),
      congressId,
      roles: someone.roles,
      unitId: someone.unit ? (units[someone.unit] ?? null) : null,
      delegationId: someone.delegation ? (delegations[someone.delegation] ?? null) : null,
      name,
      label: someone.unit ?? someone.delegation ?? '代表工作机构',
    };
  };
  return { units, delegations, people, callerOf };
}

/** The code of the fault that a promise ends with; 'ok' when it does not. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'ok',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
