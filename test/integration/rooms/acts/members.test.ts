import { expect } from 'chai';
import type { PersonId } from '../../../../shared/ids.ts';
import { newId } from '../../../../server/ops/clock.ts';
import type { SeatSpec } from '../../../../server/rooms/index.ts';
import { makeChangeLog } from '../../../../server/rooms/changes/change-log.store.ts';
import { makeChangeStore } from '../../../../server/rooms/changes/changes.store.ts';
import { makeInboxOrder } from '../../../../server/rooms/inbox.store.ts';
import { makeReconcile } from '../../../../server/rooms/members.actions.ts';
import { makeMemberStore } from '../../../../server/rooms/members.store.ts';
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

  /** A process that dies after so many steps, and tells nobody anything. */
  async function dyingReconcile(subjectId: string, wanted: SeatSpec[], steps: number): Promise<boolean> {
    const life = { left: steps };
    const { database, redis, org, clock } = s.bench;
    const rooms = mortal(makeRoomStore(database), life);
    const reconcile = makeReconcile({
      ...{ rooms, org, clock, newId },
      members: mortal(makeMemberStore(database), life),
      order: mortal(makeInboxOrder(redis.redis, redis.prefix), life),
      tell: {
        room: () => undefined,
        people: () => undefined,
        evict: () => undefined,
        disconnect: () => undefined,
      },
      say: () => Promise.reject(new Died()),
      changeLog: makeChangeLog({
        ...{ rooms, newId, changes: mortal(makeChangeStore(database), life) },
        applyToMessages: () => Promise.resolve(new Set()),
        onApplied: () => Promise.resolve(),
      }),
    });
    const died = await reconcile(subjectId, wanted, because).catch((error: unknown) => error);
    expect(died).to.be.instanceOf(Died);
    return life.left > 0;
  }

  it('are finished by the next: whoever lost the seat is out, whoever came is in, the version moved', async function () {
    this.timeout(120_000);
    let isLast = false;
    for (let steps = 0; !isLast; steps++) {
      const { roomId, subjectId } = await s.room();
      const wanted = [s.lead, s.office, s.stranger].map((who) => seat(who.personId));
      isLast = await dyingReconcile(subjectId, wanted, steps);
      s.bench.told.length = 0;
      s.bench.evicted.length = 0;
      await s.bench.rooms.finishChanges();
      await s.bench.rooms.reconcile(subjectId, wanted, because);
      for (const who of [s.second, s.unit]) {
        expect(await s.code(who, 'room:open', { roomId }), `after ${steps}`).to.equal('NOT_A_MEMBER');
        expect(s.bench.evicted, `after ${steps}`).to.include(`${who.personId} ${roomId}`);
        expect(s.bench.told.map((t) => `${t.what} ${t.to}`)).to.include(`room:revoked u:${who.personId}`);
      }
      expect(await s.code(s.stranger, 'room:open', { roomId }), `after ${steps}`).to.equal('ok');
      const room = (await s.bench.database.connection
        .collection<{ _id: string }>('rooms')
        .findOne({ _id: roomId })) as unknown as RoomDoc;
      expect(room).to.include({ unsettled: null, memberCount: 3 });
      expect(room.memberVersion, `after ${steps}`).to.be.at.least(1);
      s.bench.evicted.length = 0;
      await s.bench.rooms.reconcile(subjectId, wanted, because);
      expect(s.bench.evicted).to.deep.equal([]);
    }
  });
});
