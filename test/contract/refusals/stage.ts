import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod/mini';
import type { BotAct } from '../../../shared/bots.ts';
import type { Reply } from '../../../shared/contract.ts';
import type { HandOverId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Session } from '../../../shared/people.ts';
import { newId } from '../../../server/ops/clock.ts';
import { ONE_ANSWER } from '../../../server/store/gathered.ts';
import { makeCase, type TestCase } from '../../support/case.ts';
import { handClock } from '../../support/clock.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { makeBot } from '../../support/bots.ts';
import { overHttp, tokenClient, type WireClient, wireClient } from '../../support/wire-client.ts';
import { watchSurprises } from './surprises.ts';
import type { InputOf, NameOf, Named } from './trial.ts';

/** Where refusals are provoked: a server with a case in which somebody was reminded, and doors for everybody in it. */
export interface Stage {
  readonly server: TestServer;
  readonly theCase: TestCase;
  /** Today on this stage's clock, and now. */
  readonly today: string;
  readonly now: string;
  /** A notice that the lead unit's contact person was sent. */
  readonly noticeId: string;
  /** Somebody of the office who is not on duty, and so sits in no room; and an auditor. */
  readonly idleOffice: TestPerson;
  readonly auditor: TestPerson;
  /** Coordinating offices that are the lead unit, and a unit without a part in the case. */
  readonly coordinator: TestPerson;
  readonly otherCoordinator: TestPerson;
  /** Number of what the lead deputy said in the case's room long before now. */
  readonly earlierSeq: number;
  /** What the server did not expect; stays empty. */
  readonly surprises: unknown[];
  readonly as: (person: TestPerson) => Promise<WireClient>;
  /** Asks as this person; throws the fault's code when refused. */
  readonly ask: <N extends NameOf>(
    person: TestPerson,
    name: N,
    input: InputOf<N>,
  ) => Promise<z.output<Named<N>['output']>>;
  /** A new bot that may do this in the case’s room. */
  readonly bot: (acts: readonly BotAct[]) => Promise<TestPerson>;
  /** A session besides the one of `as`. */
  readonly signIn: (person: TestPerson) => Promise<Session>;
  /** A new suggestion with the units and deputies of the case; handed over or not. */
  readonly suggestion: (
    state: 'registered' | 'assigned',
  ) => Promise<{ suggestionId: SuggestionId; revision: number }>;
  readonly handOver: () => Promise<HandOverId>;
  /** An account that waits for its first password. */
  readonly newcomer: () => Promise<{ login: string; code: string }>;
  /** The whole database in one word; without what `counts` names, and without tombstones, which say nothing. */
  readonly digest: (counts?: readonly string[]) => Promise<string>;
  readonly close: () => Promise<void>;
}

const SIX_WORKING_DAYS_LATER = '2026-03-16T01:00:00.000Z';

/** Sets it; with a worker, what is owed is done too. */
export async function openStage({ worker = false } = {}): Promise<Stage> {
  const clock = handClock('2026-03-05T01:00:00.000Z');
  const server = await startServer({ clock, worker, env: { HUYING_PERSON_FILES_MB: '150' } });
  const surprises = watchSurprises(server);
  const theCase = await makeCase(server);
  const [idleOffice] = (await server.addPeople(1, ['office'])) as [TestPerson];
  const [auditor] = (await server.addPeople(1, ['auditor'])) as [TestPerson];
  const [coordinator, otherCoordinator] = await Promise.all([
    addCoordinator(server, theCase.leadUnit),
    addCoordinator(server, theCase.otherUnit),
  ]);
  const earlierSeq = await sayNow(server, theCase);
  clock.set(SIX_WORKING_DAYS_LATER);
  const noticeId = await remind(server, theCase);
  const clients = new Map<string, Promise<WireClient>>();
  let made = 0;
  const as = (person: TestPerson): Promise<WireClient> => {
    const known = clients.get(person.login) ?? wireClient(server.url, person);
    clients.set(person.login, known);
    return known;
  };

  return {
    ...{ coordinator, otherCoordinator },
    ...{ server, theCase, idleOffice, auditor, earlierSeq, noticeId, surprises, as },
    today: SIX_WORKING_DAYS_LATER.slice(0, 10),
    now: SIX_WORKING_DAYS_LATER,
    async ask(person, name, input) {
      const reply = await unlessBusy(async () => (await as(person)).http(name, input));
      if (!reply.ok) throw new Error(`${name} gave ${reply.fault.code}`);
      return reply.data as never; // parsed by the contract of this name on its way out
    },
    async bot(acts) {
      made += 1;
      const bot = await makeBot(server, { name: `机器人${made}`, rooms: [theCase.roomId], acts });
      clients.set(bot.login, tokenClient(server.url, bot.password));
      return bot;
    },
    async signIn({ login, password }) {
      const input = { login, password, keep: 'body', device: 'second' };
      const reply = await unlessBusy(() => overHttp(server.url, 'session:sign-in', { input }));
      if (!reply.ok) throw new Error(reply.fault.code);
      return reply.data as Session;
    },
    async suggestion(state) {
      made += 1;
      const suggestionId = await addSuggestion(server, theCase, `refused-${made}`);
      if (state === 'assigned')
        await server.parts.suggestions.handOver.run(await start(server, theCase, suggestionId));
      const found = await collection(server, 'suggestions').findOne({ _id: suggestionId });
      return { suggestionId, revision: found?.revision ?? 0 };
    },
    handOver: async () =>
      start(server, theCase, await addSuggestion(server, theCase, `handed-over-${(made += 1)}`)),
    async newcomer() {
      made += 1;
      const { org, people } = server.parts;
      const login = `newcomer${made}`;
      const [person] = await org.people.upsertMany(server.congressId, [
        { code: login, name: '新代表', roles: ['deputy'] },
      ]);
      if (!person || person.outcome === 'refused') throw new Error('the newcomer was not made');
      const [account] = await people.accounts.createMany([
        { personId: person.id, congressId: server.congressId, login },
      ]);
      return { login, code: account?.code ?? '' };
    },
    digest: (counts = []) => digestOf(server, counts),
    async close() {
      for (const client of clients.values()) (await client).close();
      await server.stop();
    },
  };
}

const TRIES = 50;
const AGAIN_MS = 100;

/** Asks again while the server is too busy to look. */
async function unlessBusy(ask: () => Promise<{ reply: Reply<unknown> }>): Promise<Reply<unknown>> {
  for (let tries = 1; ; tries++) {
    const { reply } = await ask();
    if (reply.ok || reply.fault.code !== 'UNAVAILABLE' || tries === TRIES) return reply;
    await pause(AGAIN_MS);
  }
}

/** Somebody who coordinates for a unit. */
async function addCoordinator(server: TestServer, unitId: UnitId): Promise<TestPerson> {
  const [person] = (await server.addPeople(1, ['coordinator'])) as [TestPerson];
  const { personId, login, name } = person;
  await server.parts.org.people.upsertMany(server.congressId, [
    { id: personId, code: login, name, roles: ['coordinator'], unitId },
  ]);
  return person;
}

const collection = (server: TestServer, name: string) =>
  server.parts.database.connection.collection<{ _id: string; revision?: number; parcel: string }>(name);

/** Plays the reminder that is due by now; gives the notice that the unit's contact person got. */
async function remind(server: TestServer, { suggestionId, contact }: TestCase): Promise<string> {
  const { notices } = server.parts;
  await notices.sweep();
  const pending = await collection(server, 'deliveries').find({ state: 'pending' }).toArray();
  for (const parcel of new Set(pending.map((d) => d.parcel))) await notices.deliver(parcel);
  const notice = await collection(server, 'notices').findOne({
    ...{ 'about.suggestionId': suggestionId, personId: contact.personId },
  });
  if (!notice) throw new Error('nobody was reminded');
  return notice._id;
}

/** The lead deputy says something at this moment; its number. The session ends when the clock is set. */
async function sayNow(server: TestServer, { lead, roomId }: TestCase): Promise<number> {
  const client = await wireClient(server.url, lead);
  const input = { roomId, text: '很久以前的话', sendKey: randomUUID() };
  const { reply } = await client.http('message:post', input);
  client.close();
  if (!reply.ok) throw new Error(reply.fault.code);
  return (reply.data as Message).seq;
}

async function addSuggestion(
  { parts, congressId }: TestServer,
  { lead, second, leadUnit, coUnit }: TestCase,
  number: string,
): Promise<SuggestionId> {
  const tracks: { unitId: UnitId; role: 'lead' | 'co'; contactIds: [] }[] = [
    { unitId: leadUnit, role: 'lead', contactIds: [] },
    { unitId: coUnit, role: 'co', contactIds: [] },
  ];
  const [row] = await parts.suggestions.record.upsertMany(congressId, [
    {
      ...{ session: 5, number, title: `关于${number}的建议`, text: '建议如下。', category: '教育' },
      ...{ source: 'joint', leadId: lead.personId, secondingIds: [second.personId], delegationId: null },
      ...{ wantsWrittenReply: true, tracks, replyClass: '', repliedOn: '' },
    },
  ]);
  if (!row) throw new Error('the suggestion was not made');
  return row.id;
}

async function start(server: TestServer, { office }: TestCase, id: SuggestionId): Promise<HandOverId> {
  const { handOverId } = await server.parts.suggestions.handOver.start(
    { personId: office.personId, congressId: server.congressId },
    { selection: { kind: 'ids', ids: [id] }, assignedOn: null },
  );
  return handOverId;
}

async function digestOf(server: TestServer, counts: readonly string[]): Promise<string> {
  await server.parts.rooms.flush(); // what is done a moment later, as making what was said findable
  const names = Object.keys(server.parts.database.connection.models).filter((n) => !counts.includes(n));
  const contents = await Promise.all(names.sort().map((name) => bytesOf(server, name)));
  const hash = createHash('sha256');
  contents.forEach((documents, i) => {
    hash.update(`${names[i] ?? ''} ${documents.length} `);
    for (const document of documents) hash.update(document);
  });
  return hash.digest('hex');
}

/** Every document of a collection as the bytes it is kept in, in an order that follows from them. */
async function bytesOf(server: TestServer, name: string): Promise<Buffer[]> {
  const found: unknown = await collection(server, name)
    .find({ 'body.kind': { $ne: 'tombstone' } }, { raw: true, batchSize: ONE_ANSWER })
    .toArray();
  return (found as Buffer[]).sort((a, b) => Buffer.compare(a, b));
}

/** An id that nothing bears. */
export const unknownId = newId;
