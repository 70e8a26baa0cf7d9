import { expect } from 'chai';
import type { PersonId, RoomId } from '../../../../shared/ids.ts';
import type { Message } from '../../../../shared/messages.ts';
import { newId } from '../../../../server/ops/clock.ts';
import type { SeatSpec } from '../../../../server/rooms/index.ts';
import { makeAlreadySo } from '../../../../server/rooms/changes/already-so.actions.ts';
import { makeApplyChanges } from '../../../../server/rooms/changes/apply-changes.actions.ts';
import { makeChangeLog } from '../../../../server/rooms/changes/change-log.store.ts';
import { makeChangeStore } from '../../../../server/rooms/changes/changes.store.ts';
import { makeOriginalStore } from '../../../../server/rooms/changes/originals.store.ts';
import { makeReactionStore } from '../../../../server/rooms/changes/reactions.store.ts';
import { makeReportStore } from '../../../../server/rooms/changes/reports.store.ts';
import { makeInboxOrder } from '../../../../server/rooms/inbox.store.ts';
import { makeReconcile } from '../../../../server/rooms/members.actions.ts';
import { makeMemberStore } from '../../../../server/rooms/members.store.ts';
import { makeMessageLog } from '../../../../server/rooms/messages/message-log.store.ts';
import { makeSay } from '../../../../server/rooms/messages/messages.actions.ts';
import { makeMessageStore } from '../../../../server/rooms/messages/messages.store.ts';
import { makeNumbers } from '../../../../server/rooms/messages/numbers.store.ts';
import { messageOf } from '../../../../server/rooms/room.rules.ts';
import { makeSealer } from '../../../../server/store/sealed.ts';
import { makeRoomStore, type RoomDoc } from '../../../../server/rooms/room.store.ts';
import { Died, mortal } from './mortal.ts';
import { type Scene, scene } from './scene.ts';

describe('members that are changed by a process that dies', () => {
  let s: Scene;
  before(async function () {
    this.timeout(180_000);
    s = await scene();
  });
  after(() => s.close());

  const because = { personId: 'system' as const, why: '改派' };
  const seat = (personId: PersonId): SeatSpec => ({ personId, roles: ['lead-deputy'] });

  /** A process that dies after so many steps, and tells nobody anything. True: it came to its end. */
  async function dyingReconcile(subjectId: string, wanted: SeatSpec[], steps: number): Promise<boolean> {
    const life = { left: steps };
    const { database, redis, org, clock } = s.bench;
    const of = <T extends object>(store: T) => mortal(store, life);
    const [rooms, members] = [of(makeRoomStore(database)), of(makeMemberStore(database))];
    const [messages, changes] = [of(makeMessageStore(database)), of(makeChangeStore(database))];
    const reactions = of(makeReactionStore(database));
    const reports = of(makeReportStore(database));
    const originals = makeOriginalStore(database, makeSealer([new Uint8Array(32)]));
    const all = { rooms, members, messages, changes, reactions, reports, originals };
    const log = makeMessageLog({ ...all, numbers: of(makeNumbers(redis.redis, redis.prefix)) });
    const reconcile = makeReconcile({
      ...{ rooms, members, changes, org, clock, newId },
      order: of(makeInboxOrder(redis.redis, redis.prefix)),
      tell: {
        room: () => undefined,
        people: () => undefined,
        evict: () => undefined,
        disconnect: () => undefined,
      },
      say: makeSay({ ...{ log, clock }, tellPosted: (_room, doc) => messageOf(doc) }),
      changeLog: makeChangeLog({
        ...{ rooms, newId, changes },
        alreadySo: makeAlreadySo(all),
        applyToMessages: makeApplyChanges({ ...all, reindex: () => Promise.resolve() }),
        onApplied: () => Promise.resolve(),
      }),
    });
    const died = await reconcile(subjectId, wanted, because).catch((error: unknown) => error);
    if (died !== undefined) expect(died).to.be.instanceOf(Died);
    return died === undefined;
  }

  const linesOf = async (roomId: RoomId) => {
    await s.ask(s.office, 'message:list', { roomId, limit: 100 });
    s.bench.pass(1_000); // a number that the dead had taken is closed
    const page = await s.ask(s.office, 'message:list', { roomId, limit: 100 });
    return (page as { messages: Message[] }).messages.flatMap(({ body }) =>
      body.kind === 'system' ? [`${body.key} ${(body.params['names'] ?? '').split('、').sort().join()}`] : [],
    );
  };

  const roomOf = (roomId: RoomId) =>
    s.bench.database.connection
      .collection<{ _id: string }>('rooms')
      .findOne({ _id: roomId }) as unknown as Promise<RoomDoc>;

  it('are finished by the next: who lost the seat is out and hears it, who came is in, and each is said once', async function () {
    this.timeout(240_000);
    let isWhole = false;
    for (let steps = 0; !isWhole; steps++) {
      const { roomId, subjectId } = await s.room();
      const wanted = [s.lead, s.office, s.stranger].map((who) => seat(who.personId));
      s.bench.told.length = 0;
      s.bench.evicted.length = 0;
      isWhole = await dyingReconcile(subjectId, wanted, steps);
      await s.bench.rooms.finishChanges();
      await s.bench.rooms.reconcile(subjectId, wanted, because);
      for (const who of [s.second, s.unit]) {
        expect(await s.code(who, 'room:open', { roomId }), `after ${steps}`).to.equal('NOT_A_MEMBER');
        if (isWhole) continue; // it told them itself
        expect(s.bench.evicted, `after ${steps}`).to.include(`${who.personId} ${roomId}`);
        expect(s.bench.told.map((t) => `${t.what} ${t.to}`)).to.include(`room:revoked u:${who.personId}`);
      }
      expect(await s.code(s.stranger, 'room:open', { roomId }), `after ${steps}`).to.equal('ok');
      expect(await roomOf(roomId)).to.include({ unsettled: null, memberCount: 3 });
      expect((await roomOf(roomId)).memberVersion, `after ${steps}`).to.equal(1);
      expect(await linesOf(roomId), `after ${steps}`).to.deep.equal([
        'member-joined 代表5',
        'member-left 代表1,代表2',
      ]);
      s.bench.evicted.length = 0;
      await s.bench.rooms.reconcile(subjectId, wanted, because);
      expect(s.bench.evicted).to.deep.equal([]);
    }
  });

  it('are said once though two nodes change them at the same moment', async () => {
    const { roomId, subjectId } = await s.room();
    const wanted = [s.lead, s.office].map((who) => seat(who.personId));
    await Promise.all([s.bench.rooms, s.node2].map((node) => node.reconcile(subjectId, wanted, because)));
    expect(await linesOf(roomId)).to.have.length(1);
    expect(await s.deeds(roomId)).to.deep.equal(['members-changed']);
    expect(await roomOf(roomId)).to.include({ unsettled: null, memberCount: 2, memberVersion: 1 });
  });

  it('are told by the next, though who took them for told looked before they were made', async () => {
    const { roomId, subjectId } = await s.room();
    const rooms = makeRoomStore(s.bench.database);
    await rooms.unsettle(roomId, { after: 0, by: 'early' });
    const wanted = [s.lead, s.office].map((who) => seat(who.personId));
    await s.bench.rooms.reconcile(subjectId, wanted, because);
    await rooms.unsettle(roomId, { after: 1, by: 'early' });
    expect(await rooms.settle(roomId, { by: 'early', memberVersion: 0 })).to.equal(false);
    expect((await roomOf(roomId)).unsettled).to.equal(1);
    expect(await rooms.settle(roomId, { by: 'early', memberVersion: 1 })).to.equal(true);
  });
});
