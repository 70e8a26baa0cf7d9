import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Pace } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import type { Redis } from '../store/redis.ts';

/** Takes one token for `who`; throws TOO_FAST with `retryAfterMs` when there is none. */
export type TakeToken = (pace: Pace, who: string) => Promise<void>;

export interface PaceLimits {
  postPerSecond: number;
  knocksPerMinute: number;
}

const POST_WINDOW = 4; // seconds: lets somebody send a few quick lines

/**
 * Token buckets. Signed-in people are counted on their node (they have one or two sockets);
 * knocks at the door are counted in Redis for all nodes, in memory while Redis is away.
 */
export function makePace(redis: Redis, prefix: string, limits: PaceLimits): TakeToken {
  const knock = { points: limits.knocksPerMinute, duration: 60 };
  const buckets: Record<Pace, RateLimiterMemory | RateLimiterRedis> = {
    post: new RateLimiterMemory({ points: limits.postPerSecond * POST_WINDOW, duration: POST_WINDOW }),
    read: new RateLimiterMemory({ points: 400, duration: 10 }),
    act: new RateLimiterMemory({ points: 60, duration: 10 }),
    knock: new RateLimiterRedis({
      storeClient: redis,
      useRedisPackage: true,
      keyPrefix: `${prefix}:knock`,
      insuranceLimiter: new RateLimiterMemory(knock),
      ...knock,
    }),
  };
  return async (pace, who) => {
    try {
      await buckets[pace].consume(who);
    } catch (error) {
      if (error instanceof RateLimiterRes)
        throw new Fault('TOO_FAST', { retryAfterMs: Math.max(1, error.msBeforeNext) });
      throw error;
    }
  };
}
