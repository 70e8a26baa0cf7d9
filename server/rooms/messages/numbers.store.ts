import type { RoomId } from '../../../shared/ids.ts';
import type { Redis } from '../../store/redis.ts';

/**
 * The next numbers of rooms. Redis only makes numbering fast; the unique index (room, seq) is the truth.
 * A counter that is missing or behind (Redis lost a second, was restored, failed over) is raised from the database.
 */
export interface Numbers {
  /** Takes `count` numbers in each room, in one round trip. Returns the first of each; null: counter unknown, raise it. */
  take(rooms: readonly { roomId: RoomId; count: number }[]): Promise<(number | null)[]>;
  /** Makes the counter at least `seq`. */
  raise(roomId: RoomId, seq: number): Promise<void>;
}

// KEYS counters, ARGV how many of each. Returns the last number taken of each, or -1 where there is no counter.
const TAKE = `local lasts = {}
for i, key in ipairs(KEYS) do
  lasts[i] = redis.call('EXISTS', key) == 1 and redis.call('INCRBY', key, ARGV[i]) or -1
end
return lasts`;

// KEYS[1] counter, ARGV[1] the least it must be.
const RAISE = `local now = tonumber(redis.call('GET', KEYS[1]) or '-1')
if now < tonumber(ARGV[1]) then redis.call('SET', KEYS[1], ARGV[1]) end
return 1`;

export function makeNumbers(redis: Redis, prefix: string): Numbers {
  const key = (roomId: RoomId) => `${prefix}:seq:${roomId}`;
  return {
    async take(rooms) {
      const lasts = (await redis.eval(TAKE, {
        keys: rooms.map(({ roomId }) => key(roomId)),
        arguments: rooms.map(({ count }) => String(count)),
      })) as number[];
      return rooms.map(({ count }, i) => {
        const last = lasts[i] ?? -1;
        return last < 0 ? null : last - count + 1;
      });
    },
    async raise(roomId, seq) {
      await redis.eval(RAISE, { keys: [key(roomId)], arguments: [String(seq)] });
    },
  };
}
