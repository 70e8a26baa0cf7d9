import { expect } from 'chai';
import { Keeping, MOST_ROOMS } from '../../../client-sdk/keeping.ts';
import type { Keepable, RoomRecord } from '../../../client-sdk/kept.ts';
import { makeStore } from '../../../client-sdk/observable.ts';
import {
  keptPrefix,
  memoryStorage,
  personPrefix,
  removeOthersKept,
  type Storage,
} from '../../../client-sdk/storage.ts';
import { newId } from '../../../server/ops/clock.ts';
import type { RoomId, SuggestionId } from '../../../shared/ids.ts';
import { type HandWorld, handWorld } from './hand-world.ts';
import { said } from './said.ts';

const ME = newId();

/** A room that is whole, with so many messages. */
function roomWith(count: number, suggestionId: SuggestionId | null = null) {
  const roomId = newId() as RoomId;
  const header: RoomRecord['header'] = {
    ...{ roomId, kind: 'suggestion', name: '第417号代表建议办理群', title: '关于养老的建议', number: '417' },
    ...{ suggestionId, state: 'open', phase: 'pre', nextDue: null, memberCount: 3, memberVersion: 1 },
    ...{ seq: count, changeSeq: 0, pins: [], supervised: false },
  };
  const recordOf = (to: number): RoomRecord => ({
    header: { ...header, seq: to },
    ...{ roles: ['lead-deputy'], readSeq: 0, from: 1, to, changedTo: 0 },
    messages: Array.from({ length: to }, (_, i) => said(i + 1, { roomId })),
  });
  const store = makeStore<{ record: RoomRecord | null }>({ record: recordOf(count) });
  const room: Keepable = {
    roomId,
    get record() {
      return store.read().record;
    },
    subscribe: (changed) => store.subscribe(changed),
  };
  return {
    room,
    roomId,
    grows: (to: number) => store.set({ record: recordOf(to) }),
    lacks: () => store.set({ record: null }),
  };
}

describe('what was read', () => {
  let world: HandWorld;
  let storage: Storage;
  let keeping: Keeping;
  /** The page goes out of sight. */
  let rest: () => void;
  const start = () => {
    const onRest = (resting: () => void) => {
      rest = resting;
      return () => undefined;
    };
    return new Keeping({ ...world, storage, onRest }, ME);
  };
  const later = () => world.pass(5_000);
  const inbox = { items: [], cursor: null, total: 7 };

  beforeEach(() => {
    world = handWorld();
    storage = memoryStorage();
    keeping = start();
  });

  it('is there after a restart, with when it was', async () => {
    const { room, roomId, grows } = roomWith(3);
    keeping.watch(room);
    keeping.answered('inbox:list', { cursor: null }, inbox);
    await later();
    grows(4);
    const at = world.clock.now();
    await later();
    const again = start();
    expect(await again.answer('inbox:list', { cursor: null })).to.deep.equal({ at: at - 5_000, data: inbox });
    const kept = await again.room(roomId);
    expect(kept?.messages.map(({ seq }) => seq)).to.deep.equal([1, 2, 3, 4]);
    expect(kept?.at).to.equal(at);
  });

  it('counts as it was when the line was lost, or the room closed', async () => {
    const [one, other] = [roomWith(1), roomWith(1)];
    keeping.watch(one.room);
    keeping.watch(other.room);
    await later();
    keeping.unwatch(one.room, true);
    keeping.lost();
    const at = world.clock.now();
    await later();
    expect((await keeping.room(one.roomId))?.at).to.equal(at);
    expect((await keeping.room(other.roomId))?.at).to.equal(at);
  });

  it('is not taken for newer than it is while something is missing', async () => {
    const { room, roomId, lacks } = roomWith(2);
    keeping.watch(room);
    const at = world.clock.now();
    await later();
    lacks();
    await later();
    keeping.unwatch(room, false);
    await later();
    expect(await keeping.room(roomId)).to.include({ at, to: 2 });
  });

  it('is of the rooms opened last, and of no others', async () => {
    const rooms = Array.from({ length: MOST_ROOMS + 2 }, () => roomWith(1));
    for (const { room } of rooms) {
      keeping.watch(room);
      await later();
    }
    const kept = await keeping.roomIds();
    expect(kept).to.deep.equal(
      rooms
        .slice(2)
        .map(({ roomId }) => roomId)
        .reverse(),
    );
    const lying = await storage.keys(`${keptPrefix(ME)}room/item/`);
    expect(lying).to.have.length(MOST_ROOMS);
  });

  it('is written once for many changes', async () => {
    const { room, roomId, grows } = roomWith(1);
    let written = 0;
    const set = storage.set.bind(storage);
    storage.set = (key, value) => {
      if (key.endsWith(roomId)) written += 1;
      return set(key, value);
    };
    keeping.watch(room);
    for (let to = 2; to <= 9; to += 1) {
      grows(to);
      await world.settle();
    }
    await later();
    expect(written).to.equal(1);
    expect((await keeping.room(roomId))?.to).to.equal(9);
  });

  it('is written at once when the page goes out of sight', async () => {
    const { room, roomId } = roomWith(2);
    keeping.watch(room);
    rest();
    await world.settle();
    expect(await start().room(roomId)).to.include({ to: 2 });
    expect(world.waiting).to.equal(0);
  });

  it('goes with the seat: the room, its case, and the lists that name it', async () => {
    const suggestionId = newId() as SuggestionId;
    const { room, roomId } = roomWith(2, suggestionId);
    const other = roomWith(1);
    keeping.watch(room);
    keeping.watch(other.room);
    keeping.answered('inbox:list', { cursor: null }, inbox);
    keeping.answered('contact:list', { suggestionId }, { contacts: [] });
    const preferences = { preferences: { look: 'elder' }, version: 1 };
    keeping.answered('preferences:show', {}, preferences);
    await later();
    await keeping.forget(roomId);
    await later();
    for (const kept of [keeping, start()]) {
      expect(await kept.room(roomId)).to.equal(null);
      expect(await kept.answer('inbox:list', { cursor: null })).to.equal(null);
      expect(await kept.answer('contact:list', { suggestionId })).to.equal(null);
      expect(await kept.room(other.roomId)).to.not.equal(null);
    }
    const left = await storage.keys('');
    for (const key of left)
      expect(await storage.get(key))
        .to.not.include(suggestionId)
        .and.not.include(roomId);
  });

  it('goes with the seat also where an answer about the case comes late, and is kept again for who comes back', async () => {
    const suggestionId = newId() as SuggestionId;
    const { room, roomId, grows } = roomWith(2, suggestionId);
    keeping.watch(room);
    await later();
    await keeping.forget(roomId);
    keeping.answered('contact:list', { suggestionId }, { contacts: [] });
    await later();
    expect(await keeping.answer('contact:list', { suggestionId })).to.equal(null);
    grows(3);
    keeping.watch(room);
    keeping.answered('contact:list', { suggestionId }, { contacts: [] });
    expect(await keeping.answer('contact:list', { suggestionId })).to.not.equal(null);
  });

  it('goes with the seat also while it is about to be written', async () => {
    const { room, roomId } = roomWith(2);
    keeping.watch(room);
    await keeping.forget(roomId);
    await later();
    expect(await start().room(roomId)).to.equal(null);
  });

  it('is written no more after the end', async () => {
    const { room } = roomWith(2);
    keeping.watch(room);
    keeping.answered('inbox:list', { cursor: null }, inbox);
    await keeping.stop();
    await later();
    expect(await storage.keys('')).to.deep.equal([]);
    expect(world.waiting).to.equal(0);
  });

  it('is as if it were not there when it is torn, or in words of another version', async () => {
    const { room, roomId } = roomWith(1);
    keeping.watch(room);
    keeping.answered('inbox:list', { cursor: null }, { items: 'many' });
    await later();
    expect(await start().answer('inbox:list', { cursor: null })).to.equal(null);
    const [key = ''] = await storage.keys(`${keptPrefix(ME)}room/item/`);
    await storage.set(key, '{"at":1,');
    expect(await start().room(roomId)).to.equal(null);
  });

  it('costs nothing where the storage refuses it', async () => {
    storage.set = () => Promise.reject(new Error('full'));
    const { room, roomId } = roomWith(1);
    keeping.watch(room);
    keeping.answered('inbox:list', { cursor: null }, inbox);
    await later();
    expect(await keeping.room(roomId)).to.equal(null);
    await keeping.stop();
  });

  it('of others goes when somebody else comes; what they wrote stays', async () => {
    const other = newId();
    await storage.set(`${keptPrefix(other)}room/item/1`, 'x');
    await storage.set(`${personPrefix(other)}outbox/1`, 'x');
    await storage.set(`${keptPrefix(ME)}room/item/1`, 'x');
    await removeOthersKept(storage, ME);
    expect(await storage.keys('')).to.deep.equal(
      [`${personPrefix(other)}outbox/1`, `${keptPrefix(ME)}room/item/1`].sort(),
    );
    await removeOthersKept(storage, null);
    expect(await storage.keys('')).to.deep.equal([`${personPrefix(other)}outbox/1`]);
  });
});
