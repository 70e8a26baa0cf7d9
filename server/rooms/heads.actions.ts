import type { PersonId, RoomId } from '../../shared/ids.ts';
import { headMoved } from '../../shared/rooms.ts';
import { isUnreachable } from '../store/mongo.ts';
import { isRedisUnreachable } from '../store/redis.ts';
import type { Clock, Tell } from '../wire/ports.ts';
import type { InboxOrder } from './inbox.store.ts';
import type { MemberStore } from './members.store.ts';
import type { RoomAtHead } from './room-parts.store.ts';
import type { RoomStore } from './room.store.ts';

export interface Heads {
  /** Notes that a room's head moved; inboxes and people who do not have it open hear of it within FLUSH_MS. */
  moved(roomId: RoomId): void;
  /** Redis came back, perhaps without its last second: catches up with the next flush. */
  missed(): void;
  /** Does now what is noted. */
  flush(): Promise<void>;
  /** After a crash: brings the order of inboxes up to date with what happened since the last flush. */
  catchUp(): Promise<number>;
}

export interface HeadsParts {
  rooms: RoomStore;
  members: MemberStore;
  order: InboxOrder;
  tell: Tell;
  clock: Clock;
  onSurprise: (error: unknown, where: string) => string;
}

const FLUSH_MS = 200;
/** Flushes that a room sits out after one: people hear once a second that it goes on being busy. */
const SITS_OUT = 4;
/** While an engine is away, notes wait for it. */
const AGAIN_MS = 1_000;
/** How far before the last flush a crash may have lost notes: longer than nodes’ clocks are apart, or a node is down. */
const MARGIN_MS = 15 * 60_000;

/** Collects head notes, so that a busy room costs its members a few notes a second and not one for each message. */
export function makeHeads({ rooms, members, order, tell, clock, onSurprise }: HeadsParts): Heads {
  const seats = makeSeatCache(members);
  const noted = new Set<RoomId>();
  /** How many flushes these rooms sit out yet. */
  const sittingOut = new Map<RoomId, number>();
  let timer: NodeJS.Timeout | null = null;
  let behind = false;

  const soon = (ms: number) => {
    timer ??= setTimeout(() => void flushDue().catch(failed), ms);
  };

  const failed = (error: unknown) => {
    if (isUnreachable(error) || isRedisUnreachable(error)) soon(AGAIN_MS);
    else onSurprise(error, 'heads');
  };

  async function flushDue(): Promise<void> {
    timer = null;
    const now = [...noted].filter((id) => !sittingOut.has(id));
    for (const [id, left] of sittingOut)
      if (left > 1) sittingOut.set(id, left - 1);
      else sittingOut.delete(id);
    await spreadAll(now);
    if (noted.size > 0 || sittingOut.size > 0) soon(FLUSH_MS);
  }

  async function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    await spreadAll([...noted]);
  }

  async function spreadAll(now: readonly RoomId[]): Promise<void> {
    if (behind) await catchUp();
    for (const id of now) noted.delete(id);
    if (now.length === 0) return;
    try {
      await spread(now);
      for (const id of now) sittingOut.set(id, SITS_OUT);
    } catch (error) {
      for (const id of now) noted.add(id);
      throw error;
    }
  }

  async function catchUp(): Promise<number> {
    behind = false;
    const last = await order.lastTouched();
    if (last === null) return 0; // no order is kept yet: each is built whole when first asked for
    const active = await rooms.activeSince(new Date(last.getTime() - MARGIN_MS));
    for (const room of active)
      await order.touch([{ roomId: room._id, at: room.lastAt, people: await seats(room) }]);
    await order.markTouched(clock.now());
    return active.length;
  }

  async function spread(now: readonly RoomId[]): Promise<void> {
    await order.touch(
      await ofSeated(now, ({ _id, lastAt }, people) => ({ roomId: _id, at: lastAt, people })),
    );
    await order.markTouched(clock.now());
    // Read once more: somebody may have left since the note was made, or while it was kept, and hears nothing more. For
    // the same reason each room is told of at once, and not when all have been read.
    await ofSeated(now, ({ _id, seq, changeSeq, lastAt }, people) => {
      tell.people(people, headMoved, { roomId: _id, seq, changeSeq, at: lastAt.toISOString() }, _id);
    });
  }

  async function ofSeated<T>(
    ids: readonly RoomId[],
    each: (room: RoomAtHead, people: readonly PersonId[]) => T,
  ): Promise<T[]> {
    const found = [...(await rooms.atHeads(ids)).values()];
    return Promise.all(found.map(async (room) => each(room, await seats(room))));
  }

  return {
    moved(roomId) {
      noted.add(roomId);
      soon(FLUSH_MS);
    },
    missed() {
      behind = true;
      soon(FLUSH_MS);
    },
    flush,
    catchUp,
  };
}

const MOST_CACHED = 20_000; // rooms: two congress years, some ten megabytes

/**
 * Who sits in a room, kept for as long as the room's memberVersion stays the same. While seats are being rewritten, or
 * were when a node died, the version does not tell old seats from new: then they are read, and not kept.
 */
function makeSeatCache(members: MemberStore) {
  const cache = new Map<RoomId, { version: number; people: PersonId[] }>();
  return async (room: Pick<RoomAtHead, '_id' | 'memberVersion' | 'unsettled'>): Promise<PersonId[]> => {
    if (room.unsettled !== null) return members.idsOfRoom(room._id);
    const known = cache.get(room._id);
    if (known?.version === room.memberVersion) return known.people;
    const people = await members.idsOfRoom(room._id);
    cache.delete(room._id);
    cache.set(room._id, { version: room.memberVersion, people });
    for (const oldest of cache.keys()) {
      if (cache.size <= MOST_CACHED) break;
      cache.delete(oldest);
    }
    return people;
  };
}
