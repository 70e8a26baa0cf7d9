import { expect } from 'chai';
import type { Parts } from '../../../server/app.ts';
import type { PersonDoc } from '../../../server/org/index.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { membersOf, type Roster, rosterOf } from '../../../server/suggestions/record/members.rules.ts';
import { generateDemo, loadDemo } from '../../../demo/index.ts';
import type { CongressId, HandOverId, PersonId, SuggestionId } from '../../../shared/ids.ts';
import { listInbox, type InboxItem } from '../../../shared/rooms.ts';
import type { Caller } from '../../../server/wire/ports.ts';
import { testDoor } from '../../support/rooms.ts';
import { until } from '../../support/until.ts';
import { type OwnEngines, ownEngines } from './own-engines.ts';
import {
  type Environment,
  environmentOn,
  openParts,
  type ServerProcess,
  startProcess,
} from './server-process.ts';

const SUGGESTIONS = 1_000;
const SEED = 5;
const SEATS_BEFORE = 2_000;

type SuggestionDoc = Parameters<typeof membersOf>[0] & { _id: SuggestionId; state: string };

describe('faults: a hand-over of 1,000 suggestions', function () {
  this.timeout(240_000);
  let engines: OwnEngines;
  let environment: Environment;
  let parts: Parts;
  let congressId: CongressId;
  let watchers: PersonId[];
  let worker: ServerProcess;

  before(async () => {
    engines = await ownEngines();
  });
  after(() => engines.stop());

  beforeEach(async () => {
    environment = { ...environmentOn(engines), HUYING_ROLES: 'worker' };
    parts = await openParts(environment);
    const demo = generateDemo('year', SEED);
    const suggestions = demo.suggestions.slice(0, SUGGESTIONS);
    const named = new Set(suggestions.flatMap((s) => [s.leadId, ...s.secondingIds]));
    const people = demo.people.filter((p) => p.delegationId === null || named.has(p.id) || p.onDuty);
    ({ congressId } = await loadDemo(
      { org: parts.org, record: parts.suggestions.record },
      { ...demo, people, suggestions },
    ));
    worker = await startProcess(environment);
    // These look at their inbox before, so that its order is kept and has to follow.
    watchers = suggestions.slice(0, 20).flatMap(({ leadId }) => leadId ?? []);
    for (const person of watchers) expect(await inboxOf(person)).to.eql([]);
  });
  afterEach(async () => {
    await worker.stop();
    await parts.close();
  });

  const count = (collection: string, filter = {}) =>
    parts.database.connection.collection(collection).countDocuments(filter);
  const all = <D extends object>(collection: string, filter = {}) =>
    parts.database.connection.collection<D>(collection).find(filter).toArray();

  async function start(): Promise<HandOverId> {
    const starter = { congressId, personId: 'system' as const };
    const order = { selection: { kind: 'all' as const }, assignedOn: null };
    return (await parts.suggestions.handOver.start(starter, order)).handOverId;
  }

  async function finished(id: HandOverId): Promise<void> {
    const isFinished = async () => (await parts.suggestions.handOver.progress(id))?.state === 'finished';
    await until('the hand-over is finished', isFinished, 120_000);
    const over = await parts.suggestions.handOver.progress(id);
    expect(over).to.deep.include({ total: SUGGESTIONS, done: SUGGESTIONS, failures: [] });
  }

  async function inboxOf(personId: PersonId): Promise<string[]> {
    const binding = parts.bindings.find(({ request }) => request.name === listInbox.name);
    const rooms: string[] = [];
    for (let cursor: string | null = null; ;) {
      const answer = await binding?.handle({ cursor }, { personId } as Caller, testDoor());
      const page = answer as { items: InboxItem[]; cursor: string | null; total: number };
      rooms.push(...page.items.map(({ room }) => room.roomId));
      if (page.cursor === null) {
        expect(page.total).to.equal(rooms.length);
        return rooms;
      }
      cursor = page.cursor;
    }
  }

  /** Every suggestion has one room, its people as the record says, one card, its duties; and inboxes show the rooms. */
  async function expectAllStandsOnce(): Promise<void> {
    const suggestions = await all<SuggestionDoc>('suggestions');
    expect(new Set(suggestions.map(({ state }) => state))).to.eql(new Set(['assigned']));
    const roster: Roster = rosterOf(await all<PersonDoc>('people'));
    const expected = suggestions.flatMap((s) =>
      membersOf(s, roster).map(({ personId, roles }) => `${roomIdOf(s._id)}:${personId} ${roles.join()}`),
    );
    const seats = await all<{ _id: string; roles: string[] }>('members', { leftAt: null });
    expect(seats.map(({ _id, roles }) => `${_id} ${roles.join()}`).sort()).to.eql(expected.sort());

    const rooms = await all<{ _id: string; memberCount: number; seq: number }>('rooms');
    expect(rooms.map(({ _id }) => _id).sort()).to.eql(suggestions.map(({ _id }) => roomIdOf(_id)).sort());
    const sizes = new Map<string, number>();
    for (const { _id } of seats) {
      const room = _id.split(':')[0] ?? '';
      sizes.set(room, (sizes.get(room) ?? 0) + 1);
    }
    for (const { _id, memberCount } of rooms) expect(memberCount).to.equal(sizes.get(_id));
    // One card and nothing else: nobody came or went.
    expect(rooms.filter(({ seq }) => seq !== 1)).to.eql([]);
    const said = await all<{ roomId: string; seq: number; body: { card?: { type: string } } }>('messages');
    expect(said.map(({ roomId, seq, body }) => `${roomId} ${seq} ${body.card?.type ?? ''}`).sort()).to.eql(
      rooms.map(({ _id }) => `${_id} 1 welcome`).sort(),
    );
    const owed = suggestions.flatMap((s) =>
      s.tracks
        .filter(({ role }) => role === 'lead' || role === 'separate')
        .map(({ unitId }) => `${s._id} ${unitId}`),
    );
    const duties = await all<{ suggestionId: string; unitId: string }>('duties', { rule: 'R6' });
    expect(duties.map((d) => `${d.suggestionId} ${d.unitId}`).sort()).to.eql([...new Set(owed)].sort());

    for (const person of watchers) {
      const theirs = seats
        .filter(({ _id }) => _id.endsWith(`:${person}`))
        .map(({ _id }) => _id.split(':')[0]);
      expect((await inboxOf(person)).sort(), `inbox of ${person}`).to.eql(theirs.sort());
    }
  }

  /** Starts the hand-over, strikes in the middle, and checks the end. */
  async function handOverThrough(strike: () => Promise<void>): Promise<void> {
    const handOverId = await start();
    await until('many seats stand', async () => (await count('members')) >= SEATS_BEFORE, 60_000);
    await strike();
    const handedOver = await count('suggestions', { state: 'assigned' });
    expect(handedOver, 'it struck in the middle').to.be.lessThan(SUGGESTIONS);
    await finished(handOverId);
    await expectAllStandsOnce();
    expect(worker.surprises()).to.eql([]);
  }

  it('is finished after kill -9 of the worker, and nothing is there twice', () =>
    handOverThrough(async () => {
      await worker.kill();
      worker = await startProcess(environment);
    }));

  it('is finished after kill -9 of Redis', () => handOverThrough(() => engines.kill('redis')));

  it('is finished when Redis comes back without the queue', () => handOverThrough(() => engines.wipeRedis()));

  it('is finished after kill -9 of the database', () =>
    handOverThrough(async () => {
      await engines.kill('database');
      await until(
        'the database is back',
        () =>
          parts.database.ping().then(
            () => true,
            () => false,
          ),
        60_000,
      );
    }));
});
