import type { PersonId, RoomId } from '../../shared/ids.ts';
import type { Redis } from '../store/redis.ts';

export interface Activity {
  roomId: RoomId;
  at: Date;
}

/** A place in somebody's inbox: everything older than this comes next. */
export interface Place {
  at: number;
  roomId: RoomId;
}

/**
 * The order of each person's rooms by last activity, in Redis: a page costs the same for 10 rooms and for 9,203.
 * It is a cache and never decides who may see what. It is rebuilt from the database when missing and once a day.
 */
export interface InboxOrder {
  isReady(personId: PersonId): Promise<boolean>;
  /** Makes the order equal to `rooms`, keeping what was touched meanwhile. */
  rebuild(personId: PersonId, rooms: () => Promise<Activity[]>): Promise<void>;
  /** A room had activity: it moves up for these people (whose order is kept at all). */
  touch(activities: readonly (Activity & { people: readonly PersonId[] })[]): Promise<void>;
  remove(people: readonly PersonId[], roomId: RoomId): Promise<void>;
  page(personId: PersonId, after: Place | null, count: number): Promise<{ places: Place[]; total: number }>;
  /** When `touch` last worked, to find after a crash what it may have missed. Null: nothing kept yet. */
  lastTouched(): Promise<Date | null>;
  markTouched(at: Date): Promise<void>;
}

const READY_SECONDS = 24 * 3600;

// KEYS one order a person; ARGV: score, room. Only where an order is kept: elsewhere it will be built when asked for.
const TOUCH = `for _, k in ipairs(KEYS) do
  if redis.call('EXISTS', k) == 1 then redis.call('ZADD', k, 'GT', ARGV[1], ARGV[2]) end
end
return 1`;

export function makeInboxOrder(redis: Redis, prefix: string): InboxOrder {
  const order = (id: PersonId) => `${prefix}:inbox:${id}`;
  const ready = (id: PersonId) => `${prefix}:inbox-ready:${id}`;
  const touched = `${prefix}:inbox-touched`;
  return {
    isReady: async (id) => (await redis.exists(ready(id))) === 1,
    async rebuild(id, rooms) {
      // The placeholder makes `touch` see the order while it is being built.
      await redis.zAdd(order(id), { score: 0, value: '-' });
      const before = await redis.zRange(order(id), 0, -1); // what comes after this is newer than what is read next
      const activities = await rooms();
      const current = new Set<string>(activities.map((a) => a.roomId));
      const stale = before.filter((r) => r !== '-' && !current.has(r));
      for (let i = 0; i < activities.length; i += 1_000)
        await redis.zAdd(
          order(id),
          activities.slice(i, i + 1_000).map((a) => ({ score: a.at.getTime(), value: a.roomId })),
          { comparison: 'GT' },
        );
      if (stale.length > 0) await redis.zRem(order(id), stale);
      await redis.set(ready(id), '1', { expiration: { type: 'EX', value: READY_SECONDS } });
    },
    async touch(activities) {
      await Promise.all(
        activities
          .filter((a) => a.people.length > 0)
          .map((a) =>
            redis.eval(TOUCH, { keys: a.people.map(order), arguments: [String(a.at.getTime()), a.roomId] }),
          ),
      );
    },
    async remove(people, roomId) {
      await Promise.all(people.map((id) => redis.zRem(order(id), roomId)));
    },
    async page(id, after, count) {
      const [places, total] = await Promise.all([
        readPage(redis, order(id), after, count),
        redis.zCount(order(id), 1, '+inf'),
      ]);
      return { places, total };
    },
    async lastTouched() {
      const ms = await redis.get(touched);
      return ms === null ? null : new Date(Number(ms));
    },
    async markTouched(at) {
      await redis.set(touched, String(at.getTime()));
    },
  };
}

/** Newest first; rooms of the same millisecond in reverse order of their ids, as Redis keeps them. */
async function readPage(redis: Redis, key: string, after: Place | null, count: number): Promise<Place[]> {
  const top = after === null ? '+inf' : after.at;
  for (let take = count + 1; ; take *= 4) {
    const found = await redis.zRangeWithScores(key, top, 1, {
      BY: 'SCORE',
      REV: true,
      LIMIT: { offset: 0, count: take },
    });
    const places = found
      .map((f) => ({ at: f.score, roomId: f.value as RoomId }))
      .filter((p) => after === null || p.at < after.at || p.roomId < after.roomId);
    if (places.length >= count || found.length < take) return places.slice(0, count);
  }
}
