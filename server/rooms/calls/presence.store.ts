import { batchesOf } from '../../../shared/grouped.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Presence } from '../../../shared/presence.ts';
import type { Redis } from '../../store/redis.ts';

/**
 * Who is connected, and who was seen lately, in Redis and by its clock. A node holds its people online for ONLINE_MS and
 * renews that while it lives, so that the people of a node that was killed go offline by themselves.
 */
export interface PresenceStore {
  /** These people are connected to this node, and seen now. */
  hold(people: readonly PersonId[]): Promise<void>;
  /** This node has no connection of this person any more; they were seen now. */
  release(personId: PersonId): Promise<void>;
  /** They did something. */
  see(personId: PersonId): Promise<void>;
  of(people: readonly PersonId[]): Promise<Presence[]>;
}

/** For how long a node's word that somebody is online is good. */
export const ONLINE_MS = 90_000;
const DAY_SECONDS = 24 * 3600;
const AT_ONCE = 500; // people in one script

const NOW = `local t = redis.call('TIME') local now = t[1] * 1000 + math.floor(t[2] / 1000)`;

// KEYS online, seen, online, seen …; ARGV node, ONLINE_MS, seconds to remember
const HOLD = `${NOW}
for i = 1, #KEYS, 2 do
  redis.call('ZADD', KEYS[i], now + ARGV[2], ARGV[1])
  redis.call('PEXPIRE', KEYS[i], ARGV[2])
  redis.call('SET', KEYS[i + 1], now, 'EX', ARGV[3])
end
return 1`;

// KEYS online, seen; ARGV node, seconds to remember
const RELEASE = `${NOW}
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], now, 'EX', ARGV[2])
return 1`;

// KEYS seen; ARGV seconds to remember
const SEE = `${NOW}
redis.call('SET', KEYS[1], now, 'EX', ARGV[1])
return 1`;

// KEYS online, seen, online, seen …
const OF = `${NOW}
local found = {}
for i = 1, #KEYS, 2 do
  if redis.call('ZCOUNT', KEYS[i], now, '+inf') > 0 then found[#found + 1] = 'online'
  elseif redis.call('EXISTS', KEYS[i + 1]) == 1 then found[#found + 1] = 'recent'
  else found[#found + 1] = 'away' end
end
return found`;

export interface PresenceStoreParts {
  redis: Redis;
  prefix: string;
  /** This process, as long as it lives. */
  node: string;
  /** For how many days somebody who was here counts as recent. */
  days: number;
}

export function makePresenceStore({ redis, prefix, node, days }: PresenceStoreParts): PresenceStore {
  const seen = (id: PersonId) => `${prefix}:seen:${id}`;
  const both = (people: readonly PersonId[]) => people.flatMap((id) => [`${prefix}:online:${id}`, seen(id)]);
  const remember = String(days * DAY_SECONDS);
  return {
    async hold(people) {
      await Promise.all(
        batchesOf(people, AT_ONCE).map((round) =>
          redis.eval(HOLD, { keys: both(round), arguments: [node, String(ONLINE_MS), remember] }),
        ),
      );
    },
    async release(personId) {
      await redis.eval(RELEASE, { keys: both([personId]), arguments: [node, remember] });
    },
    async see(personId) {
      await redis.eval(SEE, { keys: [seen(personId)], arguments: [remember] });
    },
    async of(people) {
      if (people.length === 0) return [];
      return (await redis.eval(OF, { keys: both(people), arguments: [] })) as Presence[];
    },
  };
}
