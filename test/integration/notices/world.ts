import { randomBytes } from 'node:crypto';
import type { Collection } from 'mongoose';
import { v7 } from 'uuid';
import {
  makeNotices,
  type Notices,
  type NoticesParts,
  type Owed,
  type Standing,
} from '../../../server/notices/index.ts';
import {
  makeCalendar,
  makeOrg,
  type Calendar,
  type Org,
  type WorkCalendar,
} from '../../../server/org/index.ts';
import { may } from '../../../server/people/roles.rules.ts';
import { makeRooms, roomIdOf, type Rooms } from '../../../server/rooms/index.ts';
import type { Database } from '../../../server/store/mongo.ts';
import { makeSealer } from '../../../server/store/sealed.ts';
import type { Caller, Door, Tell } from '../../../server/wire/ports.ts';
import type { CivilDate, CongressId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { DutyNotice } from '../../../shared/notices.ts';
import { handClock, type HandClock } from '../../support/clock.ts';
import { freshDatabase, freshRedis } from '../../support/engines.ts';
import { ACT_LIMITS } from '../../support/rooms.ts';

/** One unit’s part in a suggestion, as the test has it. */
export interface TrackFacts {
  readonly unitId: UnitId;
  readonly role: 'lead' | 'separate' | 'co';
  readonly contactIds: readonly PersonId[];
  readonly since: CivilDate;
  /** When the lead deputy was reached before handling; null: not yet. */
  readonly contactedOn: CivilDate | null;
}

/** A suggestion as the test has it; `more` is owed besides the first contact of each track. */
export interface Facts {
  readonly tracks: readonly TrackFacts[];
  readonly more?: readonly Owed[];
  readonly tellings?: Standing['tellings'];
  readonly reminders?: Standing['reminders'];
}

const PEOPLE = {
  onDuty: { roles: ['unit-contact'], onDuty: true },
  named: { roles: ['unit-contact'], onDuty: false },
  retired: { roles: ['unit-contact'], onDuty: true, active: false },
  leader: { roles: ['unit-leader'], onDuty: false },
  office: { roles: ['office'], onDuty: true, outside: true },
  officeOffDuty: { roles: ['office'], onDuty: false, outside: true },
  deputy: { roles: ['deputy'], onDuty: false, outside: true },
} as const;
export type Who = keyof typeof PEOPLE;

const DOOR: Door = {
  kind: 'http',
  address: 'test',
  enter: () => Promise.resolve(),
  exit: () => Promise.resolve(),
  extend: () => undefined,
  cookie: { read: () => null, write: () => undefined, clear: () => undefined },
};

/** A congress with one unit, its people, real rooms, calendar and engines; record and queue are held by the test. */
export interface World {
  database: Database;
  clock: HandClock;
  calendar: Calendar;
  rooms: Rooms;
  notices: Notices;
  congressId: CongressId;
  unitId: UnitId;
  ids: Record<Who, PersonId>;
  record: Map<SuggestionId, Facts>;
  /** Lead deputies, where a suggestion has one. */
  leads: Map<SuggestionId, PersonId>;
  /** Deliveries handed to the queue and not yet carried out. */
  queue: string[];
  told: { to: PersonId; notice: DutyNotice }[];
  /** Another instance of the feature, as another process would have it, with some parts changed. */
  another(change?: Partial<NoticesParts>): Notices;
  /** A suggestion with its room, handed over on that day to the unit as lead. */
  suggestion(since: CivilDate, tracks?: Partial<TrackFacts>[]): Promise<SuggestionId>;
  /** How suggestions stand by the record at this moment. */
  standing(...ids: SuggestionId[]): Promise<Standing[]>;
  /** Makes what is kept follow the record; how much that changed. */
  settle(...ids: SuggestionId[]): Promise<number>;
  /** Carries out all that is queued; each job three times, as a queue may. */
  work(): Promise<void>;
  /** Lets days pass as a running product sees them: sweeps and works, night and day. */
  live(from: CivilDate, until: CivilDate): Promise<void>;
  cards(id: SuggestionId): Promise<Message[]>;
  noticesOf(who: Who, id?: SuggestionId): Promise<DutyNotice[]>;
  /** offset:recipient:state of all deliveries of a suggestion, sorted; what goes by mail or push is marked. */
  evidence(id: SuggestionId): Promise<string[]>;
  ask<T>(name: string, input: unknown, who: Who): Promise<T>;
  end(): Promise<void>;
}

async function addPeople(org: Org, congressId: CongressId, unitId: UnitId): Promise<Record<Who, PersonId>> {
  const rows = Object.entries(PEOPLE).map(([code, p]) => ({
    code,
    name: code,
    roles: [...p.roles],
    unitId: 'outside' in p ? null : unitId,
    onDuty: p.onDuty,
    active: !('active' in p),
  }));
  const outcomes = await org.people.upsertMany(congressId, rows);
  return Object.fromEntries(
    outcomes.map((o, i) => {
      if (o.outcome === 'refused') throw new Error(o.reason);
      return [rows[i]?.code, o.id];
    }),
  ) as Record<Who, PersonId>;
}

/** Brings a world up; call `end` after. */
export async function makeWorld(): Promise<World> {
  const database = await freshDatabase();
  const fresh = await freshRedis();
  const clock = handClock('2022-03-31T16:00:00Z');
  const told: World['told'] = [];
  const tell: Tell = {
    room: () => undefined,
    people: (ids, what, body) => {
      if (what.name !== 'notice:delivered') return;
      for (const to of ids) told.push({ to, notice: body as DutyNotice });
    },
    evict: () => undefined,
    disconnect: () => undefined,
  };
  const newId = () => v7();
  const sealer = makeSealer([randomBytes(32)]);
  const org = makeOrg({ database, sealer, clock, newId, may });
  const calendar = makeCalendar({ database });
  const onSurprise = (error: unknown): string => {
    throw error;
  };
  const rooms = makeRooms({
    database,
    redis: fresh.redis,
    prefix: fresh.prefix,
    ...{ org, sealer, may, limits: ACT_LIMITS },
    clock,
    newId,
    tell,
    onSurprise,
  });
  const record: World['record'] = new Map();
  const leads: World['leads'] = new Map();
  const queue: string[] = [];
  const parts: NoticesParts = {
    database,
    ...{ redis: fresh.redis, prefix: fresh.prefix },
    org,
    calendar,
    rooms,
    clock,
    tell,
    may,
    ...{ newId, onSurprise },
    standingOf: async (ids) => {
      const days = await calendar.forCongress(congressId);
      return new Map(
        ids.flatMap((id) => {
          const facts = record.get(id);
          const leadId = leads.get(id) ?? null;
          return facts ? [[id, standingBy(id, facts, { congressId, days, leadId })] as const] : [];
        }),
      );
    },
    unfinished: () => Promise.resolve([]),
    quietHoursOf: () => Promise.resolve(null),
    enqueue: (_what, data) => {
      queue.push((data as { parcelId: string }).parcelId);
      return Promise.resolve();
    },
  };
  const notices = makeNotices(parts);
  await database.ready();
  const congressId = v7() as CongressId;
  const [unit] = await org.units.upsertMany(congressId, [{ name: '国家卫生健康委员会' }]);
  if (!unit || unit.outcome === 'refused') throw new Error('no unit');
  const unitId = unit.id;
  const ids = await addPeople(org, congressId, unitId);

  const caller = (who: Who): Caller => ({
    personId: ids[who],
    sessionId: v7(),
    congressId,
    roles: PEOPLE[who].roles,
    unitId: 'outside' in PEOPLE[who] ? null : unitId,
    delegationId: null,
    name: who,
    label: '',
  });

  async function ask<T>(name: string, input: unknown, who: Who): Promise<T> {
    const binding = [...notices.bindings, ...rooms.bindings].find((b) => b.request.name === name);
    if (!binding) throw new Error(`no binding for ${name}`);
    return (await binding.handle(input, caller(who), DOOR)) as T;
  }

  const work = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      await notices.deliver(id);
      await Promise.all([notices.deliver(id), notices.deliver(id)]);
    }
  };

  const standing: World['standing'] = async (...ids) => [...(await parts.standingOf(ids)).values()];
  const settle: World['settle'] = async (...ids) => {
    const { opened, changed } = await notices.duties.settle(await standing(...ids));
    return opened + changed;
  };

  return {
    database,
    clock,
    calendar,
    rooms,
    notices,
    congressId,
    unitId,
    ids,
    record,
    leads,
    queue,
    told,
    another: (change = {}) => makeNotices({ ...parts, ...change }),
    standing,
    settle,
    work,
    ask,
    async suggestion(since, tracks = [{}]) {
      const id = v7() as SuggestionId;
      const plain = { unitId, role: 'lead' as const, contactIds: [], since, contactedOn: null };
      record.set(id, { tracks: tracks.map((t) => ({ ...plain, ...t })) });
      await rooms.ensure([roomSpec(id, congressId, ids)], 'system');
      await settle(id);
      return id;
    },
    async live(from, until) {
      for (let day = Date.parse(`${from}T00:00:00+08:00`); day <= Date.parse(`${until}T00:00:00+08:00`);) {
        for (const time of [0.5, 8, 8.99, 9, 9.02, 9.05, 15, 21.5, 23]) {
          clock.set(new Date(day + time * 3_600_000).toISOString());
          await notices.sweep();
          await work();
        }
        day += 24 * 3_600_000;
      }
    },
    async cards(id) {
      const input = { roomId: roomIdOf(id), limit: 100 };
      const { messages } = await ask<{ messages: Message[] }>('message:list', input, 'deputy');
      return messages.filter((m) => m.body.kind === 'card' && m.body.card.type === 'reminder');
    },
    async noticesOf(who, id) {
      const found: DutyNotice[] = [];
      for (let cursor: string | null = null, page = 0; page === 0 || cursor !== null; page++) {
        const list: { notices: DutyNotice[]; cursor: string | null } = await ask(
          'notice:list',
          { cursor },
          who,
        );
        found.push(...list.notices);
        cursor = list.cursor;
      }
      return found.filter((n) => id === undefined || n.about.some((a) => a.suggestionId === id));
    },
    async evidence(id) {
      const names = new Map(Object.entries(ids).map(([who, personId]) => [personId as string, who]));
      const found = await database.connection
        .collection<{ offset: string; recipient: string; channel: string; state: string }>('deliveries')
        .find({ dutyId: { $regex: `^${id}` } })
        .toArray();
      return found
        .map(({ offset, recipient, channel, state }) => {
          const to = names.get(recipient) ?? recipient;
          const isSent = channel === 'mail' || channel === 'push';
          return `${offset}:${isSent ? `${channel} to ${to}` : to}:${state}`;
        })
        .sort();
    },
    async end() {
      await rooms.flush();
      await fresh.close();
      await database.drop();
    },
  };
}

/** What the record says: each track owes the first contact within twenty working days. */
function standingBy(
  suggestionId: SuggestionId,
  { tracks, more = [], tellings = [], reminders = {} }: Facts,
  { congressId, days, leadId }: { congressId: CongressId; days: WorkCalendar; leadId: PersonId | null },
): Standing {
  return {
    ...{ congressId, suggestionId, roomId: roomIdOf(suggestionId) },
    ...{ session: 5, number: '7238', title: '关于加强基层医疗的建议', reminders, tellings },
    owed: [...tracks.map((track) => firstContact(track, days)), ...more],
    parties: { leadId, seconderIds: [], delegationId: null, committeeUnitId: null, tracks },
  };
}

function firstContact({ unitId, since, contactedOn }: TrackFacts, days: WorkCalendar): Owed {
  return {
    key: `R6|unit:${unitId}|1|${since}`,
    ...{ rule: 'R6', ower: { kind: 'unit', unitId }, since, due: days.addWorkdays(since, 20), round: 1 },
    ...{ state: contactedOn === null ? 'open' : 'done', closedOn: contactedOn, facts: { phase: 'pre' } },
  };
}

const roomSpec = (id: SuggestionId, congressId: CongressId, ids: Record<Who, PersonId>) => ({
  subjectId: id,
  kind: 'suggestion' as const,
  congressId,
  suggestionId: id,
  name: '第7238号代表建议办理群',
  title: '关于加强基层医疗的建议',
  number: '7238',
  phase: 'pre' as const,
  nextDue: null,
  seats: [
    { personId: ids.deputy, roles: ['lead-deputy' as const] },
    { personId: ids.onDuty, roles: ['lead-unit' as const] },
  ],
  welcome: {
    type: 'welcome' as const,
    suggestionId: id,
    number: '7238',
    title: '关于加强基层医疗的建议',
    leadUnits: ['国家卫生健康委员会'],
    coUnits: [],
    assignedOn: '2022-04-01',
    contactDue: '2022-04-29',
    wantsWrittenReply: true,
  },
});

/** Fails, before or after it took effect, the n-th write to the database counted from now: a crash at that point. */
export function crashingDatabase(database: Database, n: number, when: 'before' | 'after') {
  const state = { writes: 0, crashed: false };
  const gate = (moment: 'before' | 'after', write: number) => {
    if (moment === when && write === n) {
      state.crashed = true;
      throw new Error(`crash ${when} write ${n}`);
    }
  };
  return {
    state,
    database: watched(database, async (write) => {
      const own = (state.writes += 1); // others may go on beside it
      gate('before', own);
      const result = await write();
      gate('after', own);
      return result;
    }),
  };
}

const WRITES = ['insertOne', 'insertMany', 'updateOne', 'updateMany', 'bulkWrite'];
type Method = (...args: unknown[]) => unknown;

/** The same database, each write going through `around`. */
function watched(database: Database, around: (write: () => Promise<unknown>) => Promise<unknown>): Database {
  const collection = (real: Collection) =>
    new Proxy(real, {
      get(target, name) {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        const method = (member as Method).bind(target);
        return WRITES.includes(String(name))
          ? (...args: unknown[]) => around(() => Promise.resolve(method(...args)))
          : method;
      },
    });
  return {
    ...database,
    model: (name, schema) => {
      const model = database.model(name, schema);
      return new Proxy(model, {
        get: (target, key) =>
          key === 'collection' ? collection(target.collection) : (Reflect.get(target, key) as unknown),
      });
    },
  };
}
