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
  /** Something happened in a room: it moves up to its last activity, and is in the digests, of these people. */
  touch(activities: readonly (Activity & { people: readonly PersonId[] })[]): Promise<void>;
  remove(people: readonly PersonId[], roomId: RoomId): Promise<void>;
  page(personId: PersonId, after: Place | null, count: number): Promise<{ places: Place[]; total: number }>;
  /** What was touched since the cursor of an earlier digest, newest first; `most` rooms at most. */
  digest(personId: PersonId, since: string | null, most: number): Promise<Digest>;
  /** When `touch` last worked, to find after a crash what it may have missed. Null: nothing kept yet. */
  lastTouched(): Promise<Date | null>;
  markTouched(at: Date): Promise<void>;
}

export interface Digest {
  rooms: RoomId[];
  /** The cursor for the next. */
  since: string;
  /** There may be more than `rooms`: the cursor is too old, or of another life of Redis, or they are too many. */
  limited: boolean;
}

const READY_SECONDS = 24 * 3600;
/** How long digests go back. */
const DIGEST_MS = 3_600_000;

const NOW = `local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)`;

// KEYS order and recent of each person; ARGV: score, room. Only where they are kept: elsewhere they are built when asked for.
const TOUCH = `${NOW}
for i = 1, #KEYS, 2 do
  if redis.call('EXISTS', KEYS[i]) == 1 then redis.call('ZADD', KEYS[i], 'GT', ARGV[1], ARGV[2]) end
  if redis.call('EXISTS', KEYS[i + 1]) == 1 then redis.call('ZADD', KEYS[i + 1], now, ARGV[2]) end
end
return 1`;

// KEYS recent; ARGV since ('' for all that is kept), how long to keep, how many. The entry '-' says since when it is kept:
// a set that is missing (never asked for, lost, not asked for within the time) begins now, and what was before is unknown.
// A cursor is good up to and with its own millisecond, in which more may have come after it was given.
const DIGEST = `${NOW}
local kept = redis.call('ZSCORE', KEYS[1], '-')
local complete = kept and 1 or 0
local from = tonumber(kept) or now
if from < now - ARGV[2] then from = now - ARGV[2] end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%d', from))
redis.call('ZADD', KEYS[1], from, '-')
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local since = tonumber(ARGV[1]) or from
if since < from or since > now then complete = 0 since = from end
local rooms = redis.call('ZRANGE', KEYS[1], '+inf', string.format('%d', since), 'BYSCORE', 'REV', 'LIMIT', 0, ARGV[3] + 2)
return {now, complete, unpack(rooms)}`;

export function makeInboxOrder(redis: Redis, prefix: string): InboxOrder {
  const order = (id: PersonId) => `${prefix}:inbox:${id}`;
  const recent = (id: PersonId) => `${prefix}:recent:${id}`;
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
            redis.eval(TOUCH, {
              keys: a.people.flatMap((id) => [order(id), recent(id)]),
              arguments: [String(a.at.getTime()), a.roomId],
            }),
          ),
      );
    },
    async remove(people, roomId) {
      await Promise.all(
        people.flatMap((id) => [order(id), recent(id)]).map((key) => redis.zRem(key, roomId)),
      );
    },
    async page(id, after, count) {
      const [places, total] = await Promise.all([
        readPage(redis, order(id), after, count),
        redis.zCount(order(id), 1, '+inf'),
      ]);
      return { places, total };
    },
    async digest(id, since, most) {
      const life = await lifeOf(redis);
      const [theirs, at = ''] = (since ?? '').split('.');
      const isOurs = theirs === life && /^\d{1,15}$/.test(at);
      const [now, complete, ...found] = (await redis.eval(DIGEST, {
        keys: [recent(id)],
        arguments: [isOurs ? at : '', String(DIGEST_MS), String(most)],
      })) as [number, number, ...string[]];
      const rooms = found.filter((room) => room !== '-') as RoomId[];
      return {
        rooms: rooms.slice(0, most),
        since: `${life}.${now}`,
        limited: complete === 0 || rooms.length > most || (since !== null && !isOurs),
      };
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

/** Names this life of Redis: one that comes back from its file may have lost its last second. */
async function lifeOf(redis: Redis): Promise<string> {
  const id = /^run_id:(\w+)/m.exec(await redis.info('server'))?.[1];
  if (id === undefined) throw new Error('Redis does not say its run_id');
  return id.slice(0, 12);
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
